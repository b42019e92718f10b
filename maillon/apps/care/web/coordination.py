"""A coordination opened in two minutes on a phone: who, why, with whom, her word."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewCoordination, NewPerson
from maillon.apps.care.queries import Picked
from maillon.apps.care.teams import KINDS, LIGHT
from maillon.apps.care.vocabulary import SEXES, SITUATIONS
from maillon.apps.care.web.forms import _Born
from maillon.apps.care.web.persons import like_words
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["coordination_new"]

LABELS: Final = ("Médecin traitant", "Deuxième professionnel", "Troisième professionnel")
SEVERAL: Final = "Plusieurs professionnels répondent à « {text} » : ajoutez le prénom ou la ville."
NOBODY: Final = "Personne de ce nom dans l’annuaire : « {text} »."
MISSING: Final = "Dites au moins un autre professionnel : sans lui, il n’y a pas de coordination."


class WhyForm(forms.Form):
    """Why, under which kind, and what the person said."""

    situation = forms.ChoiceField(
        choices=[(code, one.label) for code, one in SITUATIONS.items()], label="Motif",
        initial="frail",
    )  # fmt: skip
    kind = forms.ChoiceField(
        choices=[(code, KINDS[code]) for code in LIGHT], label="Sorte d’équipe"
    )
    agreed = forms.BooleanField(
        label="La personne est informée, d’accord, et reconnaît ces professionnels comme son "
        "équipe de soins",
        error_messages={"required": "Sans son accord, rien ne s’ouvre : demandez-le-lui d’abord."},
    )
    means = forms.ChoiceField(
        choices=[("voice", "de vive voix"), ("phone", "par téléphone")], label="Comment"
    )
    structure = forms.ChoiceField(label="Votre structure")

    def __init__(self, structures: tuple[tuple[UUID, str], ...], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["structure"].choices = [(str(pk), name) for pk, name in structures]  # type: ignore[attr-defined]


class WhoForm(_Born):
    """Somebody whose file is not open: two traits find her, three make her."""

    birth_name = forms.CharField(max_length=80, label="Nom de naissance")
    given_name = forms.CharField(max_length=80, label="Premier prénom")
    sex = forms.ChoiceField(choices=[("", ""), *SEXES.items()], required=False, label="Sexe")
    phone = forms.CharField(max_length=20, required=False, label="Téléphone")
    field_order = ("birth_date", "birth_name", "given_name", "sex", "phone")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def coordination_new(request: HttpRequest) -> HttpResponse:
    """One page; like persons are shown before a new file is made."""
    viewer, now = viewer_in(request), clock.now()
    if not queries.may_coordinate(viewer):
        raise NotFound
    known, name, proposed = _known(request, viewer, now)
    posted = request.POST if request.method == "POST" else None
    why = WhyForm(queries.practised(viewer), posted)
    who = None if known else WhoForm(posted)
    context: dict[str, Any] = {"known": known, "name": name, "why": why, "who": who}
    context["places"], picked, wrong = _places(request, viewer, proposed)
    if posted is not None and why.is_valid() and (who is None or who.is_valid()):
        if wrong:
            context["refused"] = wrong
        elif (answer := _opened(request, why, who, known, picked, context, now)) is not None:
            return answer
    return render(
        request, "care/coordination.html", context, status=422 if posted is not None else 200
    )


def _known(
    request: HttpRequest, viewer: AccountViewer, now: datetime
) -> tuple[UUID | None, str, list[Picked | None]]:
    """The person whose page one comes from, and whom to propose; else the viewer alone."""
    told = _id(request.GET.get("personne", ""))
    mine, doctor = queries.picked_self(viewer)
    if told is None:
        return None, "", [mine, None, None] if doctor else [None, mine, None]
    name, around = queries.picked_around(viewer, told, now=now)
    gp = next((one for one, is_gp in around if is_gp), mine if doctor else None)
    others = [mine, *(one for one, _ in around)]
    rest = list({one.id: one for one in others if gp is None or one.id != gp.id}.values())
    return told, name, [gp, *rest[:2], None, None][:3]


def _places(
    request: HttpRequest, viewer: AccountViewer, proposed: list[Picked | None]
) -> tuple[list[dict[str, str]], tuple[UUID, ...], str]:
    """The three fields as shown, who is picked in each, and what is wrong with them."""
    places, picked, wrong = [], [], ""
    for number, label in enumerate(LABELS, 1):
        value, text, error = _place(request, viewer, number, proposed[number - 1])
        places.append(
            {"id": f"pro{number}", "label": label, "value": value, "text": text, "error": error}
        )
        wrong = wrong or error
        if value:
            picked.append(UUID(value.removeprefix("role:")))
    if request.method == "POST" and not wrong and len(picked) < 2:
        wrong = MISSING
    return places, tuple(picked), wrong


def _place(
    request: HttpRequest, viewer: AccountViewer, number: int, proposed: Picked | None
) -> tuple[str, str, str]:
    """Value, words, error: picked in the list, or the only one these words mean."""
    if request.method != "POST":
        return (f"role:{proposed.id}", proposed.name, "") if proposed else ("", "", "")
    value = request.POST.get(f"pro{number}", "")
    text = request.POST.get(f"pro{number}_text", "").strip()
    if not text:
        return "", "", ""
    role = _id(value.removeprefix("role:"))
    if role is not None and (one := queries.picked_role(role)) is not None:
        return value, one.name, ""
    found = queries.found_professionals(viewer, text)
    if len(found) == 1:
        return f"role:{found[0].id}", found[0].name, ""
    return "", text, (SEVERAL if found else NOBODY).format(text=text)


def _opened(
    request: HttpRequest, why: WhyForm, who: WhoForm | None, known: UUID | None,
    picked: tuple[UUID, ...], context: dict[str, Any], now: datetime,
) -> HttpResponse | None:  # fmt: skip
    """Open it; ``None`` where the page must be shown again."""
    viewer, said = viewer_in(request), why.cleaned_data
    house = UUID(said["structure"])
    patient = known
    if who is not None:
        chosen = request.POST.get("patient", "")
        patient = _id(chosen)
        if patient is None and not chosen:
            context["like"] = _like(viewer, house, who, now)
            if context["like"]:
                return None
    new = NewCoordination(
        organization_id=house, kind=said["kind"], situation=said["situation"],
        professionals=picked, means=said["means"], patient_id=patient,
        gp_id=picked[0] if context["places"][0]["value"] else None,
        person=_person(who) if who else None,
    )  # fmt: skip
    try:
        made = actions.open_coordination(new=new, by=viewer, now=now)
    except Refused as error:
        context["refused"] = sentence(error)
        return None
    messages.success(request, "La coordination est ouverte. Reste la grille, si vous l’avez.")
    return redirect("person-scores", made)


def _like(viewer: AccountViewer, house: UUID, who: WhoForm, now: datetime) -> tuple[Any, ...]:
    said = who.cleaned_data
    near = queries.like_persons(
        viewer, house, birth_name=said["birth_name"], given_name=said["given_name"],
        birth_date=said["birth_date"], sex=said["sex"], now=now,
    )  # fmt: skip
    return like_words(near.like, now)


def _person(who: WhoForm) -> NewPerson:
    names = ("birth_name", "given_name", "birth_date", "sex", "phone")
    return NewPerson(**{name: who.cleaned_data[name] for name in names})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
