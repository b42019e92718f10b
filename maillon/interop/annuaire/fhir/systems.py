"""The names that the national FHIR directory uses: identifiers, terminologies, extensions.

Read in what the Agence du Numérique en Santé publishes:

- the guide « Annuaire Santé » (ansforge/IG-fhir-annuaire, ``input/fsh``, 1.2.0-snapshot of June
  2026): profiles as-dp-practitioner, as-dp-practitionerrole, as-dp-organization, as-mailbox-mss,
  extension as-ext-mailbox-mss-metadata, and their examples;
- the documentation of the API, version 2 (ansforge/annuaire-sante-fhir-documentation,
  ``docs/pages/guide/version-2``);
- the terminologies TRE_… of mos.esante.gouv.fr, whose labels ``data/`` has.

Version 1 of the API wrote some of these otherwise (``http://rpps.fr``, ``http://finess.sante.gouv.fr``,
addresses of interopsante.org): both are read, with or without a stroke at the end.
"""

import re
from typing import Final

__all__ = [
    "CATEGORY", "EMAIL_TYPE", "FINESS", "IDNPS", "INSEE", "MAILBOX", "MODE", "NOS", "PERIOD",
    "PROFESSIONS", "RANK", "RPPS", "SECTOR", "SIRENE", "SKILLS", "SKILL_TYPE", "STREET",
    "TYPE_OF_MAILBOX", "table_of",
]  # fmt: skip

# identifiers
IDNPS: Final = "urn:oid:1.2.250.1.71.4.2.1"  # a professional's number, its type first: 8 for RPPS
RPPS: Final = frozenset({"https://rpps.esante.gouv.fr", "http://rpps.fr"})
FINESS: Final = frozenset({"https://finess.esante.gouv.fr", "http://finess.sante.gouv.fr"})
SIRENE: Final = frozenset({"https://sirene.fr", "http://sirene.fr"})
RANK: Final = frozenset({"https://rppsrang.esante.gouv.fr", "http://rppsrang.esante.gouv.fr"})

# terminologies, by the number their address bears
NOS: Final = re.compile(r"^https://mos\.esante\.gouv\.fr/NOS/(?:TRE|JDV)_([A-Z]\d{2,3})-")
PROFESSIONS: Final = frozenset({"G15", "R94", "R95", "R291"})
SKILLS: Final = frozenset({"R38", "R39", "R40", "R42", "R43", "R44", "R45", "R97", "R363", "G13"})
SKILL_TYPE: Final = "R04"
MODE: Final = "R23"
SECTOR: Final = "R02"
CATEGORY: Final = "R66"
TYPE_OF_MAILBOX: Final = "R257"

# extensions, by the end of their address
EMAIL_TYPE: Final = "fr-core-contact-point-email-type"
MAILBOX: Final = "as-ext-mailbox-mss-metadata"
INSEE: Final = frozenset({"fr-core-address-insee-code", "FrAddressInseeCode"})
PERIOD: Final = "organization-period"
STREET: Final = (  # the parts of a line of address, in the order they are written
    "iso21090-ADXP-careOf", "iso21090-ADXP-additionalLocator", "iso21090-ADXP-houseNumber",
    "iso21090-ADXP-buildingNumberSuffix", "iso21090-ADXP-streetNameType",
    "iso21090-ADXP-streetNameBase", "as-ext-lieu-dit", "iso21090-ADXP-postBox",
)  # fmt: skip


def table_of(system: str) -> str:
    """« R38 » for the address of TRE_R38; nothing where it is no terminology of the ANS."""
    found = NOS.match(system)
    return found[1] if found else ""
