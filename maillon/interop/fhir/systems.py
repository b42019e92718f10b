"""The addresses that name codes, identifiers and profiles.

Sources: FR Core 2 (InteropSanté), « Cercle de soins » 2.0.1 (ANS), ANS object identifiers.
"""

from typing import Final

__all__ = [
    "ACTS",
    "CARETEAM_PROFILE",
    "CLOSING",
    "COMMUNES",
    "FR_0203",
    "IDENTITY_STATUS",
    "INS",
    "INSEE_CODE",
    "PATIENT_PROFILE",
    "PERSONS",
    "PRACTITIONERS",
    "PROFESSIONS",
    "RELATED_PROFILE",
    "RELIABILITY",
    "ROLES",
    "SCOPES",
    "STRUCTURES",
    "UUIDS",
    "V2_0203",
    "WORDS",
]  # fmt: skip

CARETEAM_PROFILE: Final = (
    "https://interop.esante.gouv.fr/ig/fhir/cds/StructureDefinition/cds-ihe-careteam"
)
_CORE: Final = "https://hl7.fr/ig/fhir/core"
PATIENT_PROFILE: Final = f"{_CORE}/StructureDefinition/fr-core-patient"
RELATED_PROFILE: Final = f"{_CORE}/StructureDefinition/fr-core-related-person"
RELIABILITY: Final = f"{_CORE}/StructureDefinition/fr-core-identity-reliability"
INSEE_CODE: Final = f"{_CORE}/StructureDefinition/fr-core-address-insee-code"
IDENTITY_STATUS: Final = f"{_CORE}/CodeSystem/fr-core-cs-identity-status"
FR_0203: Final = f"{_CORE}/CodeSystem/fr-core-cs-v2-0203"
V2_0203: Final = "http://terminology.hl7.org/CodeSystem/v2-0203"
COMMUNES: Final = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
PROFESSIONS: Final = (
    "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante"
)
PRACTITIONERS: Final = "urn:oid:1.2.250.1.71.4.2.1"  # IDNPS: 8 + RPPS
STRUCTURES: Final = "urn:oid:1.2.250.1.71.4.2.2"  # IDNST: 1 + FINESS, 3 + SIRET
INS: Final = {
    "nir": "urn:oid:1.2.250.1.213.1.4.8", "nia": "urn:oid:1.2.250.1.213.1.4.9",
    "test": "urn:oid:1.2.250.1.213.1.4.10", "demo": "urn:oid:1.2.250.1.213.1.4.11",
}  # fmt: skip
UUIDS: Final = "urn:ietf:rfc:3986"  # an identifier that is a urn:uuid
SCOPES: Final = "http://terminology.hl7.org/CodeSystem/consentscope"
ACTS: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
# Ours, for want of a national one: parts in a circle, words about sharing, local numbers.
ROLES: Final = "urn:maillon:careteam-role"
WORDS: Final = "urn:maillon:consent-word"
CLOSING: Final = "urn:maillon:careteam-closing"  # an extension: R4 has no reason for a status
PERSONS: Final = "urn:maillon:patient"
