"""The rest of the invariants hold in a lived world and see their own breach (maillon verify)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.desk import actions
from maillon.apps.desk.checks import CHECKS
from maillon.apps.desk.models import (
    Assignment,
    Callback,
    Desk,
    DeskShift,
    Draft,
    Need,
    Offer,
    Sitting,
)
from maillon.apps.directory.models import Responder
from maillon.apps.journal.actions import record
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from maillon.kernel.models import Job, Uptime
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
NOW = MORNING + timedelta(minutes=10)


@pytest.fixture
def world() -> DeskWorld:
    """A request searched, one found, one closed, and a draft."""
    world = situations.saint_chamond()
    situations.request_searching(world, duplicate_seen=True)
    situations.request_found(world, duplicate_seen=True)
    situations.request_closed(world, MORNING - timedelta(days=2), duplicate_seen=True)
    jobs.run_due(NOW)
    actions.save_draft(
        draft_id=new_id(), desk_id=world.desk.pk, payload={"note": ["une note"]}, phone="",
        by=world.by, now=NOW,
    )  # fmt: skip
    return world


def open_offer() -> Offer:
    return Offer.objects.filter(state="open", need__state="searching").earliest("rank")


def a_draft_is_unreadable(world: DeskWorld) -> None:
    draft = Draft.objects.get()
    draft.payload = "{pas du JSON"
    draft.save(update_fields=["payload"])


def nobody_owes_not_found_yet(world: DeskWorld) -> None:
    Need.objects.filter(state="searching").update(found_by=NOW - timedelta(hours=1))


def a_gp_is_asked_to_dress(world: DeskWorld) -> None:
    Responder.objects.filter(pk=open_offer().responder_id).update(profession="10")


def a_limit_is_passed(world: DeskWorld) -> None:
    Responder.objects.filter(pk=open_offer().responder_id).update(live_limit=0)


def a_yes_is_told_twice(world: DeskWorld) -> None:
    record(
        act="desk.accepted", organization_id=world.desk.organization_id, by=SYSTEM, now=NOW,
        subjects=[],
    )  # fmt: skip


def she_is_asked_again(world: DeskWorld) -> None:
    held = Assignment.objects.filter(need__state="found").get()
    Assignment.objects.filter(pk=held.pk).update(withdrawn_at=NOW, withdrawn_reason="sick")
    Offer.objects.filter(pk=held.offer_id).update(state="open")


def a_failed_message_is_forgotten(world: DeskWorld) -> None:
    OutboxMessage.objects.filter(about_id=open_offer().pk).update(state="failed", error="gone")


def a_timer_rang_early(world: DeskWorld) -> None:
    Job.objects.filter(done_at=None).update(done_at=NOW, run_at=NOW + timedelta(hours=1))


def a_word_is_rewritten(world: DeskWorld) -> None:
    Callback.objects.filter(kind="found", outcome="reached").update(outcome="colleague")


def two_shifts_overlap(world: DeskWorld) -> None:
    for hours in (1, 3):
        start = NOW + timedelta(hours=hours)
        DeskShift.objects.create(
            desk=world.desk, starts_at=start, ends_at=start + timedelta(hours=4)
        )


def the_desk_closed_an_hour_ago(world: DeskWorld) -> None:
    Desk.objects.filter(pk=world.desk.pk).update(opening_hours={"1": [["06:00", "08:00"]]})
    Job.objects.filter(kind="desk.closing").delete()


def they_all_left(world: DeskWorld) -> None:
    ScopedRole.objects.filter(desk_id=world.desk.pk).update(
        ends_on=(NOW + timedelta(days=2)).date()
    )


def she_was_seen_at_nine_and_no_more(world: DeskWorld) -> None:
    nine = NOW - timedelta(minutes=50)
    Desk.objects.update(synthetic=False)
    Uptime.objects.create(began_at=nine, until=NOW)
    Sitting.objects.create(desk=world.desk, account=world.agent, began_at=nine, until=nine)


BREACHES: dict[str, Callable[[DeskWorld], None]] = {
    "I2 brouillons retrouvés": a_draft_is_unreadable,
    "I5 à l’échéance, la vérité est due": nobody_owes_not_found_yet,
    "I9 jamais hors métier": a_gp_is_asked_to_dress,
    "I10 jamais plus que sa limite": a_limit_is_passed,
    "I11 un oui, un acte": a_yes_is_told_twice,
    "I13 qui a rendu n’est pas rappelée": she_is_asked_again,
    "I15 un SMS non remis devient un appel": a_failed_message_is_forgotten,
    "I16 aucune minuterie avant l’heure": a_timer_rang_early,
    "I17 aucune réponse réécrite en silence": a_word_is_rewritten,
    "I6 la nuit, à la garde suivante": the_desk_closed_an_hour_ago,
    "I19 une plage et une seule": two_shifts_overlap,
    "I19 quelqu’un pour chaque ouverture": they_all_left,
    "I19 quelqu’un a été vu à chaque ouverture": she_was_seen_at_nine_and_no_more,
}


def test_every_check_has_its_breach_here() -> None:
    assert set(BREACHES) == set(CHECKS)


def test_nothing_is_broken_in_a_lived_world(world: DeskWorld) -> None:
    assert {name: list(check(NOW)) for name, check in CHECKS.items() if list(check(NOW))} == {}


@pytest.mark.parametrize("name", BREACHES)
def test_a_breach_is_seen_and_names_nobody(world: DeskWorld, name: str) -> None:
    BREACHES[name](world)
    lines = list(CHECKS[name](NOW))
    assert lines
    assert not any("Fournier" in line or "Suzanne" in line for line in lines)
