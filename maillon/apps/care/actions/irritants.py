"""One tap: what keeps coming back."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import working
from maillon.apps.care.irritants import FREQUENCIES, KINDS, LONGEST
from maillon.apps.care.models import Irritant
from maillon.apps.journal.actions import cancel, record
from maillon.apps.journal.models import Entry
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["UNDO", "report_irritant", "undo_irritant"]

UNDO: Final = timedelta(minutes=10)


def report_irritant(
    *,
    kind: str,
    minutes: int,
    frequency: str,
    by: AccountViewer,
    now: datetime,
    words: str = "",
    organization_id: UUID | None = None,
) -> UUID:
    """Keep what a professional loses time on, for her structure; the id of what is kept.

    Nobody is named: neither the person nor, to whoever reads the sums, the professional. Raises
    ``NotFound``, ``Refused``: ``irritant_kind``, ``irritant_minutes``, ``irritant_frequency``.
    """
    if kind not in KINDS:
        raise Refused("irritant_kind")
    if frequency not in FREQUENCIES:
        raise Refused("irritant_frequency")
    if not 1 <= minutes <= LONGEST:
        raise Refused("irritant_minutes", longest=LONGEST)
    house = working.require_worked(by, organization_id)
    with transaction.atomic():
        made = Irritant(
            organization_id=house, account_id=by.account_id, kind=kind, minutes=minutes,
            frequency=frequency, words=words.strip(), at=now,
        )  # fmt: skip
        made.save(force_insert=True)
        record(
            act="care.irritant", organization_id=house, by=by, now=now,
            subjects=[("irritant", made.pk)],
            data={"kind": kind, "minutes": minutes, "frequency": frequency},
        )  # fmt: skip
    return made.pk


def undo_irritant(*, irritant_id: UUID, by: AccountViewer, now: datetime) -> None:
    """A wrong touch is taken back by whoever made it: the sums never counted it, and the journal
    says that it was cancelled. Raises ``NotFound`` (somebody else's), ``Refused('irritant_late')``
    ten minutes later.
    """
    with transaction.atomic():
        made = Irritant.objects.select_for_update().filter(
            pk=irritant_id, account_id=by.account_id
        ).first()  # fmt: skip
        if made is None:
            raise NotFound
        if now - made.at > UNDO:
            raise Refused("irritant_late")
        told = Entry.objects.get(
            act="care.irritant", cancels=None, subjects__kind="irritant",
            subjects__object_id=made.pk,
        )  # fmt: skip
        cancel(entry_id=told.pk, by=by, now=now, reason="wrong_touch")
        made.delete()
