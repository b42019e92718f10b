"""What a switchboard tells us of a call, parsed at the edge; contract: docs/dev/telephone.md."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from maillon.apps.desk.actions import Word, hear_call
from maillon.apps.directory.phones import e164
from maillon.kernel.access import System

__all__ = ["Malformed", "Notice", "apply", "parse"]

KINDS: Final = frozenset({"started", "answered", "ended"})
OLDEST: Final = timedelta(days=1)
SWITCHBOARD: Final = System(origin="switchboard")


class Malformed(Exception):
    """Not a notice of the contract; names the wrong part, never its value."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One word about one call of one desk."""

    desk_id: UUID
    word: Word


def parse(body: bytes, now: datetime) -> Notice:
    """The notice in this body; raises ``Malformed``.

    A number that is none (« anonymous ») is a hidden one. A moment ahead of us is now.
    """
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("json") from None
    if not isinstance(raw, dict):
        raise Malformed("json")
    kind, key = _text(raw, "type", 20), _text(raw, "call", 80)
    if kind not in KINDS:
        raise Malformed("type")
    if not key:
        raise Malformed("call")
    extension = _text(raw, "extension", 20)
    word = Word(
        kind=cast(Any, kind), key=key, at=_moment(raw, now), phone=e164(_text(raw, "from", 40)),
        extension=extension,
    )  # fmt: skip
    return Notice(_desk(raw), word)


def _text(raw: dict[str, Any], name: str, longest: int) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str) or len(value) > longest or not value.isprintable():
        raise Malformed(name)
    return value


def _desk(raw: dict[str, Any]) -> UUID:
    try:
        return UUID(_text(raw, "desk", 36))
    except ValueError:
        raise Malformed("desk") from None


def _moment(raw: dict[str, Any], now: datetime) -> datetime:
    given = _text(raw, "at", 40)
    if not given:
        return now
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        raise Malformed("at") from None
    if at.tzinfo is None or now - at > OLDEST:
        raise Malformed("at")
    return min(at, now)


def apply(notice: Notice, now: datetime) -> str:
    """Tell the desk; ``recorded`` or ``known``. ``NotFound`` for a desk that does not exist."""
    return hear_call(desk_id=notice.desk_id, word=notice.word, by=SWITCHBOARD, now=now)
