"""The first screen: what waits for this viewer now, never a menu."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.cockpit.addresses import address
from maillon.apps.desk.access import desks_of, managed_organizations
from maillon.apps.desk.queries.today import today
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in

__all__ = ["home"]


@dataclass(frozen=True, slots=True)
class Door:
    """A job of somebody who sits at no desk."""

    title: str
    text: str
    url: str
    icon: str


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """An agent's list by deadline; the doors of anybody else."""
    viewer = viewer_in(request)
    if not desks_of(viewer):
        return render(request, "cockpit/doors.html", {"doors": _doors(viewer)})
    waits = today(viewer, now=clock.now())
    context = {
        "today": waits,
        "groups": [
            (title, [line for line in waits.lines if line.due.level in levels])
            for title, levels in GROUPS
        ],
    }
    return render(request, "cockpit/home.html", context)


GROUPS = (
    ("En retard", {"late"}),
    ("Dans le quart d’heure", {"soon"}),
    ("Ensuite", {"calm", "wait"}),
)


CARE = "Les personnes que vous avez acceptées, leurs coordonnées, et « le soin a commencé »."
ASKED = "Ce que vous avez demandé au poste, et où cela en est."
COUNTS = "Combien de demandes, trouvées en combien de temps. Aucune personne n’y paraît."


def _doors(viewer: AccountViewer) -> list[Door]:
    asks = any(role.code == "requester" for role in viewer.roles)
    doors = [
        (bool(viewer.responder_ids), "Mes prises en charge", CARE, "my-care", "carer"),
        (asks, "Mes demandes", ASKED, "my-requests", "list"),
        (bool(managed_organizations(viewer)), "Chiffres", COUNTS, "counts", "chart"),
    ]
    return [
        Door(title, text, url, icon)
        for held, title, text, route, icon in doors
        if held and (url := address(route))
    ]
