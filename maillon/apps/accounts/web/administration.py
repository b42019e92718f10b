"""Accounts, seen by the administrator of a structure: who may come in, as what, until when."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.accounts import actions, queries
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["change", "end", "give", "listing", "one", "open_one"]

ROLES = (
    (actions.Code.AGENT, "agent du poste : prend et suit les demandes"),
    (actions.Code.LEAD, "responsable du poste : le même, et les chiffres"),
    (actions.Code.PRACTITIONER, "professionnel : lit ce qu’il a accepté"),
    (actions.Code.COORDINATOR, "coordinateur : ouvre et tient les réseaux des personnes"),
    (actions.Code.MANAGER, "responsable de structure : les chiffres, aucune personne"),
    (actions.Code.ADMINISTRATOR, "administrateur : les comptes, aucune personne"),
    (actions.Code.READER, "lecteur de la CPAM ou de l’ARS : les dossiers envoyés, rien d’autre"),
)
RPPS = "11 chiffres"


class RoleForm(forms.Form):
    """One role, where, and for a professional who she is in the directory."""

    code = forms.ChoiceField(choices=ROLES, label="Rôle")
    field_order: tuple[str, ...] = ("code", "place", "rpps")
    rpps = forms.RegexField(
        r"^\s*[0-9 ]{11,14}\s*$", label="Numéro RPPS", required=False,
        help_text="Pour un professionnel : les onze chiffres de l’annuaire.",
        error_messages={"invalid": "Onze chiffres, comme sur la carte professionnelle."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: object, viewer: AccountViewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.places = _places(viewer)
        if self.is_bound and self.data.get("place") not in self.places:
            raise NotFound  # somebody else's desk is no mistake of typing
        self.fields["place"] = forms.ChoiceField(
            choices=[(key, label) for key, (label, _, _) in self.places.items()],
            label="Où",
            help_text="Un agent ou un responsable l’est d’un poste.",
        )
        self.order_fields(self.field_order)

    def role(self) -> actions.NewRole:
        """The role as typed."""
        _, organization_id, desk_id = self.places[self.cleaned_data["place"]]
        rpps = self.cleaned_data["rpps"].replace(" ", "")
        return actions.NewRole(
            self.cleaned_data["code"], organization_id, desk_id, f"8{rpps}" if rpps else ""
        )


class OpenForm(RoleForm):
    """A new account with its first role."""

    name = forms.CharField(max_length=120, label="Nom", help_text="Prénom et nom, une personne.")
    email = forms.EmailField(
        label="Adresse électronique",
        error_messages={"invalid": "Cette adresse n’en est pas une : prenom.nom@structure.fr."},
    )
    field_order = ("name", "email", "code", "place", "rpps")


def _places(viewer: AccountViewer) -> dict[str, tuple[str, UUID, UUID | None]]:
    """Each desk, then each structure as a whole, by the key a form sends."""
    found: dict[str, tuple[str, UUID, UUID | None]] = {}
    structures = queries.structures_administered(viewer)
    for structure in structures:
        for desk in structure.desks:
            found[str(desk.id)] = (desk.name, structure.id, desk.id)
    for structure in structures:
        found[str(structure.id)] = (f"{structure.name} (sans poste)", structure.id, None)
    return found


@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every account of the viewer's structures."""
    return _listing(request, OpenForm(viewer=viewer_in(request)))


def _listing(request: HttpRequest, form: OpenForm, status: int = 200) -> HttpResponse:
    viewer, words = viewer_in(request), request.GET.get("q", "")[:80]
    context = {
        "form": form,
        "words": words,
        "accounts": queries.accounts_administered(viewer, words),
        "structures": queries.structures_administered(viewer),
    }
    return render(request, "accounts/accounts.html", context, status=status)


@require_POST
def open_one(request: HttpRequest) -> HttpResponse:
    """Open an account; a refusal keeps what was typed."""
    viewer = viewer_in(request)
    form = OpenForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _listing(request, form, 422)
    try:
        account = actions.open_account(
            email=form.cleaned_data["email"], name=form.cleaned_data["name"], role=form.role(),
            by=viewer, now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _listing(request, form, 422)
    messages.success(request, "Compte ouvert : le lien pour choisir un mot de passe est parti.")
    return HttpResponseRedirect(reverse("account", args=[account.pk]), status=303)


@never_cache
@require_safe
def one(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One account: its roles, its doors, what can be changed."""
    return _one(request, account_id, RoleForm(viewer=viewer_in(request)))


def _one(request: HttpRequest, account_id: UUID, form: RoleForm, status: int = 200) -> HttpResponse:
    card = queries.account_sheet(viewer_in(request), account_id)
    today = clock.now().date()
    running = [role for role in card.roles if role.until is None or role.until > today]
    context = {
        "card": card,
        "running": running,
        "past": [role for role in card.roles if role not in running],
        "form": form,
    }
    return render(request, "accounts/account.html", context, status=status)


@require_POST
def give(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Add a role."""
    viewer = viewer_in(request)
    form = RoleForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _one(request, account_id, form, 422)
    try:
        actions.give_role(account_id=account_id, role=form.role(), by=viewer, now=clock.now())
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _one(request, account_id, form, 422)
    return _back(request, account_id, "Rôle ajouté.")


@require_POST
def end(request: HttpRequest, account_id: UUID, role_id: UUID) -> HttpResponse:
    """Take a role back; it opens nothing from the next page on."""
    actions.end_role(role_id=role_id, by=viewer_in(request), now=clock.now())
    return _back(request, account_id, "Rôle retiré : il n’ouvre plus rien.")


@dataclass(frozen=True, slots=True)
class Change:
    """One gesture on an account: its route, its action, what is said when it is done."""

    route: str
    act: Callable[..., None]
    said: str


CHANGES = {
    "fermer": Change(
        "account-close",
        actions.close_account,
        "Compte fermé : ses pages ouvertes se ferment aussi.",
    ),
    "rouvrir": Change(
        "account-reopen", actions.reopen_account, "Compte rouvert : redonnez-lui ses rôles."
    ),
    "lien": Change(
        "account-invite",
        actions.invite_again,
        "Le lien pour choisir un mot de passe est parti.",
    ),
    "second-facteur": Change(
        "account-factor",
        actions.forget_second_factor,
        "Second facteur oublié : il sera redemandé à la prochaine entrée.",
    ),
}


@require_POST
def change(request: HttpRequest, account_id: UUID, word: str) -> HttpResponse:
    """Close, open again, send the way in, forget a lost telephone."""
    asked = CHANGES[word]
    asked.act(account_id=account_id, by=viewer_in(request), now=clock.now())
    return _back(request, account_id, asked.said)


def _back(request: HttpRequest, account_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("account", args=[account_id]), status=303)
