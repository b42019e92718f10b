"""One committed batch: practitioners, their roles, and those who are asked through them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

from maillon.apps.directory.actions.importing.ledger import Ledger
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.people import Person, save_people
from maillon.apps.directory.extract import RoleRow, Skill
from maillon.apps.directory.models import ImportRun, PractitionerRole, Responder
from maillon.apps.directory.wording import search_text
from maillon.kernel.bulk import write
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import fold

__all__ = ["Batch"]

FACTS: Final = (
    "profession", "profession_label", "skills", "mode", "site_name", "address", "postal_code",
    "town", "commune", "phone", "sector", "search_text", "digest", "source", "as_of", "last_run",
    "ended_on",
)  # fmt: skip

Placed = tuple[RoleRow, str | None]
Key = tuple[str, str]


class Known(NamedTuple):
    """A role as the database holds it before this batch."""

    pk: UUID
    practitioner: UUID
    digest: str
    run: int | None
    ended: bool


@dataclass(slots=True)
class Batch:
    """Sorts the roles of some lines into new, changed, continued and unchanged, then writes."""

    run: ImportRun
    ledger: Ledger
    report: Report
    source: str
    known: dict[Key, Known] = field(default_factory=dict)
    changed: dict[Key, list[Placed]] = field(default_factory=dict)
    continued: dict[UUID, list[Skill]] = field(default_factory=dict)

    def save(self, rows: Iterable[Placed]) -> None:
        """Write these lines; call inside the transaction that moves the run's mark."""
        groups: defaultdict[Key, list[Placed]] = defaultdict(list)
        for placed in rows:
            groups[placed[0].national_id, placed[0].site_key].append(placed)
        self.known = _known_roles({national_id for national_id, _ in groups})
        for key, lines in groups.items():
            self._sort(key, lines)
        self._write_changed()
        self._write_continued()

    def _sort(self, key: Key, lines: list[Placed]) -> None:
        known = self.known.get(key)
        if not self.ledger.meet(*key):
            if known is not None and known.run == self.run.pk:
                self.continued[known.pk] = _skills(lines)
        elif known is None:
            self.report.created += 1
            self.changed[key] = lines
        elif known.ended or known.digest != self.ledger.digest(*key):
            self.report.updated += 1
            self.changed[key] = lines
        else:
            self.report.unchanged += 1

    def _write_changed(self) -> None:
        told = {national_id: lines[0][0] for (national_id, _), lines in self.changed.items()}
        people = save_people(told, self.run, self.source)
        roles = [self._role(key, people[key[0]], lines) for key, lines in self.changed.items()]
        write(PractitionerRole, roles, over=FACTS)
        names = {person.pk: person.display for person in people.values()}
        known = {one.pk for one in self.known.values()}
        _follow({role["id"]: role for role in roles if role["id"] in known}, names)

    def _role(self, key: Key, person: Person, lines: list[Placed]) -> dict[str, Any]:
        row, commune = lines[0]
        known = self.known.get(key)
        skills = _merged([], _skills(lines))
        return {
            "id": known.pk if known else new_id(),
            "practitioner_id": person.pk,
            "site_key": row.site_key,
            "organization_id": None,  # kept as it is where the role is known
            "profession": row.profession,
            "profession_label": row.profession_label,
            "skills": skills,
            "mode": row.mode,
            "site_name": row.site_name,
            "address": row.address,
            "postal_code": row.postal_code,
            "town": row.town,
            "commune_id": commune,
            "phone": row.phone,
            "sector": row.sector,
            "search_text": _searched(
                person.folded_name, row.profession_label, row.site_name, row.town, skills
            ),
            "digest": self.ledger.digest(*key),
            "source": self.source,
            "as_of": self.run.as_of,
            "last_run_id": self.run.pk,
            "ended_on": None,
        }

    def _write_continued(self) -> None:
        """Further skills of roles that an earlier batch of this run wrote."""
        wanted = [pk for pk, skills in self.continued.items() if skills]
        roles = PractitionerRole.objects.select_related("practitioner").in_bulk(wanted)
        for pk, role in roles.items():
            role.skills = _merged(role.skills, self.continued[pk])
            name = role.practitioner.folded_name
            role.search_text = _searched(
                name, role.profession_label, role.site_name, role.town, role.skills
            )
        PractitionerRole.objects.bulk_create(
            roles.values(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["skills", "search_text"],
        )


def _known_roles(national_ids: set[str]) -> dict[Key, Known]:
    rows = PractitionerRole.objects.filter(practitioner__national_id__in=national_ids)
    columns = rows.values_list(
        "practitioner__national_id", "site_key", "pk", "practitioner_id", "digest",
        "last_run_id", "ended_on",
    )  # fmt: skip
    return {
        (national_id, site): Known(pk, person, digest, run, ended is not None)
        for national_id, site, pk, person, digest, run, ended in columns
    }


def _skills(lines: Iterable[Placed]) -> list[Skill]:
    return [row.skill for row, _ in lines if row.skill is not None]


def _merged(known: list[dict[str, str]], told: list[Skill]) -> list[dict[str, str]]:
    """Each skill once, always in the same order."""
    every = {Skill(**skill) for skill in known}.union(told)
    return [skill._asdict() for skill in sorted(every)]


def _searched(
    name: str, profession: str, site: str, town: str, skills: list[dict[str, str]]
) -> str:
    return search_text([name], [profession, site, town, *(skill["label"] for skill in skills)])


def _follow(roles: dict[UUID, dict[str, Any]], names: dict[UUID, str]) -> None:
    """Responders bear the name, profession and commune of their role."""
    asked = Responder.objects.filter(practitioner_role__in=roles.keys())
    for pk, role_id in asked.values_list("pk", "practitioner_role_id"):
        role = roles[role_id]
        name = names[role["practitioner_id"]][:120]
        Responder.objects.filter(pk=pk).update(
            name=name,
            folded_name=fold(name)[:120],
            profession=role["profession"],
            commune=role["commune_id"],
        )
