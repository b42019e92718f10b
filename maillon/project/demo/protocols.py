"""Protocols of the maison de santé in every state, and a neighbour's to compare with; by the real
actions at past moments. Everybody is invented, and so is every text: none is a rule of care.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.library.loading import template
from maillon.apps.protocols import actions
from maillon.apps.protocols.actions import (
    Invitation,
    NewProtocol,
    NewSignature,
    NewTemplate,
    Order,
)
from maillon.apps.protocols.models import Protocol
from maillon.apps.structures.models import Member
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.project.demo.proofs import paper

__all__ = ["Told", "live_with_protocols", "own_template", "tell_protocol"]

WOUNDS: Final = {
    "objective": "Qu’une plaie qui traîne soit vue à deux, sans que personne n’attende un avis "
    "plus de deux jours.",
    "public": "Les plaies suivies à domicile que l’infirmier juge qu’il faut voir à deux.",
    "roles": "Infirmier : voit, mesure, photographie avec l’accord de la personne.\n"
    "Médecin : répond sous 48 heures.\nSecrétaire : relance au troisième jour.",
    "steps": "L’infirmier photographie et écrit ce qui change.\n"
    "Il adresse au médecin par la messagerie sécurisée.\nLe médecin répond sous 48 heures.\n"
    "Sans mieux, on en parle à la concertation suivante.",
    "alerts": "L’équipe a écrit ses signes d’alerte en annexe, avec le médecin de garde à appeler.",
    "evaluation": "Chaque semestre : nombre de demandes, délai de réponse, exceptions.",
}
WOUNDS_AGAIN: Final = {
    **WOUNDS,
    "roles": WOUNDS["roles"] + "\nPharmacien : prépare les pansements le jour même.",
    "steps": WOUNDS["steps"].replace("sous 48 heures", "sous 24 heures"),
}
NEIGHBOUR: Final = {
    **WOUNDS,
    "objective": "Qu’une plaie qui traîne soit vue à deux, avec un avis demandé à temps.",
    "steps": "L’infirmier photographie et écrit ce qui change.\n"
    "Il adresse au médecin par la messagerie sécurisée.\n"
    "Le médecin répond sous trois jours.\nSans mieux, un avis est demandé en vidéo.",
}


def _day(moment: datetime) -> date:
    """The day it is in France."""
    return moment.astimezone(ZoneInfo("Europe/Paris")).date()


def _plain(objective: str, roles: str, steps: str = "") -> Mapping[str, str]:
    return {
        "objective": objective, "roles": roles, "steps": steps,
        "evaluation": "Relu chaque année en réunion d’équipe, avec les exceptions notées.",
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A protocol of the story: adopted so many days ago, signed by one of each profession."""

    days: int
    kind: str
    title: str
    text: Mapping[str, str]
    signed: str
    review: int = 730  # days after
    outside: str = ""  # who signs for another house


