"""A busy morning at the demonstration desk: sixty agents signed in, two hundred open requests."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse

from maillon.apps.accounts import lock
from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk, ServiceRequest
from maillon.project.bench.post import new_request
from maillon.project.demo.accounts import ACCOUNTS

__all__ = ["prepare"]

AGENT: Final = ACCOUNTS[0].email


def prepare(
    boards: int, requests: int, now: datetime, tell: Callable[[str], None]
) -> dict[str, Any]:
    """The demonstration world, its desk made busy: sessions of agents, pages to ask for."""
    tell("le monde de démonstration…")
    call_command("demo", now=now, stdout=io.StringIO())
    role = ScopedRole.objects.select_related("account").get(account__email=AGENT)
    desk = Desk.objects.get(pk__in=[role.desk_id])
    tell(f"{boards} agents, {requests} demandes ouvertes…")
    _receive(desk, role, requests, now)
    found = ServiceRequest.objects.open().at_desk(desk.pk)
    seen = list(found.values_list("pk", "revision")[:40])
    return {
        "sessions": [_session(_agent(role, number, now), now) for number in range(boards)],
        "open": found.count(),
        "home": reverse("home"),
        "board": reverse("board"),
        "lanes": reverse("board-lanes"),
        "events": reverse("board-events"),
        "home_again": reverse("home"),
        "sheet": [reverse("request", args=[pk]) for pk, _ in seen],
        "sheet_again": [f"{reverse('request', args=[pk])}?page=1&vu={at}" for pk, at in seen],
        "take": [reverse("request-take", args=[pk]) for pk in found.values_list("pk", flat=True)],
    }


def _receive(desk: Desk, role: ScopedRole, requests: int, now: datetime) -> None:
    by = viewer_of(role.account, now=now)
    standing = ServiceRequest.objects.open().at_desk(desk.pk).count()
    for number in range(standing, requests):
        at = now - timedelta(minutes=requests - number)
        new = new_request(desk, number, desk.commune_id, at)
        actions.receive_request(new=new, by=by, now=at)


def _agent(role: ScopedRole, number: int, now: datetime) -> Account:
    account = Account(email=f"agent{number}@mesure.example", name=f"Agent {number}", initials="AM")
    account.set_unusable_password()
    account.save(force_insert=True)
    ScopedRole.objects.create(
        account=account, organization_id=role.organization_id, desk_id=role.desk_id, code="agent",
        starts_on=role.starts_on,
    )  # fmt: skip
    return account


def _session(account: Account, now: datetime) -> str:
    """Signed in a moment ago, as after the password."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    lock.touch(session, now)
    session.save()
    return str(session.session_key)
