"""The practitioners of a batch."""

from typing import Any, Final, NamedTuple
from uuid import UUID

from maillon.apps.directory.extract import RoleRow
from maillon.apps.directory.models import ImportRun, Practitioner
from maillon.kernel.bulk import write
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import fold

__all__ = ["Person", "save_people"]

FACTS: Final = (
    "id_type", "civility", "family_name", "given_name", "folded_name", "check_digit_ok",
    "synthetic", "source", "as_of",
)  # fmt: skip
SYNTHETIC_PREFIX: Final = "8999"  # no register gives such an identifier: invented people bear it


class Person(NamedTuple):
    """What roles need to know of their practitioner."""

    pk: UUID
    display: str
    folded_name: str


def save_people(told: dict[str, RoleRow], run: ImportRun, source: str) -> dict[str, Person]:
    """Create or correct the practitioners of these rows; all of them by national identifier."""
    present = Practitioner.objects.filter(national_id__in=told.keys())
    known = {person.national_id: person for person in present}
    people, changed = {}, []
    for national_id, row in told.items():
        before = known.get(national_id)
        facts = _facts(row, run, source, before.pk if before else new_id())
        if before is None or not _same(before, row, source):
            changed.append(facts)
        name = f"{row.given_name} {row.family_name}".strip()
        people[national_id] = Person(facts["id"], name, facts["folded_name"])
    write(Practitioner, changed, over=FACTS)
    return people


def _same(before: Practitioner, row: RoleRow, source: str) -> bool:
    return (
        before.family_name == row.family_name
        and before.given_name == row.given_name
        and before.civility == row.civility
        and before.check_digit_ok == row.check_digit_ok
        and before.source == source
    )


def _facts(row: RoleRow, run: ImportRun, source: str, pk: UUID) -> dict[str, Any]:
    return {
        "id": pk,
        "national_id": row.national_id,
        "id_type": row.id_type,
        "civility": row.civility,
        "family_name": row.family_name,
        "given_name": row.given_name,
        "folded_name": fold(f"{row.family_name} {row.given_name}")[:170],
        "check_digit_ok": row.check_digit_ok,
        "synthetic": row.national_id.startswith(SYNTHETIC_PREFIX),
        "source": source,
        "as_of": run.as_of,
    }
