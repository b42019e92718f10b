"""The sheet as its templates read it: every sentence made, every deadline given a level."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from maillon.apps.care.vocabulary import SITUATIONS
from maillon.apps.desk import rules
from maillon.apps.desk.queries.moments import Due, due_words
from maillon.apps.desk.queries.rules import in_force
from maillon.apps.desk.queries.sheet import HANDOVER_TARGETS, Sheet
from maillon.apps.desk.queries.sheet_cards import (
    AssignmentCard,
    CallCard,
    NeedCard,
    OfferCard,
    WaveCard,
)
from maillon.apps.desk.vocabulary import AGREEMENTS, CANCELLATIONS, INFORMED_BY, REFUSALS
from maillon.apps.desk.web import wording
from maillon.apps.desk.web.sheet_facts import facts_of
from maillon.apps.desk.web.sheet_grid import Grid, grid_of
from maillon.apps.desk.web.wording.moments import moment, phone, typeset
from maillon.apps.desk.web.wording.people import asked_words, capital
from maillon.apps.desk.web.wording.watches import shift_words

__all__ = ["STATES", "Call", "NeedView", "SheetPage", "present"]

A_DAY = timedelta(days=1)
WAVE_TITLES = {
    "usual": "Seule sollicitée",
    "zone": "La zone",
    "neighbours": "Les zones voisines",
    "call_list": "La liste d’appel",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One carer asked: the state in a word, a shape and a level."""

    card: OfferCard
    phone: str
    level: str
    state: str
    note: str
    can_answer: bool


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave that was opened, with its carers."""

    card: WaveCard
    title: str
    when: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Comes:
    """Who took the need: where the details and the care stand."""

    card: AssignmentCard
    phone: str
    steps: tuple[tuple[str, str], ...]  # level, words
    goes_on: bool = False  # she comes already, and days are left that somebody else could take


@dataclass(frozen=True, slots=True)
class NeedView:
    """One need: its words, its search, who comes, and what may be done."""

    card: NeedCard
    words: str
    level: str
    waves: tuple[Wave, ...]
    coming: tuple[Comes, ...]
    gone: tuple[Comes, ...]
    then: str
    reasons: tuple[wording.reasons.Spoken, ...]
    reasons_title: str
    can_hasten: bool
    can_cancel: bool
    grid: Grid | None

    @property
    def to_call(self) -> tuple[Asked, ...]:
        """The call list of this need."""
        if self.card.state != "searching":
            return ()
        listed = [one for wave in self.waves for one in wave.asked]
        return tuple(o for o in listed if o.card.channel == "call" and o.card.waits)


@dataclass(frozen=True, slots=True)
class Call:
    """A word owed, with its script."""

    card: CallCard
    script: wording.Script
    due: Due
    tries: str
    sms: str
    later: bool  # the proof of a watch still far away


@dataclass(frozen=True, slots=True)
class SheetPage:
    """Everything the sheet shows, in words."""

    sheet: Sheet
    title: str
    eyebrow: str
    next: wording.Next
    reminders: tuple[rules.Rule, ...]
    facts: tuple[tuple[str, str], ...]
    born: str
    person_phone: str
    requester_phone: str
    calls: tuple[Call, ...]
    needs: tuple[NeedView, ...]
    handovers: tuple[tuple[str, str, str], ...]  # level, time, words
    story: tuple[wording.Told, ...]
    then: tuple[tuple[str, str], ...]  # what the story does not tell yet: when, words
    owner: str
    targets: tuple[tuple[str, str], ...]
    cancellations: tuple[tuple[str, str], ...]
    refusals: tuple[tuple[str, str], ...]
    agreements: tuple[tuple[str, str], ...]
    informed: tuple[tuple[str, str], ...]
    situations: tuple[tuple[str, str], ...]

    @property
    def calls_now(self) -> tuple[Call, ...]:
        """The words to say before long."""
        return tuple(call for call in self.calls if not call.later)

    @property
    def calls_later(self) -> tuple[Call, ...]:
        """The proofs of watches that are days away."""
        return tuple(call for call in self.calls if call.later)

    @property
    def closed(self) -> bool:
        """Whether nothing can be done any more."""
        return self.sheet.closed_at is not None


def present(sheet: Sheet, now: datetime) -> SheetPage:
    """The page of one sheet, as of ``now``."""
    tz = ZoneInfo(sheet.desk.timezone)
    today = now.astimezone(tz).date()
    return SheetPage(
        sheet=sheet,
        title=wording.title(sheet.needs, sheet.place, today),
        eyebrow=_eyebrow(sheet, now, tz),
        next=wording.next_words(sheet, now),
        reminders=_reminders(sheet, today),
        facts=facts_of(sheet),
        born=_born(sheet, today),
        person_phone=phone(sheet.person.phone) if sheet.person else "",
        requester_phone=phone(sheet.requester.phone),
        calls=tuple(_call(card, sheet, now, tz) for card in sheet.calls),
        needs=tuple(_need(card, sheet, now, tz) for card in sheet.needs),
        handovers=_handovers(sheet, now, tz),
        story=tuple(wording.told(line, sheet, now) for line in sheet.story),
        then=_then(sheet, now, tz),
        owner=_owner(sheet, now, tz),
        targets=tuple(HANDOVER_TARGETS.items()),
        cancellations=tuple(CANCELLATIONS.items()),
        refusals=tuple((k, v) for k, v in REFUSALS.items() if k != "no_answer"),
        agreements=tuple(AGREEMENTS.items()),
        informed=tuple(INFORMED_BY.items()),
        situations=tuple((code, one.label) for code, one in SITUATIONS.items()),
    )


def _reminders(sheet: Sheet, today: date) -> tuple[rules.Rule, ...]:
    """What the triage rules say of it, as long as the agent has to decide."""
    if not sheet.to_triage:
        return ()
    words = [sheet.note, *(need.detail for need in sheet.needs)]
    seen = rules.Situation(
        needs=frozenset(need.code for need in sheet.needs),
        urgency=sheet.urgency,
        living=frozenset(code for code, value in sheet.living.items() if value),
        prescription=sheet.prescription,
        age=wording.age(sheet.person.birth_date, today) if sheet.person else None,
        text=" . ".join(words),
    )
    return rules.reminders(in_force(sheet.desk.id, today), seen, clinical=sheet.desk.clinical)


def _eyebrow(sheet: Sheet, now: datetime, tz: ZoneInfo) -> str:
    by = f" par {sheet.received_by}" if sheet.received_by else ""
    return f"Demande {sheet.reference} · prise{by}, {_at(sheet.received_at, now, tz)}"


def _at(at: datetime, now: datetime, tz: ZoneInfo) -> str:
    words = moment(at, now, tz)
    return f"à {words}" if words[0].isdigit() else words


def _owner(sheet: Sheet, now: datetime, tz: ZoneInfo) -> str:
    if sheet.owner is None:
        return ""
    if sheet.owner.shift_at is not None and sheet.owner.shift_at <= now:
        return "La garde"
    if sheet.owner.shift_at is not None:
        return f"La garde qui commence {_at(sheet.owner.shift_at, now, tz)}"
    return "Vous" if sheet.owner.mine else sheet.owner.name


def _born(sheet: Sheet, today: date) -> str:
    return wording.born(sheet.person.birth_date, sheet.person.sex, today) if sheet.person else ""


def _call(card: CallCard, sheet: Sheet, now: datetime, tz: ZoneInfo) -> Call:
    tries = ""
    if card.attempts:
        tries = f"{card.attempts} appel{'s' if card.attempts > 1 else ''} sans suite"
    sms = {
        "queued": "SMS en partance : son accusé de réception fermera ce rappel.",
        "sending": "SMS en partance : son accusé de réception fermera ce rappel.",
        "sent": "SMS parti : son accusé de réception fermera ce rappel.",
        "failed": "Le SMS n’est pas arrivé : appelez.",
    }.get(card.sms, "")
    said, due = wording.script(card, sheet, now), due_words(card.due_at, now, tz)
    far = card.kind == "confirm_care" and card.due_at - now > A_DAY
    return Call(card, said, due, tries, sms, far and bool(card.need and card.need.watches))


LEVELS = {
    "waiting": "wait",
    "searching": "soon",
    "found": "calm",
    "begun": "done",
    "cancelled": "wait",
    "asked": "soon",
    "answered": "done",
}


def _need(card: NeedCard, sheet: Sheet, now: datetime, tz: ZoneInfo) -> NeedView:
    today = now.astimezone(tz).date()
    running = [w for w in card.waves if w.closed_at is None] or list(card.waves[-1:])
    reasons = _reasons(running, tz) if card.state == "searching" else ()
    next_wave = card.next_wave if card.state == "searching" else None
    goes_on = card.frequency != "once" and (card.ends_on is None or card.ends_on >= today)
    watches = {shift.id: shift_words(shift, tz) for shift in card.shifts}
    held = [_comes(one, now, tz, goes_on, watches[one.shift_id]) for one in card.assignments]
    open_request = sheet.closed_at is None
    return NeedView(
        card=card,
        words=wording.need_words(card, today),
        level=LEVELS[card.state],
        waves=tuple(_wave(wave, card, now, tz) for wave in reversed(card.waves)),
        coming=tuple(one for one in held if one.card.withdrawn_at is None),
        gone=tuple(one for one in held if one.card.withdrawn_at is not None),
        then=typeset(capital(wording.wave_words(card, next_wave, sheet, now))) if next_wave else "",
        reasons=reasons,
        reasons_title="Pourquoi elle ?" if len(card.offers) == 1 else "Pourquoi celles-ci ?",
        can_hasten=open_request and _may_hasten(card),
        grid=grid_of(card, now, tz, open_request=open_request),
        can_cancel=card.state not in ("begun", "answered", "cancelled") and open_request,
    )


def _may_hasten(card: NeedCard) -> bool:
    """Somebody is left to ask, and no usual carer stands alone in her own window."""
    someone = card.next_wave is not None or not any(offer.waits for offer in card.offers)
    return card.state == "searching" and card.alone is None and someone


def _reasons(waves: list[WaveCard], tz: ZoneInfo) -> tuple[wording.reasons.Spoken, ...]:
    """What every carer of the running wave has in common, or the reasons of the only one."""
    offers = [offer for wave in waves for offer in wave.offers]
    each = [
        {
            words["text"]: words
            for reason in offer.reasons
            if (words := wording.spoken(reason, at=offer.made_at, tz=tz))["text"]
        }
        for offer in offers
    ]
    if not each:
        return ()
    shared = [text for text in each[0] if all(text in other for other in each)]
    return tuple(each[0][text] for text in shared)


def _wave(card: WaveCard, need: NeedCard, now: datetime, tz: ZoneInfo) -> Wave:
    opened = card.opened_at or card.opens_at
    until = ""
    if card.closed_at is None and card.closes_at is not None:
        until = f", jusqu’à {moment(card.closes_at, now, tz)}"
    title = WAVE_TITLES[card.kind]
    if card.kind == "usual" and len(card.offers) > 1:
        title = "Les habituelles"
    return Wave(
        card=card,
        title=title,
        when=f"{moment(opened, now, tz)}{until}",
        asked=tuple(_asked(offer, need, now, tz) for offer in card.offers),
    )


STATES = {
    "open": ("soon", "attendue"),
    "accepted": ("done", "dit oui"),
    "declined": ("late", "dit non"),
    "expired": ("wait", "sans réponse"),
    "taken": ("wait", "prise par une autre"),
    "withdrawn": ("wait", "retirée"),
}
SMS_STATES = {
    "queued": "SMS en partance",
    "sending": "SMS en partance",
    "sent": "SMS parti",
    "delivered": "SMS reçu",
    "failed": "SMS non arrivé : à appeler",
}


def _asked(card: OfferCard, need: NeedCard, now: datetime, tz: ZoneInfo) -> Asked:
    level, state = STATES[card.state]
    if card.state == "open" and card.channel == "call":
        level, state = "soon", "à appeler"
    note = card.refusal_label
    if card.answered_at is not None and card.state == "accepted":
        note = _at(card.answered_at, now, tz)
    elif card.waits and card.channel == "sms":
        note = SMS_STATES.get(card.sms, "")
    listed = card.channel == "call" and card.waits  # answered in the call list
    answers = (card.waits or card.state == "declined") and not listed
    return Asked(
        card=card,
        phone=phone(card.phone),
        level=level,
        state=state,
        note=note,
        can_answer=answers and need.state == "searching",
    )


def _comes(card: AssignmentCard, now: datetime, tz: ZoneInfo, goes_on: bool, watch: str) -> Comes:
    steps = [("done", f"a dit oui {_at(card.accepted_at, now, tz)}")]
    if card.details_given_at:
        how = "par téléphone" if card.details_channel == "call" else "lues depuis son compte"
        steps.append(("done", f"coordonnées données, {how}"))
    else:
        steps.append(("soon", "coordonnées à donner"))
    if card.begun_at:
        steps.append(("done", f"soin commencé, dit {_at(card.begun_at, now, tz)}"))
    else:
        steps.append(("wait", "soin à confirmer"))
    if card.withdrawn_at:
        gone = f"a renoncé {_at(card.withdrawn_at, now, tz)}"
        about = (gone, watch, REFUSALS.get(card.withdrawn_reason, ""))
        steps = [("late", " · ".join(words for words in about if words))]
    left = goes_on and card.begun_at is not None and card.withdrawn_at is None
    return Comes(card, phone(card.phone), tuple(steps), left)


def _handovers(sheet: Sheet, now: datetime, tz: ZoneInfo) -> tuple[tuple[str, str, str], ...]:
    said = {
        "": ("soon", "réponse attendue"),
        "transferred": ("done", "prend la suite"),
        "refused": ("late", "ne prend pas la suite"),
        "no_answer": ("wait", "n’a pas répondu"),
    }
    return tuple(
        (
            said[one.outcome][0],
            _at(one.started_at, now, tz),
            f"{one.called} : {said[one.outcome][1]}",
        )
        for one in sheet.handovers
    )


def _then(sheet: Sheet, now: datetime, tz: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """The planned waves, as the last lines of the story."""
    planned = [(need, need.next_wave) for need in sheet.needs if need.next_wave is not None]
    grounds = {"zone": "de la zone", "neighbours": "des zones voisines"}
    lines = []
    for need, wave in sorted(planned, key=lambda pair: pair[1].opens_at):
        people, _ = asked_words(wave.expected, need.professions, grounds.get(wave.kind, ""))
        words = people if wave.expected and wave.kind in grounds else "appels du poste"
        if wave.kind == "usual":
            words = "l’intervenant habituel, sollicité seul"
        lines.append((moment(wave.opens_at, now, tz), typeset(f"Ensuite : {words}.")))
    return tuple(lines)
