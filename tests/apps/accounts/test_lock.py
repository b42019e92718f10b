"""The lock: nothing behind it, the password opens it, and it gives the page back (AUT-3)."""

from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from maillon.apps.accounts.web.lock import TRIES
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING, PASSWORD, DeskWorld

pytestmark = pytest.mark.django_db
IDLE = MORNING + timedelta(minutes=15)


@pytest.fixture
def world(client: Client) -> DeskWorld:
    made = situations.saint_chamond()
    client.force_login(made.agent)
    with clock.frozen(MORNING):
        assert client.get("/demandes/").status_code == 200
    return made


def opened(client: Client, password: str = PASSWORD) -> str:
    answer = client.post("/verrou/ouvrir/", {"password": password})
    return answer.headers.get("Location", "")


@pytest.mark.usefixtures("world")
def test_after_fifteen_minutes_nothing_is_seen_and_the_page_comes_back(client: Client) -> None:
    with clock.frozen(IDLE):
        assert client.get("/demandes/?qui=mine").headers["Location"] == "/verrou/"
        assert "Écran verrouillé" in client.get("/verrou/").content.decode()
        assert client.get("/demandes/").headers["Location"] == "/verrou/"
        assert client.get("/?x=1").headers["Location"] == "/verrou/"
        assert opened(client) == "/?x=1"
        assert client.get("/demandes/").status_code == 200


@pytest.mark.usefixtures("world")
def test_a_gesture_before_that_keeps_it_open(client: Client) -> None:
    with clock.frozen(MORNING + timedelta(minutes=14)):
        assert client.get("/je-suis-la/").status_code == 204
    with clock.frozen(IDLE):
        assert client.get("/demandes/").status_code == 200


@pytest.mark.usefixtures("world")
def test_a_piece_of_a_page_sends_its_whole_page_to_the_lock(client: Client) -> None:
    with clock.frozen(IDLE):
        answer = client.post(
            "/demandes/poste/",
            headers={
                "HX-Request": "true",
                "HX-Current-URL": "http://testserver/demandes/?qui=free",
            },
        )
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (423, "/verrou/")
        assert opened(client) == "/demandes/?qui=free"


@pytest.mark.usefixtures("world")
def test_the_page_says_where_to_come_back_and_only_to_this_house(client: Client) -> None:
    with clock.frozen(MORNING):
        client.get("/verrou/", {"next": "/demandes/?qui=mine"})
        assert opened(client) == "/demandes/?qui=mine"
        for elsewhere in (
            "https://ailleurs.example/",
            "//ailleurs.example/",
            "javascript:alert(1)",
        ):
            client.get("/verrou/", {"next": elsewhere})
            assert opened(client) == "/"


@pytest.mark.usefixtures("world")
def test_locking_by_hand_closes_every_page_even_those_of_the_account(client: Client) -> None:
    with clock.frozen(MORNING):
        client.get("/verrou/")
        for url in ("/", "/demandes/", "/demandes/papier/", "/compte/deux-facteurs/"):
            assert client.get(url).headers["Location"] == "/verrou/"


def test_a_half_typed_request_is_said_to_be_kept(world: DeskWorld, client: Client) -> None:
    with clock.frozen(MORNING):
        text = client.get("/verrou/", {"next": "/demandes/nouvelle/"}).content.decode()
    assert "La demande commencée est gardée" in text


@pytest.mark.usefixtures("world")
def test_a_draft_that_tries_again_behind_the_lock_never_locks_what_was_just_opened(
    client: Client,
) -> None:
    """A session is saved whole: a try begun before the password was given must not save it."""
    with clock.frozen(MORNING):
        client.get("/verrou/", {"next": "/demandes/nouvelle/"})
        with mock.patch.object(SessionStore, "save") as saved:
            tried = client.post(
                "/demandes/nouvelle/brouillon/",
                headers={"X-Maillon-Draft": "1", "Referer": "http://testserver/demandes/nouvelle/"},
            )
            asked_again = client.get("/demandes/nouvelle/")
        assert (tried.headers["Location"], asked_again.headers["Location"]) == ("/verrou/",) * 2
        saved.assert_not_called()


@pytest.mark.usefixtures("world")
def test_a_wrong_password_opens_nothing_and_says_how_many_are_left(client: Client) -> None:
    with clock.frozen(IDLE):
        answer = client.post("/verrou/ouvrir/", {"password": "presque"})
        assert answer.status_code == 422
        assert "Encore 4 essais" in answer.content.decode()
        assert client.get("/demandes/").headers["Location"] == "/verrou/"


@pytest.mark.usefixtures("world")
def test_the_fifth_wrong_password_signs_out_and_remembers_the_page(client: Client) -> None:
    with clock.frozen(IDLE):
        client.get("/demandes/?qui=mine")
        for _ in range(TRIES - 1):
            assert opened(client, "faux") == ""
        assert opened(client, "faux") == "/compte/entrer/?next=/demandes/%3Fqui%3Dmine"
        assert client.get("/demandes/").headers["Location"].startswith("/compte/entrer/")
        assert "la session est fermée" in client.get("/compte/entrer/").content.decode()


@pytest.mark.usefixtures("world")
def test_the_right_password_forgets_the_wrong_ones(client: Client) -> None:
    with clock.frozen(IDLE):
        client.get("/demandes/")
        for _ in range(3):
            for _ in range(TRIES - 1):
                opened(client, "faux")
            assert opened(client) != ""
            client.get("/verrou/")


@pytest.mark.usefixtures("world")
def test_after_twelve_hours_the_session_is_over_whatever_happens(client: Client) -> None:
    for minutes in range(10, 12 * 60, 10):
        with clock.frozen(MORNING + timedelta(minutes=minutes)):
            client.get("/je-suis-la/")
    with clock.frozen(MORNING + timedelta(hours=12)):
        assert client.get("/demandes/").headers["Location"] == "/compte/entrer/"
        assert client.get("/demandes/").headers["Location"].startswith("/compte/entrer/?next=")


def test_the_lock_is_not_for_a_visitor(client: Client) -> None:
    assert client.get("/verrou/").headers["Location"].startswith("/compte/entrer/")
    assert client.post("/verrou/ouvrir/").headers["Location"].startswith("/compte/entrer/")
