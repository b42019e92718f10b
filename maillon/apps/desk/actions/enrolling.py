"""A carer enrols by SMS: where she works, who she is, and the desk calls her back.

INSCRIPTION 42400 → « votre numéro RPPS ? » → 10 10 1234 567 → « le poste vous appelle ». Each
message may say everything at once. The answer is the same whether the register knows the number
or not: nobody learns from it who exists. Nothing is offered before the desk has verified.
"""

from datetime import datetime, timedelta
from typing import Final

from maillon.apps.desk.actions import enrol_forgetting, enrol_freshening, enrol_words
from maillon.apps.desk.actions.answerable import answerable
from maillon.apps.desk.actions.enrol_zone import speaks_of_her_zone, zone_said
from maillon.apps.desk.models import Desk, Enrolment, Offer
from maillon.apps.desk.timing import due
from maillon.apps.directory.actions import declare_availability
from maillon.apps.directory.models import Responder
from maillon.apps.directory.queries import CommuneCard, communes
from maillon.apps.journal.actions import record
from maillon.apps.messaging.handlers import InboundReply
from maillon.apps.tasks.actions import Owner, open_task
from maillon.engines.replies import EnrolmentFacts, parse, read_enrolment
from maillon.kernel.access import SYSTEM
from maillon.kernel.prepared import Prepared

__all__ = ["ASKING_WORDS_STAND", "VERIFY", "on_reply", "to_verify", "welcome"]

VERIFY: Final = "desk.verify_enrolment"
CALL_WITHIN: Final = timedelta(hours=4)  # of opening time
ASKING_WORDS_STAND: Final = timedelta(days=3)  # a bare « oui » still answers our question
OURS: Final = frozenset({"enrol", "unknown", "ambiguous", "unchanged", "yes"})
State = Enrolment.State
_LIVING: Final = Prepared(
    lambda phone_index: (
        Enrolment.objects.living()
        .select_related("desk__commune", "responder")
        .filter(phone_index=phone_index)
        .order_by("pk")[:1]
    ),
    str,
)


def on_reply(inbound: InboundReply, now: datetime) -> str | None:
    """What this message does to an enrolment; ``None`` when it is about something else.

    Runs before the answers to offers, and leaves them every message that could be one.
    """
    intent, facts = parse(inbound.body).intent, read_enrolment(inbound.body)
    if intent not in OURS:
        return None
    hers = next(iter(_LIVING.objects(inbound.phone_index)), None)
    if intent == "enrol":
        return _enrol(hers or welcome(inbound.phone, inbound.phone_index, now), inbound, facts, now)
    if hers is None:
        return _zone_of_ours(facts, inbound, now) if intent == "unknown" else None
    if hers.state == State.ASKED and intent != "yes" and not _is_asked(hers, now):
        return _enrol(hers, inbound, facts, now) if _goes_on(facts) else None
    if hers.state == State.VERIFIED:
        return _about_her(hers, intent, facts, inbound, now)
    return None


def _goes_on(facts: EnrolmentFacts) -> bool:
    return facts.says_something or enrol_words.names_a_commune(facts)


def welcome(phone: str, phone_index: str, now: datetime) -> Enrolment:
    """A new enrolment; verified already for a carer whom the desk asks without one."""
    fresh = _of_ours(phone, phone_index, now)
    return _begun(fresh or Enrolment(phone=phone, phone_index=phone_index, created_at=now), now)


def _of_ours(phone: str, phone_index: str, now: datetime) -> Enrolment | None:
    """The enrolment, not saved yet, of the only one the desk asks on that line without one."""
    known = list(Responder.objects.filter(phone_index=phone_index, enrolment=None)[:2])
    if len(known) != 1 or not known[0].commune_id:
        return None
    desk = enrol_words.desk_for(list(communes(SYSTEM, [known[0].commune_id]).values()))
    if desk is None:
        return None
    return Enrolment(
        phone=phone, phone_index=phone_index, created_at=now, state=State.VERIFIED,
        responder=known[0], desk=desk, commune_id=known[0].commune_id,
    )  # fmt: skip


def _begun(fresh: Enrolment, now: datetime) -> Enrolment:
    fresh.save()
    enrol_forgetting.plan(fresh, now + enrol_forgetting.KEPT)
    if fresh.state == State.VERIFIED:
        enrol_freshening.plan(fresh, now)
    return fresh


