"""What a task is about, and where it opens: one opener per kind (project/wiring.py)."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.care.models import CarePlan, MedicationReview, QuestionnaireResponse
from maillon.apps.care.queries import asked_of, my_circles
from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.models import Errand
from maillon.apps.contracts.queries import answer_tasks, proof_tasks
from maillon.apps.directory.queries import resource_names
from maillon.apps.meetings.queries import owed_decisions
from maillon.apps.money.queries import invoice_tasks
from maillon.apps.tasks.queries import TaskRow
from maillon.apps.welcome.queries import help_lines
from maillon.kernel.access import AccountViewer

__all__ = ["About", "about", "decisions", "errands", "glasses", "helps", "invoices",
           "medications", "messages", "payer_words", "plans", "pointed", "proofs",
           "register", "resources",
           "reviews", "scores", "told_medications"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """A task in words: what to do, about what, where it opens."""

    title: str
    about: str = ""
    url: str = ""
    errand: bool = False


Opener = Callable[[AccountViewer, Collection[UUID], datetime], Mapping[UUID, About]]
_openers: dict[str, Opener] = {}
ELSEWHERE: Final = "vous n’y avez pas accès : voyez avec qui s’en occupe"
JOIN: Final = "Joindre le document qui manque"
VERBS: Final = {
    "glass_review": "Relire un accès exceptionnel",
    "welcome.request": "Répondre à une demande d’aide",
    "welcome.check_resource": "Revérifier une ressource locale",
    "meetings.decision": "Faire ce qui a été décidé",
    "stages.step": "Faire avancer les étapes de la structure",
    "projects.action": "Faire une action du projet",
    "contracts.proof": "Obtenir une preuve du contrat",
    "protocols.sign": "Signer un protocole",
    "protocols.review": "Relire un protocole",
    "protocols.step": "Faire une étape d’un modèle",
    "contracts.evidence": "Envoyer les preuves de l’année",
    "money.invoice": "Payer une facture",
    "contracts.payment": "Vérifier le paiement de l’année",
    "contracts.question": "Répondre à une question du payeur",
    "contracts.refusal": "Voir un refus du payeur",
    "care.activity": "Faire avancer un projet",
    "care.plan_review": "Revoir un projet",
    "care.rescore": "Refaire une grille",
    "care.message": "Répondre à un message",
    "care.medication_review": "Refaire le point sur des médicaments",
    "care.medication_notice": "Dire qu’un changement de médicaments est lu",
}


def register(kind: str, opener: Opener) -> None:
    """Say how tasks of this kind are told; asking it again replaces it."""
    _openers[kind] = opener


def about(
    viewer: AccountViewer, rows: Iterable[TaskRow], now: datetime
) -> dict[tuple[str, UUID], About]:
    """By kind of task and origin; one question per kind, however many tasks. What the viewer may
    not open is told by its verb alone.
    """
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        wanted.setdefault(row.kind, set()).add(row.origin_id)
    told: dict[tuple[str, UUID], About] = {}
    for kind, ids in wanted.items():
        opener = _openers.get(kind)
        known = opener(viewer, ids, now) if opener else {}
        told |= {(kind, pk): known.get(pk) or _untold(kind) for pk in ids}
    return told


def pointed(
    viewer: AccountViewer, rows: Iterable[TaskRow], now: datetime
) -> dict[tuple[str, UUID], About]:
    """The same by their verbs and where they open, naming and reading nobody: for a screen that
    several people see, and that refreshes by itself.
    """
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        wanted.setdefault(row.kind, set()).add(row.origin_id)
    told: dict[tuple[str, UUID], About] = {}
    for kind, ids in wanted.items():
        if kind in _ADDRESSES:
            found = _ADDRESSES[kind](ids)
        else:
            opener = _openers.get(kind)
            known = opener(viewer, ids, now) if opener else {}
            found = {pk: one.url for pk, one in known.items()}
        verb = VERBS.get(kind, "Une chose à faire")
        told |= {(kind, pk): About(verb, "à votre nom", found.get(pk, "")) for pk in ids}
    return told


def _untold(kind: str) -> About:
    return About(VERBS.get(kind, "Une chose à faire"), ELSEWHERE)


def helps(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Requests for help of her structures: no name."""
    verbs = {"new": "Lire et rappeler", "taken": "Trouver une suite"}
    return {
        pk: About(
            f"{verbs.get(one.state, 'Demande')} : {one.need}",
            " · ".join(part for part in (one.reference, one.requester, one.place) if part),
            address("welcome-request", pk),
        )
        for pk, one in help_lines(viewer, ids).items()
    }


