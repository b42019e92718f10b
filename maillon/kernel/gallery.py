"""The gallery of interface components: live documentation, which the accessibility test visits."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from maillon.kernel.shell import Colleague, NavItem, PrimaryAction, Shell


@functools.cache
def _samples() -> dict[str, Any]:
    """Invented things to show; read once."""
    text = Path(__file__).with_name("gallery.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


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


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its usage."""
    return render(request, "gallery/index.html", {**_samples(), "shell": _shell("gallery")})


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Show the desk board at work, with its panel open."""
    return render(request, "gallery/board.html", {**_samples(), "shell": _shell("board")})


@require_safe
def one_tap(request: HttpRequest) -> HttpResponse:
    """Show the page a carer opens from her SMS."""
    return render(request, "gallery/one_tap.html")


urlpatterns = [
    path("", gallery, name="gallery"),
    path("tableau/", board, name="gallery-board"),
    path("telephone/", one_tap, name="gallery-phone"),
]
