"""Breaking the glass: a health professional reads without the ordinary grounds, for an hour,
and somebody else signs what she thinks of it (ACC-7).
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.referents import owner_of_review, tell_soon
from maillon.apps.care.models import BreakGlass
from maillon.apps.care.referents import waited_for
from maillon.apps.care.vocabulary import GLASS_REASONS, REVIEWS
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import cancel_about
from maillon.apps.tasks.actions import close_task, open_task
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer

__all__ = ["LASTS", "REVIEW", "break_glass", "review_glass"]

LASTS: Final = timedelta(minutes=60)
REVIEWED_WITHIN: Final = timedelta(days=3)
SHORTEST: Final = 10
REVIEW: Final = "glass_review"


def break_glass(
    *, patient_id: UUID, reason: str, text: str, by: AccountViewer, now: datetime
) -> BreakGlass:
    """Open the file for an hour, write it in the journal, owe a review to the data referent of the
    structure, who is told, or to the structure itself where she is the one, or where there is none.

    For health professionals of the responsible structure, on a person they found there. Raises
    ``NotFound``, ``Refused``: ``glass_reason``, ``glass_text``, ``person_opposes`` (only vital
    urgency passes an opposition).
    """
    if reason not in GLASS_REASONS:
        raise Refused("glass_reason")
    if len(text.strip()) < SHORTEST:
        raise Refused("glass_text", shortest=SHORTEST)
    vital = reason == "vital"
    with transaction.atomic():
        patient = access.require_glass(by, patient_id, now)
        if not vital and access.opposes(by, patient.pk, now):
            raise Refused("person_opposes")
        glass = BreakGlass(
            patient=patient, account_id=by.account_id, reason=reason, text=text.strip(),
            vital=vital, opened_at=now, until=now + LASTS,
        )  # fmt: skip
        owner, referent = owner_of_review(patient.organization_id, by.account_id, now)
        glass.task = open_task(
            kind=REVIEW, organization_id=patient.organization_id, owner=owner,
            origin=("glass", glass.pk), due_at=now + REVIEWED_WITHIN, by=by, now=now,
        )  # fmt: skip
        glass.save(force_insert=True)
        if referent is not None:
            tell_soon(glass, referent, now)
        record(
            act="care.glass_broken", organization_id=patient.organization_id, by=by, now=now,
            subjects=[("patient", patient.pk), ("glass", glass.pk)], data={"reason": reason},
        )  # fmt: skip
        events.bump(f"circle:{patient.pk}")
    return glass


def review_glass(*, glass_id: UUID, outcome: str, by: AccountViewer, now: datetime) -> None:
    """Sign one, once, never one's own. Until its deadline it is for the data referent to sign,
    where there is one; after it, any manager or coordinator may, so that none waits for ever.

    Raises ``NotFound``, ``Refused``: ``review_outcome``, ``review_own``, ``review_done``,
    ``review_referent``.
    """
    if outcome not in REVIEWS:
        raise Refused("review_outcome")
    with transaction.atomic():
        rows = BreakGlass.objects.select_for_update(of=("self",))
        glass = rows.select_related("patient", "task")
        broken = glass.filter(pk=glass_id).first()
        if broken is None or broken.patient.organization_id not in access.reviewed(by):
            raise NotFound
        if broken.account_id == by.account_id:
            raise Refused("review_own")
        if broken.reviewed_at is not None:
            raise Refused("review_done")
        if waited_for(broken, by, now) is not None:
            raise Refused("review_referent", due=broken.task.due_at)
        broken.reviewed_at, broken.reviewed_by_id, broken.outcome = now, by.account_id, outcome
        broken.save(update_fields=["reviewed_at", "reviewed_by", "outcome"])
        close_task(task_id=broken.task_id, outcome=outcome, by=by, now=now)
        cancel_about("glass", broken.pk, now)
        record(
            act="care.glass_reviewed", organization_id=broken.patient.organization_id, by=by,
            now=now, subjects=[("patient", broken.patient_id), ("glass", broken.pk)],
            data={"outcome": outcome},
        )  # fmt: skip
