"""The story of a request in French: one sentence per act of the journal."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.queries.sheet_cards import OfferCard
from maillon.apps.desk.queries.story import StoryLine
from maillon.apps.desk.vocabulary import CANCELLATIONS, CLOSINGS, REFUSALS, SPECIALTIES
from maillon.apps.desk.web.wording.calls import HEARD_WITHOUT
from maillon.apps.desk.web.wording.going_on import renewed, replacement_sought
from maillon.apps.desk.web.wording.moments import NUMBERS, clock, moment, typeset
from maillon.apps.desk.web.wording.people import asked_words, capital, carer_noun
from maillon.apps.desk.web.wording.stays import stay_declared
from maillon.apps.desk.web.wording.watches import begins, day_of
from maillon.kernel.elision import the, to

__all__ = ["SENTENCES", "Told", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the story, ready to be read."""

    time: str
    at: str
    mark: str  # the drawings of the story-item component
    who: str
    text: str
    struck: bool


Words = tuple[str, str]  # mark, sentence
INFORMED = {
    "requester": "Personne informée par le demandeur",
    "desk": "Personne informée par le poste",
    "relative": "Personne informée par un proche",
    "nobody": "Personne pas encore informée",
}
AGREES = {
    "agreed": ", d’accord.",
    "objected": " : elle s’y oppose.",
    "unable": ", hors d’état de répondre.",
}
CHANNELS = {
    "sms": "par SMS",
    "link": "d’un geste sur son téléphone",
    "call": "au téléphone",
    "account": "depuis son compte",
}
GROUNDS = {
    "zone": "de la zone",
    "neighbours": "des zones voisines",
    "call_list": "à appeler",
}


def told(line: StoryLine, sheet: Sheet, now: datetime) -> Told:
    """The sentence of one act, its time on the desk's clock, its author's name."""
    tz = ZoneInfo(sheet.desk.timezone)
    mark, text = SENTENCES[line.act](line, sheet)
    said = typeset(text)
    return Told(_time(line, now, tz), line.at.isoformat(), mark, line.who, said, line.struck)


def _time(line: StoryLine, now: datetime, tz: ZoneInfo) -> str:
    start = moment(line.at, now, tz)
    end = line.wave.closed_at if line.wave else None
    same_day = end and end.astimezone(tz).date() == line.at.astimezone(tz).date()
    if not end or not same_day or clock(end, tz) == clock(line.at, tz):
        return start
    return f"{start} → {clock(end, tz)}"


def _received(line: StoryLine, sheet: Sheet) -> Words:
    needs = ", ".join(need.label.lower() for need in sheet.needs)
    agreed = AGREES.get(str(line.data.get("agreement")), ".")
    informed = INFORMED.get(str(line.data.get("informed_by")), "")
    about = f" {informed}{agreed}" if informed else ""
    return "ok", f"{capital(sheet.requester.called)} demande : {needs}.{about}"


def _triaged(line: StoryLine, sheet: Sheet) -> Words:
    return "plain", {
        "care": "Décision : le poste cherche.",
        "advice": "Décision : le poste répond lui-même.",
        "expert": "Décision : une spécialité est interrogée.",
        "samu15": "Décision : le SAMU – 15 prend la suite.",
        "redirected": "Décision : un autre service prend la suite.",
    }.get(str(line.data.get("decision")), "Décision prise.")


def _handed_over(line: StoryLine, sheet: Sheet) -> Words:
    return "call", f"Transmise : {line.service}. Réponse attendue."


def _handover_ended(line: StoryLine, sheet: Sheet) -> Words:
    said = {
        "transferred": ("ok", "prend la suite."),
        "refused": ("no", "ne prend pas la suite."),
        "no_answer": ("wait", "ne répond pas."),
    }.get(str(line.data.get("outcome")), ("plain", "a répondu."))
    return said[0], f"{capital(line.service)} : {said[1]}"


def _wave(line: StoryLine, sheet: Sheet) -> Words:
    kind = str(line.data.get("kind"))
    professions = {offer.profession for offer in line.asked}
    about = _about(line)
    if kind == "usual":
        text = f"{_alone(line, professions)}{about}."
    else:
        people, ending = asked_words(len(line.asked), professions, GROUNDS.get(kind, ""))
        verb = f"{people}{about}" if kind == "call_list" else f"{people} sollicit{ending}{about}"
        text = f"{capital(verb)}."
    answers = _answers(line.asked)
    return _wave_mark(line.asked), f"{text} {answers}".strip()


