"""Reading about a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from rapidfuzz import fuzz

from maillon.apps.care.identity import indexes, parse_birth_date
from maillon.apps.care.models import CarerChoice, CareTeamMember, Patient
from maillon.engines.identity import read_ins
from maillon.kernel.access import AccountViewer, Grant, Relation
from maillon.kernel.accesslog import traced
from maillon.kernel.crypto import blind_index, fold
from maillon.kernel.prepared import Prepared

__all__ = ["Around", "FoundPerson", "around", "find_persons", "known_by_ins"]

INTAKE = Grant(Relation.NONE, "intake", frozenset({"existence"}))


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person who exists with these traits; nothing else about her."""

    id: UUID
    birth_name: str
    given_name: str
    birth_date: str
    same_name: bool  # the name matches too, not only the date


@dataclass(frozen=True, slots=True)
class Around:
    """Carers the person has, chose or refused."""

    usual: tuple[UUID, ...] = ()
    chosen: tuple[UUID, ...] = ()
    refused: tuple[UUID, ...] = ()
    gp_role_id: UUID | None = None


def find_persons(
    viewer: AccountViewer,
    *,
    organization_id: UUID,
    birth_date: str,
    name: str,
    given_name: str = "",
    now: datetime,
) -> tuple[FoundPerson, ...]:
    """Persons of this structure with this birth date and a like name: existence only.

    Needs two strict traits (the date and a name of three letters at least), on the
    intake ground; each person shown is traced.
    Raises ``Refused('birth_date_unreadable')``.
    """
    born = parse_birth_date(birth_date)
    if len(fold(name)) < 2:
        return ()
    by_date, _ = indexes(born, name)
    bucket = Patient.objects.living().filter(
        organization_id=organization_id, birth_date_index=by_date
    )
    scored = ((_likeness(name, given_name, p), p) for p in bucket)
    kept = sorted(((s, p) for s, p in scored if s >= 75), key=lambda pair: -pair[0])
    for _, patient in kept:
        traced(
            viewer,
            INTAKE,
            object_type="patient",
            object_id=patient.pk,
            now=now,
            patient_id=patient.pk,
            organization_id=organization_id,
        )
    return tuple(_found(p, score) for score, p in kept)


def known_by_ins(
    viewer: AccountViewer, *, organization_id: UUID, system: str, number: str, now: datetime
) -> tuple[UUID, ...]:
    """Who of this structure bears this INS: existence only, on the intake ground; traced.

    Raises ``Refused``: ``ins_system``, ``ins_shape``, ``ins_key``.
    """
    ins = read_ins(number, system)
    index = blind_index("ins", f"{ins.oid}|{ins.number}")
    rows = Patient.objects.living().filter(organization_id=organization_id, ins_index=index)
    found = tuple(rows.values_list("pk", flat=True))
    for pk in found:
        traced(
            viewer, INTAKE, object_type="patient", object_id=pk, now=now, patient_id=pk,
            organization_id=organization_id,
        )  # fmt: skip
    return found


def _likeness(name: str, given_name: str, patient: Patient) -> float:
    names = max(
        fuzz.ratio(fold(name), fold(patient.birth_name)),
        fuzz.ratio(fold(name), fold(patient.used_name)),
    )
    if not given_name:
        return names
    return 0.7 * names + 0.3 * fuzz.ratio(fold(given_name), fold(patient.given_name))


def _found(patient: Patient, score: float) -> FoundPerson:
    return FoundPerson(
        patient.pk, patient.birth_name, patient.given_name, patient.birth_date, score >= 95
    )


_MEMBERS: Final = Prepared(
    lambda patient_id, day: CareTeamMember.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=day), patient_id=patient_id, starts_on__lte=day
    ).values_list("role", "responder_id", "practitioner_role_id"),
    UUID,
    date,
)
_SAID: Final = Prepared(
    lambda patient_id: (
        CarerChoice.objects.filter(patient_id=patient_id)
        .order_by("recorded_at")
        .values_list("responder_id", "kind")
    ),
    UUID,
)


def around(patient_id: UUID | None, *, now: datetime) -> Around:
    """Who already stands around the person; facts for the engine, no viewer reads them.

    Nobody stands around a request without a person.
    """
    if patient_id is None:
        return Around()
    members = _MEMBERS.rows(patient_id, now.date())
    words = dict(_SAID.rows(patient_id))
    return Around(
        usual=tuple(pk for role, pk, _ in members if role == "usual_carer" and pk is not None),
        chosen=tuple(pk for pk, kind in words.items() if kind == "chosen"),
        refused=tuple(pk for pk, kind in words.items() if kind == "refused"),
        gp_role_id=next((pk for role, _, pk in members if role == "gp"), None),
    )
