"""The board read once for everybody: the same as read anew, and never a number behind."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.queries import board as reads
from maillon.apps.desk.queries import kept
from maillon.apps.desk.queries.kept import Kept
from maillon.apps.desk.queries.moments import Due
from maillon.apps.desk.web import board as page
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

SOON = MORNING + timedelta(seconds=1)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def colleague(world: DeskWorld) -> AccountViewer:
    return viewer_of(situations.account("Karim Benali", world.desk), now=MORNING)


@pytest.fixture
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As outside a transaction, where a number once read is there to stay."""
    monkeypatch.setattr(kept, "_DESKS", Kept())
    monkeypatch.setattr(page, "_COLUMNS", Kept())
    monkeypatch.setattr(reads, "_KEPT", Kept())
    monkeypatch.setattr(kept, "may_be_taken_back", lambda: False)


def shown(world: DeskWorld, viewer: AccountViewer | None = None) -> reads.Board:
    return reads.board(viewer or world.by, world.desk.pk, now=SOON)


def reading(world: DeskWorld, viewer: AccountViewer) -> int:
    with CaptureQueriesContext(connection) as sent:
        shown(world, viewer)
    return len(sent)


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept")
def test_a_colleague_reads_the_same_board_for_fewer_questions(
    world: DeskWorld, colleague: AccountViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    situations.request_searching(world)
    first = reading(world, world.by)
    assert reading(world, colleague) <= 2 < first
    again = shown(world, colleague)
    monkeypatch.setattr(reads, "_KEPT", Kept())
    assert shown(world, colleague) == again


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept")
def test_what_is_hers_is_hers_alone(world: DeskWorld, colleague: AccountViewer) -> None:
    request = situations.request_received(world)
    actions.take_request(request_id=request.pk, by=world.by, now=MORNING)
    assert [shown(world, who).counts["mine"] for who in (world.by, colleague)] == [1, 0]


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept")
def test_a_change_is_seen_at_once(world: DeskWorld, colleague: AccountViewer) -> None:
    request = situations.request_received(world)
    owners = [card.owner_name for lane in shown(world).lanes for card in lane.cards]
    actions.take_request(request_id=request.pk, by=colleague, now=MORNING)
    seen = [card.owner_name for lane in shown(world).lanes for card in lane.cards]
    assert len(seen) == 1
    assert seen == ["Karim Benali"] != owners


@pytest.mark.django_db
def test_nothing_is_kept_of_a_change_that_may_be_taken_back(world: DeskWorld) -> None:
    with transaction.atomic():
        situations.request_received(world)
        assert shown(world).count == 1
        transaction.set_rollback(True)
    assert shown(world).count == 0


def test_a_card_is_drawn_once_whatever_the_minute() -> None:
    due = Due("soon", "dans 12 min", "2026-11-24T09:00:00+01:00")
    card = reads.Card(
        id=UUID(int=7), reference="1124-001",
        lane="searching", title="Pansement", place="L’Horme", requester="SSIAD", owner_name="",
        owner_initials="", mine=False, due=due, step="", note="", call="", news="",
    )  # fmt: skip
    page._drawn.cache_clear()
    first = page._card(card)
    later = page._card(replace(card, mine=True, due=replace(due, text="dans <11> min")))
    assert later == first.replace("dans 12 min", "dans &lt;11&gt; min")
    assert page._drawn.cache_info().misses == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept")
def test_the_columns_are_drawn_once_for_all_who_see_the_same(
    world: DeskWorld, colleague: AccountViewer
) -> None:
    request = situations.request_searching(world)
    hers, his = (shown(world, who) for who in (world.by, colleague))
    drawn = page._columns(hers, SOON)
    assert page._columns(his, SOON) is drawn
    assert page._columns(replace(hers, owner="free"), SOON) is not drawn
    actions.be_present(desk_id=world.desk.pk, request_id=request.pk, by=colleague, now=SOON)
    open_before_him = page._columns(shown(world, world.by), SOON)
    assert "Karim Benali : à l’écran" in open_before_him
    assert "à l’écran" not in page._columns(shown(world, colleague), SOON)


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept")
def test_a_desk_kept_is_still_nobody_elses(world: DeskWorld) -> None:
    elsewhere = viewer_of(situations.account("Ada Ailleurs"), now=MORNING)
    shown(world)
    with pytest.raises(NotFound):
        kept.desk_at(elsewhere, world.desk.pk, kept.board_number(world.desk.pk), SOON)
