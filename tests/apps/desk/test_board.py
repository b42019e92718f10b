"""The board: what is most pressing first, in words, and never who it is about."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.actions import NewNeed, owning
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.desk.queries.board import Board, Card, board, desk_choices
from maillon.apps.desk.queries.moments import due_words
from maillon.errors import NotFound
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
PERSON = ("Fournier", "Suzanne", "1941", "3 rue des Essais", "0199000077", "01 99 00 00 77")
CALLER = ("Inès Marchand", "0199000014", "01 99 00 00 14")
LATER = MORNING + timedelta(minutes=21)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def seen(world: DeskWorld, now: datetime = LATER, owner: str = "all") -> Board:
    return board(world.by, world.desk.pk, now=now, owner=owner)


def cards(shown: Board, lane: str) -> tuple[Card, ...]:
    return next(one.cards for one in shown.lanes if one.key == lane)


def only(shown: Board) -> Card:
    (card,) = [card for lane in shown.lanes for card in lane.cards]
    return card


def test_each_request_stands_in_the_lane_of_its_state(world: DeskWorld) -> None:
    situations.request_received(world)
    situations.request_searching(world)
    situations.request_found(world)
    situations.request_to_call_back(world, MORNING - timedelta(days=1))
    counts = {lane.key: lane.count for lane in seen(world).lanes}
    assert counts == {"to_handle": 1, "searching": 1, "found": 0, "to_call_back": 2}


def test_the_oldest_overdue_comes_first_whatever_came_in_first(world: DeskWorld) -> None:
    calm = situations.request_received(world, urgency="planned")
    late = situations.request_received(world, MORNING + timedelta(minutes=5), urgency="immediate")
    soon = situations.request_received(world, MORNING + timedelta(minutes=10), urgency="today")
    shown = cards(seen(world), "to_handle")
    assert [card.id for card in shown] == [late.pk, soon.pk, calm.pk]
    assert [card.due.level for card in shown] == ["late", "soon", "calm"]


def test_a_closed_request_leaves_the_board(world: DeskWorld) -> None:
    situations.request_closed(world, MORNING - timedelta(days=1))
    assert seen(world).count == 0


@pytest.mark.parametrize(
    ("minutes", "level", "text"),
    [
        (-6, "late", "en retard de 6 min"),
        (-130, "late", "en retard de 2 h 10"),
        (-60 * 24 * 3, "late", "en retard de 3 jours"),
        (0, "late", "en retard de 1 min"),
        (1, "soon", "avant 9 h 42"),
        (15, "soon", "avant 9 h 56"),
        (16, "calm", "avant 9 h 57"),
        (60 * 24, "calm", "demain avant 9 h 41"),
        (60 * 24 * 3, "calm", "vendredi avant 9 h 41"),
        (60 * 24 * 9, "calm", "le 3 déc. avant 9 h 41"),
    ],
)
def test_a_deadline_says_how_pressing_it_is_in_words(minutes: int, level: str, text: str) -> None:
    said = due_words(MORNING + timedelta(minutes=minutes), MORNING, PARIS)
    assert (said.level, said.text.replace("\u00a0", " ")) == (level, text)


def test_hours_are_those_of_the_desk_overseas_too() -> None:
    moment = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
    said = due_words(moment, MORNING, ZoneInfo("America/Martinique"))
    assert said.text == "avant 9\u00a0h\u00a030"


def test_a_card_says_the_need_the_place_and_who_asked(world: DeskWorld) -> None:
    situations.request_received(world, needs=(NewNeed("dressing", "daily", TODAY),))
    card = only(seen(world))
    assert card.title.replace("\u00a0", " ") == "Pansement et surveillance, 1 × par jour"
    assert (card.place, card.requester) == ("Saint-Chamond", "Chirurgie, hôpital de la vallée")
    assert (card.owner_name, card.owner_initials, card.mine) == ("Léa Roche", "LR", True)


def test_several_needs_are_counted_after_the_first(world: DeskWorld) -> None:
    several = tuple(NewNeed(code, "once", TODAY) for code in ("injection", "insulin", "meals"))
    situations.request_received(world, needs=several)
    assert only(seen(world)).title == "Injection, une fois et 2 autres besoins"
    assert only(seen(world)).reference == "1124-001"


def test_a_need_given_up_no_longer_names_the_card(world: DeskWorld) -> None:
    two = (NewNeed("injection", "once", TODAY), NewNeed("insulin", "once", TODAY))
    request = situations.request_received(world, needs=two)
    first = request.needs.get(position=1)
    actions.cancel_need(need_id=first.pk, reason="solved", by=world.by, now=LATER)
    assert only(seen(world)).title == "Insuline, une fois"


def test_a_neighbour_is_shown_by_her_kind_never_by_her_name(world: DeskWorld) -> None:
    world.desk.professionals_only = False
    world.desk.save()
    caller = actions.NewRequester(kind="neighbour", name="Inès Marchand", phone="+33639980099")
    situations.request_received(world, requester=caller)
    assert only(seen(world)).requester == "voisin"


def test_a_search_says_its_next_wave_and_the_answers_so_far(world: DeskWorld) -> None:
    situations.request_searching(world)
    card = only(seen(world, MORNING + timedelta(minutes=2)))
    assert card.due.text.startswith("2ᵉ vague à ")
    assert card.note == "0 réponse sur 1"


def test_what_is_owed_to_the_requester_shows_before_the_rest(world: DeskWorld) -> None:
    situations.request_found(world)
    (card,) = cards(seen(world), "to_call_back")
    assert card.step.startswith("dire que c’est trouvé")
    assert (card.call, card.news) == ("Rappel fait", "trouvé")


def test_the_filters_show_mine_or_what_nobody_took_and_count_both(world: DeskWorld) -> None:
    mine = situations.request_received(world)
    hers = situations.request_received(world)
    colleague = viewer_of(world.colleague, now=MORNING)
    actions.take_request(request_id=hers.pk, by=colleague, now=MORNING)
    free = situations.request_received(world)
    shift = owning.shift_at(world.desk, MORNING)
    ServiceRequest.objects.filter(pk=free.pk).update(owner_account=None, owner_shift=shift)
    assert dict(seen(world).counts) == {"all": 3, "mine": 1, "free": 1}
    assert only(seen(world, owner="mine")).id == mine.pk
    assert only(seen(world, owner="free")).id == free.pk
    assert seen(world, owner="nonsense").owner == "all"


def test_the_board_reads_as_much_for_two_requests_as_for_twelve(
    world: DeskWorld, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for make in (situations.request_found, situations.request_searching):
        for _ in range(6):
            make(world)
    agent = world.by
    with django_assert_max_num_queries(8):
        assert board(agent, world.desk.pk, now=LATER).count == 12


def test_the_page_names_neither_the_person_nor_the_caller(world: DeskWorld, client: Client) -> None:
    for make in (
        situations.request_received,
        situations.request_searching,
        situations.request_found,
    ):
        make(world, note="mot secret du dossier")
    client.force_login(world.agent)
    with clock.frozen(LATER):
        pages = [client.get(url) for url in ("/demandes/", "/demandes/colonnes/", "/")]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "1124-001" in text
        assert [word for word in (*PERSON, *CALLER, "mot secret") if word in text] == []


def test_the_same_right_elsewhere_opens_nothing_here(world: DeskWorld) -> None:
    stranger = situations.elsewhere()
    situations.request_received(world)
    with pytest.raises(NotFound):
        board(stranger.by, world.desk.pk, now=LATER)
    assert seen(stranger).count == 0


def test_nobody_sits_at_a_desk_of_others(world: DeskWorld, client: Client) -> None:
    stranger = situations.elsewhere()
    situations.request_received(world)
    client.force_login(stranger.agent)
    with clock.frozen(LATER):
        assert client.post("/demandes/poste/", {"desk": str(world.desk.pk)}).status_code == 404
        assert "1124-001" not in client.get("/demandes/").content.decode()


def test_an_agent_of_two_desks_chooses_where_she_sits(world: DeskWorld, client: Client) -> None:
    other = situations.elsewhere()
    both = situations.account("Deux Postes", world.desk)
    ScopedRole.objects.create(
        account=both,
        organization=other.desk.organization,
        desk_id=other.desk.pk,
        code="agent",
        starts_on=TODAY,
    )
    choices = desk_choices(viewer_of(both, now=MORNING), world.desk.pk)
    assert [(c.name, c.here) for c in choices] == [
        ("Poste de Crépol", False),
        ("Poste de Saint-Chamond", True),
    ]
    situations.request_received(world)
    client.force_login(both)
    with clock.frozen(LATER):
        client.post("/demandes/poste/", {"desk": str(other.desk.pk)})
        assert "1124-001" not in client.get("/demandes/").content.decode()
        client.post("/demandes/poste/", {"desk": str(world.desk.pk)})
        assert "1124-001" in client.get("/demandes/").content.decode()


def test_a_role_ended_closes_the_board_at_the_next_request(
    world: DeskWorld, client: Client
) -> None:
    client.force_login(world.agent)
    with clock.frozen(LATER):
        assert client.get("/demandes/").status_code == 200
        world.agent.roles.update(ends_on=TODAY)
        assert client.get("/demandes/").status_code == 404


def test_a_closed_desk_says_who_answers_and_when_it_opens(world: DeskWorld, client: Client) -> None:
    client.force_login(world.agent)
    with clock.frozen(MORNING.replace(hour=20)):
        text = client.get("/demandes/").content.decode().replace("\u00a0", " ")
    assert "fermé, il ouvre demain à 9 h 00" in text
    assert "la garde médicale répond au 15" in text
