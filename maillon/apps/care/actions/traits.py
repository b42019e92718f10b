"""The five strict traits, the INS, and the status that follows from what is known of them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.identity import indexes, is_name, parse_birth_date
from maillon.apps.care.models import Patient, TraitRevision
from maillon.apps.care.vocabulary import DOCUMENTS, INS_SOURCES, REASONS, SEXES
from maillon.apps.journal.actions import record
from maillon.engines.identity import Event, Status, after, read_ins
from maillon.errors import Refused
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import blind_index

__all__ = ["NewTraits", "correct_traits", "move_identity", "record_ins", "restate"]

STRICT: Final = ("birth_name", "given_name", "birth_date", "sex", "birth_place")
KEPT: Final = (*STRICT, "used_name", "ins", "ins_system")
BY_HAND: Final = frozenset({Event.DOUBTED, Event.DOUBT_LIFTED, Event.DECLARED_FICTIVE,
                            Event.INS_DENIED, Event.DOCUMENT_SEEN})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewTraits:
    """The five strict traits, and the name in use."""

    birth_name: str
    given_name: str
    birth_date: str
    sex: str
    birth_place: str = ""
    used_name: str = ""


def correct_traits(
    *, patient_id: UUID, traits: NewTraits, reason: str, by: Viewer, now: datetime
) -> None:
    """Write other traits, keep those before, and go back to a provisional identity.

    Only the name in use changed: the status stays. The same traits again: nothing. Raises
    ``NotFound``, ``Refused``: ``traits_reason``, ``person_incomplete``, ``birth_date_unreadable``.
    """
    if reason not in REASONS:
        raise Refused("traits_reason")
    wanted = {name: value.strip() for name, value in asdict(traits).items()}
    wanted["birth_date"] = parse_birth_date(wanted["birth_date"])
    named = is_name(wanted["birth_name"]) and is_name(wanted["given_name"])
    if not named or wanted["sex"] not in ("", *SEXES):
        raise Refused("person_incomplete")
    with transaction.atomic():
        patient = _held(patient_id, by, now)
        restate(patient, wanted, reason=reason, by=by, now=now)


def restate(
    patient: Patient, wanted: Mapping[str, str], *, reason: str, by: Viewer, now: datetime
) -> None:
    """Give a person held by the caller these traits, keeping and journalling those before.

    Another strict trait makes the identity provisional again; the same traits change nothing.
    """
    changed = [name for name, value in wanted.items() if getattr(patient, name) != value]
    if not changed:
        return
    event = Event.TRAITS_CHANGED if set(changed) & set(STRICT) else None
    _keep(patient, event or "used_name", reason, by, now)
    for name in changed:
        setattr(patient, name, wanted[name])
    patient.birth_date_index, patient.name_index = indexes(patient.birth_date, patient.birth_name)
    if event:
        patient.status = after(Status(patient.status), event)
    patient.save()
    _tell(patient, {"changed": changed, "reason": reason, "status": patient.status}, by, now)


def move_identity(
    *, patient_id: UUID, event: str, reason: str = "", by: Viewer, now: datetime
) -> str:
    """Record what is known of the identity (a document seen, a doubt…); the new status.

    ``reason``: for a document, which one. Raises ``NotFound``, ``Refused``: ``identity_step``,
    ``identity_document``, ``traits_missing`` (an identity is validated on five traits).
    """
    if event not in BY_HAND:
        raise Refused("identity_step")
    if event == Event.DOCUMENT_SEEN and reason not in DOCUMENTS:
        raise Refused("identity_document")
    with transaction.atomic():
        patient = _held(patient_id, by, now)
        status = after(Status(patient.status), Event(event))
        if event == Event.DOCUMENT_SEEN and not all(getattr(patient, name) for name in STRICT):
            raise Refused("traits_missing")
        _keep(patient, event, reason, by, now)
        patient.status = status
        if event == Event.INS_DENIED:
            patient.ins = patient.ins_system = patient.ins_source = patient.ins_index = ""
        patient.save()
        _tell(patient, {"event": event, "reason": reason, "status": patient.status}, by, now)
    return status.value


def record_ins(
    *, patient_id: UUID, number: str, system: str, source: str, by: Viewer, now: datetime
) -> bool:
    """Keep the INS that a service answered; whether its key is right.

    A wrong key is flagged on test and demonstration numbers only. Raises ``NotFound``,
    ``Refused``: ``ins_system``, ``ins_shape``, ``ins_key``, ``ins_source``, ``ins_taken`` (another
    person of the structure bears it), ``identity_step``.
    """
    if source not in INS_SOURCES:
        raise Refused("ins_source")
    ins = read_ins(number, system)
    with transaction.atomic():
        patient = _held(patient_id, by, now)
        status = after(Status(patient.status), Event.INS_RETRIEVED)
        index = blind_index("ins", f"{ins.oid}|{ins.number}")
        others = Patient.objects.living().filter(
            organization_id=patient.organization_id, ins_index=index
        )
        if others.exclude(pk=patient.pk).exists():
            raise Refused("ins_taken")
        _keep(patient, Event.INS_RETRIEVED, source, by, now)
        patient.ins, patient.ins_system, patient.ins_source = ins.number, ins.system, source
        patient.ins_index, patient.status = index, status
        patient.save()
        data = {"event": Event.INS_RETRIEVED, "reason": source, "status": patient.status}
        _tell(patient, data, by, now)
    return ins.key_ok


def _held(patient_id: UUID, by: Viewer, now: datetime) -> Patient:
    """The person, locked, for whoever may change her identity."""
    access.require_identity_keeper(by, patient_id, now)
    return Patient.objects.select_for_update().get(pk=patient_id)


def _keep(patient: Patient, event: str, reason: str, by: Viewer, now: datetime) -> None:
    before = {name: getattr(patient, name) for name in KEPT}
    TraitRevision(
        patient=patient, at=now, author_kind=by.kind, author_id=by.id, event=event,
        status=patient.status, reason=reason, traits=json.dumps(before),
    ).save(force_insert=True)  # fmt: skip


def _tell(patient: Patient, data: Mapping[str, object], by: Viewer, now: datetime) -> None:
    record(
        act="care.identity", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)], data=dict(data),
    )  # fmt: skip
