"""What happens next, in one sentence: who does what, when, to how many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.moments import Due, due_words, span
from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.queries.sheet_cards import NeedCard, WaveCard
from maillon.apps.desk.web.wording.calls import script
from maillon.apps.desk.web.wording.moments import moment, typeset
from maillon.apps.desk.web.wording.people import asked_words, capital, carer_noun

__all__ = ["STEPS", "Next", "next_words", "wave_words"]


@dataclass(frozen=True, slots=True)
class Next:
    """The sentence after « Ensuite », and how pressing it is."""

    text: str
    due: Due
    code: str


def next_words(sheet: Sheet, now: datetime) -> Next:
    """What the deadline of the request speaks of."""
    if sheet.closed_at is not None:
        text = f"Terminée {_said(sheet.closed_at, now, sheet)} : {sheet.closing_label}."
        return Next(typeset(text), Due("done", ""), "")
    words = STEPS.get(sheet.next_step, _owed)
    return Next(typeset(words(sheet, now)), _due(sheet, now), sheet.next_step)


def _due(sheet: Sheet, now: datetime) -> Due:
    """The hour stands in the sentence of a wave: beside it, how long that is."""
    due = due_words(sheet.deadline_at, now, ZoneInfo(sheet.desk.timezone))
    if sheet.next_step != "desk.wave" or sheet.deadline_at is None or sheet.deadline_at <= now:
        return due
    return Due(due.level, f"dans {span(sheet.deadline_at - now)}", due.at)


def _said(at: datetime, now: datetime, sheet: Sheet) -> str:
    words = moment(at, now, ZoneInfo(sheet.desk.timezone))
    return f"à {words}" if words[0].isdigit() else words


def _owed(sheet: Sheet, now: datetime) -> str:
    kind = sheet.next_step.removeprefix("desk.")
    call = next((one for one in sheet.calls if one.kind == kind), None)
    return f"{script(call, sheet, now).title}." if call else "Rien n’est en attente."


def _wave(sheet: Sheet, now: datetime) -> str:
    planned = [(n, n.next_wave) for n in sheet.needs if n.next_wave is not None]
    if not planned:
        return "La recherche continue."
    need, wave = min(planned, key=lambda pair: pair[1].opens_at)
    return capital(wave_words(need, wave, sheet, now))


def wave_words(need: NeedCard, wave: WaveCard, sheet: Sheet, now: datetime) -> str:
    """« à 10 h 52, sept infirmières de la zone seront sollicitées. »"""
    when = _said(wave.opens_at, now, sheet)
    if wave.kind == "call_list":
        return f"{when}, sans réponse, {_to_call(need, wave)}"
    if wave.kind == "usual":
        noun, _ = carer_noun(need.professions)
        return f"{when}, l’intervenant habituel sera sollicité seul ({noun})."
    ground = "de la zone" if wave.kind == "zone" else "des zones voisines"
    people, ending = asked_words(wave.expected, need.professions, ground)
    verb = "seront" if wave.expected > 1 else "sera"
    return f"{when}, {people} {verb} sollicit{ending}."


def _to_call(need: NeedCard, wave: WaveCard) -> str:
    if not wave.expected:
        return "le poste appellera, ou cherchera plus loin."
    people, _ = asked_words(wave.expected, need.professions)
    return f"{people} {'seront' if wave.expected > 1 else 'sera'} à appeler."


def _handle(sheet: Sheet, now: datetime) -> str:
    if sheet.agreement == "objected":
        return (
            "La personne s’y oppose : personne ne sera sollicité. "
            "Voyez avec elle et le demandeur ce qui convient."
        )
    if sheet.desk.clinical:
        search = "chercher un intervenant, " if sheet.to_search else ""
        return f"Décidez : donner un avis, interroger une spécialité, {search}ou transmettre."
    return "Décidez : chercher un intervenant, transmettre, ou arrêter."


def _handover(sheet: Sheet, now: datetime) -> str:
    running = sheet.running_handover
    return f"Notez la réponse : {running.called}." if running else "Notez la réponse du service."


def _call_list(sheet: Sheet, now: datetime) -> str:
    waiting = [(need, offer) for need in sheet.needs for offer in need.to_call]
    if not waiting:
        return "La liste d’appel est finie."
    professions = {offer.profession for _, offer in waiting}
    return f"Appelez la liste : {asked_words(len(waiting), professions)[0]}."


def _nobody(sheet: Sheet, now: datetime) -> str:
    return "Plus personne à solliciter ici : cherchez plus loin, ou prévenez le demandeur."


def _expert(sheet: Sheet, now: datetime) -> str:
    if not sheet.awaited:
        return "La réponse de la spécialité est attendue."
    return f"Réponse attendue : {sheet.awaited[0].called}. Relancez, puis notez ce qu’elle dit."


STEPS: dict[str, Callable[[Sheet, datetime], str]] = {
    "desk.handle": _handle,
    "desk.handover": _handover,
    "desk.call_list": _call_list,
    "desk.nobody_left": _nobody,
    "desk.wave": _wave,
    "desk.found": _owed,
    "desk.not_found_yet": _owed,
    "desk.give_details": _owed,
    "desk.confirm_care": _owed,
    "desk.care_begun": _owed,
    "desk.stopped": _owed,
    "desk.tell_gp": _owed,
    "desk.later_check": _owed,
    "desk.care_ending": _owed,
    "desk.answer": _owed,
    "desk.expert": _expert,
}
