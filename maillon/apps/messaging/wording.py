"""Every sentence Maillon may send by SMS: closed templates without free text (SMS-1, SMS-2).

A template names its slots; each slot has a closed shape (``slots.py``). The one-tap link
is a path of ours followed by a secret, kept apart because the secret is sealed at rest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from maillon.apps.messaging.slots import SLOTS, Stored, Value, checked
from maillon.errors import Refused

__all__ = [
    "ANSWERS_WORDS",
    "ASKS_AGAIN",
    "LEAVES_AFTER_STOP",
    "TEMPLATES",
    "Template",
    "closed",
    "render",
]

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{22,43}")
LEAVES_AFTER_STOP: Final = frozenset({"stop_done"})
# Sent because somebody wrote: an automatic responder at the other end would keep us talking.
ANSWERS_WORDS: Final = frozenset(
    {
        "not_understood", "yes_if", "ask_reference", "code_reminder", "nothing_open", "too_late",
        "enrol_place", "enrol_outside", "enrol_number", "enrol_number_wrong", "enrol_waits",
        "enrol_known", "enrol_unknown", "zone_done", "zone_counted", "zone_unknown", "zone_many",
        "unchanged_done", "pause_when", "crossed", "which_request",
    }
)  # fmt: skip
# Nothing was done with the words: the same ones again are somebody who waits for an answer.
ASKS_AGAIN: Final = frozenset(
    {
        "not_understood", "yes_if", "ask_reference", "nothing_open", "which_watch", "watch_gone",
        "not_begun_yet", "yes_stands", "line_holds", "pause_when", "enrol_place",
        "enrol_number_wrong", "which_hand", "watch_gone_held", "watches_held", "watches_yours",
        "gave_back", "enrol_unknown", "zone_unknown", "zone_many", "which_request",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence. ``with_link`` is added when the message carries a one-tap link."""

    text: str
    with_link: str = ""
    link_required: bool = False

    @property
    def slots(self) -> frozenset[str]:
        """The slots that must be filled."""
        return frozenset(re.findall(r"{(\w+)}", self.text)) - {"link"}


