// What the French guides ask beyond FHIR R4 of what we emit under their profiles, told here as a few
// rules and laid on the definitions of the norm, so that a validator others wrote can judge by them.
// Read in « Cercle de soins » 2.0.1 (ANS) and FR Core 2 (InteropSanté); what is optional is left out.
const CORE = 'https://hl7.fr/ig/fhir/core/StructureDefinition';
const CDS = 'https://interop.esante.gouv.fr/ig/fhir/cds/StructureDefinition';

// path → [least, most].
const RULES = {
  [`${CDS}/cds-ihe-careteam`]: {
    type: 'CareTeam',
    counts: {
      meta: [1], identifier: [1, 1], 'identifier.value': [1], status: [1], name: [1],
      subject: [1], period: [1], 'period.start': [1], 'participant.member': [1],
      'participant.period.start': [1],
    },
  },
  [`${CORE}/fr-core-patient`]: {
    type: 'Patient',
    // Asked of the official name alone: every name we tell keeps it, the stronger rule is the simpler.
    counts: {
      'telecom.system': [1], 'telecom.value': [1], 'name.use': [1], 'name.family': [1],
      'name.given': [1, '*'],
    },
  },
  [`${CORE}/fr-core-related-person`]: {
    type: 'RelatedPerson',
    counts: { identifier: [1, 1], 'telecom.system': [1], 'telecom.value': [1] },
  },
};
const TYPES = { start: 'dateTime', system: 'code', use: 'code' };  // else: a string

function place(elements, path, [least, most]) {
  let found = elements.find((one) => one.path === path && !one.id.includes(':'));
  if (!found) {
    const [parent] = path.split(/\.[^.]+$/);
    const leaf = path.split('.').pop();
    found = { id: path, path, min: 0, max: '1', type: [{ code: TYPES[leaf] ?? 'string' }], definition: leaf };
    found.base = { path, min: 0, max: String(most ?? '1') };
    const at = elements.findLastIndex((one) => one.path === parent || one.path.startsWith(`${parent}.`));
    elements.splice(at + 1, 0, found);
  }
  found.min = least;
  if (most !== undefined) found.max = String(most);
}

/** The profiles by their address, from the definitions of the norm. */
export function profiles(definitions) {
  const bases = Object.fromEntries(
    definitions.entry.map(({ resource }) => [resource.url, resource]),
  );
  const made = {};
  for (const [url, { type, counts }] of Object.entries(RULES)) {
    const sd = structuredClone(bases[`http://hl7.org/fhir/StructureDefinition/${type}`]);
    Object.assign(sd, { url, name: url.split('/').pop(), derivation: 'constraint' });
    for (const [path, told] of Object.entries(counts)) {
      place(sd.snapshot.element, `${type}.${path}`, told);
    }
    made[url] = sd;
  }
  return made;
}
