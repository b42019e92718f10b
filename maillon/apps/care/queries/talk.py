"""The messages of one conversation as a reader may see them; nothing of a withdrawn one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Prefetch

from maillon.apps.care.models import Attachment, Communication, Conversation, Mention, Patient
from maillon.apps.care.naming import called
from maillon.apps.care.talking import PEOPLE
from maillon.apps.care.vocabulary import THEMES

__all__ = [
    "MESSAGES", "AskedCard", "JoinedCard", "MessageCard", "MessageState", "TalkExport", "author_of",
    "cards_of", "excerpt_of", "exported_talks", "messages_of",
]  # fmt: skip

MESSAGES: Final = 50  # of a conversation, at once

KINDS: Final = {"application/pdf": "PDF", "image/jpeg": "image", "image/png": "image"}


@dataclass(frozen=True, slots=True)
class JoinedCard:
    """A document joined to a message."""

    id: UUID
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class AskedCard:
    """Somebody asked by name. ``way``: task, link, lost, stopped, or none: nothing reached her."""

    id: UUID
    name: str
    outcome: str
    settled_at: datetime | None
    way: str
    mine: bool


@dataclass(frozen=True, slots=True)
class MessageCard:
    """One message. ``before``: what it said, until when; ``new``: since the reader's mark."""

    id: UUID
    author: str
    part: str
    by_link: bool
    sent_at: datetime
    text: str
    corrected_at: datetime | None
    before: tuple[tuple[str, datetime], ...]
    withdrawn_at: datetime | None
    mine: bool
    new: bool
    joined: tuple[JoinedCard, ...]
    asked: tuple[AskedCard, ...]

    @property
    def waits_for_me(self) -> bool:
        """Whether the reader is asked by name and has not answered."""
        return any(one.mine and not one.outcome for one in self.asked)


@dataclass(frozen=True, slots=True)
class MessageState:
    """Who reads: her account, her parts around the person, until when she said she had read."""

    account_id: UUID | None
    parts: frozenset[UUID]
    read_at: datetime | None
    now: datetime


@dataclass(frozen=True, slots=True)
class TalkExport:
    """A conversation in what the person takes away."""

    subject: str
    theme_label: str
    messages: tuple[MessageCard, ...]


def messages_of(conversations: Iterable[Conversation]) -> dict[UUID, list[Communication]]:
    """The messages of each, oldest first, with all that their cards need: four questions."""
    members = tuple(f"member__{name}" for name in PEOPLE)
    asked = Mention.objects.select_related(*members).order_by("pk")
    rows = (
        Communication.objects.filter(conversation__in=[one.pk for one in conversations])
        .select_related("account", *members)
        .prefetch_related(
            Prefetch("mentions", asked),
            Prefetch("attachments", Attachment.objects.defer("content").order_by("added_at", "pk")),
            "versions",
        )
        .order_by("sent_at", "pk")
    )
    found: dict[UUID, list[Communication]] = {}
    for row in rows:
        found.setdefault(row.conversation_id, []).append(row)
    return found


def cards_of(rows: Iterable[Communication], state: MessageState) -> tuple[MessageCard, ...]:
    """Each message as this reader sees it."""
    return tuple(_card(row, state) for row in rows)


def author_of(row: Communication) -> str:
    """Who wrote it: the account that signed in, or the member."""
    return row.account.name if row.account is not None else called(row.member)


def _card(row: Communication, state: MessageState) -> MessageCard:
    mine = row.account_id is not None and row.account_id == state.account_id
    shown = row.withdrawn_at is None
    corrected = row.changed_at if row.changed_at > row.sent_at else None
    return MessageCard(
        id=row.pk,
        author=author_of(row),
        part=row.member.get_role_display(),
        by_link=row.account_id is None,
        sent_at=row.sent_at,
        text=row.text if shown else "",
        corrected_at=corrected if shown else None,
        before=_before(row) if shown and corrected else (),
        withdrawn_at=row.withdrawn_at,
        mine=mine,
        new=shown and not mine and (state.read_at is None or row.changed_at > state.read_at),
        joined=tuple(_joined(one) for one in row.attachments.all()) if shown else (),
        asked=tuple(_asked(one, state) for one in row.mentions.all()) if shown else (),
    )


def _before(row: Communication) -> tuple[tuple[str, datetime], ...]:
    kept = sorted(row.versions.all(), key=lambda one: one.replaced_at)
    return tuple((one.text, one.replaced_at) for one in kept)


def _joined(one: Attachment) -> JoinedCard:
    return JoinedCard(one.pk, one.name, KINDS.get(one.media_type, "document"), one.size)


def _asked(one: Mention, state: MessageState) -> AskedCard:
    way = "task" if one.task_id else "none"
    if one.task_id is None and one.token_hash:
        over = one.revoked_at is not None or one.until is None or one.until <= state.now
        way = "stopped" if over else "lost" if one.lost_at else "link"
    return AskedCard(
        one.pk, called(one.member), one.outcome, one.settled_at, way, one.member_id in state.parts
    )


def excerpt_of(row: Communication, letters: int = 90) -> str:
    """The beginning of a message on one line; what a withdrawn one said is not told."""
    if row.withdrawn_at is not None:
        return ""
    words = " ".join(row.text.split())
    return words if len(words) <= letters else words[: letters - 1].rstrip() + "…"


def exported_talks(
    patient: Patient, themes: Iterable[str], now: datetime
) -> tuple[TalkExport, ...]:
    """All that was said under these themes, for what she takes away; whoever asks traces it."""
    held = list(
        Conversation.objects.filter(patient=patient, theme__in=list(themes)).order_by("opened_at")
    )
    rows = messages_of(held)
    state = MessageState(None, frozenset(), None, now)
    return tuple(
        TalkExport(one.subject, THEMES[one.theme], cards_of(rows.get(one.pk, []), state))
        for one in held
    )