TEMPLATES: Final[Mapping[str, Template]] = {
    # to a carer
    "offer": Template(
        "Maillon {sector} : demande {reference}, début {start}, réponse avant {deadline}. "
        "Répondez OUI {code} ou NON {code}",
        with_link=", ou touchez {link}",
        link_required=True,
    ),
    "offer_watches": Template(
        "Maillon {sector} : demande {reference}, {count} gardes dès {start}, réponse avant "
        "{deadline}. Répondez OUI {code} ou NON {code}",
        with_link=", ou choisissez sur {link}",
        link_required=True,
    ),
    "which_watch": Template(
        "Maillon : {reference}, quelle garde ? Répondez {word} {code} suivi du ou des numéros : "
        "{watches}.",
    ),
    "watch_gone": Template(
        "Maillon : {reference}, cette garde n'est plus libre. Restent : {watches}. "
        "Répondez OUI {code} suivi du numéro.",
    ),
    "watch_gone_held": Template(
        "Maillon : {reference}, cette garde n'est plus libre. Vous gardez : {watches}.",
    ),
    "watches_held": Template(
        "Maillon : pour {reference}, vous avez : {watches}. Pour une autre : OUI {code} suivi du "
        "numéro.",
    ),
    "watches_yours": Template(
        "Maillon : pour {reference}, vous avez : {watches}. Rien n'est changé.",
    ),
    "code_reminder": Template(
        "Maillon : pour la demande {reference}, répondez OUI {code} ou NON {code} "
        "avant {deadline}.",
    ),
    "ask_reference": Template(
        "Maillon : plusieurs demandes vous attendent. Répondez OUI ou NON suivi du code : {codes}.",
    ),
    "which_request": Template(
        "Maillon : vous avez plusieurs demandes, laquelle ? Répondez {word} suivi du code : "
        "{codes}.",
    ),
    "taken": Template(
        "Maillon : la demande {reference} est prise par quelqu'un d'autre. "
        "Merci, rien à faire de votre part.",
    ),
    "too_late": Template(
        "Maillon : trop tard pour la demande {reference}, elle n'est plus ouverte. Merci à vous.",
    ),
    "withdrawn": Template(
        "Maillon : la demande {reference} n'est plus à pourvoir. "
        "Merci, rien à faire de votre part.",
    ),
    "accepted": Template(
        "Maillon : merci, c'est à vous pour {reference}. "
        "Le poste vous appelle pour l'identité et l'adresse.",
    ),
    "accepted_place": Template(
        "Maillon : merci, c'est à vous pour {reference}. "
        "Le lieu et les heures sont sur le lien de la demande.",
    ),
    "accepted_some": Template(
        "Maillon : merci, {reference}, c'est à vous : {watches}. Le reste est pris, ou tombe sur "
        "une garde à vous.",
    ),
    "accepted_watches": Template(
        "Maillon : merci, {reference}, c'est à vous : {watches}. Le lieu est sur le lien de la "
        "demande.",
    ),
    "given_back": Template(
        "Maillon : c'est noté, cette garde de {reference} est rendue. Le poste cherche "
        "quelqu'un d'autre.",
    ),
    "seat_replaced": Template(
        "Maillon : pour {reference}, le poste a confié une de vos places à quelqu'un d'autre. "
        "Rien d'autre ne change pour vous.",
    ),
    "who_comes": Template(
        "Maillon : {reference} est au cabinet. Qui vient ? Répondez OUI {code} suivi du prénom.",
    ),
    "which_hand": Template(
        "Maillon : {reference}, plusieurs de votre cabinet y vont. Répondez {word} {code} suivi du "
        "prénom, ou appelez le poste.",
    ),
    "who_noted": Template("Maillon : c'est noté, nous savons qui vient pour {reference}. Merci."),
    "line_holds": Template(
        "Maillon : quelqu'un de votre cabinet a déjà dit oui pour {reference}, rien n'est changé. "
        "Pour rendre : ANNULE {code}. Sinon appelez le poste.",
    ),
    "yes_stands": Template(
        "Maillon : vous avez dit oui au téléphone pour {reference}, rien n'est changé. "
        "Pour rendre : ANNULE {code}. Sinon, rien à faire.",
    ),
    "gave_back": Template(
        "Maillon : vous aviez rendu {reference}, rien n'est changé. Pour y revenir, appelez le "
        "poste.",
    ),
    "declined": Template("Maillon : c'est noté, vous ne prenez pas {reference}. Merci."),
    "confirm_care": Template(
        "Maillon : le soin {reference} a-t-il commencé ? Répondez FAIT {code}",
        with_link=", ou touchez {link}",
    ),
    "not_begun_yet": Template(
        "Maillon : {reference}, cette garde n'a pas encore commencé. Écrivez FAIT {code} une fois "
        "sur place.",
    ),
    "confirm_done": Template("Maillon : c'est noté, le soin {reference} a commencé. Merci."),
    "not_understood": Template(
        "Maillon : message non compris. Répondez OUI ou NON suivi du code à 4 chiffres, "
        "ou appelez le poste.",
    ),
    "crossed": Template(
        "Maillon : ce message a déjà été lu, il n'est pas compté deux fois. Si vous avez changé "
        "d'avis, écrivez à nouveau dans deux minutes ou appelez le poste.",
    ),
    "yes_if": Template(
        "Maillon : un oui avec une condition n'est pas un oui, {reference} n'est pas prise. "
        "Appelez le poste, ou répondez OUI {code} ou NON {code}.",
    ),
    "nothing_open": Template(
        "Maillon : aucune demande n'attend votre réponse, rien n'est changé. "
        "Si vous pensiez en avoir pris une, appelez le poste.",
    ),
    "pause_when": Template(
        "Maillon : jusqu'à quand ? Répondez PAUSE 7J, ou PAUSE 24/12 (le dernier jour). "
        "D'ici là, rien n'est changé.",
    ),
    "pause_done": Template(
        "Maillon : c'est noté, aucune proposition jusqu'au {until} inclus. "
        "Pour reprendre avant, répondez REPRISE.",
    ),
    "stop_done": Template(
        "Maillon : c'est noté, vous ne recevrez plus de SMS. Pour reprendre, répondez START.",
    ),
    "start_done": Template(
        "Maillon : c'est noté, vous recevrez de nouveau les propositions. "
        "Pour ne plus en recevoir, répondez STOP.",
    ),
    # to a carer who enrols
    "enrol_invited": Template(
        "Maillon {sector} : le poste vous propose de recevoir ses demandes. "
        "Pour vous inscrire, répondez INSCRIPTION et votre code postal",
        with_link=", ou touchez {link}",
        link_required=True,
    ),
    "enrol_place": Template(
        "Maillon : bienvenue. Où travaillez-vous ? "
        "Répondez INSCRIPTION suivi de votre code postal.",
    ),
    "enrol_unknown": Template(
        "Maillon : ce code postal est inconnu, ou cette commune est à préciser. "
        "Répondez INSCRIPTION suivi de votre code postal, par exemple INSCRIPTION 42400.",
    ),
    "enrol_outside": Template(
        "Maillon : aucun poste ne répond encore pour cette commune. "
        "Vous pouvez donner un autre code postal : INSCRIPTION suivi du code.",
    ),
    "enrol_number": Template(
        "Maillon {sector} : bienvenue. Répondez par votre numéro RPPS (11 chiffres, sur votre "
        "carte), ou APPEL si vous préférez le dire de vive voix.",
    ),
    "enrol_number_wrong": Template(
        "Maillon : ce numéro RPPS ne va pas. Relisez ses 11 chiffres sur votre carte, "
        "ou répondez APPEL.",
    ),
    "enrol_waits": Template(
        "Maillon {sector} : merci. Le poste vous appelle pour vérifier que c'est bien vous, "
        "puis les demandes vous parviennent",
        with_link=". Vos soins, zone et horaires : {link}",
    ),
    "enrol_verified": Template(
        "Maillon {sector} : votre inscription est faite. "
        "PAUSE 3J pour souffler, STOP pour ne plus rien recevoir",
        with_link=". Vos soins, zone et horaires : {link}",
    ),
    "enrol_refused": Template(
        "Maillon {sector} : votre inscription n'a pas pu aboutir. "
        "Si c'est une erreur, appelez le poste.",
    ),
    "enrol_known": Template(
        "Maillon {sector} : votre inscription est déjà faite",
        with_link=". Vos soins, zone et horaires : {link}",
    ),
    "zone_done": Template("Maillon : c'est noté, votre zone est changée. Merci."),  # still queued
    "zone_counted": Template(
        "Maillon : c'est noté, votre zone compte maintenant {communes}. Merci.",
    ),
    "zone_unknown": Template(
        "Maillon : votre zone n'est pas changée, un code postal ou une commune est inconnu ici. "
        "Répondez par exemple ZONE 42400 42152.",
    ),
    "zone_many": Template(
        "Maillon : votre zone n'est pas changée, c'est trop pour un seul message",
        with_link=". Écrivez-la ici : {link}",
    ),
    "unchanged_asked": Template(
        "Maillon {sector} : ce que vous avez dit tient-il toujours ? Répondez TOUJOURS, "
        "ou PAUSE 7J, ou STOP",
        with_link=". Pour changer : {link}",
    ),
    "unchanged_done": Template("Maillon : c'est noté, merci."),
    # to a member of a circle
    "message_waits": Template(
        "Maillon : un message vous attend",
        with_link=". Pour le lire et répondre : {link}",
        link_required=True,
    ),
    # to a carer of a circle, without an account
    "to_read": Template(
        "Maillon : un mot de votre équipe vous attend, à lire et à confirmer",
        with_link=" sur {link}",
        link_required=True,
    ),
    # to who answers for a structure's data
    "glass_review": Template(
        "Maillon : un accès exceptionnel attend votre relecture avant {until}. "
        "Connectez-vous pour le lire et le signer.",
    ),
    # to a requester
    "found_requester": Template(
        "Maillon : demande {reference}, un intervenant est trouvé. Le poste suit jusqu'au soin.",
    ),
    "handled_requester": Template("Maillon : demande {reference}, elle est prise en charge."),
    "open_requester": Template(
        "Maillon : demande {reference}, nous nous en occupons encore. Le poste vous rappelle.",
    ),
    "not_found_requester": Template(
        "Maillon : demande {reference}, la recherche continue. Le poste vous rappelle.",
    ),
    "begun_requester": Template("Maillon : demande {reference}, le soin a commencé."),
    "stopped_requester": Template(
        "Maillon : demande {reference}, la recherche prend fin. "
        "Pour savoir pourquoi, appelez le poste.",
    ),
}


