"""What to say on the phone, word for word, and what may not be said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.moments import long_day
from maillon.apps.desk.queries.sheet import Sheet
from maillon.apps.desk.queries.sheet_cards import CallCard, NeedCard
from maillon.apps.desk.vocabulary import NEEDS
from maillon.apps.desk.web.wording.moments import day, phone, typeset
from maillon.apps.desk.web.wording.people import (
    asked_words,
    born,
    capital,
    carer_noun,
    living_words,
    need_words,
)
from maillon.apps.desk.web.wording.watches import found_in_part, found_whole
from maillon.kernel.elision import the

__all__ = ["OUTCOME_BUTTONS", "Button", "Script", "script"]

TRIES = 3  # before somebody may be called unreachable


@dataclass(frozen=True, slots=True)
class Button:
    """One outcome, one click."""

    value: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Script:
    """A call ready to be made. ``words`` are said as they are; ``facts`` are dictated.

    ``limit`` says what must stay unsaid, and why.
    """

    title: str
    whom: str
    phone: str
    phone_words: str
    words: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    limit: str
    buttons: tuple[Button, ...]


REACHED = Button("reached", "Prévenu", "primary")
COLLEAGUE = Button("colleague", "Collègue prévenu", "quiet")
VOICEMAIL = Button("voicemail", "Message laissé", "quiet")
NO_ANSWER = Button("no_answer", "Pas de réponse", "quiet")
UNREACHABLE = Button("unreachable", "Injoignable", "danger")
LOST = Button("unreachable", "Injoignable : chercher quelqu’un d’autre", "danger")
TOLD = (REACHED, COLLEAGUE, VOICEMAIL, NO_ANSWER)
OUTCOME_BUTTONS: dict[str, tuple[Button, ...]] = {
    "found": TOLD,
    "not_found_yet": TOLD,
    "care_begun": TOLD,
    "stopped": (REACHED, COLLEAGUE, Button("knew", "Nous l’a dit", "quiet"), *TOLD[2:]),
    "tell_gp": TOLD,
    "answer": TOLD,
    "care_ending": (Button("reached", "Se termine comme prévu", "primary"), *TOLD[1:]),
    "later_check": (Button("reached", "Nouvelles prises", "primary"), *TOLD[1:]),
    "give_details": (Button("reached", "Tout est noté", "primary"), VOICEMAIL, NO_ANSWER),
    "confirm_care": (
        Button("begun", "Le soin a commencé", "primary"),
        Button("not_begun", "Pas encore", "quiet"),
        VOICEMAIL,
        NO_ANSWER,
    ),
}
TO_CARER = frozenset({"give_details", "confirm_care"})
MESSAGE = "Sur un répondeur : le nom du poste et son numéro, jamais le motif."
ASK_WHO = "Assurez-vous de parler à la bonne personne avant de rien dire."


def script(call: CallCard, sheet: Sheet, now: datetime) -> Script:
    """The call in words, for the agent who makes it within the minute."""
    number = _number(call, sheet)
    return Script(
        title=typeset(_title(call, sheet)),
        whom=_whom(call, sheet),
        phone=number,
        phone_words=phone(number),
        words=tuple(typeset(words) for words in _words(call, sheet, now) if words),
        facts=_facts(call.need, sheet, now) if call.kind == "give_details" else (),
        limit=typeset(_limit(call, sheet)),
        buttons=_buttons(call),
    )


def _buttons(call: CallCard) -> tuple[Button, ...]:
    buttons = OUTCOME_BUTTONS[call.kind]
    if call.attempts < TRIES or call.kind == "confirm_care":
        return buttons
    return (*buttons, LOST if call.kind == "give_details" else UNREACHABLE)


def _number(call: CallCard, sheet: Sheet) -> str:
    if call.kind in TO_CARER:
        return call.assignment.phone if call.assignment else ""
    return sheet.gp.phone if call.kind == "tell_gp" else sheet.requester.phone


def _whom(call: CallCard, sheet: Sheet) -> str:
    if call.kind in TO_CARER:
        return call.assignment.name if call.assignment else "l’intervenant"
    if call.kind == "tell_gp":
        return f"Dr {sheet.gp.name}" if sheet.gp.name else "le médecin traitant"
    card = sheet.requester
    return f"{card.name}, {card.house}" if card.name and card.house else card.called


def _title(call: CallCard, sheet: Sheet) -> str:
    whom = sheet.requester.called
    missing = "de réponse" if _is_answer(call.need) else "trouvé"
    return {
        "found": f"Rappeler {whom} : c’est trouvé",
        "not_found_yet": f"Rappeler {whom} : pas encore {missing}",
        "care_begun": f"Rappeler {whom} : le soin a commencé",
        "stopped": f"Rappeler {whom} : la demande s’arrête",
        "give_details": f"Donner l’identité et l’adresse à {_whom(call, sheet)}",
        "confirm_care": f"Demander à {_whom(call, sheet)} si le soin a commencé",
        "answer": f"Rappeler {whom} : donner la réponse",
        "tell_gp": "Prévenir le médecin traitant",
        "later_check": f"Prendre des nouvelles auprès de {whom}",
        "care_ending": f"Le soin se termine{_until(call)} : prolonger ou clore ?",
    }[call.kind]


def _words(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    hello = f"Bonjour, ici {_desk(sheet)}, pour la demande {sheet.reference}."
    if call.kind not in TO_CARER | {"tell_gp"} and not sheet.requester.hears_all:
        return [hello, *WITHOUT_AGREEMENT.get(call.kind, ("Elle est prise en charge.",))]
    return [hello, *SAID[call.kind](call, sheet, now)]


# Who is no professional, where the person has not agreed: nothing of her, and nothing untrue.
WITHOUT_AGREEMENT = {
    "not_found_yet": ("Nous nous en occupons encore : rien n’est réglé.", "Je vous rappelle."),
    "stopped": ("Elle est close.",),
    "answer": (
        "Une réponse est arrivée. Je ne peux la donner qu’à la personne, ou avec son accord.",
        "Est-elle près de vous, ou quand puis-je lui parler ?",
    ),
    "later_check": ("Je prends des nouvelles : tout se passe-t-il comme prévu ?",),
    "care_ending": ("Ce que vous aviez demandé doit-il continuer, et jusqu’à quand ?",),
}
HEARD_WITHOUT = {
    "found": "la demande est prise en charge",
    "care_begun": "la demande est prise en charge",
    "not_found_yet": "rien n’est encore réglé",
    "stopped": "la demande est close",
    "answer": "une réponse est arrivée, sans ce qu’elle dit",
}


def _desk(sheet: Sheet) -> str:
    return the(sheet.desk.name)


def _carer_comes(need: NeedCard | None, sheet: Sheet, now: datetime) -> list[str]:
    if need is None or need.carer is None:
        return ["Un intervenant est trouvé."]
    noun, feminine = carer_noun({need.carer.profession})
    article, pronoun = ("une", "Elle") if feminine else ("un", "Il")
    return [
        f"{capital(article)} {noun} est trouvé{'e' if feminine else ''} : {need.carer.name}.",
        f"{pronoun} commence {_day(need, sheet, now)}.",
    ]


def _day(need: NeedCard, sheet: Sheet, now: datetime) -> str:
    today = now.astimezone(ZoneInfo(sheet.desk.timezone)).date()
    return day(max(need.starts_on, today), today)


def _found(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    passed = next((h for h in sheet.handovers if h.outcome == "transferred"), None)
    if call.need is None and passed is not None:
        return [f"Elle est transmise : {passed.called} prend la suite."]
    if call.need is not None and call.need.watches:
        return found_whole(call.need, sheet)
    later = "Je vous rappelle quand le soin aura commencé."
    return [*_carer_comes(call.need, sheet, now), later]


def _is_answer(need: NeedCard | None) -> bool:
    return need is not None and need.code in NEEDS and NEEDS[need.code].answer


def _not_found(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    if call.need is not None and call.need.watches and call.need.held:
        return found_in_part(call.need, sheet)
    if _is_answer(call.need):
        return ["Nous n’avons pas encore de réponse.", "Je vous rappelle dès que je l’ai."]
    offers = call.need.offers if call.need else ()
    tried = "La recherche est lancée"
    if len(offers) > 1:
        people, ending = asked_words(len(offers), {offer.profession for offer in offers})
        tried = f"{capital(people)} ont été sollicit{ending}"
    return [
        "Nous n’avons encore trouvé personne.",
        f"{tried}, nous continuons.",
        "Je vous rappelle dès que c’est trouvé.",
    ]


def _begun(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    return ["Le soin a commencé.", "Rappelez-nous si quelque chose change. Merci."]


def _stopped(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    reason = call.need.cancelled_label if call.need else ""
    why = f" : {reason}" if reason else ""
    sought = call.need is not None and call.need.offers
    over = "Nous arrêtons la recherche" if sought else "Nous n’allons pas plus loin"
    return [f"{over}{why}.", "Rappelez-nous si un besoin revient. Merci."]


def _details(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    return [
        "Merci d’avoir dit oui. Avez-vous de quoi noter ?",
        "Rappelez-nous si vous ne pouvez plus y aller.",
    ]


def _confirm(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    return ["Le soin a-t-il commencé ?"]


def _gp(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    if sheet.person is None:
        return ["Pour l’un de vos patients : un intervenant est trouvé."]
    today = now.astimezone(ZoneInfo(sheet.desk.timezone)).date()
    who = f"{sheet.person.name}, {born(sheet.person.birth_date, sheet.person.sex, today)}"
    about = f"Pour : {call.need.label.lower()}." if call.need else ""
    return [f"Pour {who}.", *_carer_comes(call.need, sheet, now), about]


def _answer(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    """The answer word for word; more than one where several came before the call."""
    answers = [one for one in sheet.answers if one.callback_id == call.id]
    said = [
        f"{f'Réponse : {one.source}' if one.source else 'Notre réponse'}. {one.text}"
        for one in answers
    ]
    return [*(said or ["La réponse est arrivée."]), "Rappelez-nous si quelque chose change."]


def _news(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    return ["Je prends des nouvelles : tout se passe-t-il comme prévu ?"]


def _ending(call: CallCard, sheet: Sheet, now: datetime) -> list[str]:
    return [
        f"Le soin se termine{_until(call)}.",
        "Faut-il le prolonger, et jusqu’à quand ?",
    ]


def _until(call: CallCard) -> str:
    end = call.need.ends_on if call.need else None
    return f" le {long_day(end)}" if end else ""


SAID: dict[str, Callable[[CallCard, Sheet, datetime], list[str]]] = {
    "found": _found,
    "not_found_yet": _not_found,
    "care_begun": _begun,
    "stopped": _stopped,
    "give_details": _details,
    "confirm_care": _confirm,
    "tell_gp": _gp,
    "answer": _answer,
    "later_check": _news,
    "care_ending": _ending,
}


def _facts(need: NeedCard | None, sheet: Sheet, now: datetime) -> tuple[tuple[str, str], ...]:
    """What the carer writes down; dictated, never sent."""
    if sheet.person is None or need is None:
        return ()
    today = now.astimezone(ZoneInfo(sheet.desk.timezone)).date()
    person = sheet.person
    rows = (
        ("Personne", f"{person.name}, {born(person.birth_date, person.sex, today)}"),
        ("Adresse", ", ".join(p for p in (person.address, sheet.quarter, sheet.place) if p)),
        ("Téléphone", phone(person.phone)),
        ("Chez elle", living_words(sheet.living)),
        ("Soin", need_words(need, today)),
        ("Précisions", need.detail),
        ("Prescription", sheet.prescription_label),
        ("À savoir", sheet.note),
        ("Demandeur", f"{sheet.requester.called} {phone(sheet.requester.phone)}".strip()),
    )
    return tuple((label, text) for label, text in rows if text)


def _limit(call: CallCard, sheet: Sheet) -> str:
    if call.kind == "confirm_care" and call.attempts >= TRIES:
        return "Toujours sans réponse : la personne ou le demandeur savent si le soin a commencé."
    if call.kind in TO_CARER:
        return "Au téléphone seulement, jamais par SMS."
    if call.kind == "tell_gp" or sheet.requester.hears_all:
        return MESSAGE
    kind = sheet.requester.kind_label
    return (
        f"Rien de plus : {kind}, non-professionnel, et la personne n’a pas dit qu’il pouvait "
        f"tout savoir. {ASK_WHO}"
    )
