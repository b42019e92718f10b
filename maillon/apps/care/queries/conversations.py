"""The conversations around a person, as far as the themes a reader holds today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from maillon.apps.care import access
from maillon.apps.care.grounds import members_of, parts_of
from maillon.apps.care.models import Communication, Conversation, Patient, ReadMark
from maillon.apps.care.naming import called
from maillon.apps.care.queries.circle import circle_version, readable_circles
from maillon.apps.care.queries.talk import (
    MESSAGES,
    MessageCard,
    MessageState,
    author_of,
    cards_of,
    excerpt_of,
    messages_of,
)
from maillon.apps.care.queries.talk_reading import reader_of, trace_talk
from maillon.apps.care.queries.unread import is_unread
from maillon.apps.care.talking import own_part, readers
from maillon.apps.care.vocabulary import THEMES
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer, Grant
from maillon.kernel.crypto import fold

__all__ = [
    "ConversationRow", "Conversations", "NewTalk", "TalkPage", "conversation", "conversations",
    "new_talk", "unread_around",
]  # fmt: skip

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation in the list."""

    id: UUID
    theme: str
    theme_label: str
    subject: str
    author: str
    excerpt: str
    withdrawn: bool
    last_at: datetime
    count: int
    joined: bool
    unread: bool
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class Conversations:
    """A page of the list. ``themes``: those she reads; ``writes``: those she may open one under."""

    patient_id: UUID
    name: str
    rows: tuple[ConversationRow, ...]
    count: int
    unread: int
    page: int
    more: bool
    themes: tuple[tuple[str, str], ...]
    theme: str
    writes: tuple[tuple[str, str], ...]
    ground: Grant
    version: int


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One conversation. ``seen``: the moment of the last thing shown, for « j’ai lu »."""

    id: UUID
    patient_id: UUID
    name: str
    theme: str
    theme_label: str
    subject: str
    messages: tuple[MessageCard, ...]
    page: int
    older: bool
    may_write: bool
    mentionable: tuple[tuple[str, str], ...]
    seen: datetime
    unread: bool
    ground: Grant
    version: int

    @property
    def title(self) -> str:
        """What it is about, or that nothing says it."""
        return self.subject or "Sans sujet"


@dataclass(frozen=True, slots=True)
class NewTalk:
    """What a new conversation may be about, and who may be asked under the theme chosen."""

    patient_id: UUID
    name: str
    themes: tuple[tuple[str, str], ...]
    theme: str
    mentionable: tuple[tuple[str, str], ...]


def conversations(
    viewer: AccountViewer, patient_id: UUID, *, theme: str = "", text: str = "", page: int = 1,
    now: datetime,
) -> Conversations:  # fmt: skip
    """Those of the themes she reads, latest first, twenty a page; holding each word of ``text``
    where it is given. Traced; ``NotFound`` for whoever reads no theme of this person.
    """
    patient, themes, grant = reader_of(viewer, patient_id, now)
    asked = themes & {theme} if theme else themes
    trace_talk(viewer, grant, patient, patient.pk, "conversations", asked, now)
    found = list(
        Conversation.objects.filter(patient=patient, theme__in=asked).order_by("-last_at", "pk")
    )
    if text.strip():
        found = _holding(found, fold(text).split())
    marks = _marks(viewer, patient.pk)
    shown = found[(page - 1) * PAGE : page * PAGE]
    rows = messages_of(shown)
    parts = _parts(viewer, patient)
    return Conversations(
        patient_id=patient.pk,
        name=_spoken(patient),
        rows=tuple(
            _row(one, rows, MessageState(viewer.account_id, parts, marks.get(one.pk), now))
            for one in shown
        ),
        count=len(found),
        unread=sum(is_unread(one.last_at, marks.get(one.pk)) for one in found),
        page=page,
        more=len(found) > page * PAGE,
        themes=_labelled(themes),
        theme=theme,
        writes=_labelled(t for t in themes if access.may_note(viewer, patient.pk, t, now)),
        ground=grant,
        version=circle_version(patient.pk),
    )


def conversation(
    viewer: AccountViewer, conversation_id: UUID, *, page: int = 1, now: datetime
) -> TalkPage:
    """One conversation, its last fifty messages (``page`` goes back in time). Traced; ``NotFound``
    for whoever does not read its theme today.
    """
    held = Conversation.objects.filter(pk=conversation_id).first()
    if held is None:
        raise NotFound
    patient, themes, grant = reader_of(viewer, held.patient_id, now)
    if held.theme not in themes:
        raise NotFound
    trace_talk(viewer, grant, patient, held.pk, "conversation", [held.theme], now)
    mark = _marks(viewer, patient.pk).get(held.pk)
    rows = messages_of([held]).get(held.pk, [])
    end = max(0, len(rows) - (page - 1) * MESSAGES)
    begin = max(0, end - MESSAGES)
    state = MessageState(viewer.account_id, _parts(viewer, patient), mark, now)
    writes = access.may_note(viewer, patient.pk, held.theme, now)
    return TalkPage(
        id=held.pk,
        patient_id=patient.pk,
        name=_spoken(patient),
        theme=held.theme,
        theme_label=THEMES[held.theme],
        subject=held.subject,
        messages=cards_of(rows[begin:end], state),
        page=page,
        older=begin > 0,
        may_write=writes,
        mentionable=_mentionable(viewer, patient, held.theme, now) if writes else (),
        seen=held.last_at,
        unread=is_unread(held.last_at, mark),
        ground=grant,
        version=circle_version(patient.pk),
    )


def new_talk(viewer: AccountViewer, patient_id: UUID, *, theme: str, now: datetime) -> NewTalk:
    """The themes under which she may write, and whom she may ask under ``theme``. Traced;
    ``NotFound`` where she may write under none.
    """
    patient, themes, grant = reader_of(viewer, patient_id, now)
    writes = _labelled(t for t in themes if access.may_note(viewer, patient.pk, t, now))
    if not writes:
        raise NotFound
    trace_talk(viewer, grant, patient, patient.pk, "conversations", themes, now)
    chosen = theme if theme in dict(writes) else ""
    asked = _mentionable(viewer, patient, chosen, now) if chosen else ()
    return NewTalk(patient.pk, _spoken(patient), writes, chosen, asked)


def unread_around(viewer: AccountViewer, *, now: datetime) -> int:
    """How many conversations of the circles she reads today hold something she has not read; the
    circles of those alone are looked at.
    """
    seen = ReadMark.objects.filter(
        account_id=viewer.account_id, conversation=OuterRef("pk"), read_at__gte=OuterRef("last_at")
    )
    waiting = Conversation.objects.filter(
        ~Exists(seen), patient__in=parts_of(viewer).values("patient_id")
    )
    rows = list(waiting.values_list("patient_id", "theme"))
    read = readable_circles(viewer, now, only={who for who, _ in rows}) if rows else {}
    return sum(who in read and theme in read[who].themes for who, theme in rows)


def _parts(viewer: AccountViewer, patient: Patient) -> frozenset[UUID]:
    return frozenset(members_of(viewer, patient.pk).values_list("pk", flat=True))


def _marks(viewer: AccountViewer, patient_id: UUID) -> dict[UUID, datetime]:
    rows = ReadMark.objects.filter(
        account_id=viewer.account_id, conversation__patient_id=patient_id
    )
    return dict(rows.values_list("conversation_id", "read_at"))


def _holding(found: list[Conversation], words: list[str]) -> list[Conversation]:
    """Those whose subject or standing messages hold each word."""
    said: dict[UUID, list[str]] = {one.pk: [one.subject] for one in found}
    for row in Communication.objects.filter(conversation__in=said, withdrawn_at=None):
        said[row.conversation_id].append(row.text)
    folded = {pk: fold(" ".join(texts)) for pk, texts in said.items()}
    return [one for one in found if all(word in folded[one.pk] for word in words)]


def _row(
    one: Conversation, rows: dict[UUID, list[Communication]], state: MessageState
) -> ConversationRow:
    said = rows[one.pk]
    last, standing = said[-1], [row for row in said if row.withdrawn_at is None]
    asked = (mention for row in standing for mention in row.mentions.all())
    return ConversationRow(
        id=one.pk,
        theme=one.theme,
        theme_label=THEMES[one.theme],
        subject=one.subject,
        author=author_of(last),
        excerpt=excerpt_of(last),
        withdrawn=last.withdrawn_at is not None,
        last_at=one.last_at,
        count=len(said),
        joined=any(row.attachments.all() for row in standing),
        unread=is_unread(one.last_at, state.read_at),
        waits_for_me=any(m.member_id in state.parts and not m.outcome for m in asked),
    )


def _mentionable(
    viewer: AccountViewer, patient: Patient, theme: str, now: datetime
) -> tuple[tuple[str, str], ...]:
    reading = readers(patient, theme, now)
    mine = own_part(viewer, patient, reading)
    return tuple(
        (str(one.pk), f"{called(one)}, {one.get_role_display()}")
        for one in reading
        if mine is None or one.pk != mine.pk
    )


def _labelled(themes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    held = set(themes)
    return tuple((code, label) for code, label in THEMES.items() if code in held)


def _spoken(patient: Patient) -> str:
    return f"{patient.given_name} {patient.used_name or patient.birth_name}"