def _zone_of_ours(facts: EnrolmentFacts, inbound: InboundReply, now: datetime) -> str | None:
    """A carer whom the desk enrolled itself says her zone as the others do."""
    if not speaks_of_her_zone(inbound.body):
        return None
    fresh = _of_ours(inbound.phone, inbound.phone_index, now)
    if fresh is None:
        return None
    hers = _begun(fresh, now)
    return zone_said(hers, facts, inbound, asked=_is_asked(hers, now), now=now)


def _enrol(hers: Enrolment, inbound: InboundReply, facts: EnrolmentFacts, now: datetime) -> str:
    if hers.state != State.ASKED:
        template = "enrol_known" if hers.state == State.VERIFIED else "enrol_waits"
        enrol_words.say(template, hers, key=str(inbound.inbound_id), now=now)
        return template
    named = enrol_words.places(facts, hers.desk)
    if named and enrol_words.desk_for(named) is None:
        return _told("enrol_outside", hers, inbound, now)
    _note(hers, facts, named)
    missing = "enrol_unknown" if _names_nothing(hers, facts, named) else _missing(hers, facts)
    if missing or hers.desk is None:
        return _told(missing, hers, inbound, now)
    to_verify(hers, hers.desk, now)
    return _told("enrol_waits", hers, inbound, now)


def _told(template: str, hers: Enrolment, inbound: InboundReply, now: datetime) -> str:
    enrol_words.say(template, hers, key=str(inbound.inbound_id), now=now)
    return template


def _note(hers: Enrolment, facts: EnrolmentFacts, named: list[CommuneCard]) -> None:
    """What this message adds to what she said before."""
    if named:
        hers.communes = [commune.insee for commune in named]
        hers.commune_id = named[0].insee
        hers.desk = enrol_words.desk_for(named)
    hers.national_number = facts.national_number or hers.national_number
    hers.calls = hers.calls or facts.calls
    hers.save()


def _names_nothing(hers: Enrolment, facts: EnrolmentFacts, named: list[CommuneCard]) -> bool:
    """A postal code nobody has; or words, where her place is what we wait for."""
    if named or facts.wrong_number:
        return False
    return bool(facts.postal_codes or (facts.place and not hers.communes))


def _missing(hers: Enrolment, facts: EnrolmentFacts) -> str:
    """The question to ask next; empty when there is enough for a call."""
    if hers.desk is None or not hers.communes:
        return "enrol_place"
    if hers.national_number or hers.calls:
        return ""
    return "enrol_number_wrong" if facts.wrong_number else "enrol_number"


def to_verify(hers: Enrolment, desk: Desk, now: datetime) -> None:
    """The desk owes her a call: one task, in the transaction of what she said."""
    hers.state = State.TO_VERIFY
    hers.save()
    open_task(
        kind=VERIFY, organization_id=desk.organization_id,
        owner=Owner(group="desk", group_id=desk.pk), origin=("enrolment", hers.pk),
        due_at=due(desk, now, CALL_WITHIN), by=SYSTEM, now=now,
    )  # fmt: skip
    record(
        act="desk.enrol_asked", organization_id=desk.organization_id, by=SYSTEM, now=now,
        subjects=[("enrolment", hers.pk)],
    )  # fmt: skip


def _about_her(
    hers: Enrolment, intent: str, facts: EnrolmentFacts, inbound: InboundReply, now: datetime
) -> str | None:
    """Her zone, or « toujours »."""
    if facts.zone and intent == "unknown":
        return zone_said(hers, facts, inbound, asked=_is_asked(hers, now), now=now)
    asked = hers.asked_fresh_at is not None and now - hers.asked_fresh_at < ASKING_WORDS_STAND
    if intent == "unchanged" or (intent == "yes" and asked and not _is_asked(hers, now)):
        return _unchanged(hers, inbound, now)
    return None


def _is_asked(hers: Enrolment, now: datetime) -> bool:
    """Whether a yes could be the answer to an offer: it is one, then.

    What she took before our question needs no second yes.
    """
    may = answerable(now).filter(responder__phone_index=hers.phone_index)
    if hers.asked_fresh_at is not None:
        may = may.exclude(state=Offer.State.ACCEPTED, answered_at__lt=hers.asked_fresh_at)
    return may.exists()


def _unchanged(hers: Enrolment, inbound: InboundReply, now: datetime) -> str | None:
    if hers.responder_id is None:
        return None
    declare_availability(responder_id=hers.responder_id, availability="yes", by=SYSTEM, now=now)
    Enrolment.objects.filter(pk=hers.pk).update(asked_fresh_at=None)
    return _told("unchanged_done", hers, inbound, now)
