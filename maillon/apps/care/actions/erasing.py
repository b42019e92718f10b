"""A file that goes: asked for or kept long enough, undone for thirty days, then erased for good.

What the law keeps stays, without her: the access log and the journal, ids alone.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import ProtectedError, Q, RestrictedError

from maillon.apps.care import access, retention
from maillon.apps.care.models import CaseItem, CircleMeeting, Erasure, Patient, PatientMerge
from maillon.apps.journal.actions import record
from maillon.apps.meetings.actions import forget_words
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import appendonly, events, jobs
from maillon.kernel.access import SYSTEM, System, Viewer

__all__ = ["ERASE", "ask_erasure", "erase_due", "rehearse_erasure", "undo_erasure"]

ERASE: Final = "care.erase"
STAY: Final = (Patient, PatientMerge, Erasure)  # ids alone
BLANK: Final = ("birth_name", "used_name", "given_name", "birth_date", "sex", "birth_place", "ins",
                "ins_system", "ins_source", "ins_index", "phone", "address", "birth_date_index",
                "name_index", "local_index", "local_digest")  # fmt: skip


def ask_erasure(
    *, patient_id: UUID, by: Viewer, now: datetime, ground: str = Erasure.Ground.PERSON
) -> Erasure:
    """From now on nobody but she reads her file; after the delay of the rule it is erased.

    Raises ``NotFound``, ``Refused``: ``erasure_asked`` (already), ``erasure_served`` (a room still
    serves her: an open request).
    """
    with transaction.atomic():
        patient = _held(patient_id, by, now)
        if patient.set_aside_at is not None:
            raise Refused("erasure_asked")
        if retention.blocked(_files(patient)):
            raise Refused("erasure_served")
        due = now + timedelta(days=retention.rule_on(now.date()).undo_days)
        asked = Erasure.objects.create(
            patient=patient, ground=ground, asked_at=now, asked_by_kind=by.kind,
            asked_by_id=by.id, due_at=due,
        )  # fmt: skip
        Patient.objects.filter(pk=patient.pk).update(set_aside_at=now)
        jobs.enqueue(ERASE, key=_key(asked, due), run_at=due, payload=_payload(asked))
        _tell("erasure_asked", patient, by, now, ground=ground)
    return asked


def undo_erasure(*, patient_id: UUID, by: Viewer, now: datetime) -> None:
    """Her file is as it was. Raises ``NotFound``, ``Refused('erasure_not_asked')``."""
    with transaction.atomic():
        patient = _held(patient_id, by, now)
        pending = Erasure.objects.filter(patient=patient, undone_at=None, done_at=None)
        if not pending.update(undone_at=now, undone_by=by.id):
            raise Refused("erasure_not_asked")
        Patient.objects.filter(pk=patient.pk).update(set_aside_at=None)
        _tell("erasure_undone", patient, by, now)


def _held(patient_id: UUID, by: Viewer, now: datetime) -> Patient:
    rows = Patient.objects.living().select_for_update()
    patient = rows.filter(pk=patient_id).first()
    if patient is None or not access.may_ask_erasure(by, patient, now):
        raise NotFound
    return patient


def _key(asked: Erasure, due: datetime) -> str:
    return f"{ERASE}:{asked.pk}:{due:%Y%m%d}"


def _payload(asked: Erasure) -> dict[str, str]:
    return {"erasure": str(asked.pk)}


def erase_due(payload: dict[str, Any], now: datetime) -> None:
    """The job: erase, unless it was undone; a day later where a room serves her again."""
    rows = Erasure.objects.select_for_update(of=("self",)).select_related("patient")
    asked = rows.filter(pk=payload["erasure"], undone_at=None, done_at=None).first()
    if asked is None or asked.due_at > now:
        return
    ids = _files(asked.patient)
    if retention.blocked(ids):
        tomorrow = now + timedelta(days=1)
        jobs.enqueue(ERASE, key=_key(asked, tomorrow), run_at=tomorrow, payload=payload)
        return
    asked.counts = _forget(ids, now)
    asked.done_at = now
    asked.save(update_fields=["counts", "done_at"])
    _tell("erased", asked.patient, SYSTEM, now, ground=asked.ground)


def rehearse_erasure(*, patient_id: UUID, by: System, now: datetime) -> dict[str, int]:
    """What would go of this file, by kind of row: the real thing, undone at once.

    Raises ``NotFound`` where there is no such file.
    """
    with transaction.atomic():
        counts = _forget(_files(_held(patient_id, by, now)), now)
        transaction.set_rollback(True)
    return counts


def _forget(ids: list[UUID], now: datetime) -> dict[str, int]:
    """Everywhere: what was said of her in meetings first, while one still knows which."""
    said = CaseItem.objects.filter(patient__in=ids).values_list("item_id", flat=True)
    hers = CircleMeeting.objects.filter(patient__in=ids).values_list("meeting_id", flat=True)
    spoken = forget_words(item_ids=list(said), meeting_ids=list(hers))
    return {**spoken, **retention.forget_elsewhere(ids), **_erase(ids, now)}


def _files(patient: Patient) -> list[UUID]:
    """Her file and those merged into it."""
    found, ahead = [patient.pk], [patient.pk]
    while ahead:
        rows = Patient.objects.filter(merged_into__in=ahead)
        ahead = list(rows.values_list("pk", flat=True))
        found += ahead
    return found


def _erase(ids: list[UUID], now: datetime) -> dict[str, int]:
    """Every row of this room that is about her; then her traits."""
    counts = _delete_all(ids, now)
    for patient in Patient.objects.filter(pk__in=ids):
        for name in BLANK:
            setattr(patient, name, "")
        patient.status, patient.commune = Patient.Status.PROVISIONAL, None
        patient.erased_at = now
        patient.save()
    return counts


def _own_rows(ids: list[UUID]) -> list[models.QuerySet[Any]]:
    related = [one for one in Patient._meta.related_objects if one.field.concrete]
    frozen = appendonly.protected_tables()
    return [
        one.related_model._base_manager.filter(**{f"{one.field.name}__in": ids})
        for one in related
        if _ours(one.related_model) and one.related_model._meta.db_table not in frozen
    ]


def _delete_all(ids: list[UUID], now: datetime) -> dict[str, int]:
    """Leaves first: what another row still holds waits for the next turn."""
    waiting, counts = _own_rows(ids), dict[str, int]()
    owed = _tasks(ids)  # before what they stand for goes
    while waiting:
        left = [rows for rows in waiting if not _deleted(rows, counts)]
        if len(left) == len(waiting):
            raise Refused("erasure_held")
        waiting = left
    Task.objects.filter(pk__in=owed, closed_at=None).update(
        closed_at=now, outcome="erased", closed_by_kind=SYSTEM.kind, closed_by_id=SYSTEM.id
    )
    return counts


def _deleted(rows: models.QuerySet[Any], counts: dict[str, int]) -> bool:
    try:
        with transaction.atomic():
            for label, count in rows.delete()[1].items():
                counts[label] = counts.get(label, 0) + count
    except (ProtectedError, RestrictedError):
        return False
    return True


def _tasks(ids: list[UUID]) -> list[UUID]:
    """The tasks that rows about her stand for, however far from her file: no reason is left."""
    found = set[UUID]()
    for model in apps.get_app_config(Patient._meta.app_label).get_models():
        roads = _roads(model) if _ours(model) else []
        hers = Q(*((f"{road}__in", ids) for road in roads), _connector=Q.OR)
        for field in model._meta.concrete_fields if roads else ():
            if field.related_model is Task:
                rows = model._base_manager.filter(hers).exclude(**{field.name: None})
                found |= set(rows.values_list(field.name, flat=True))
    return list(found)


def _roads(model: type[models.Model], steps: int = 3) -> list[str]:
    """The ways from a row of this room to the person it is about."""
    found = []
    for field in model._meta.concrete_fields:
        to = field.related_model
        if to is Patient:
            found.append(field.name)
        elif steps and isinstance(to, type) and to is not model and _ours(to):
            found += [f"{field.name}__{road}" for road in _roads(to, steps - 1)]
    return found


def _ours(model: Any) -> bool:
    return bool(model._meta.app_label == Patient._meta.app_label and model not in STAY)


def _tell(act: str, patient: Patient, by: Viewer, now: datetime, **data: str) -> None:
    record(
        act=f"care.{act}", organization_id=patient.organization_id, by=by, now=now,
        subjects=[("patient", patient.pk)], data=data,
    )  # fmt: skip
    events.bump(f"circle:{patient.pk}")
