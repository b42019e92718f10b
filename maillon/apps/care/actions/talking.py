"""Messages around a person: who writes, who is asked by name, how she hears of it."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.actions.mentions import LINK_LASTS, checked_text, settle
from maillon.apps.care.actions.planning import told
from maillon.apps.care.models import (
    Attachment,
    CareTeamMember,
    Communication,
    Conversation,
    Mention,
    Patient,
    ReadMark,
)
from maillon.apps.care.naming import phone_of
from maillon.apps.care.papers import LARGEST, sniffed
from maillon.apps.care.talking import own_part, owner_of, readers
from maillon.apps.directory.phones import e164
from maillon.apps.messaging.actions import queue
from maillon.apps.tasks.actions import open_task
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, LinkViewer
from maillon.kernel.chance import new_token

__all__ = ["Document", "NewMessage", "answer", "answer_by_link", "start_conversation"]

MOST_DOCUMENTS: Final = 3
MOST_AN_HOUR: Final = 20  # by one link
ANSWER_WITHIN: Final = timedelta(days=2)
UNDO: Final = timedelta(seconds=10)  # withdrawn before, nobody outside is told


@dataclass(frozen=True, slots=True)
class Document:
    """A document to join, under the name it came with."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What is written, whom it asks by name, what it carries."""

    text: str
    mentions: tuple[UUID, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pen:
    """By whose hand and as which member, around whom, at what moment."""

    patient: Patient
    member: CareTeamMember
    by: AccountViewer | LinkViewer
    now: datetime


def start_conversation(
    *, patient_id: UUID, theme: str, new: NewMessage, by: AccountViewer, now: datetime,
    subject: str = "",
) -> Communication:  # fmt: skip
    """Open a conversation under one theme with its first message.

    Raises ``NotFound``, ``Refused``: ``message_theme`` (not one she reads by an ordinary ground),
    ``message_empty``, ``message_long``, ``mention_unknown`` (somebody who does not read the theme,
    or is not around the person), ``attachment_kind``, ``attachment_too_large``,
    ``attachment_many``.
    """
    with transaction.atomic():
        patient = access.resolve(patient_id)
        access.require_page(by, patient, now)
        if not access.may_note(by, patient.pk, theme, now):
            raise Refused("message_theme")
        reading = readers(patient, theme, now)
        pen = _Pen(patient, _part(by, patient, reading), by, now)
        made = Conversation(
            patient=patient, theme=theme, subject=subject.strip(), opened_at=now, last_at=now
        )
        made.save(force_insert=True)
        return _write(pen, made, new, reading)


def answer(
    *, conversation_id: UUID, new: NewMessage, by: AccountViewer, now: datetime
) -> Communication:
    """One more message; what she was asked in this conversation is answered by it.

    Raises ``NotFound``, ``Refused`` as ``start_conversation``.
    """
    with transaction.atomic():
        held = Conversation.objects.select_for_update().filter(pk=conversation_id).first()
        if held is None:
            raise NotFound
        patient = access.resolve(held.patient_id)
        access.require_page(by, patient, now)
        if not access.may_note(by, patient.pk, held.theme, now):
            raise NotFound
        reading = readers(patient, held.theme, now)
        pen = _Pen(patient, _part(by, patient, reading), by, now)
        return _write(pen, held, new, reading)


def answer_by_link(*, new: NewMessage, by: LinkViewer, now: datetime) -> Communication:
    """The bearer of a message's link answers in its conversation; she asks nobody by name.

    Raises ``NotFound`` once her link or her right is over, ``Refused`` as ``answer``, and
    ``message_often``.
    """
    with transaction.atomic():
        mention = Mention.objects.select_related("communication__conversation", "member").filter(
            pk=by.object_id
        ).first()  # fmt: skip
        if mention is None:
            raise NotFound
        held = mention.communication.conversation
        patient = access.resolve(held.patient_id)
        access.require(by, patient, f"theme:{held.theme}", now)
        lately = Communication.objects.filter(
            member=mention.member_id, account=None, sent_at__gt=now - timedelta(hours=1)
        )
        if lately.count() >= MOST_AN_HOUR:
            raise Refused("message_often")
        plain = NewMessage(new.text, documents=new.documents)
        return _write(_Pen(patient, mention.member, by, now), held, plain, ())


def _part(by: AccountViewer, patient: Patient, reading: Iterable[CareTeamMember]) -> CareTeamMember:
    part = own_part(by, patient, reading)
    if part is None:
        raise NotFound
    return part


def _write(
    pen: _Pen, held: Conversation, new: NewMessage, reading: Iterable[CareTeamMember]
) -> Communication:
    text, kinds = _checked(new)
    asked = _asked(new, pen, reading)
    account_id = pen.by.account_id if isinstance(pen.by, AccountViewer) else None
    sent = Communication(
        conversation=held, member=pen.member, account_id=account_id, text=text, sent_at=pen.now,
        changed_at=pen.now,
    )  # fmt: skip
    sent.save(force_insert=True)
    Conversation.objects.filter(pk=held.pk).update(last_at=pen.now)
    for document, kind in zip(new.documents, kinds, strict=True):
        _join(sent, document, kind, pen.now)
    settle(pen.patient, held, pen.by, "answered", pen.now)
    if account_id is not None:
        ReadMark.objects.update_or_create(
            account_id=account_id, conversation=held, defaults={"read_at": pen.now}
        )
    told(
        "message", pen.patient, pen.by, pen.now, conversation=str(held.pk), message=str(sent.pk),
        theme=held.theme, member=str(pen.member.pk), asked=[str(one.pk) for one in asked],
    )  # fmt: skip
    for member in asked:
        _ask(sent, member, pen)
    return sent


def _checked(new: NewMessage) -> tuple[str, list[str]]:
    text = checked_text(new.text, may_be_empty=bool(new.documents))
    if len(new.documents) > MOST_DOCUMENTS:
        raise Refused("attachment_many", most=MOST_DOCUMENTS)
    if any(len(one.content) > LARGEST for one in new.documents):
        raise Refused("attachment_too_large")
    kinds = [sniffed(one.content) for one in new.documents]
    if not all(kinds):
        raise Refused("attachment_kind")
    return text, kinds


def _asked(new: NewMessage, pen: _Pen, reading: Iterable[CareTeamMember]) -> list[CareTeamMember]:
    """Each once, all of them among those who read the theme, never herself."""
    known = {one.pk: one for one in reading if one.pk != pen.member.pk}
    if not set(new.mentions) <= set(known):
        raise Refused("mention_unknown")
    return [known[pk] for pk in dict.fromkeys(new.mentions)]


def _join(sent: Communication, document: Document, kind: str, now: datetime) -> None:
    Attachment(
        communication=sent, name=document.name.strip()[:120] or "document", media_type=kind,
        size=len(document.content), digest=hashlib.sha256(document.content).hexdigest(),
        content=base64.b64encode(document.content).decode(), added_at=now,
    ).save(force_insert=True)  # fmt: skip


def _ask(sent: Communication, member: CareTeamMember, pen: _Pen) -> None:
    """A task for whoever has an account; else a link by SMS, which says that a message waits and
    nothing else; neither where she has no telephone.
    """
    mention = Mention(patient=pen.patient, communication=sent, member=member)
    owner = owner_of(member, pen.now)
    if owner is not None:
        mention.task = open_task(
            kind="care.message", organization_id=pen.patient.organization_id, owner=owner,
            origin=("mention", mention.pk), due_at=pen.now + ANSWER_WITHIN, by=pen.by, now=pen.now,
        )  # fmt: skip
    elif phone := e164(phone_of(member)):
        token = new_token()
        left = queue(
            template="message_waits", params={"link": "/m/"}, phone=phone, secret=token,
            organization_id=pen.patient.organization_id, key=f"mention:{mention.pk}",
            about=("mention", mention.pk), not_before=pen.now + UNDO, now=pen.now,
        )  # fmt: skip
        if left is not None:
            mention.token_hash, mention.until = link_hash(token), pen.now + LINK_LASTS
    mention.save(force_insert=True)