ADOPTED: Final = (
    Told(640, "team", "Plaies chroniques : qui voit, qui photographie", WOUNDS, "10 60"),
    Told(560, "team", "Anticoagulants oraux : qui appelle qui", _plain(
        "Qu’un résultat reçu le soir ait toujours quelqu’un pour y répondre.",
        "Infirmier : transmet le résultat.\nMédecin : décide.\nPharmacien : vérifie l’ordonnance.",
    ), "10 60 21", review=520),
    Told(470, "team", "Chutes à répétition", _plain(
        "Que la deuxième chute soit connue de toute l’équipe.",
        "Kinésithérapeute : regarde le logement.\nInfirmier : signale.\nMédecin : revoit.",
        "Signaler dans le réseau de la personne.\nVisite à deux sous quinze jours.",
    ), "10 70 60"),
    Told(360, "team", "Diabète de type 2 : le pied", _plain(
        "Que les pieds soient regardés au moins une fois l’an par quelqu’un dont c’est le métier.",
        "Infirmier : pose la question à chaque visite.\nPédicure-podologue : reçoit sous un mois.",
    ), "60 80"),
    Told(150, "relational", "Sortie d’hospitalisation le vendredi", _plain(
        "Que personne ne rentre le vendredi sans savoir qui passe le samedi.",
        "Hôpital : appelle avant midi.\nCoordination : trouve le passage.\nInfirmier : confirme.",
        "Appel avant midi.\nPassage confirmé avant 16 h.\nLettre de sortie jointe.",
    ), "10 60 21", outside="Dr Solène Marchand"),
    Told(320, "delegation", "Suivi avec l’infirmière Asalée", _plain(
        "Que le suivi délégué soit connu de l’équipe, avec ses limites.",
        "Médecin : adresse et reste joignable.\nInfirmier Asalée : suit, écrit, réadresse.",
    ), "10 60"),
    Told(280, "national", "Odynophagie : protocole national, adhésion de l’équipe", _plain(
        "Appliquer dans la maison de santé le protocole autorisé par l’arrêté du 6 mars 2020.",
        "Médecin délégant : forme et supervise.\nPharmacien délégué : suit le texte.",
    ), "10 21"),
    Told(700, "team", "Renouvellements demandés par téléphone", _plain(
        "Que le secrétariat sache quoi répondre.", "Secrétaire : note.\nMédecin : rappelle.",
    ), "10 21"),
)  # fmt: skip
LANGUAGE: Final = _plain(
    "Que l’enfant adressé soit vu avant la rentrée.",
    "Médecin : adresse avec le bilan.\nOrthophoniste : propose une date sous un mois.",
)
VACCINES: Final = _plain(
    "Vacciner à la maison ceux qui ne sortent plus.",
    "Infirmier : fait la tournée.\nPharmacien : [À compléter : qui apporte, comment].",
    "[À compléter : comment la liste est faite]",
)


def live_with_protocols(
    organization_id: UUID, by: AccountViewer, now: datetime
) -> Protocol:  # fmt: skip
    """The protocols of the house; the one about wounds, in its second version, is handed back."""
    made = {told.title: tell_protocol(organization_id, told, by, now) for told in ADOPTED}
    wounds = made[ADOPTED[0].title]
    _second_version(wounds, by, now)
    end = now - timedelta(days=75)
    with clock.frozen(end):
        actions.withdraw(
            protocol_id=made[ADOPTED[-1].title].pk, reason="unused", day=_day(end), by=by, now=end
        )
    _in_the_making(organization_id, by, now)
    _from_a_template(organization_id, by, now)
    own_template(made[ADOPTED[2].title], "Deux chutes : on en parle", by, now)
    return wounds


def tell_protocol(
    organization_id: UUID, told: Told, by: AccountViewer, now: datetime
) -> Protocol:  # fmt: skip
    """Written, signed and adopted so many days ago."""
    then = now - timedelta(days=told.days)
    with clock.frozen(then):
        new = NewProtocol(told.kind, told.title, told.text)
        made = actions.write_protocol(organization_id=organization_id, new=new, by=by, now=then)
        _adopt(made, told, by, then)
    return made


def _adopt(made: Protocol, told: Told, by: AccountViewer, then: datetime) -> None:
    team = _signers(made.organization_id, told.signed, _day(then))
    ask = Invitation([one.pk for one in team], _day(then) + timedelta(days=10))
    actions.propose(protocol_id=made.pk, asked=ask, by=by, now=then)
    for one in team:
        _sign(made, one, by, then)
    if told.outside:
        outside = NewSignature(
            _day(then), name=told.outside, house="Centre hospitalier (démonstration)",
            profession="10", scan=paper(told.title),
        )  # fmt: skip
        actions.note_signature(protocol_id=made.pk, new=outside, by=by, now=then)
    actions.adopt(
        protocol_id=made.pk, day=_day(then), owner_id=team[0].pk, by=by, now=then,
        review_on=_day(then) + timedelta(days=told.review),
    )  # fmt: skip


