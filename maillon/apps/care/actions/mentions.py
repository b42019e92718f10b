"""What becomes of a message: read, corrected, withdrawn; of a link: given by hand, stopped."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.actions.planning import told
from maillon.apps.care.grounds import members_of
from maillon.apps.care.models import (
    Communication,
    CommunicationVersion,
    Conversation,
    Mention,
    Patient,
    ReadMark,
)
from maillon.apps.messaging.actions import cancel_about
from maillon.apps.messaging.handlers import Delivery
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer
from maillon.kernel.chance import new_token

__all__ = ["LINK_LASTS", "LONGEST", "checked_text", "correct_message", "give_message_link",
           "mark_read", "on_arrived", "on_lost", "read_by_link", "settle", "stop_message_link",
           "withdraw_message"]  # fmt: skip

LINK_LASTS: Final = timedelta(days=14)
LONGEST: Final = 4000


def checked_text(text: str, *, may_be_empty: bool = False) -> str:
    """What is kept of a text. Raises ``Refused``: ``message_empty``, ``message_long``."""
    said = text.strip()
    if not said and not may_be_empty:
        raise Refused("message_empty")
    if len(said) > LONGEST:
        raise Refused("message_long", most=LONGEST)
    return said


def settle(
    patient: Patient, held: Conversation, by: Viewer, outcome: str, now: datetime
) -> list[Mention]:
    """Close what this viewer was asked in this conversation, and its tasks; in the caller's
    transaction. Returns what was open.
    """
    hers = members_of(by, patient.pk).values("pk")
    rows = Mention.objects.filter(
        communication__conversation=held, member__in=hers, settled_at=None
    )
    return [_closed(one, by, outcome, now) for one in rows]


def _closed(mention: Mention, by: Viewer, outcome: str, now: datetime) -> Mention:
    Mention.objects.filter(pk=mention.pk).update(settled_at=now, outcome=outcome)
    if mention.task_id is not None:
        Task.objects.filter(pk=mention.task_id, closed_at=None).update(
            closed_at=now, outcome=outcome, closed_by_kind=by.kind, closed_by_id=by.id
        )
    return mention


def mark_read(*, conversation_id: UUID, until: datetime, by: AccountViewer, now: datetime) -> None:
    """« J’ai lu », as far as her page showed (``until``): what came since stays unread, and what
    she was asked since stays open. Raises ``NotFound``.
    """
    with transaction.atomic():
        held, patient = _read(conversation_id, by, now)
        seen = min(until, now)
        mark, _ = ReadMark.objects.get_or_create(
            account_id=by.account_id, conversation=held, defaults={"read_at": seen}
        )
        ReadMark.objects.filter(pk=mark.pk, read_at__lt=seen).update(read_at=seen)
        hers = members_of(by, patient.pk).values("pk")
        rows = Mention.objects.filter(
            communication__conversation=held, communication__sent_at__lte=seen, member__in=hers,
            settled_at=None,
        )  # fmt: skip
        for one in rows:
            _closed(one, by, "read", now)
            _tell("message_read", patient, by, now, one)


def read_by_link(*, by: LinkViewer, now: datetime) -> None:
    """The bearer of a link says that she has read. Raises ``NotFound``."""
    with transaction.atomic():
        mention = Mention.objects.select_related("communication__conversation").filter(
            pk=by.object_id
        ).first()  # fmt: skip
        if mention is None:
            raise NotFound
        held = mention.communication.conversation
        patient = access.resolve(held.patient_id)
        access.require(by, patient, f"theme:{held.theme}", now)
        for one in settle(patient, held, by, "read", now):
            _tell("message_read", patient, by, now, one)


def correct_message(
    *, message_id: UUID, text: str, by: AccountViewer, now: datetime
) -> Communication:
    """Her own message says something else from now on; what it said stays readable beside it.

    Raises ``NotFound`` (also for somebody else's), ``Refused``: ``message_empty``,
    ``message_long``, ``message_unchanged``, ``message_withdrawn``.
    """
    with transaction.atomic():
        sent, patient = _own(message_id, by, now)
        said = checked_text(text)
        if said == sent.text:
            raise Refused("message_unchanged")
        CommunicationVersion(communication=sent, text=sent.text, replaced_at=now).save(
            force_insert=True
        )
        sent.text, sent.changed_at = said, now
        sent.save(update_fields=["text", "changed_at"])
        Conversation.objects.filter(pk=sent.conversation_id).update(last_at=now)
        told("message_corrected", patient, by, now, message=str(sent.pk))
    return sent


def withdraw_message(*, message_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Her own message is shown no more, and says so; whoever it asked is asked no more. What had
    not left by SMS does not leave.

    Raises ``NotFound`` (also for somebody else's), ``Refused('message_withdrawn')``.
    """
    with transaction.atomic():
        sent, patient = _own(message_id, by, now)
        Communication.objects.filter(pk=sent.pk).update(withdrawn_at=now)
        for one in Mention.objects.filter(communication=sent):
            cancel_about("mention", one.pk, now)
            Mention.objects.filter(pk=one.pk, revoked_at=None).update(revoked_at=now)
            if one.settled_at is None:
                _closed(one, by, "withdrawn", now)
        told("message_withdrawn", patient, by, now, message=str(sent.pk))


def give_message_link(*, mention_id: UUID, by: AccountViewer, now: datetime) -> str:
    """A fresh link for a member asked by name, to be handed over; her former one dies. Told once,
    kept hashed. Raises ``NotFound``, also where she has an account, or no longer reads the theme.
    """
    with transaction.atomic():
        mention, patient = _written(mention_id, by, now)
        token = new_token()
        mention.token_hash, mention.until = link_hash(token), now + LINK_LASTS
        mention.revoked_at = mention.lost_at = None
        mention.save(update_fields=["token_hash", "until", "revoked_at", "lost_at"])
        bearer = LinkViewer("message", mention.pk)
        theme = mention.communication.conversation.theme
        if mention.task_id is not None or not access.first_grant(
            bearer, patient.pk, f"theme:{theme}", now
        ):
            raise NotFound
        _tell("message_link", patient, by, now, mention)
    return token


def stop_message_link(*, mention_id: UUID, by: AccountViewer, now: datetime) -> None:
    """A link stops working at once, and an SMS that has not left stays. Raises ``NotFound``."""
    with transaction.atomic():
        mention, patient = _written(mention_id, by, now)
        cancel_about("mention", mention.pk, now)
        Mention.objects.filter(pk=mention.pk, revoked_at=None).update(revoked_at=now)
        _tell("message_stopped", patient, by, now, mention)


def on_lost(delivery: Delivery, now: datetime) -> None:
    """The SMS that bore a link will not arrive: whoever asked sees it beside the question."""
    _arrival(delivery, now)


def on_arrived(delivery: Delivery, now: datetime) -> None:
    """It did arrive, after all: networks are late."""
    _arrival(delivery, None)


def _arrival(delivery: Delivery, lost_at: datetime | None) -> None:
    if delivery.about is None or delivery.about[0] != "mention":
        return
    found = Mention.objects.filter(pk=delivery.about[1]).first()
    if found is not None and (found.lost_at is None) != (lost_at is None):
        Mention.objects.filter(pk=found.pk).update(lost_at=lost_at)
        events.bump(f"circle:{found.patient_id}")


def _read(conversation_id: UUID, by: AccountViewer, now: datetime) -> tuple[Conversation, Patient]:
    held = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
    if held is None:
        raise NotFound
    patient = access.resolve(held.patient_id)
    access.require_page(by, patient, now)
    access.require(by, patient, f"theme:{held.theme}", now)
    return held, patient


def _own(message_id: UUID, by: AccountViewer, now: datetime) -> tuple[Communication, Patient]:
    rows = Communication.objects.select_for_update(of=("self",)).select_related("conversation")
    sent = rows.filter(pk=message_id, account_id=by.account_id).first()
    if sent is None:
        raise NotFound
    patient = access.resolve(sent.conversation.patient_id)
    access.require_page(by, patient, now)
    if not access.may_note(by, patient.pk, sent.conversation.theme, now):
        raise NotFound
    if sent.withdrawn_at is not None:
        raise Refused("message_withdrawn")
    return sent, patient


def _written(mention_id: UUID, by: AccountViewer, now: datetime) -> tuple[Mention, Patient]:
    """A mention of a message that stands, for whoever may write in its conversation."""
    rows = Mention.objects.select_for_update(of=("self",)).select_related(
        "communication__conversation"
    )
    mention = rows.filter(pk=mention_id, communication__withdrawn_at=None).first()
    if mention is None:
        raise NotFound
    patient = access.resolve(mention.patient_id)
    access.require_page(by, patient, now)
    if not access.may_note(by, patient.pk, mention.communication.conversation.theme, now):
        raise NotFound
    return mention, patient


def _tell(act: str, patient: Patient, by: Viewer, now: datetime, mention: Mention) -> None:
    told(act, patient, by, now, mention=str(mention.pk), member=str(mention.member_id))
