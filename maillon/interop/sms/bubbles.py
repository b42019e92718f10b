"""Reads of the simulator: demonstration telephones and what stands on them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from maillon.apps.directory.models import Responder
from maillon.errors import NotFound
from maillon.interop.sms import newcomer
from maillon.interop.sms.models import SimulatedMessage
from maillon.kernel import events
from maillon.kernel.crypto import fold

__all__ = ["Bubble", "Phone", "Thread", "phone", "phones", "thread"]

MOST: Final = 40
LINK: Final = re.compile(r"(https?://[^\s]+)")
ASKED: Final = re.compile(r"\b(?:OUI|NON|FAIT) [0-9]{4}")
Seen = Mapping[str, str]  # responder id → ISO moment of the last look


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``href`` where it is a link of ours."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as the telephone shows it."""

    incoming: bool
    pieces: tuple[Piece, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Phone:
    """One line of the list."""

    id: UUID
    name: str
    role: str
    number: str
    preview: str = ""
    at: datetime | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """What stands on one telephone; ``version`` changes with each message."""

    bubbles: tuple[Bubble, ...]
    version: int
    quick: tuple[str, ...]


def _responders() -> QuerySet[Responder]:
    """Synthetic carers with a telephone; nothing where the demonstration is off."""
    if not settings.MAILLON_DEMO:
        raise NotFound
    synthetic = Q(practitioner_role__practitioner__synthetic=True) | Q(organization__synthetic=True)
    return (
        Responder.objects.filter(synthetic)
        .exclude(phone_index="")
        .select_related("commune", "practitioner_role")
    )


def phones(*, search: str = "", seen: Seen | None = None) -> tuple[Phone, ...]:
    """Telephones, the last written to first, then by name; at most forty."""
    found = _responders()
    if words := fold(search):
        found = found.filter(folded_name__contains=words)
    talked = SimulatedMessage.objects.filter(phone_index__in=found.values("phone_index"))
    ranks = list(talked.values("phone_index").annotate(last=Max("at")).order_by("-last")[:MOST])
    order = {row["phone_index"]: row["last"] for row in ranks}
    first = sorted(found.filter(phone_index__in=order), key=lambda r: _order(r, order))
    rest = found.exclude(phone_index__in=order).order_by("folded_name", "id")
    lines = [*first, *rest[: max(0, MOST - len(first))]][:MOST]
    latest = _latest([line.phone_index for line in lines])
    shown = tuple(_phone(line, latest.get(line.phone_index, []), seen or {}) for line in lines)
    fresh = newcomer.newcomer()
    if fresh is None or not all(word in fold(fresh.name) for word in words.split()):
        return shown
    return (_unenrolled(fresh, seen or {}), *shown)


def _unenrolled(fresh: newcomer.Newcomer, seen: Seen) -> Phone:
    newest = _latest([fresh.phone_index]).get(fresh.phone_index, [])
    return Phone(
        id=newcomer.ID, name=fresh.name, role=fresh.hint, number=_national(newcomer.NUMBER),
        preview=newest[0].body if newest else "", at=newest[0].at if newest else None,
        unread=_unread(newest, seen.get(str(newcomer.ID), "")),
    )  # fmt: skip


def _order(responder: Responder, last: Mapping[str, datetime]) -> tuple[float, str]:
    return -last[responder.phone_index].timestamp(), responder.folded_name


def _latest(indexes: list[str]) -> dict[str, list[SimulatedMessage]]:
    """Messages by telephone, newest first."""
    found: dict[str, list[SimulatedMessage]] = {}
    for row in SimulatedMessage.objects.filter(phone_index__in=indexes).order_by("-at", "-id"):
        found.setdefault(row.phone_index, []).append(row)
    return found


def _phone(responder: Responder, newest: list[SimulatedMessage], seen: Seen) -> Phone:
    place = responder.commune.name if responder.commune else ""
    role = " · ".join(part for part in (_trade(responder), place) if part)
    return Phone(
        id=responder.id, name=responder.name, role=role, number=_national(responder.phone),
        preview=newest[0].body if newest else "", at=newest[0].at if newest else None,
        unread=_unread(newest, seen.get(str(responder.id), "")),
    )  # fmt: skip


def _trade(responder: Responder) -> str:
    role = responder.practitioner_role
    return role.profession_label if role else responder.get_kind_display()


def _national(phone: str) -> str:
    """« 06 12 34 56 78 » for a French number, as telephones show it."""
    digits = "0" + phone[3:] if phone.startswith("+33") else phone
    pairs = re.findall(r"[0-9]{2}", digits)
    return "\N{NO-BREAK SPACE}".join(pairs) if digits.startswith("0") else digits


def _unread(newest: list[SimulatedMessage], seen: str) -> int:
    """Received since the last look or the last answer."""
    count = 0
    for row in newest:
        if not row.incoming or (seen and row.at.isoformat() <= seen):
            break
        count += 1
    return count


def phone(responder_id: UUID) -> tuple[Phone, str]:
    """One telephone, and its number in E.164; raises ``NotFound``."""
    if (fresh := _fresh(responder_id)) is not None:
        return _unenrolled(fresh, {}), newcomer.NUMBER
    responder = _responders().filter(pk=responder_id).first()
    if responder is None:
        raise NotFound
    return _phone(responder, [], {}), responder.phone


def thread(responder_id: UUID) -> Thread:
    """The messages of one telephone, oldest first; raises ``NotFound``."""
    index = _index(responder_id)
    topic = f"phone:{index}"
    version = events.numbers([topic]).get(topic, 0)
    newest = _latest([index]).get(index, [])[:100]
    bubbles = tuple(_bubble(row) for row in reversed(newest))
    return Thread(bubbles, version, _quick(newest))


def _index(responder_id: UUID) -> str:
    if (fresh := _fresh(responder_id)) is not None:
        return fresh.phone_index
    responder = _responders().filter(pk=responder_id).first()
    if responder is None:
        raise NotFound
    return responder.phone_index


def _fresh(responder_id: UUID) -> newcomer.Newcomer | None:
    """The telephone of nobody yet, where that one is asked for."""
    if responder_id != newcomer.ID or not settings.MAILLON_DEMO:
        return None
    return newcomer.newcomer()


def _quick(newest: list[SimulatedMessage]) -> tuple[str, ...]:
    """Answers the last message asks for, as a thumb would like them; STOP is always there."""
    last = newest[0].body if newest and newest[0].incoming else ""
    asked = tuple(dict.fromkeys(ASKED.findall(last)))
    return (*(asked or ("OUI", "NON")), "STOP")


def _bubble(row: SimulatedMessage) -> Bubble:
    parts = [part for part in LINK.split(row.body) if part]
    return Bubble(row.incoming, tuple(_piece(part) for part in parts), row.at)


def _piece(text: str) -> Piece:
    """A link is followed on this very server, whatever address it was reached by."""
    base = settings.MAILLON_PUBLIC_URL.rstrip("/")
    ours = text.startswith(f"{base}/")
    return Piece(text, text[len(base) :] if ours else "")
