from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.queries import account_cards, colleagues
from maillon.apps.journal import actions as journal
from maillon.apps.journal.models import Entry
from maillon.apps.meetings import access, cases
from maillon.apps.meetings.actions.closing import write_act
from maillon.apps.meetings.acts import HELD
from maillon.apps.meetings.models import Guest, Meeting, PresenceCorrection
from maillon.apps.meetings.paper import fingerprint
from maillon.apps.meetings.vocabulary import CorrectionReason
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["correct_presence"]


def correct_presence(
    *, meeting_id: UUID, presences: Mapping[UUID, str], reason: str, by: AccountViewer,
    now: datetime, forgotten: UUID | None = None,
) -> PresenceCorrection:  # fmt: skip
    """Say again who was there, once the minutes are closed: the act in the journal is cancelled
    and written anew, at the same hour, with the same subjects and the new fingerprint.

    ``presences``: by guest; ``forgotten``: the account of a colleague who was there and was not
    asked. Raises ``NotFound`` for who may not correct, ``Refused``: ``correction_reason``,
    ``correction_nothing``, ``meeting_nobody_came``, ``correction_open`` before it is closed.
    """
    with transaction.atomic():
        meeting = access.require_corrector(by, meeting_id)
        if reason not in CorrectionReason.values:
            raise Refused("correction_reason")
        changes = _changed(meeting, presences)
        if forgotten is not None:
            changes.append(_joined(meeting, forgotten, by, now))
        if not changes:
            raise Refused("correction_nothing")
        came = [guest for guest in meeting.guests.all() if guest.came]
        if not came:
            raise Refused("meeting_nobody_came")
        before = _standing(meeting)
        meeting.digest, meeting.left_digest = fingerprint(meeting), ""
        meeting.save(update_fields=["digest", "left_digest"])
        journal.cancel(entry_id=before.pk, by=by, now=now, reason="presence_corrected")
        after = write_act(
            meeting, came, by, now, credits=before.credits.values_list("organization", flat=True),
            subjects=before.subjects.values_list("kind", "object_id"),
        )  # fmt: skip
        cases.moved(meeting.pk)
        return PresenceCorrection.objects.create(
            meeting=meeting, changes=changes, reason=reason, cancelled=before,
            entry=after, corrected_by_id=by.account_id, corrected_at=now,
        )  # fmt: skip


def _changed(meeting: Meeting, presences: Mapping[UUID, str]) -> list[list[str]]:
    changes = []
    for guest in meeting.guests.all():
        said = presences.get(guest.pk, guest.presence)
        if said != guest.presence:
            changes.append([str(guest.pk), guest.presence, said])
            guest.presence = said
            guest.save(update_fields=["presence"])
    return changes


def _joined(meeting: Meeting, account: UUID, by: AccountViewer, now: datetime) -> list[str]:
    """A colleague who was there though nobody had asked her."""
    cases.guard(meeting.pk)
    if account not in {one.id for one in colleagues(by, now=now)} | {by.account_id}:
        raise NotFound
    guests = list(meeting.guests.all())
    if account in {one.account_id for one in guests}:
        raise Refused("guest_already_asked")
    made = Guest.objects.create(
        meeting=meeting, account_id=account, name=account_cards({account})[account].name,
        presence="present", position=max((one.position for one in guests), default=0) + 1,
    )  # fmt: skip
    return [str(made.pk), "", "present"]


def _standing(meeting: Meeting) -> Entry:
    """The act of this meeting that nothing cancelled."""
    found = Entry.objects.filter(
        act=HELD[meeting.kind].code, subjects__kind="meeting", subjects__object_id=meeting.pk,
        cancels=None, cancelled_by=None,
    ).first()  # fmt: skip
    if found is None:
        raise NotFound
    return found
