"""What the frame around every page shows: the rail, its counts, the desk, the account."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from maillon.apps.care.access import reviewed
from maillon.apps.care.queries import count_reviews, missing_referents
from maillon.apps.desk.queries.enrolments import count_to_verify
from maillon.apps.desk.queries.kept import board_number
from maillon.apps.desk.queries.leaving import sms_news
from maillon.apps.desk.queries.today import DeskState, desk_state, waiting
from maillon.apps.desk.web.here import chosen_desk
from maillon.apps.desk.web.wording.leaving import sms_notices
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.shell import NavItem, PrimaryAction, Shell

ROLES = {
    "agent": "Au poste",
    "lead": "Responsable du poste",
    "coordinator": "Coordination",
    "practitioner": "Professionnel",
    "requester": "Demandeur",
    "manager": "Responsable de structure",
    "administrator": "Administrateur technique",
    "reader": "Lecteur des dossiers",
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame: read only by the pages that draw it, nothing for a visitor."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return {"shell": None}
    return {"shell": SimpleLazyObject(lambda: _shell(request, viewer, clock.now()))}


def _shell(request: HttpRequest, viewer: AccountViewer, now: datetime) -> Shell:
    desk_id = chosen_desk(viewer, request.session)
    number = board_number(desk_id) if desk_id else 0
    desk = desk_state(viewer, desk_id, number, now=now) if desk_id else None
    intake = _url("intake") if desk else ""
    news = sms_news(viewer, desk_id, number, now=now) if desk_id else None
    return Shell(
        nav=tuple(_nav(viewer, desk, request.path, now)),
        desk_name=desk.name if desk else "",
        desk_open=desk.opening.open if desk else True,
        desk_lines=(desk.opening.words,) if desk else (),
        primary=PrimaryAction("Nouvelle demande", intake) if intake else None,
        account_name=getattr(request.user, "name", ""),
        account_role=_role(viewer),
        account_url=_url("mfa_index"),
        logout_url=_url("account_logout"),
        search_url=_url("palette"),
        lock_url=_url("lock"),
        lock_seconds=settings.MAILLON_IDLE_MINUTES * 60,
        ping_url=_url("still-here"),
        notices=sms_notices(news),
        presence_url=_url("presence") if desk else "",
        calls_url=_url("calls") if desk and _has_switchboard() else "",
        live_url=_url("board-events") if desk else "",
        synthetic=settings.MAILLON_DEMO,
    )


def _nav(viewer: AccountViewer, desk: DeskState | None, path: str, now: datetime) -> list[NavItem]:
    codes = {role.code for role in viewer.roles}
    items = []
    if desk:
        count, late = waiting(viewer, now=now)
        items.append(_item("Ce qui m’attend", "home", "inbox", path, count or None, late))
        items.append(_item("Demandes", "board", "board", path, desk.count or None, desk.late > 0))
        items.append(_item("Relève", "relief", "exit", path))
    else:
        items.append(_item("Accueil", "home", "home", path))
    if viewer.responder_ids:
        items.append(_item("Mes prises en charge", "my-care", "carer", path))
        items.append(_item("Mes demandes reçues", "my-received", "message", path))
    if codes & {"agent", "lead", "coordinator", "manager", "practitioner"}:
        items.append(_item("Réunions", "meetings", "calendar", path))
    if "coordinator" in codes:
        items += _coordination(desk, path)
    if codes & {"coordinator", "practitioner"}:
        items.append(_item("Personnes", "persons", "people", path))
        items.append(_item("Mes équipes", "teams", "heart", path))
    items += _house(viewer, codes, path, now)
    if "requester" in codes:
        items.append(_item("Mes demandes", "my-requests", "list", path))
    if "reader" in codes:
        items.append(_item("Dossiers reçus", "payer-files", "file", path))
    items += _known(viewer, desk, codes, path)
    if desk and "lead" in codes:
        items.append(_item("Réglages du poste", "desk-settings", "edit", path))
        items.append(_item("Et si… ?", "scenarios", "clock", path))
    if desk or codes & {"manager", "lead"}:
        report = _item("Chiffres", "report", "chart", path)
        items.append(replace(report, url=f"{report.url}?poste={desk.id}") if desk else report)
    if "administrator" in codes:
        items += _administration(viewer, path, now)
    if settings.MAILLON_DEMO:
        items.append(_item("Téléphones fictifs", "phones", "message", path))
    shown = [item for item in items if item.url]
    here = max((item.url for item in shown if item.current), key=len, default="")
    return [replace(item, current=item.url == here) for item in shown]


def _coordination(desk: DeskState | None, path: str) -> list[NavItem]:
    """A coordinator's own rooms; her home is one where she sits at no desk."""
    items = [_item("Ma coordination", "coordination", "inbox", path)] if desk else []
    items.append(_item("Mes réseaux", "caseload", "people", path))
    items.append(_item("Demandes d’aide", "welcome", "heart", path))
    return items


def _administration(viewer: AccountViewer, path: str, now: datetime) -> list[NavItem]:
    """Accounts, who answers for the data (red while nobody does), who sees what."""
    missing = missing_referents(viewer, now=now)
    return [
        _item("Comptes", "accounts", "key", path),
        _item("Référents données", "data-referents", "shield", path, missing or None, missing > 0),
        _item("Qui voit quoi", "access-matrix", "shield", path),
        _item("Postes", "desk-open", "phone", path),
    ]


def _known(
    viewer: AccountViewer, desk: DeskState | None, codes: set[str], path: str
) -> list[NavItem]:
    """The directory, and at a desk those who ask to be in it."""
    items = []
    if desk or "coordinator" in codes:
        within = "/annuaire/" if path.startswith("/professionnels/") else path
        items.append(_item("Annuaire", "directory", "search", within))
    if desk:
        asked = count_to_verify(viewer)
        items.append(_item("Inscriptions", "enrolments", "carer", path, asked or None))
    return items


def _house(viewer: AccountViewer, codes: set[str], path: str, now: datetime) -> list[NavItem]:
    """The life of the structure where she works."""
    items = []
    if codes & {"coordinator", "manager", "practitioner"}:
        items.append(_item("L’équipe", "my-structures", "people", path))
        items.append(_item("Notre contrat", "contracts", "chart", path))
    if reviewed(viewer):
        items += _reviews(viewer, path, now)
    return items


def _reviews(viewer: AccountViewer, path: str, now: datetime) -> list[NavItem]:
    """Accesses to sign: shown while there is one, red until the last is signed."""
    count, late = count_reviews(viewer, now=now)
    return [_item("Accès à relire", "glass-reviews", "shield", path, count, late)] if count else []


def _item(
    label: str, route: str, icon: str, path: str, count: int | None = None, late: bool = False
) -> NavItem:
    url = _url(route)
    current = path == url if url == "/" else bool(url) and path.startswith(url)
    return NavItem(label, url, icon, count, current, late)


def _has_switchboard() -> bool:
    return bool(settings.MAILLON_PHONE_SECRET) or settings.MAILLON_DEMO


def _role(viewer: AccountViewer) -> str:
    held = {role.code for role in viewer.roles}
    return next((words for code, words in ROLES.items() if code in held), "")


@cache
def _url(name: str) -> str:
    """The address of a route; empty where this installation has no such room."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