def resources(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Local resources to ask again."""
    return {
        pk: About(f"Revérifier : {name}", "ressource locale", address("resource", pk))
        for pk, name in resource_names(ids).items()
    }


def decisions(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """What was decided in meetings and is hers to do."""
    return {
        one.id: About(one.text, "décidé en réunion", address("meeting-minutes", one.meeting_id))
        for one in owed_decisions(viewer, now=now)
        if one.id in set(ids)
    }


def proofs(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Proofs of a contract to get, and the evidence of a year to send; where a line only waits for
    its paper, the register opens.
    """
    return {
        pk: About(
            JOIN if one.register else one.do or "Envoyer les preuves de l’année à la CPAM",
            f"contrat {one.year} : {one.do[:1].lower()}{one.do[1:]}" if one.register
            else f"contrat {one.year}",
            f"{address('registers', one.organization_id)}#{one.register}" if one.register
            else f"{address('contract', one.contract_id)}?annee={one.year}",
        )
        for pk, one in proof_tasks(viewer, ids).items()
    }  # fmt: skip


def invoices(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Invoices of providers to pay, for who writes the structure."""
    return {
        pk: About(VERBS["money.invoice"], f"facture {number}", address("invoices", house))
        for pk, (house, number) in invoice_tasks(viewer, ids).items()
    }


def payer_words(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Questions and refusals of the payer, to answer."""
    verbs = {
        "question": "Répondre au payeur sur",
        "refused": "Voir le refus du payeur sur",
    }
    return {
        pk: About(
            f"{verbs[kind]} {code}", f"contrat {year}",
            f"{address('contract-answers', contract_id, year)}#{code.replace('.', '-')}",
        )
        for pk, (contract_id, year, code, kind) in answer_tasks(viewer, ids).items()
    }  # fmt: skip


def glasses(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Broken glasses to review."""
    url = address("glass-reviews")
    return dict.fromkeys(ids, About(VERBS["glass_review"], "accès sans le droit habituel", url))


def errands(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """What she or a colleague wrote down."""
    rows = Errand.objects.filter(pk__in=ids)
    return {one.pk: About(one.text, "noté par la coordination", errand=True) for one in rows}


def plans(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Projects to move forward, of persons she reads about today; no name of any other."""
    return _of_persons(viewer, _planned(ids), "Faire avancer le projet de", now)


def reviews(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Projects to look at again, of persons she reads about today; no name of any other."""
    return _of_persons(viewer, _planned(ids), "Faire le point avec", now)


def _planned(ids: Collection[UUID]) -> dict[UUID, UUID]:
    return dict(CarePlan.objects.filter(pk__in=ids).values_list("pk", "patient_id"))


def scores(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Grids to ask again of persons she reads about today; no name of any other."""
    return _of_persons(viewer, _scored(ids), "Refaire la grille de", now)


def messages(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Messages where she is asked by name, of persons she reads about; never what they say."""
    asked = asked_of(ids)
    whose = {pk: who for pk, (who, _) in asked.items()}
    told = _of_persons(viewer, whose, "Répondre, autour de", now)
    return {
        pk: About(one.title, one.about, address("conversation", asked[pk][1]))
        for pk, one in told.items()
    }


def medications(viewer: AccountViewer, ids: Collection[UUID], now: datetime) -> dict[UUID, About]:
    """Treatments to look at again, of persons she reads about today; no name of any other."""
    verb = "Refaire le point sur les médicaments de"
    return _of_persons(viewer, _reviewed(ids), verb, now, "medication")


def told_medications(
    viewer: AccountViewer, ids: Collection[UUID], now: datetime
) -> dict[UUID, About]:
    """Changes that a nurse has not said she read: hers, or of one who must be called."""
    verb = "Faire lire ce qui change dans les médicaments de"
    return _of_persons(viewer, _reviewed(ids), verb, now, "medication")


def _reviewed(ids: Collection[UUID]) -> dict[UUID, UUID]:
    return dict(MedicationReview.objects.filter(pk__in=ids).values_list("pk", "patient_id"))


def _of_persons(
    viewer: AccountViewer, whose: Mapping[UUID, UUID], verb: str, now: datetime,
    route: str = "person",
) -> dict[UUID, About]:  # fmt: skip
    names = {one.patient_id: one for one in my_circles(viewer, now=now, only=whose.values())}
    return {
        pk: About(f"{verb} {names[who].name}", names[who].situation_label, address(route, who))
        for pk, who in whose.items()
        if who in names
    }


def _persons(whose: Mapping[UUID, UUID], route: str = "person") -> dict[UUID, str]:
    return {pk: address(route, who) for pk, who in whose.items()}


def _scored(ids: Collection[UUID]) -> dict[UUID, UUID]:
    answered = QuestionnaireResponse.objects.filter(pk__in=ids)
    return dict(answered.values_list("pk", "patient_id"))


# Where tasks about a person open; the page that opens asks for a ground, and is traced.
_ADDRESSES: Final[dict[str, Callable[[Collection[UUID]], dict[UUID, str]]]] = {
    "care.message": lambda ids: {
        pk: address("conversation", held) for pk, (_, held) in asked_of(ids).items()
    },
    "care.activity": lambda ids: _persons(_planned(ids)),
    "care.plan_review": lambda ids: _persons(_planned(ids)),
    "care.rescore": lambda ids: _persons(_scored(ids)),
    "care.medication_review": lambda ids: _persons(_reviewed(ids), "medication"),
    "care.medication_notice": lambda ids: _persons(_reviewed(ids), "medication"),
}
