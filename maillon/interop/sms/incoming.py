"""What a gateway tells us: a reply, or what became of a message. Parsed at the edge."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from maillon.apps.messaging import actions
from maillon.interop.sms.http import NAME

__all__ = ["Malformed", "apply", "credible", "parse"]

LONGEST_TEXT: Final = 1_600
BELIEVED: Final = timedelta(days=1)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # no clock of a gateway says less
HALF: Final = re.compile("[\ud800-\udfff]")  # one of the two halves of an emoji


class Malformed(Exception):
    """Not a notice of the contract; names the wrong part, never its value."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A text received."""

    id: str
    phone: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a text of ours."""

    id: str
    key: str
    status: Literal["delivered", "failed"]


def parse(body: bytes, now: datetime) -> Reply | Notice:
    """The notice in this body; raises ``Malformed``."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("json") from None
    if not isinstance(raw, dict):
        raise Malformed("json")
    identifier = _text(raw, "id", 80)
    if not identifier:
        raise Malformed("id")
    if raw.get("type") == "reply":
        return Reply(identifier, _text(raw, "from", 30), _words(raw), _moment(raw, now))
    if raw.get("type") == "receipt":
        return Notice(identifier, _text(raw, "key", 120), _status(raw))
    raise Malformed("type")


def _text(raw: dict[str, Any], name: str, longest: int) -> str:
    value = raw.get(name, "")
    if not isinstance(value, str) or len(value) > longest or "\x00" in value or HALF.search(value):
        raise Malformed(name)
    return value


def _words(raw: dict[str, Any]) -> str:
    """What she wrote; an emoji that an operator cut in two costs a character, not her answer."""
    text = raw.get("text", "")
    whole = HALF.sub("\N{REPLACEMENT CHARACTER}", text) if isinstance(text, str) else text
    return _text({"text": whole}, "text", LONGEST_TEXT)


def _status(raw: dict[str, Any]) -> Literal["delivered", "failed"]:
    match raw.get("status"):
        case "delivered":
            return "delivered"
        case "failed":
            return "failed"
    raise Malformed("status")


def _moment(raw: dict[str, Any], now: datetime) -> datetime:
    """When the gateway says it was received; now where it does not say."""
    given = _text(raw, "at", 40)
    if not given:
        return now
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        raise Malformed("at") from None
    if at.tzinfo is None or at < EPOCH:
        raise Malformed("at")
    return credible(at, now)


def credible(at: datetime, now: datetime) -> datetime:
    """That moment, unless it is later than now by a day: no gateway's clock is so wrong.

    A little later is believed. Ours may be the clock that is behind, and two copies of one
    reply, one of them come before ours was put right, must still bear the same moment.
    """
    return at if at <= now + BELIEVED else now


def apply(notice: Reply | Notice, now: datetime, *, gateway: str = NAME) -> str:
    """Hand the notice to messaging; the outcome, in a word. A second time changes nothing."""
    if isinstance(notice, Notice):
        new = actions.record_receipt(gateway, notice.id, notice.status, now, key=notice.key)
        return "recorded" if new else "known"
    return actions.receive(
        provider=gateway, provider_id=notice.id, phone=notice.phone, body=notice.text,
        received_at=notice.at, now=now,
    )  # fmt: skip
