"""Asking one route as everybody, on her own object, on the neighbour's, on one that is nowhere.

Each request is undone before the next one, so that every cell meets the same two tenants; each is
asked once, and every promise is judged on the same answer.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maillon.kernel import clock, paper
from maillon.kernel.models import AccessLogEntry
from tests.access import cast
from tests.access.case import Case
from tests.access.cases import CASES
from tests.access.cast import LATER, ROLES, Tenant

__all__ = ["CELLS", "FROM", "OBJECTS", "PEOPLE", "REVIEWED", "Answer", "World", "world_of_two"]

PEOPLE = (*ROLES, "anonymous")
REVIEWED = tuple(one for one in PEOPLE if one != "reader")  # the columns of the golden file
OBJECTS = ("own", "elsewhere", "none")
ANSWERED = frozenset({200, 204, 302, 303, 422})
FROM = "192.0.2.77"
ZIPPED = ("openxmlformats", "application/zip")
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ONCE = re.compile(r'nonce="[^"]*"|[A-Za-z0-9]{64}')  # drawn anew for each page
CELLS = [
    (name, method)
    for name, case in CASES.items()
    for method in ("get", "post")
    if getattr(case, method) is not None
]


@dataclass(frozen=True)
class Answer:
    """What came back, and the lines it left in the access log."""

    status: int
    location: str
    body: str
    cache: str
    lines: tuple[AccessLogEntry, ...]
    path: str

    @property
    def is_answered(self) -> bool:
        return self.status in ANSWERED and not self._to_sign_in

    @property
    def _to_sign_in(self) -> bool:
        return self.location.startswith(reverse("account_login"))

    @property
    def said(self) -> str:
        """As the golden file writes it."""
        return "sign-in" if self._to_sign_in else str(self.status)

    @property
    def shape(self) -> tuple[int, str]:
        """What a stranger could compare: everything but ids and what is drawn for each page."""
        plain = self.body.replace(self.path, "")
        return self.status, ONCE.sub("", IDS.sub("", plain))


@dataclass
class World:
    """Two tenants, and everybody of the first signed in once."""

    mine: Tenant
    other: Tenant
    keys: dict[str, str] = field(default_factory=dict)
    known: frozenset[Any] = frozenset()

    def sign_in(self) -> None:
        """Everybody's session, kept for the whole walk."""
        for person in ROLES:
            client = Client()
            client.force_login(self.mine.people[person])
            self.keys[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.known = frozenset(AccessLogEntry.objects.values_list("pk", flat=True))

    def walk(self, name: str, method: str) -> dict[tuple[str, str], Answer]:
        """Everybody on each object this route can be asked about."""
        return {
            (person, of): self.ask(person, name, method, of)
            for person in PEOPLE
            for of in objects(CASES[name], self.mine)
        }

    def ask(self, person: str, name: str, method: str, of: str = "own") -> Answer:
        """One request, undone."""
        client = Client(raise_request_exception=False, REMOTE_ADDR=FROM)
        if person != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[person]
        path = reverse(name, kwargs=self._path(name, of))
        with transaction.atomic():
            answer = getattr(client, method)(path, self.given(name, method, of))
            lines = tuple(AccessLogEntry.objects.exclude(pk__in=self.known))
            body = _readable(answer)
            transaction.set_rollback(True)
        where = str(answer.headers.get("Location", ""))
        cache = answer.headers.get("Cache-Control", "")
        return Answer(answer.status_code, where, body, cache, lines, path)

    def given(self, name: str, method: str, of: str) -> dict[str, Any]:
        """What is typed to ask for it."""
        args = getattr(CASES[name], method)
        return dict(args(self.other if of == "elsewhere" else self.mine))

    def _path(self, name: str, of: str) -> dict[str, Any]:
        path = dict(CASES[name].path(self.other if of == "elsewhere" else self.mine))
        return _nowhere(path) if of == "none" else path


def objects(case: Case, mine: Tenant) -> tuple[str, ...]:
    """The objects a route can be asked about: nowhere wants an id in the address."""
    has_id = any(isinstance(value, UUID) for value in case.path(mine).values())
    return OBJECTS if has_id else OBJECTS[:2]


def _nowhere(path: Mapping[str, Any]) -> dict[str, Any]:
    """The same address with its last id drawn at random: her own person, a member of nobody."""
    last = [key for key, value in path.items() if isinstance(value, UUID)][-1]
    return {**path, last: uuid5(path[last], "nowhere")}


def _readable(answer: Any) -> str:
    """The body as text: a document is opened, since a zip would hide every word."""
    content = b"".join(answer) if answer.streaming else answer.content
    if any(kind in answer.headers.get("Content-Type", "") for kind in ZIPPED):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            content = b"\n".join(opened.read(one) for one in opened.namelist())
    return str(content.decode(errors="replace"))


@contextmanager
def world_of_two(blocker: Any) -> Iterator[World]:
    """Laid once for a module, and taken away whole. A PDF comes back as the page it is made of,
    whose words can be read.
    """
    with blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper, "pdf", lambda html, style="": html.encode())
        with clock.frozen(LATER):
            world = World(cast.here(), cast.there())
            world.sign_in()
            yield world
        transaction.set_rollback(True)
