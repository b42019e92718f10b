"""A carer changes her zone by SMS: « ZONE 42400 42152 », « ZONE Lorette ».

All of what she wrote is taken, or nothing is and she is told: a zone of which a part was lost
would leave her without offers where she believes she is asked.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.desk.actions import enrol_words
from maillon.apps.desk.models import Enrolment
from maillon.apps.directory.actions import declare_coverage
from maillon.apps.directory.queries import CommuneCard
from maillon.apps.messaging.handlers import InboundReply
from maillon.engines.replies import EnrolmentFacts
from maillon.errors import Refused
from maillon.kernel.access import SYSTEM
from maillon.kernel.crypto import fold

__all__ = ["speaks_of_her_zone", "zone_said"]

_ZONE: Final = re.compile(r"(?:ma )?zone\b")


def speaks_of_her_zone(body: str) -> bool:
    """Whether the message begins by the word itself, as no answer to an offer does."""
    return _ZONE.match(fold(body)) is not None


def zone_said(
    hers: Enrolment, facts: EnrolmentFacts, inbound: InboundReply, *, asked: bool, now: datetime
) -> str | None:
    """What became of it; ``None`` where the words may be about something else.

    ``asked``: an offer waits for her answer; then words alone are left to it, not figures.
    """
    if hers.responder_id is None or (asked and facts.place and not facts.postal_codes):
        return None
    named = enrol_words.places(facts, hers.desk)
    known = {code for one in named for code in one.postal_codes}
    if not named and not facts.postal_codes and not speaks_of_her_zone(inbound.body):
        return None
    if facts.cut:
        return _told("zone_many", hers, inbound, now)
    if not named or not known.issuperset(facts.postal_codes):
        return _told("zone_unknown", hers, inbound, now)
    return _changed(hers, hers.responder_id, named, inbound, now)


def _changed(
    hers: Enrolment,
    responder_id: UUID,
    named: Sequence[CommuneCard],
    inbound: InboundReply,
    now: datetime,
) -> str:
    codes = [commune.insee for commune in named]
    try:
        declare_coverage(
            responder_id=responder_id, kind="communes", shape={"communes": codes},
            by=SYSTEM, now=now,
        )  # fmt: skip
    except Refused:  # more communes than a zone may have
        return _told("zone_many", hers, inbound, now)
    hers.communes = codes
    if hers.wishes:  # her page shows what holds now
        hers.wishes = {**hers.wishes, "communes": codes, "km": 0}
    hers.save(update_fields=["communes", "wishes"])
    return _told("zone_counted", hers, inbound, now, communes=str(len(codes)))


def _told(
    template: str, hers: Enrolment, inbound: InboundReply, now: datetime, **params: str
) -> str:
    enrol_words.say(template, hers, key=str(inbound.inbound_id), now=now, params=params)
    return template
