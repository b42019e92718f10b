"""One committed batch: practitioners, their roles, and those who are asked through them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.actions.rpps.ending import SOURCE
from maillon.apps.directory.actions.rpps.ledger import Ledger
from maillon.apps.directory.extract import RoleRow, Skill
from maillon.apps.directory.models import ImportRun, Practitioner, PractitionerRole, Responder
from maillon.apps.directory.wording import search_text
from maillon.kernel.crypto import fold

__all__ = ["Batch"]

PRACTITIONER_FACTS = (
    "id_type", "civility", "family_name", "given_name", "folded_name", "check_digit_ok",
    "synthetic", "source", "as_of",
)  # fmt: skip
ROLE_FACTS = (
    "profession", "profession_label", "skills", "mode", "site_name", "address", "postal_code",
    "town", "commune", "phone", "sector", "search_text", "digest", "source", "as_of", "last_run",
    "ended_on",
)  # fmt: skip
SYNTHETIC_PREFIX = "8999"  # no register gives such an identifier: invented people bear it

Placed = tuple[RoleRow, str | None]
Key = tuple[str, str]


class Known(NamedTuple):
    """A role as the database holds it before this batch."""

    pk: UUID
    digest: str
    met: bool  # earlier in this same run
    ended: bool


@dataclass(slots=True)
class Batch:
    """Sorts the roles of some lines into new, changed, continued and unchanged, then writes."""

    run: ImportRun
    ledger: Ledger
    report: Report
    people: dict[str, Practitioner] = field(default_factory=dict)
    created: list[PractitionerRole] = field(default_factory=list)
    updated: list[PractitionerRole] = field(default_factory=list)
    continued: dict[UUID, list[Skill]] = field(default_factory=dict)
    unchanged: list[UUID] = field(default_factory=list)

    def save(self, rows: Iterable[Placed]) -> None:
        """Write these lines; call inside the transaction that moves the run's mark."""
        groups: defaultdict[Key, list[Placed]] = defaultdict(list)
        for placed in rows:
            groups[placed[0].national_id, placed[0].site_key].append(placed)
        self._save_people(groups)
        known = self._known_roles()
        for key, lines in groups.items():
            self._sort(known.get(key), lines)
        self._write()
        self._count()

    def _save_people(self, groups: dict[Key, list[Placed]]) -> None:
        told = {national_id: lines[0][0] for (national_id, _), lines in groups.items()}
        present = Practitioner.objects.filter(national_id__in=told)
        self.people = {person.national_id: person for person in present}
        changed = []
        for national_id, row in told.items():
            fresh = self._person(row)
            before = self.people.get(national_id)
            if before is not None:
                fresh.pk = before.pk
                if _same(before, fresh):
                    continue
            self.people[national_id] = fresh
            changed.append(fresh)
        Practitioner.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["national_id"],
            update_fields=PRACTITIONER_FACTS,
        )

    def _person(self, row: RoleRow) -> Practitioner:
        return Practitioner(
            national_id=row.national_id,
            id_type=row.id_type,
            civility=row.civility,
            family_name=row.family_name,
            given_name=row.given_name,
            folded_name=fold(f"{row.family_name} {row.given_name}")[:170],
            check_digit_ok=row.check_digit_ok,
            synthetic=row.national_id.startswith(SYNTHETIC_PREFIX),
            source=SOURCE,
            as_of=self.run.as_of,
        )

    def _known_roles(self) -> dict[Key, Known]:
        names = {person.pk: national_id for national_id, person in self.people.items()}
        rows = PractitionerRole.objects.filter(practitioner__in=names).values_list(
            "practitioner_id", "site_key", "pk", "digest", "last_run_id", "ended_on"
        )
        return {
            (names[person], site): Known(pk, digest, run == self.run.pk, ended is not None)
            for person, site, pk, digest, run, ended in rows
        }

    def _sort(self, known: Known | None, lines: list[Placed]) -> None:
        row = lines[0][0]
        if known is None:
            self.created.append(self._role(lines))
        elif known.met:
            self.continued[known.pk] = [r.skill for r, _ in lines if r.skill is not None]
        elif known.digest == self.ledger.digest(row.national_id, row.site_key) and not known.ended:
            self.unchanged.append(known.pk)
        else:
            role = self._role(lines)
            role.pk = known.pk
            self.updated.append(role)

    def _role(self, lines: list[Placed]) -> PractitionerRole:
        row, commune = lines[0]
        role = PractitionerRole(
            practitioner=self.people[row.national_id],
            site_key=row.site_key,
            profession=row.profession,
            profession_label=row.profession_label,
            mode=row.mode,
            site_name=row.site_name,
            address=row.address,
            postal_code=row.postal_code,
            town=row.town,
            commune_id=commune,
            phone=row.phone,
            sector=row.sector,
            digest=self.ledger.digest(row.national_id, row.site_key),
            source=SOURCE,
            as_of=self.run.as_of,
            last_run=self.run,
        )
        _add_skills(role, [r.skill for r, _ in lines if r.skill is not None])
        return role

    def _write(self) -> None:
        PractitionerRole.objects.bulk_create(self.created)
        _overwrite(self.updated, ROLE_FACTS)
        self._continue()
        seen = PractitionerRole.objects.filter(pk__in=self.unchanged)
        seen.update(last_run=self.run, as_of=self.run.as_of)
        Practitioner.objects.filter(pk__in=[p.pk for p in self.people.values()]).exclude(
            as_of=self.run.as_of
        ).update(as_of=self.run.as_of)
        self._follow()

    def _continue(self) -> None:
        """Further skills of roles met in an earlier batch."""
        roles = PractitionerRole.objects.select_related("practitioner").in_bulk(
            [pk for pk, skills in self.continued.items() if skills]
        )
        grown = [role for pk, role in roles.items() if _add_skills(role, self.continued[pk])]
        _overwrite(grown, ("skills", "search_text"))

    def _follow(self) -> None:
        """Responders bear the name, profession and commune of their role."""
        roles = {role.pk: role for role in self.updated}
        for responder in Responder.objects.filter(practitioner_role__in=roles):
            role = roles[responder.practitioner_role_id or responder.pk]
            name = role.practitioner.display[:120]
            Responder.objects.filter(pk=responder.pk).update(
                name=name,
                folded_name=fold(name)[:120],
                profession=role.profession,
                commune=role.commune_id,
            )

    def _count(self) -> None:
        self.report.created += len(self.created)
        self.report.updated += len(self.updated)
        self.report.unchanged += len(self.unchanged)


def _same(before: Practitioner, fresh: Practitioner) -> bool:
    return all(
        getattr(before, name) == getattr(fresh, name)
        for name in PRACTITIONER_FACTS
        if name != "as_of"
    )


def _add_skills(role: PractitionerRole, skills: Iterable[Skill]) -> bool:
    """Add the skills not there yet, and what the role is searched by; whether any was new."""
    told = [skill._asdict() for skill in dict.fromkeys(skills)]
    fresh = [skill for skill in told if skill not in role.skills]
    role.skills = sorted([*role.skills, *fresh], key=lambda s: (s["type"], s["code"], s["label"]))
    if fresh or not role.search_text:
        person = role.practitioner
        labels = [skill["label"] for skill in role.skills]
        role.search_text = search_text(
            [person.family_name, person.given_name],
            [role.profession_label, role.site_name, role.town, *labels],
        )
    return bool(fresh)


def _overwrite(roles: list[PractitionerRole], facts: tuple[str, ...]) -> None:
    """One statement for many rows: an insert that meets its own key updates."""
    PractitionerRole.objects.bulk_create(
        roles, update_conflicts=True, unique_fields=["id"], update_fields=facts
    )