def _about(line: StoryLine) -> str:
    """Which need, where the request holds several."""
    return f" pour : {line.need.lower()}" if line.need else ""


def _alone(line: StoryLine, professions: set[str]) -> str:
    one, feminine = carer_noun(professions)
    article = "L’" if one[0] in "aeéiou" else "La " if feminine else "Le "
    if len(line.asked) > 1:
        return f"Ses {asked_words(len(line.asked), professions)[0]} habituelles ont été sollicitées"
    chosen = any(r.get("code") == "chosen_by_person" for o in line.asked for r in o.reasons)
    which = "choisi" if chosen else "habituel"
    mark = ("e" if chosen else "le") if feminine else ""
    return f"{article}{one} {which}{mark} a été sollicité{'e' if feminine else ''} seul" + (
        "e" if feminine else ""
    )


def _answers(asked: tuple[OfferCard, ...]) -> str:
    """« Deux non : « tournée complète ». Deux attendues. » — the yes has its own line."""
    states = Counter(offer.state for offer in asked)
    alone = len(asked) == 1
    parts = []
    if states["declined"]:
        why = dict.fromkeys(o.refusal_label for o in asked if o.state == "declined" and o.refusal)
        reasons = f" : {', '.join(f'« {reason} »' for reason in why)}" if why else ""
        parts.append(f"{_figure(states['declined'])} non{reasons}.")
    if states["expired"]:
        parts.append("Pas de réponse." if alone else f"{_figure(states['expired'])} sans réponse.")
    if states["open"]:
        parts.append("Réponse attendue." if alone else _awaited(states["open"]))
    if states["taken"] and not states["accepted"]:
        took = "La place a été prise par quelqu’un d’autre."
        parts.append("Pas de réponse." if alone else took)
    return " ".join(parts)


def _awaited(waits: int) -> str:
    plural = "s" if waits > 1 else ""
    number = "Une" if waits == 1 else _figure(waits)
    return f"{number} réponse{plural} attendue{plural}."


def _figure(number: int) -> str:
    return capital(NUMBERS[number] if number < len(NUMBERS) else str(number))


def _wave_mark(asked: tuple[OfferCard, ...]) -> str:
    states = {offer.state for offer in asked}
    if "accepted" in states:
        return "ok"
    if "open" in states:
        return "call" if all(o.channel == "call" for o in asked) else "sms"
    return "plain" if states & {"taken", "withdrawn"} else "no"


def _declined(line: StoryLine, sheet: Sheet) -> Words:
    return "no", f"{_carer(line)} ne peut pas{_why(line)}."


def _why(line: StoryLine) -> str:
    """The reason she gave; nothing where she gave none."""
    reason = str(line.data.get("reason"))
    return f" : « {REFUSALS[reason]} »" if reason in REFUSALS and reason != "other" else ""


def _carer(line: StoryLine) -> str:
    return line.carer or "Un intervenant"


def _accepted(line: StoryLine, sheet: Sheet) -> Words:
    return "ok", f"{_carer(line)} dit oui{_by(line)}{_about(line)}{_watch(line, sheet)}."


def _watch(line: StoryLine, sheet: Sheet) -> str:
    """Which watch, or how many of them, where the request has several; and how many seats."""
    tz, numbers = ZoneInfo(sheet.desk.timezone), line.data.get("shifts", ())
    every = [shift for need in sheet.needs for shift in need.shifts if need.watches]
    places = f", {len(numbers)} places" if len(set(numbers)) < len(numbers) else ""
    if len(set(numbers)) > 1:
        return f" pour {len(set(numbers))} gardes{places}"
    starts = next((s.starts_at for s in every if s.number in numbers), None)
    return (f" pour le {day_of(starts, tz)}" if starts and len(every) > 1 else "") + places


def _by(line: StoryLine) -> str:
    channel = CHANNELS.get(str(line.data.get("channel")), "")
    return f" {channel}" if channel else ""


