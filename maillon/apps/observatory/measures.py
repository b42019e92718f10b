"""What the report counts: each measure puts every request, or every need, in one category.

All are read in SQL, day by day; nothing here touches a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    Min,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from maillon.apps.desk.models import (
    Assignment,
    AvoidedStay,
    Callback,
    Desk,
    Need,
    Relay,
    ServiceRequest,
)
from maillon.apps.desk.vocabulary import (
    CLOSINGS,
    DOCTORS_SAY,
    REQUESTER_KINDS,
    REQUESTER_WORDS,
    STAY_DOUBTS,
    need_label,
)
from maillon.apps.directory.models import Commune

__all__ = ["BECAME", "HEARD", "MEASURES", "Measure", "found_at"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One table of the report."""

    code: str
    title: str
    note: str
    column: str  # what heads the first column
    by: str | Combinable  # the category of a row
    label: Callable[[frozenset[str]], Mapping[str, str]]  # words of the categories met
    ordered: bool = False  # categories have an order of their own, else the largest first
    of_needs: bool = False  # counts needs, not requests
    of_regions: bool = False  # says something only where several desks pass requests on


def _from(words: Mapping[str, str]) -> Callable[[frozenset[str]], Mapping[str, str]]:
    return lambda codes: {code: words.get(code, code) for code in (*words, *codes) if code in codes}


def _communes(codes: frozenset[str]) -> Mapping[str, str]:
    return dict(Commune.objects.filter(pk__in=codes).values_list("pk", "name"))


def _desks(codes: frozenset[str]) -> Mapping[str, str]:
    """Names of desks by the words a database makes of their ids; ``kept`` is this one."""
    ids = {UUID(code): code for code in codes if code != "kept"}
    names = Desk.objects.filter(pk__in=ids).order_by("name").values_list("pk", "name")
    kept = {"kept": "suivies par ce poste seul"} if "kept" in codes else {}
    return kept | {ids[pk]: f"passées au {name}" for pk, name in names}


def found_at() -> Subquery:
    """The moment of the first acceptance, for a query of requests; null where there was none."""
    accepted = (
        Assignment.objects.filter(need__request=OuterRef("pk"))
        .order_by()
        .values("need__request")
        .annotate(first=Min("accepted_at"))
    )
    return Subquery(accepted.values("first"), output_field=DateTimeField())


def _within(code: str, length: timedelta) -> When:
    return When(first_yes__lte=F("received_at") + length, then=Value(code))


FOUND_WITHIN: Final = {
    "h1": "en moins d’une heure",
    "h4": "de 1 à 4 heures",
    "h24": "de 4 à 24 heures",
    "later": "en plus de 24 heures",
    "none": "personne n’a dit oui, ou pas cherché ici",
}
BECAME: Final = {
    "begun": "un soin a commencé à domicile",
    "answered": CLOSINGS["answered"],
    "samu15": CLOSINGS["samu15"],
    "redirected": CLOSINGS["redirected"],
    "cancelled": CLOSINGS["cancelled"],
    "open": "en cours",
}
TOLD: Final = {
    "told": "prévenu, rien n’est plus dû",
    "owed": "un rappel est dû",
    "silent": "injoignable, ou rien n’était dû",
}
URGENCIES: Final = {str(code): str(label) for code, label in ServiceRequest.Urgency.choices}
KINDS: Final = {kind.code: kind.label for kind in REQUESTER_KINDS.values()}
_begun = Exists(Need.objects.filter(request=OuterRef("pk"), state=Need.State.BEGUN))
_words = Callback.objects.filter(request=OuterRef("pk"), kind__in=REQUESTER_WORDS)
HEARD: Final = ("reached", "colleague", "received", "knew")


def _case(*whens: When, default: str) -> Case:
    return Case(*whens, default=Value(default))


_became = _case(
    When(_begun, then=Value("begun")),
    When(closed_at=None, then=Value("open")),
    When(closing="answered", then=Value("answered")),
    When(closing="samu15", then=Value("samu15")),
    When(closing="redirected", then=Value("redirected")),
    default="cancelled",
)
_found = _case(
    When(first_yes=None, then=Value("none")),
    _within("h1", timedelta(hours=1)),
    _within("h4", timedelta(hours=4)),
    _within("h24", timedelta(hours=24)),
    default="later",
)
_told = _case(
    When(Exists(_words.filter(closed_at=None)), then=Value("owed")),
    When(Exists(_words.filter(outcome__in=HEARD)), then=Value("told")),
    default="silent",
)


_stay = AvoidedStay.objects.filter(request=OuterRef("pk"), withdrawn_at=None).annotate(
    sort=Case(
        When(said_by__in=DOCTORS_SAY, then=Concat(Value("doctor_"), "doubt")),
        default=Concat(Value("other_"), "doubt"),
    )
)
_avoided = Coalesce(
    Subquery(_stay.values("sort")[:1], output_field=CharField()),
    Value("none"),
    output_field=CharField(),
)
_passed = (
    Relay.objects.filter(request=OuterRef("pk"))
    .exclude(to_desk=OuterRef("received_desk"))
    .order_by("at", "pk")
)
# The first desk it was passed to: a night elsewhere, the way back and the next night move nothing.
_hands = Coalesce(
    Cast(Subquery(_passed.values("to_desk")[:1]), CharField()),
    Value("kept"),
    output_field=CharField(),
)
AVOIDED: Final = {
    **{f"doctor_{doubt}": f"{words}, dit un médecin" for doubt, words in STAY_DOUBTS.items()},
    **{f"other_{doubt}": f"{words}, dit un autre" for doubt, words in STAY_DOUBTS.items()},
    "none": "personne ne l’a dit",
}

MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure(
            "became", "Ce que deviennent les demandes",
            "Un domicile est atteint quand l’intervenant a confirmé que le soin a commencé.",
            "Issue", _became, _from(BECAME), ordered=True,
        ),
        Measure(
            "found", "Temps pour trouver quelqu’un",
            "De l’enregistrement de la demande au premier oui.",
            "Délai", _found, _from(FOUND_WITHIN), ordered=True,
        ),
        Measure(
            "told", "Rappels au demandeur",
            "« Trouvé », « pas encore trouvé », « soin commencé », « la recherche s’arrête », "
            "la réponse.",
            "Rappel", _told, _from(TOLD), ordered=True,
        ),
        Measure("kind", "Qui demande", "", "Demandeur", "requester_kind", _from(KINDS)),
        Measure(
            "need", "Ce qui est demandé",
            "En besoins : une demande peut en porter plusieurs.", "Besoin", "code",
            lambda codes: {code: need_label(code) for code in codes}, of_needs=True,
        ),
        Measure("place", "Où", "Commune de la personne.", "Commune", "commune_id", _communes),
        Measure(
            "urgency", "Dans quel délai", "Urgence dite à l’appel.", "Urgence", "urgency",
            _from(URGENCIES), ordered=True,
        ),
        Measure(
            "avoided", "Hospitalisations évitées",
            "Seulement ce qu’un professionnel a déclaré, avec son doute. Maillon n’en estime pas.",
            "Évitée", _avoided, _from(AVOIDED), ordered=True,
        ),
        Measure(
            "hands", "Passées à un autre poste",
            "Une demande passée reste comptée ici, où elle a été reçue, et ce qu’elle devient "
            "aussi ; elle est dite au premier poste qui l’a reprise.",
            "Suivie", _hands, _desks, of_regions=True,
        ),
    )
}  # fmt: skip
