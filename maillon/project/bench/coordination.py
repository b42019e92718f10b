"""A coordinator's day and the circles she holds: how long, and how many questions, as they grow."""

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewPerson, NewWord
from maillon.apps.cockpit.actions import note_errand
from maillon.apps.directory.models import Organization
from maillon.apps.tasks.inboxes import INBOXES
from maillon.apps.welcome.actions import NewHelp, ask_for_help
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.loaded import keep_out_of_rounds
from maillon.project.bench.figures import spread, timed

__all__ = ["CIRCLES", "measure", "told"]

CIRCLES: Final = (30, 300)
TIMES: Final = 60
PAGES: Final = {"cockpit": "coordination", "caseload": "caseload"}
Tell = Callable[[str], None]


def measure(sizes: Sequence[int], now: datetime, tell: Tell) -> list[dict[str, Any]]:
    """Per number of circles, in an empty database: both pages, whole, and their questions."""
    account, by = _coordinator(now)
    found, opened = [], 0
    for size in sizes:
        tell(f"{size} réseaux : écriture…")
        _open(range(opened, size), by, now)
        opened = size
        tell(f"{size} réseaux : mesure…")
        found.append({"circles": size} | _measured(account, now))
    return found


def told(figures: dict[str, Any]) -> Iterator[str]:
    """One line for each page."""
    yield f"  {figures['circles']} réseaux, autant de demandes d’aide et de choses notées"
    for page, words in (("cockpit", "les six boîtes"), ("caseload", "mes réseaux")):
        took = {k: str(figures[page][k]).replace(".", ",") for k in ("p50_ms", "p95_ms")}
        yield (
            f"  {words:<16} p50 {took['p50_ms']} ms, p95 {took['p95_ms']} ms, "
            f"{figures[page]['statements']} questions à la base"
        )


def _coordinator(now: datetime) -> tuple[Account, AccountViewer]:
    house = Organization.objects.create(
        kind="dac", name="DAC de mesure", folded_name="dac de mesure", source="mesure",
        as_of=now.date(), synthetic=True,
    )  # fmt: skip
    account = Account(email="mesure@exemple.test", name="Mesure", initials="ME", synthetic=True)
    account.set_unusable_password()
    account.save(force_insert=True)
    ScopedRole.objects.create(
        account=account, organization=house, code="coordinator", starts_on=now.date()
    )
    return account, viewer_of(account, now=now)


def _open(numbers: range, by: AccountViewer, now: datetime) -> None:
    house = by.roles[0].organization_id
    for number in numbers:
        born = f"{1930 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        care.welcome_person(
            person=NewPerson(f"Mesure{number}", "Essai", born, sex="F"), organization_id=house,
            situation="frail", word=NewWord("informed", "voice"), by=by, now=now,
        )  # fmt: skip
        inbox = list(INBOXES)[number % len(INBOXES)]
        note_errand(
            organization_id=house, inbox=inbox, text=f"Chose à faire {number}",
            due_on=(now + timedelta(days=number % 40)).date(), by=by, now=now,
        )  # fmt: skip
        ask_for_help(
            organization_id=house, by=by, now=now, synthetic=True, new=NewHelp(
                "neighbour", "Voisine", f"01990{number:05d}", "meals", "Des repas.",
                agreed="yes",
            ),
        )  # fmt: skip


def _measured(account: Account, now: datetime) -> dict[str, Any]:
    client, found = Client(), {}
    client.force_login(account)
    for page, route in PAGES.items():
        took: list[float] = []
        with clock.frozen(now):
            client.get(reverse(route))
            keep_out_of_rounds()  # as the web process does once it is loaded
            for _ in range(TIMES):
                answer = timed(partial(client.get, reverse(route)), took)
                if answer.status_code != 200:
                    raise RuntimeError(f"{route} answers {answer.status_code}")
            gc.unfreeze()
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(route))
        found[page] = spread(took).as_json() | {"statements": len(asked)}
    return found