def _sign(made: Protocol, one: Member, by: AccountViewer, then: datetime) -> None:
    """By her account where she has one, else on paper with its page."""
    if one.account_id is not None:
        who = viewer_of(Account.objects.get(pk=one.account_id), now=then)
        actions.sign(protocol_id=made.pk, by=who, now=then)
        return
    page = NewSignature(_day(then), one.pk, scan=paper("Signature"))
    actions.note_signature(protocol_id=made.pk, new=page, by=by, now=then)


def _signers(organization_id: UUID, professions: str, day: date) -> list[Member]:
    """One of each profession who was there, the first who came."""
    there = Member.objects.of(organization_id).on(day).order_by("joined_on", "national_id")
    known = {one.profession: one for one in reversed(there)}
    return [known[code] for code in professions.split() if code in known]


def _second_version(wounds: Protocol, by: AccountViewer, now: datetime) -> None:
    """Read again after two exceptions, then adopted in a better form."""
    for days, reason, what in (
        (300, "missing", "Le médecin était absent : la réponse est venue au quatrième jour."),
        (140, "means", "La messagerie ne passait pas : la photographie fut montrée au cabinet."),
    ):
        then = now - timedelta(days=days)
        with clock.frozen(then):
            actions.note_exception(
                protocol_id=wounds.pk, day=_day(then), reason=reason, what=what, by=by, now=then
            )
    then = now - timedelta(days=90)
    with clock.frozen(then):
        from_one = actions.begin_version(protocol_id=wounds.pk, by=by, now=then)
        told = Told(90, "team", from_one.title, WOUNDS_AGAIN, "10 60 21")
        actions.rewrite(
            protocol_id=wounds.pk, new=NewProtocol("team", from_one.title, WOUNDS_AGAIN),
            changes="Le pharmacien s’ajoute ; la relance vient plus tôt.",
            seen=actions.seen_of(wounds, from_one), by=by, now=then,
        )  # fmt: skip
        _adopt(wounds, told, by, then)


def _in_the_making(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """One that waits for a signature, one that waits for words."""
    then = now - timedelta(days=8)
    with clock.frozen(then):
        new = NewProtocol("team", "Troubles du langage de l’enfant", LANGUAGE)
        made = actions.write_protocol(organization_id=organization_id, new=new, by=by, now=then)
        team = _signers(organization_id, "10 91 60", _day(now))
        ask = Invitation([one.pk for one in team], _day(now) + timedelta(days=6))
        actions.propose(protocol_id=made.pk, asked=ask, by=by, now=then)
        _sign(made, next(one for one in team if one.profession == "91"), by, then)
        draft = NewProtocol("team", "Vaccination à la maison", VACCINES)
        actions.write_protocol(organization_id=organization_id, new=draft, by=by, now=then)


def own_template(made: Protocol, title: str, by: AccountViewer, now: datetime) -> UUID:
    """A protocol in force becomes a template of its team."""
    then = now - timedelta(days=20)
    new = NewTemplate(
        title, "Un texte qui sert depuis un an, à adapter chez soi.", 45,
        ["Relire le texte ensemble", "Ce qui est différent chez nous", "À partir de quand"],
        [("Adapter le texte à notre équipe", 14), ("Soumettre aux signatures", 28)],
    )  # fmt: skip
    with clock.frozen(then):
        told = actions.make_template(protocol_id=made.pk, new=new, by=by, now=then)
    return told.template_id


def _from_a_template(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """The weekly meeting with the nursing home, begun six days ago by its template."""
    then = now - timedelta(days=6)
    found = template("visio-ehpad")
    if found is None:
        raise LookupError("visio-ehpad")
    with clock.frozen(then):
        owner = _signers(organization_id, "60", _day(then))[0]
        first = datetime.combine(_day(now) + timedelta(days=9), time(13), ZoneInfo("Europe/Paris"))
        order = Order(
            starts_at=first, guests=[owner.pk], partners=["Cadre de santé, EHPAD des Tilleuls"],
            steps={one.code: (owner.pk, _day(then) + timedelta(days=one.in_days + 2))
                   for one in found.steps},
        )  # fmt: skip
        actions.run_template(
            organization_id=organization_id, key=found.key, order=order, by=by, now=then
        )
