"""The half-typed request: on the server, sealed, its author's alone, never lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from maillon.apps.desk import actions
from maillon.apps.desk.models import Draft
from maillon.apps.desk.queries.drafts import draft_state, my_drafts
from maillon.errors import NotFound
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.intake import PAGE, typed

pytestmark = pytest.mark.django_db
AUTOSAVE = "/demandes/nouvelle/brouillon/"
DRAFTS = "/demandes/brouillons/"
CANARY = "CANARI-oiseau-jaune-4821"


@pytest.fixture(autouse=True)
def _tuesday_morning() -> Iterator[None]:
    with clock.frozen(MORNING):
        yield


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def agent(world: DeskWorld) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


def page(client: Client, form: dict[str, Any]) -> str:
    return client.get(f"{PAGE}?draft={form['draft']}").content.decode()


def test_a_keystroke_is_kept_and_the_page_hears_when(agent: Client, world: DeskWorld) -> None:
    form = {"draft": str(uuid4()), "desk": str(world.desk.pk), "phone": "01 99"}
    assert agent.post(AUTOSAVE, form).json() == {"said": "Brouillon enregistré à 9\u00a0h\u00a041"}
    assert 'value="01 99"' in page(agent, form)


def test_everything_typed_comes_back(agent: Client, world: DeskWorld) -> None:
    form = typed(
        world,
        need=["dressing", "night"],
        living=["alone", "pets"],
        note="chien gentil",
        usual=[str(world.usual.pk)],
        refused_pick_text="Benali",
        **{"dressing-detail": "talon", "dressing-frequency": "twice_daily"},
    )
    agent.post(AUTOSAVE, form)
    shown = page(agent, form)
    for words in ("01 99 00 00 14", "Fournier", "4/5/1941", "chien gentil", "talon", "Benali"):
        assert words in shown
    assert '<option value="twice_daily" selected>' in shown
    assert 'value="night" checked' in shown
    assert 'value="alone" checked' in shown
    assert f'name="usual" value="{world.usual.pk}" checked' in shown


def test_saving_twice_is_one_draft_and_the_last_words_stand(
    agent: Client, world: DeskWorld
) -> None:
    form = typed(world, note="premiers mots")
    agent.post(AUTOSAVE, form)
    agent.post(AUTOSAVE, {**form, "note": "derniers mots"})
    assert Draft.objects.count() == 1
    assert "derniers mots" in page(agent, form)


def test_nobody_else_finds_it(agent: Client, world: DeskWorld) -> None:
    form = typed(world, note=CANARY)
    agent.post(AUTOSAVE, form)
    for account in (world.colleague, situations.elsewhere().agent):
        other = Client()
        other.force_login(account)
        answers = (
            other.get(f"{PAGE}?draft={form['draft']}"),
            other.post(AUTOSAVE, {**form, "note": "volé"}),
            other.post(PAGE, form),
            other.post(f"{DRAFTS}{form['draft']}/ecarter/"),
        )
        assert [answer.status_code for answer in answers] == [404] * 4
        listed = other.get(DRAFTS).content.decode()
        assert CANARY not in listed + "".join(a.content.decode() for a in answers)
    assert CANARY in page(agent, form)


def test_a_right_lost_closes_the_draft_at_the_next_request(agent: Client, world: DeskWorld) -> None:
    form = typed(world)
    agent.post(AUTOSAVE, form)
    world.agent.roles.update(ends_on=MORNING.date())
    assert agent.get(f"{PAGE}?draft={form['draft']}").status_code == 404


@pytest.mark.sqlite
def rows() -> Iterator[str]:
    """Every row of every table: an index of words has no text to dump, its tables do."""
    with connection.cursor() as cursor:
        for table in connection.introspection.get_table_list(cursor):
            if not table.name.endswith("_words"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table.name)}")  # noqa: S608
                yield from map(repr, cursor.fetchall())


def test_nothing_typed_stands_in_clear_in_the_database(agent: Client, world: DeskWorld) -> None:
    agent.post(AUTOSAVE, typed(world, note=CANARY, phone="01 99 00 00 77", birth_name="Canarine"))
    everything = "\n".join(rows())
    assert Draft.objects.count() == 1
    for canary in (CANARY, "Canarine", "0199000077", "+33199000077", "01 99 00 00 77"):
        assert canary not in everything


def test_once_sent_its_words_are_gone_and_the_page_leads_to_the_request(
    agent: Client, world: DeskWorld
) -> None:
    form = typed(world)
    agent.post(AUTOSAVE, form)
    agent.post(PAGE, form)
    draft = Draft.objects.get()
    assert (draft.payload, draft.caller_index) == ("{}", "")
    answer = agent.post(AUTOSAVE, {**form, "note": "trop tard"}).json()
    assert answer["sent"] == f"/demandes/{draft.request_id}/"
    assert my_drafts(world.by, now=MORNING) == ()


def test_the_list_says_whose_call_and_lets_put_it_aside(agent: Client, world: DeskWorld) -> None:
    kept, begun = typed(world), {"draft": str(uuid4()), "desk": str(world.desk.pk), "note": "a"}
    agent.post(AUTOSAVE, kept)
    agent.post(AUTOSAVE, begun)
    worth = {card.worth_keeping for card in my_drafts(world.by, now=MORNING)}
    assert worth == {True, False}
    shown = agent.get(DRAFTS).content.decode()
    assert "service hospitalier · Chirurgie, hôpital de la vallée" in shown
    agent.post(f"{DRAFTS}{kept['draft']}/ecarter/")
    assert [str(card.id) for card in my_drafts(world.by, now=MORNING)] == [begun["draft"]]
    assert agent.get(f"{PAGE}?draft={kept['draft']}")["Location"] == DRAFTS


def test_a_locked_screen_answers_so_and_keeps_what_was_saved(
    agent: Client, world: DeskWorld
) -> None:
    form = typed(world, note="avant le verrou")
    agent.post(AUTOSAVE, form)
    with clock.frozen(MORNING + timedelta(minutes=16)):
        locked = agent.post(AUTOSAVE, {**form, "note": "après"}, headers={"X-Maillon-Draft": "1"})
        assert locked.status_code in (302, 423)
    assert draft_state(world.by, Draft.objects.get().pk) is not None
    assert Draft.objects.get().payload.count("avant le verrou") == 1


def test_without_scripts_the_page_goes_round_by_the_server(agent: Client, world: DeskWorld) -> None:
    situations.request_received(world)
    form = typed(world, action="refresh", kind=None, caller_name=None, house=None, patient=None)
    response = agent.post(PAGE, form)
    assert response["Location"] == f"{PAGE}?draft={form['draft']}"
    shown = page(agent, form)
    assert "Appelant reconnu" in shown
    assert 'value="hospital" checked' in shown
    assert "Déjà connue ?" in shown
    assert agent.post(PAGE, {**form, "action": "leave"})["Location"] == DRAFTS


def test_discarding_twice_is_refused(world: DeskWorld) -> None:
    draft = actions.save_draft(
        draft_id=uuid4(), desk_id=world.desk.pk, payload={}, phone="", by=world.by, now=MORNING
    )
    actions.discard_draft(draft_id=draft.pk, by=world.by, now=MORNING)
    with pytest.raises(NotFound):
        actions.save_draft(
            draft_id=draft.pk,
            desk_id=world.desk.pk,
            payload={},
            phone="",
            by=world.by,
            now=MORNING,
        )
