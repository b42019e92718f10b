"""The gallery of interface components: live documentation, also visited by the accessibility test.

Every name, number and place-and-person pair below is invented.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from maillon.kernel.shell import Colleague, NavItem, PrimaryAction, Shell

ICONS = (
    "inbox board phone search person people carer calendar map chart plus minus check cross clock "
    "bell message send home lock sun moon menu left right chevron arrow pin file heart undo key siren "
    "print exit list filter edit info alert shield cloud link eye mail history"
).split()

SWATCHES = (
    "paper surface sunken ink accent accent-soft late soon calm info deep focus"
).split()

CHOICES = [
    {"value": "dressing", "label": "Pansement", "checked": True},
    {"value": "injection", "label": "Injection"},
    {"value": "wash", "label": "Toilette", "hint": "aide à la toilette, habillage"},
    {"value": "infusion", "label": "Perfusion"},
    {"value": "insulin", "label": "Insuline"},
    {"value": "meals", "label": "Repas et courses", "hint": "une aide ou un voisin peut répondre"},
]

COMMUNES = [
    {"value": "42207", "label": "Saint-Chamond", "hint": "42400"},
    {"value": "42186", "label": "Rive-de-Gier", "hint": "42800"},
    {"value": "42103", "label": "La Grand-Croix", "hint": "42320", "selected": True},
    {"value": "42123", "label": "Lorette", "hint": "42420"},
    {"value": "42110", "label": "L’Horme", "hint": "42152"},
]

STEPS = [
    {"label": "Qui appelle", "href": "#stepper", "state": "done"},
    {"label": "Le besoin", "href": "#stepper", "state": "done"},
    {"label": "Le lieu et le début", "href": "#stepper", "state": "current"},
    {"label": "Chez la personne", "href": "#stepper", "state": "error"},
    {"label": "La personne et son accord", "href": "#stepper", "state": "todo"},
]

REASONS = [
    "dans leur zone, disponibilité dite hier soir",
    "savent faire ce pansement",
    {"text": "moins sollicitées cette semaine que leurs voisines", "side": "plus"},
    {"text": "la plus proche habite à 9 km", "side": "minus"},
]

MISSING = [
    {"text": "Faire signer 3 comptes rendus", "worth": "5 600 €", "href": "#gauge"},
    {"text": "Dater le plan de crise", "worth": "700 €"},
]

CARD_FIELDS = ("ref", "title", "place", "requester", "owner", "level", "text", "note")

LANES: tuple[tuple[str, str, str, int, tuple[tuple[str, ...], ...]], ...] = (
    (
        "todo",
        "À traiter",
        "inbox",
        1,
        (
            ("1121-017", "Injection d’anticoagulant, 1 × par jour", "Rive-de-Gier", "laboratoire")
            + ("Léa Roche", "late", "en retard de 6 min", ""),
            ("1121-019", "Aide aux repas et aux courses", "Pélussin", "fille de la personne")
            + ("", "soon", "avant 11 h 10", ""),
            ("1121-020", "3 infirmières, samedi et dimanche", "La Grand-Croix", "EHPAD")
            + ("Anouk Dumas", "calm", "avant 12 h 00", ""),
        ),
    ),
    (
        "search",
        "En recherche",
        "send",
        1,
        (
            ("1121-009", "Perfusion antibiotique, 3 × par jour", "Génilac", "HAD")
            + ("Anouk Dumas", "late", "à appeler", "6 numéros"),
            ("1121-014", "Pansement et surveillance, 1 × par jour dès lundi", "Saint-Chamond")
            + ("chirurgie, hôpital de la vallée", "Léa Roche", "soon", "2ᵉ vague à 10 h 52", ""),
            ("1121-011", "Toilette, 2 × par jour", "Lorette", "assistante sociale")
            + ("Marc Bertin", "calm", "avant 12 h 10", "l’habituelle"),
            ("1121-008", "Prise de sang à domicile, mardi", "Doizieux", "cabinet médical")
            + ("Anouk Dumas", "calm", "avant 14 h 00", "2 réponses sur 4"),
        ),
    ),
    (
        "confirm",
        "Soin à confirmer",
        "carer",
        0,
        (
            ("1120-047", "Insuline, 2 × par jour", "L’Horme", "médecin traitant")
            + ("Léa Roche", "soon", "confirmation attendue", ""),
            ("1120-052", "Retour à domicile, cheville plâtrée", "Saint-Chamond", "urgences")
            + ("Marc Bertin", "calm", "1ʳᵉ visite lundi 8 h", ""),
        ),
    ),
    (
        "callback",
        "À rappeler",
        "phone",
        1,
        (
            ("1120-044", "Prise en charge commencée", "Soins de suite", "à prévenir")
            + ("Léa Roche", "late", "depuis 22 min", ""),
            ("1120-039", "Pas encore trouvé : le dire", "EHPAD Les Tilleuls", "fictif")
            + ("Anouk Dumas", "soon", "avant 11 h 00", ""),
            ("1120-041", "Infirmière trouvée", "Chirurgie", "hôpital de la vallée")
            + ("Anouk Dumas", "calm", "avant 11 h 30", ""),
        ),
    ),
)


def _shell(current: str) -> Shell:
    """The frame of a desk agent on an ordinary morning."""
    here = reverse("gallery")
    board = reverse("gallery-board")
    return Shell(
        nav=(
            NavItem("Ce qui m’attend", here, "inbox", 5, current == "gallery", late=True),
            NavItem("Demandes", board, "board", 12, current == "board"),
            NavItem("Personnes", here, "person"),
            NavItem("Professionnels", here, "carer"),
            NavItem("Équipe du jour", here, "calendar"),
            NavItem("Territoire", here, "map"),
            NavItem("Bilan", here, "chart"),
        ),
        desk_name="Poste de Saint-Chamond",
        desk_lines=("ouvert jusqu’à 19 h 30", "12 communes sans infirmière déclarée"),
        presence=(
            Colleague("Léa Roche"),
            Colleague("Anouk Dumas"),
            Colleague("Marc Bertin", away=True),
        ),
        primary=PrimaryAction("Nouvelle demande", board),
        account_name="Léa Roche",
        account_role="Agente du poste",
        account_url=here,
        logout_url=here,
        search_url=here,
        home_url=board,
        synthetic=True,
    )


def _lanes() -> list[dict[str, Any]]:
    """The four lanes with their cards, as a real board would hand them to the template."""
    return [
        {
            "key": key,
            "title": title,
            "icon": icon,
            "late": late,
            "count": len(cards),
            "cards": [dict(zip(CARD_FIELDS, card, strict=True)) for card in cards],
        }
        for key, title, icon, late, cards in LANES
    ]


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its usage."""
    context = {
        "shell": _shell("gallery"),
        "icons": ICONS,
        "swatches": SWATCHES,
        "choices": CHOICES,
        "communes": COMMUNES,
        "steps": STEPS,
        "reasons": REASONS,
        "missing": MISSING,
    }
    return render(request, "gallery/index.html", context)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the desk board at work, with its panel open."""
    context = {"shell": _shell("board"), "lanes": _lanes(), "reasons": REASONS[:3]}
    return render(request, "gallery/board.html", context)


@require_safe
def one_tap(request: HttpRequest) -> HttpResponse:
    """Show the page a carer opens from her SMS."""
    return render(request, "gallery/one_tap.html")


urlpatterns = [
    path("", gallery, name="gallery"),
    path("tableau/", board, name="gallery-board"),
    path("telephone/", one_tap, name="gallery-phone"),
]
