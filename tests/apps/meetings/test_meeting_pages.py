"""Meetings on screen: called, answered by a link, sat through, printed; strangers see nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from icalendar import Calendar

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.meetings import actions
from maillon.apps.meetings.models import Meeting
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.meetings import AFTER, AT_NOON, Table, around_a_table, held

pytestmark = pytest.mark.django_db
ROUTES = (
    "meeting", "meeting-minutes", "meeting-print", "meeting-pdf", "meeting-docx", "meeting-ics",
    "meeting-follow",
)  # fmt: skip
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with clock.frozen(AT_NOON):
        yield


def entered(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


def url(name: str, meeting: Meeting) -> str:
    return reverse(name, args=[meeting.pk])


def test_a_meeting_is_called_from_the_page_with_several_dates(client: Client) -> None:
    world = situations.saint_chamond()
    entered(client, world.agent)
    assert "Aucune réunion" in client.get(reverse("meetings")).content.decode()
    typed: dict[str, Any] = {
        "key": uuid4(),
        "kind": "team", "place_of": world.desk.organization_id, "subject": "Sorties",
        "dates": ["2026-11-26T14:30", "2026-11-27T09:00"], "minutes": "45",
        "colleagues": [world.colleague.pk], "others": "Camille Essai <camille@exemple.test>\nPaul",
        "agenda": "Un\n\nDeux",
    }  # fmt: skip
    wrong = client.post(reverse("meeting-new"), {**typed, "others": "Camille, camille@x"})
    assert wrong.status_code == 422
    assert "Une adresse n’en est pas une" in wrong.content.decode()
    assert "Camille, camille@x" in wrong.content.decode()
    assert client.post(reverse("meeting-new"), typed).status_code == 303
    assert client.post(reverse("meeting-new"), typed).status_code == 303
    meeting = Meeting.objects.get()
    assert [option.starts_at.astimezone(PARIS).hour for option in meeting.options.all()] == [14, 9]
    assert [(one.name, one.email) for one in meeting.guests.all()][2:] == [
        ("Camille Essai", "camille@exemple.test"), ("Paul", ""),
    ]  # fmt: skip
    assert [item.title for item in meeting.agenda.all()] == ["Un", "Deux"]


def test_a_guest_without_account_answers_by_her_link_and_reading_changes_nothing(
    client: Client,
) -> None:
    table = around_a_table(dates=[AT_NOON + timedelta(days=1), AT_NOON + timedelta(days=2)])
    link = actions.new_link(guest_id=table.outsider.pk, by=table.by, now=MORNING)
    path = "/" + link.split("/", 3)[3]
    page = client.get(path).content.decode()
    assert "Sorties du vendredi" in page
    assert "camille@exemple.test" not in page
    first = table.meeting.options.earliest("starts_at")
    said = client.post(f"{path}repondre/", {f"date-{first.pk}": "yes"}, follow=True)
    assert "C’est noté" in said.content.decode()
    actions.choose_date(option_id=first.pk, by=table.by, now=MORNING)
    client.post(f"{path}repondre/", {"coming": "no"})
    assert table.outsider.coming is False
    assert client.get(f"{path}agenda.ics").status_code == 200
    assert client.get("/invitation/inconnu/").status_code == 404


def test_the_whole_sitting_goes_through_the_page(client: Client) -> None:
    table = around_a_table()
    entered(client, table.world.agent)
    point = table.meeting.agenda.earliest("position")
    write = url("meeting-write", table.meeting)
    with clock.frozen(AFTER):
        for given in (
            {"geste": "presence", "guest": table.outsider.pk, "presence": "remote"},
            {"geste": "notes", "item": point.pk, "seen": "", "text": "Deux retours"},
            {"geste": "decide", "item": point.pk, "text": "Appeler", "owner": table.outsider.pk,
             "due_on": "2026-12-04"},
            {"geste": "close"},
        ):  # fmt: skip
            assert client.post(write, given).status_code == 303
        page = client.get(url("meeting-minutes", table.meeting)).content.decode()
    assert "Deux retours" in page
    assert "Camille Essai (à distance)" in page
    assert "Réunion suivante" in page


def test_a_text_that_crosses_anothers_is_given_back_beside_it(client: Client) -> None:
    table = around_a_table()
    point = table.meeting.agenda.earliest("position")
    actions.write_notes(item_id=point.pk, seen="", text="Le sien", by=table.colleague, now=AT_NOON)
    crossed = entered(client, table.world.agent).post(
        url("meeting-write", table.meeting),
        {"geste": "notes", "item": point.pk, "seen": "", "text": "Le mien"},
    )
    assert crossed.status_code == 409
    assert all(words in crossed.content.decode() for words in ("Le sien", "Le mien", "entre-temps"))


@pytest.mark.parametrize("route", ROUTES)
def test_whoever_is_not_asked_finds_no_meeting(client: Client, route: str) -> None:
    table, other = held(around_a_table()), situations.elsewhere()
    stranger = around_a_table(other, subject="Ailleurs")
    assert client.get(url(route, table.meeting)).status_code == 302
    entered(client, stranger.world.agent)
    assert client.get(url(route, stranger.meeting)).status_code == 200
    assert client.get(url(route, table.meeting)).status_code == 404
    listed = client.get(reverse("meetings")).content.decode()
    assert "Sorties du vendredi" not in listed


@pytest.mark.parametrize("gesture", ["invite", "cancel", "choose", "drop-guest", "item", "link"])
def test_a_stranger_changes_nothing(client: Client, gesture: str) -> None:
    table, other = around_a_table(), situations.elsewhere()
    mine = around_a_table(other, subject="Ailleurs")
    entered(client, other.agent)
    data = {"geste": gesture, "guest": table.outsider.pk, "title": "x", "option": table.outsider.pk}
    for path in (table.meeting, mine.meeting):
        answer = client.post(url("meeting-act", path), data)
        foreign = path == table.meeting or gesture in ("choose", "drop-guest", "link")
        assert (answer.status_code == 404) == foreign
    before = (table.meeting.agenda.count(), table.meeting.guests.count())
    table.meeting.refresh_from_db()
    assert (table.meeting.state, before) == ("set", (2, 3))


def test_a_colleague_who_is_not_asked_finds_nothing_either(client: Client) -> None:
    world = situations.saint_chamond()
    table = around_a_table(world, guests=[actions.NewGuest("Camille Essai")])
    entered(client, world.colleague)
    assert client.get(url("meeting", table.meeting)).status_code == 404


def test_a_calendar_says_when_and_nothing_else(client: Client) -> None:
    table = around_a_table()
    entered(client, table.world.agent)
    made = client.get(url("meeting-ics", table.meeting)).content
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert event.decoded("dtstart") == AT_NOON
    assert str(event["summary"]) == "Réunion d’équipe"
    assert not any(word in made.decode() for word in ("Sorties", "Camille", "Salle"))
    actions.cancel_meeting(meeting_id=table.meeting.pk, by=table.by, now=AT_NOON)
    assert b"CANCELLED" in client.get(url("meeting-ics", table.meeting)).content


def test_minutes_leave_as_pdf_and_as_a_document(client: Client) -> None:
    table = held(around_a_table())
    entered(client, table.world.agent)
    pdf = client.get(url("meeting-pdf", table.meeting))
    assert pdf.content.startswith(b"%PDF")
    assert "Sorties" not in pdf["Content-Disposition"]
    paper = Document(BytesIO(client.get(url("meeting-docx", table.meeting)).content))
    text = "\n".join(one.text for one in paper.paragraphs)
    assert "Sorties du vendredi" in text
    assert "Décidé : Appeler le service chaque jeudi (Camille Essai" in text


def test_the_next_meeting_asks_for_its_date_only(client: Client) -> None:
    table = held(around_a_table())
    entered(client, table.world.agent)
    follow = url("meeting-follow", table.meeting)
    assert client.post(follow, {}).status_code == 422
    assert client.post(follow, {"dates": "2026-12-01T14:00"}).status_code == 303
    following = Meeting.objects.get(follows=table.meeting)
    assert following.starts_at == datetime(2026, 12, 1, 14, tzinfo=PARIS)


def test_what_is_typed_by_a_hostile_hand_is_shown_as_words(client: Client) -> None:
    table: Table = around_a_table(subject="<script>alert(1)</script>")
    page = entered(client, table.world.agent).get(url("meeting", table.meeting)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_whoever_comes_out_of_a_meeting_writes_it_at_once(client: Client) -> None:
    world = situations.saint_chamond()
    entered(client, world.agent)
    asked = client.get(reverse("meeting-out")).content.decode()
    assert "Qui était là" in asked
    typed: dict[str, Any] = {
        "key": uuid4(), "kind": "team", "place_of": world.desk.organization_id, "subject": "",
        "day": AT_NOON.date().isoformat(), "hour": "11:00", "minutes": "45",
        "colleagues": [world.colleague.pk], "others": "Camille Essai", "agenda": "Un\n\nDeux",
    }  # fmt: skip
    ahead = client.post(reverse("meeting-out"), {**typed, "hour": "23:00"})
    assert (ahead.status_code, Meeting.objects.count()) == (422, 0)
    assert "pas encore commencé" in ahead.content.decode()
    for _ in range(2):
        sent = client.post(reverse("meeting-out"), typed)
        assert sent.status_code == 303
    meeting = Meeting.objects.get()
    assert sent["Location"] == url("meeting-minutes", meeting)
    assert meeting.subject.startswith("Réunion d’équipe du ")
    assert [one.presence for one in meeting.guests.all()] == ["present"] * 3
    guest = meeting.guests.last()
    assert guest is not None
    by = viewer_of(world.agent, now=AT_NOON)
    actions.note_presence(guest_id=guest.pk, presence="absent", by=by, now=AT_NOON)
    with clock.frozen(AT_NOON + timedelta(minutes=2)):
        client.post(reverse("meeting-out"), typed)  # sent again later: her correction stays
        again = client.post(reverse("meeting-out"), {**typed, "key": uuid4()}, follow=True)
        assert "était déjà notée" in again.content.decode()  # from a page opened again
        assert Meeting.objects.count() == 1
        assert meeting.guests.get(pk=guest.pk).presence == "absent"
        assert meeting.subject in client.get(reverse("meeting-out")).content.decode()
        actions.close_minutes(meeting_id=meeting.pk, by=by, now=AT_NOON + timedelta(minutes=2))
        assert "Compter ce temps" in client.get(sent["Location"]).content.decode()
