"""The first screen: what waits for this viewer now, never a menu."""

import functools
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.care.queries import unread_around
from maillon.apps.care.working import led, worked
from maillon.apps.cockpit.access import houses_of
from maillon.apps.cockpit.addresses import address
from maillon.apps.cockpit.queries.inboxes import InboxLine, own_lines
from maillon.apps.cockpit.web.coordination import cockpit
from maillon.apps.desk.access import desks_of, managed_organizations
from maillon.apps.desk.queries.today import Line, today
from maillon.apps.meetings.access import may_call
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import is_fragment, viewer_in

__all__ = ["home"]


@dataclass(frozen=True, slots=True)
class Door:
    """A job of somebody who sits at no desk."""

    title: str
    text: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of like pressure."""

    title: str
    lines: list[Line | InboxLine]

    @property
    def drawn(self) -> str:
        return format_html_join("", "{}", ((_drawn(line),) for line in self.lines))


@functools.lru_cache(maxsize=4000)
def _drawn(line: Line | InboxLine) -> str:
    """The same line is drawn once."""
    name = "cockpit/_line.html" if isinstance(line, Line) else "cockpit/_beside.html"
    return render_to_string(name, {"line": line})


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """An agent's list by deadline, a coordinator's six inboxes; the doors of anybody else."""
    viewer = viewer_in(request)
    if not desks_of(viewer) and houses_of(viewer):
        return cockpit(request)
    if not desks_of(viewer):
        lines = own_lines(viewer, now=clock.now())
        context = {"doors": _doors(viewer), "has_role": bool(viewer.roles), "lines": lines}
        return render(request, "cockpit/doors.html", context)
    now = clock.now()
    waits, beside = today(viewer, now=now), own_lines(viewer, now=now, beside_desk=True)
    late = [one for one in beside if one.due.level == "late"]
    groups = [
        Group(title, [line for line in waits.lines if line.group == group])
        for group, title in GROUPS.items()
    ]
    groups[0].lines.extend(late)
    groups[0].lines.sort(key=lambda line: line.due.at)
    context = {
        "today": waits, "groups": groups[:-1], "later": groups[-1],
        "beside": Group("Hors des demandes", [one for one in beside if one not in late]),
        "late": waits.late + len(late), "mine": waits.mine + len(beside),
    }  # fmt: skip
    page = "cockpit/today.html" if is_fragment(request) else "cockpit/home.html"
    return render(request, page, context)


GROUPS = {
    "late": "En retard",
    "soon": "Dans le quart d’heure",
    "today": "Aujourd’hui",
    "later": "Les jours suivants",
}
CARE = "Les personnes que vous avez acceptées, leurs coordonnées, et « le soin a commencé »."
OFFERED = "Ce qui vous a été proposé, ce que vous avez pris, et la médiane de vos collègues."
ASKED = "Ce que vous avez demandé au poste, et où cela en est."
AROUND = "Les réseaux où vous êtes. On cherche une personne par sa date de naissance."
CAME_OUT = "Qui était là, de quoi on a parlé : le compte rendu s’ouvre, les tâches suivent."
MET = "Une date choisie ensemble, un ordre du jour, ce qui est décidé et qui le fait."
TEAMED = "Ouvrir une coordination autour d’une personne, vos équipes, les grilles à refaire."
RETURNS = "Un toucher : ce qui vous fait perdre du temps, et combien."
SLOWS = "Les minutes perdues, par sujet. Personne n’est nommé."
RECEIVED = "Les preuves que les structures vous ont envoyées, engagement par engagement."
ACCOUNTS = "Inviter, donner un rôle jusqu’à une date, le retirer, rendre un accès perdu."
REFERENTS = "Qui relit les accès exceptionnels et répond des données, structure par structure."
MATRIX = "Les douze relations à une personne, et ce que chacune ouvre. Personne n’y est nommé."
DESKS = "Ouvrir un poste de coordination : ses communes, ses horaires, son responsable."
COUNTS = "Combien de demandes, trouvées en combien de temps. Aucune personne n’y paraît."


def _doors(viewer: AccountViewer) -> list[Door]:
    codes = {role.code for role in viewer.roles}
    unread = unread_around(viewer, now=clock.now())
    around = f"Messages non lus : {unread}. {AROUND}" if unread else AROUND
    doors = [
        (bool(viewer.responder_ids), "Mes prises en charge", CARE, "my-care", "carer"),
        (bool(viewer.responder_ids), "Mes demandes reçues", OFFERED, "my-received", "message"),
        (bool(codes & {"coordinator", "practitioner"}), "Personnes", around, "persons", "people"),
        ("requester" in codes, "Mes demandes", ASKED, "my-requests", "list"),
        (bool(codes & {"coordinator", "practitioner"}), "Mes équipes", TEAMED, "teams", "heart"),
        (bool(worked(viewer)), "Ce qui revient tout le temps", RETURNS, "irritant-new", "undo"),
        (bool(led(viewer)), "Ce qui freine", SLOWS, "irritants", "chart"),
        (bool(may_call(viewer)), "Je sors d’une réunion", CAME_OUT, "meeting-out", "edit"),
        (bool(may_call(viewer)), "Réunions", MET, "meetings", "calendar"),
        (bool(managed_organizations(viewer)), "Chiffres", COUNTS, "report", "chart"),
        ("reader" in codes, "Dossiers reçus", RECEIVED, "payer-files", "file"),
        ("administrator" in codes, "Comptes", ACCOUNTS, "accounts", "key"),
        ("administrator" in codes, "Référents données", REFERENTS, "data-referents", "shield"),
        ("administrator" in codes, "Qui voit quoi", MATRIX, "access-matrix", "shield"),
        ("administrator" in codes, "Postes", DESKS, "desk-open", "phone"),
    ]
    return [
        Door(title, text, url, icon)
        for held, title, text, route, icon in doors
        if held and (url := address(route))
    ]