def _details(line: StoryLine, sheet: Sheet) -> Words:
    if line.data.get("channel") == "call":
        return "call", f"Identité et adresse données à {_carer(line)}, au téléphone."
    return "ok", f"{_carer(line)} a lu l’identité et l’adresse depuis son compte."


def _begun(line: StoryLine, sheet: Sheet) -> Words:
    return "ok", f"{_carer(line)} dit{_by(line)} que {begins(line.need, sheet)} a commencé."


CALLED = {
    "found": "c’est trouvé",
    "not_found_yet": "la recherche continue",
    "care_begun": "{what} a commencé",
    "stopped": "la recherche s’arrête",
    "answer": "la réponse lui est donnée",
}
HOW = {
    "knew": " (l’a dit au poste)",
    "colleague": " (un collègue du service)",
    "received": " (SMS reçu)",
}


def _called(line: StoryLine, sheet: Sheet) -> Words:
    kind, outcome = str(line.data.get("kind")), str(line.data.get("outcome"))
    to = "Le médecin traitant" if kind == "tell_gp" else capital(sheet.requester.called)
    if outcome == "unreachable":
        return "no", f"{to} reste injoignable après plusieurs appels."
    if kind == "tell_gp":
        return "call", f"Le médecin traitant est prévenu{HOW.get(outcome, '')}."
    if kind == "care_ending":
        return "call", f"Le soin se termine comme prévu{HOW.get(outcome, '')}."
    if kind == "later_check":
        return "call", f"Nouvelles prises{HOW.get(outcome, '')}."
    heard = CALLED if sheet.requester.hears_all else HEARD_WITHOUT
    told_her = heard.get(kind, "où en est la demande").format(what=begins(line.need, sheet))
    return "call", f"{to} le sait : {told_her}{HOW.get(outcome, '')}."


TRIED = {
    "no_answer": "pas de réponse",
    "voicemail": "message laissé, à rappeler",
    "not_begun": "pas encore commencé",
}
TRIED_WHOM = {
    "give_details": "Appel à l’intervenant",
    "confirm_care": "Appel à l’intervenant",
    "tell_gp": "Appel au médecin traitant",
}


def _tried(line: StoryLine, sheet: Sheet) -> Words:
    whom = TRIED_WHOM.get(str(line.data.get("kind")), "Appel au demandeur")
    return "wait", f"{whom} : {TRIED.get(str(line.data.get('outcome')), 'sans suite')}."


def _withdrawn(line: StoryLine, sheet: Sheet) -> Words:
    if line.data.get("reason") == "replaced":
        return "plain", f"Le poste remplace {_carer(line)}{_watch(line, sheet)}."
    if line.data.get("reason") == "person_refuses":
        return "no", f"La personne ne veut pas de {_carer(line)} : la recherche reprend."
    if line.data.get("reason") == "unreachable":
        return "no", f"{_carer(line)} reste injoignable : la recherche reprend."
    watch = _watch(line, sheet)
    return "no", f"{_carer(line)} ne peut plus{watch}{_why(line)}. La recherche reprend."


def _cancelled(line: StoryLine, sheet: Sheet) -> Words:
    reason = CANCELLATIONS.get(str(line.data.get("reason")), "sans suite")
    if line.need:
        return "no", f"{line.need} : abandonné, {reason}."
    return "no", f"Besoin abandonné : {reason}."


def _person_said(line: StoryLine, sheet: Sheet) -> Words:
    about, data = line.data.get("about"), line.data
    if about == "carer":
        verb = "choisit" if data.get("kind") == "chosen" else "ne veut pas de"
        return "plain", f"La personne {verb} {line.carer or 'cet intervenant'}."
    if about == "telling":
        allowed = "accepte" if data.get("allowed") else "ne veut pas"
        return "plain", f"La personne {allowed} que le demandeur sache tout."
    if about == "gp":
        wish = "veut" if data.get("wish") == "tell" else "ne veut pas"
        return "plain", f"La personne {wish} que son médecin traitant soit prévenu."
    return {
        "agreed": ("ok", "La personne est d’accord."),
        "objected": ("no", "La personne s’y oppose : la recherche s’arrête."),
    }.get(str(data.get("agreement")), ("plain", "La personne est hors d’état de répondre."))


