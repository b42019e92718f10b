"""Two files of one person made one, and made two again if that was wrong (INS-3)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction

from maillon.apps.care import access
from maillon.apps.care.actions import merging_circles
from maillon.apps.care.likeness import traits_of
from maillon.apps.care.models import (
    CarePlan,
    CareTeam,
    MedicationReview,
    Patient,
    PatientMerge,
    TraitRevision,
)
from maillon.apps.care.versions import keep_version
from maillon.apps.care.vocabulary import MERGE_REASONS
from maillon.apps.journal.actions import record
from maillon.engines.identity import Verdict, compare
from maillon.errors import NotFound, Refused
from maillon.kernel import appendonly
from maillon.kernel.access import Viewer

__all__ = ["merge_persons", "undo_merge"]

STAY: Final = (Patient, PatientMerge, TraitRevision)  # each file keeps its own past
Moved = list[tuple[str, str, list[str]]]


def merge_persons(
    *, keep_id: UUID, absorb_id: UUID, reason: str, by: Viewer, now: datetime
) -> PatientMerge:
    """Every link of ``absorb_id`` now leads to ``keep_id``; journal and reads stay as written.

    The kept file keeps its traits; an INS known of the absorbed one alone is taken up by hand.
    Raises ``NotFound`` (also for a file of another structure), ``Refused``: ``merge_self``,
    ``merge_reason``, ``merge_unlike`` (nothing says they are one), ``already_merged``.
    """
    if keep_id == absorb_id:
        raise Refused("merge_self")
    if reason not in MERGE_REASONS:
        raise Refused("merge_reason")
    access.require_identity_keeper(by, keep_id, now)
    with transaction.atomic():
        both = Patient.objects.select_for_update().in_bulk([keep_id, absorb_id])
        kept, absorbed = both[keep_id], both.get(absorb_id)
        if absorbed is None or absorbed.organization_id != kept.organization_id:
            raise NotFound
        if kept.merged_into_id or absorbed.merged_into_id:
            raise Refused("already_merged")
        _refuse_unlike(kept, absorbed)
        merge = PatientMerge.objects.create(
            kept=kept, absorbed=absorbed, at=now, author_id=by.id, reason=reason,
            referents=merging_circles.referents_of([keep_id, absorb_id]),
            moved=_move(absorbed, kept),
        )  # fmt: skip
        merging_circles.rest(absorbed)
        Patient.objects.filter(pk=absorb_id).update(merged_into=kept)
        _keep_versions(merge, now)
        _tell(merge, "care.merged", by, now, kept.organization_id)
    return merge


def _refuse_unlike(kept: Patient, absorbed: Patient) -> None:
    alike = compare(traits_of(kept), traits_of(absorbed)).verdict
    if alike in (Verdict.DIFFERENT, Verdict.HOMONYM):
        raise Refused("merge_unlike")


def _links() -> list[tuple[type[models.Model], str]]:
    """Every relation to a person, from whatever room, that may change."""
    relations = (rel for rel in Patient._meta.related_objects if rel.field.concrete)
    found = [(rel.related_model, rel.field.name) for rel in relations]
    frozen = appendonly.protected_tables()
    return [
        (model, name)
        for model, name in found
        if model not in STAY and model._meta.db_table not in frozen
    ]


def _move(source: Patient, target: Patient) -> Moved:
    moved: Moved = []
    for model, name in _links():
        rows = model._base_manager.filter(**{name: source})
        if model is CareTeam and target.teams.filter(closed_at=None).exists():
            rows = rows.exclude(closed_at=None)  # one circle is open at a time: this one waits
        if model is CarePlan and target.plans.exists():
            rows = rows.none()  # one project each: this one waits for the merge to be undone
        if model is MedicationReview and _reviewing(target):
            rows = rows.exclude(status="in-progress")  # one is open at a time: this one waits
        ids = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if ids:
            rows.update(**{name: target})
            moved.append((model._meta.label, name, ids))
    return moved


def _reviewing(target: Patient) -> bool:
    return MedicationReview.objects.filter(patient=target, status="in-progress").exists()


def undo_merge(*, merge_id: UUID, by: Viewer, now: datetime) -> None:
    """Two files again: what was moved goes back, what came since stays on the kept one, but what
    was said or given of a member who goes back; each open circle has a referent of its own.

    Raises ``NotFound``, ``Refused``: ``merge_undone`` (already), ``merge_undo_order`` (the kept
    file was itself merged since).
    """
    with transaction.atomic():
        merge = PatientMerge.objects.select_for_update().filter(pk=merge_id).first()
        if merge is None:
            raise NotFound
        access.require_identity_keeper(by, merge.kept_id, now)
        if merge.undone_at is not None:
            raise Refused("merge_undone")
        if Patient.objects.filter(pk=merge.kept_id).exclude(merged_into=None).exists():
            raise Refused("merge_undo_order")
        _put_back(merge)
        merging_circles.give_back(merge, now)
        _keep_versions(merge, now)
        Patient.objects.filter(pk=merge.absorbed_id).update(merged_into=None)
        PatientMerge.objects.filter(pk=merge.pk).update(undone_at=now, undone_by=by.id)
        _tell(merge, "care.merge_undone", by, now, merge.kept.organization_id)


def _put_back(merge: PatientMerge) -> None:
    known: dict[tuple[str, str], Any] = {(m._meta.label, name): m for m, name in _links()}
    for label, name, ids in merge.moved:
        rows = known[label, name]._base_manager.filter(pk__in=ids, **{name: merge.kept_id})
        rows.update(**{name: merge.absorbed_id})


def _keep_versions(merge: PatientMerge, now: datetime) -> None:
    """Circles changed persons, and members changed circles."""
    for team in CareTeam.objects.filter(patient__in=[merge.kept_id, merge.absorbed_id]):
        keep_version(team, now)


def _tell(merge: PatientMerge, act: str, by: Viewer, now: datetime, organization_id: UUID) -> None:
    record(
        act=act, organization_id=organization_id, by=by, now=now,
        subjects=[("patient", merge.kept_id), ("patient", merge.absorbed_id)],
        data={"merge": str(merge.pk), "reason": merge.reason},
    )  # fmt: skip