def closed(template: str, params: Mapping[str, Value], *, secret: str = "") -> dict[str, Stored]:
    """The parameters as they are stored, once each has its shape and none is missing or extra.

    Raises ``Refused``: ``sms_template`` for an unknown template, ``sms_slot`` naming the
    slot that is wrong, missing or not this template's.
    """
    if template not in TEMPLATES:
        raise Refused("sms_template", template=template[:40])
    model = TEMPLATES[template]
    _same_slots(model, params, secret)
    return {name: checked(name, value) for name, value in params.items()}


def _same_slots(model: Template, params: Mapping[str, Value], secret: str) -> None:
    """Every slot filled, no other; a link with its secret, or neither."""
    linked = "link" in params
    wanted = model.slots | ({"link"} if linked and model.with_link else frozenset())
    if wrong := wanted ^ set(params):
        raise Refused("sms_slot", slot=min(n if n in SLOTS else "?" for n in wrong))
    sealed = bool(_SECRET.fullmatch(secret)) if secret else False
    if linked != sealed or bool(secret) != sealed or (model.link_required and not linked):
        raise Refused("sms_slot", slot="link")


def render(
    template: str, params: Mapping[str, Stored], *, secret: str = "", public_url: str = ""
) -> str:
    """The text that leaves. Checks again, so that a row altered at rest says nothing new."""
    stored = closed(template, params, secret=secret)
    model = TEMPLATES[template]
    said = {name: _said(name, value) for name, value in stored.items()}
    text = model.text
    if "link" in said:
        said["link"] = f"{public_url.rstrip('/')}{said['link']}{secret}"
        text += model.with_link
    elif not text.endswith((".", "?")):
        text += "."
    return text.format(**said)


def _said(name: str, value: Stored) -> str:
    slot = SLOTS[name]
    if isinstance(value, list):
        return ", ".join(slot.say(item) for item in value)
    return slot.say(value)