def _given_up(line: StoryLine, sheet: Sheet) -> Words:
    places = int(line.data.get("places", 0))
    many = "s" if places > 1 else ""
    return "no", f"Le poste ne cherche plus pour {places} place{many} libre{many}."


def _named(line: StoryLine, sheet: Sheet) -> Words:
    return "plain", f"{_carer(line)} dit qui vient."


def _always(mark: str, text: str) -> Callable[[StoryLine, Sheet], Words]:
    """An act about a line that answers, not about this request: told as it is."""
    return lambda line, sheet: (mark, text)


def _owned(line: StoryLine, sheet: Sheet) -> Words:
    return "plain", "Demande prise en main."


def _relayed(line: StoryLine, sheet: Sheet) -> Words:
    moved = line.data.get("from_desk") != line.data.get("to_desk")
    whom = line.service if moved else (line.carer or "la garde")
    return "plain", {
        "closing": f"À la fermeture, reprise par {the(whom)}.",
        "opening": f"À l’ouverture, revenue {to(whom)}.",
        "signed_off": f"Fin de garde : confiée {to(whom)}, avec un mot.",
    }.get(str(line.data.get("cause")), f"Confiée {to(whom)}, avec un mot.")


def _specialty(line: StoryLine) -> str:
    return SPECIALTIES.get(str(line.data.get("specialty")), "la spécialité")


def _advised(line: StoryLine, sheet: Sheet) -> Words:
    return "ok", "Avis donné par le poste."


def _asked(line: StoryLine, sheet: Sheet) -> Words:
    return "call", f"Avis demandé : {_specialty(line)}. Réponse attendue."


def _chased(line: StoryLine, sheet: Sheet) -> Words:
    return "wait", f"Relance : {_specialty(line)}."


def _answered(line: StoryLine, sheet: Sheet) -> Words:
    return "ok", f"Réponse reçue : {_specialty(line)}. Il reste à la donner au demandeur."


def _question_ended(line: StoryLine, sheet: Sheet) -> Words:
    said = "décline" if line.data.get("outcome") == "declined" else "ne répond pas"
    return "no", f"{capital(_specialty(line))} {said}."


def _closed(line: StoryLine, sheet: Sheet) -> Words:
    return "ok", f"Terminée : {CLOSINGS.get(str(line.data.get('closing')), 'sans suite')}."


SENTENCES: dict[str, Callable[[StoryLine, Sheet], Words]] = {
    "desk.received": _received,
    "desk.triaged": _triaged,
    "desk.handed_over": _handed_over,
    "desk.handover_ended": _handover_ended,
    "desk.wave_opened": _wave,
    "desk.declined": _declined,
    "desk.accepted": _accepted,
    "desk.details_given": _details,
    "desk.begun": _begun,
    "desk.called": _called,
    "desk.tried": _tried,
    "desk.withdrawn": _withdrawn,
    "desk.cancelled": _cancelled,
    "desk.person_said": _person_said,
    "desk.named": _named,
    "desk.enrol_asked": _always("plain", "Une inscription est demandée."),
    "desk.enrolled": _always("ok", "Une inscription est vérifiée : une ligne de plus à joindre."),
    "desk.missed_called": _always("call", "Un appel manqué est rappelé."),
    "desk.misread_answered": _always("plain", "Un message non compris est lu."),
    "desk.enrol_refused": _always("no", "Une inscription est refusée."),
    "desk.renewed": renewed,
    "desk.replacement_sought": replacement_sought,
    "desk.seats_given_up": _given_up,
    "desk.owned": _owned,
    "desk.advised": _advised,
    "desk.asked": _asked,
    "desk.chased": _chased,
    "desk.answered": _answered,
    "desk.question_ended": _question_ended,
    "desk.relayed": _relayed,
    "desk.signed_off": _always("plain", "Fin de garde."),
    "desk.settings_changed": _always("plain", "Réglages du poste changés."),
    "desk.scenario_asked": _always("plain", "Un scénario est simulé."),
    "desk.stay_declared": stay_declared,
    "desk.stay_withdrawn": _always("no", "Hospitalisation évitée : ce n’est plus dit."),
    "desk.closed": _closed,
}
