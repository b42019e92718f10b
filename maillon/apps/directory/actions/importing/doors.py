"""By which door a register came in: its own extract, or the national FHIR directory.

Professionals and mailboxes are the same register by both doors, under the same numbers: whichever
spoke last says what there is, and what it does not say is ended. Of establishments the register
is FINESS, which says more: the directory adds those that FINESS has not given, and no more.
"""

from typing import Final

__all__ = ["ANNUAIRE", "FINESS", "MAILBOXES", "MSSANTE", "ROLES", "RPPS"]

RPPS: Final = "RPPS"
FINESS: Final = "FINESS"
MSSANTE: Final = "MSSanté"
ANNUAIRE: Final = "Annuaire Santé"
ROLES: Final = (RPPS, ANNUAIRE)
MAILBOXES: Final = (MSSANTE, ANNUAIRE)
