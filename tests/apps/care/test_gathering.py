"""Seven cures: the meeting that changes the question. Each hears what the person agrees to."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions, queries
from maillon.apps.care.actions import HerWord, NewGathering
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import CircleMeeting
from maillon.apps.care.naming import may_hear_themes
from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings import queries as about_meetings
from maillon.apps.meetings.models import Guest
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, jobs
from tests.factories import desk as situations
from tests.factories.circle import AGREED, CircleWorld, account_with, circle_world
from tests.factories.desk import MORNING, TODAY

pytestmark = pytest.mark.django_db
AFTER = MORNING + timedelta(hours=6)
POINTS = [(theme, f"Zq{theme}") for theme in ("project", "health", "daily", "social", "contacts")]
# Who, what the person lets her hear: the points that come out of her window, no other.
HEARD = {
    "tutor": ("social", "project"),
    "specialist": ("health", "daily"),
    "social_worker": ("social",),
    "family": ("daily", "contacts"),
    "gp": ("health", "project", "daily"),
    "nurse": ("health", "daily"),
    "home_help": ("daily",),
    "police": ("contacts",),
}


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


def prepared(
    world: CircleWorld, heard: dict[str, tuple[str, ...]]
) -> tuple[CircleMeeting, dict[str, UUID]]:
    """The meeting of the whole circle, before any word; the line of each part."""
    known = {"gp": world.gp}
    for role, family in (("specialist", "Addicto"), ("nurse", "Visite")):
        known[role] = situations.role("Essai", family, "42207", profession="10")
    members = {
        role: (
            world.join(role, AGREED, practitioner_role_id=known[role].pk)
            if role in known
            else world.join(role, AGREED, name=f"Essai {role}")
        )
        for role in heard
    }
    new = NewGathering(MORNING + timedelta(hours=4), [m.pk for m in members.values()], POINTS)
    made = actions.prepare_circle_meeting(
        patient_id=world.patient.pk, new=new, by=world.by, now=MORNING
    )
    rows = {row.member.role: row.pk for row in made.guests.select_related("member")}
    return made, rows


def said(
    world: CircleWorld, made: CircleMeeting, words: dict[UUID, HerWord], means: str = "voice"
) -> None:
    actions.record_who_comes(
        circle_meeting_id=made.pk, words=words, means=means, by=world.by, now=MORNING
    )


def path_of(world: CircleWorld, guest: Guest) -> str:
    link = meetings.new_link(guest_id=guest.pk, by=world.by, now=MORNING)
    return "/" + link.split("/", 3)[3]


def test_nobody_is_asked_before_the_person_said_who_comes(world: CircleWorld) -> None:
    made, rows = prepared(world, HEARD)
    names = [guest.name for guest in made.meeting.guests.all()]
    assert names == [world.coordinator.name, "La personne"]
    assert meetings.invite(meeting_id=made.meeting_id, by=world.by, now=MORNING) == 0
    with pytest.raises(Refused, match="circle_meeting_by_her_word"):
        meetings.add_guest(
            meeting_id=made.meeting_id, new=meetings.NewGuest("Un autre"), by=world.by, now=MORNING
        )
    assert about_meetings.my_meetings(world.gp_viewer, now=MORNING) == ()
    said(world, made, {rows["gp"]: HerWord("yes", ("health",)), rows["police"]: HerWord("no")})
    assert [row.id for row in about_meetings.my_meetings(world.gp_viewer, now=MORNING)] == [
        made.meeting_id
    ]
    assert made.meeting.guests.count() == 3
    assert [found for check in INVARIANTS.values() for found in check(MORNING)] == []


def test_each_window_shows_its_own_share(world: CircleWorld, client: Client) -> None:
    made, rows = prepared(world, HEARD)
    said(world, made, {rows[role]: HerWord("yes", themes) for role, themes in HEARD.items()})
    seen: dict[str, set[str]] = {}
    for row in made.guests.select_related("member", "guest"):
        assert row.guest
        page = client.get(path_of(world, row.guest)).content.decode()
        seen[row.member.role] = {theme for theme, title in POINTS if title in page}
        assert "Fournier" not in page
        assert ("Une situation" in page) == (len(seen[row.member.role]) < len(POINTS))
    assert seen == {role: set(themes) for role, themes in HEARD.items()}
    assert made.person_guest
    own = client.get(path_of(world, made.person_guest)).content.decode()
    assert all(title in own for _, title in POINTS)


def test_the_account_of_a_guest_hears_no_more_than_her_link(
    world: CircleWorld, client: Client
) -> None:
    made, rows = prepared(world, {"gp": ("health",)})
    said(world, made, {rows["gp"]: HerWord("yes", ("health",))})
    with clock.frozen(AFTER):
        client.force_login(world.doctor)
        page = client.get(reverse("meeting", args=[made.meeting_id])).content.decode()
    assert {theme for theme, title in POINTS if title in page} == {"health"}


def test_she_changes_her_mind_and_the_link_dies(world: CircleWorld, client: Client) -> None:
    made, rows = prepared(world, {"police": ("contacts",)})
    said(world, made, {rows["police"]: HerWord("yes", ("contacts",))})
    row = made.guests.get()
    assert row.guest
    path = path_of(world, row.guest)
    assert client.get(path).status_code == 200
    said(world, made, {rows["police"]: HerWord("no")})
    assert client.get(path).status_code == 404


def test_no_secret_is_heard_by_whoever_is_in_no_list_of_the_code(world: CircleWorld) -> None:
    world.join("nurse", AGREED, name="Une infirmière qu’aucun registre ne connaît")
    made, rows = prepared(world, {"police": ("contacts",)})
    with pytest.raises(Refused, match="themes_unknown"):
        said(world, made, {rows["police"]: HerWord("yes", ("health",))})
    (unknown,) = [m for m in world.patient.circle.all() if m.role == "nurse"]
    assert "health" not in may_hear_themes(unknown)
    with pytest.raises(Refused, match="word_unknown"):
        said(world, made, {rows["police"]: HerWord("yes")}, means="rumeur")
    assert made.meeting.guests.count() == 2


def test_a_stranger_prepares_nothing(world: CircleWorld) -> None:
    made, rows = prepared(world, {"gp": ("health",)})
    stranger = viewer_of(
        account_with("Autre", "coordinator", situations.organization("B", "dac")), now=MORNING
    )
    new = NewGathering(MORNING, [], POINTS)
    with pytest.raises(NotFound):
        actions.prepare_circle_meeting(
            patient_id=world.patient.pk, new=new, by=stranger, now=MORNING
        )
    with pytest.raises(NotFound):
        actions.record_who_comes(
            circle_meeting_id=made.pk, words={rows["gp"]: HerWord("no")}, means="voice",
            by=stranger, now=MORNING,
        )  # fmt: skip


def test_the_meeting_with_her_ends_the_repetition_and_the_next_opens_with_it(
    world: CircleWorld, client: Client
) -> None:
    for ago in (300, 200, 100):
        new = actions.NewAttempt("detox_stay", TODAY - timedelta(days=ago), "person")
        actions.note_attempt(patient_id=world.patient.pk, new=new, by=world.by, now=MORNING)
    made, rows = prepared(world, {"gp": ("project",)})
    said(world, made, {rows["gp"]: HerWord("yes", ("project",))})
    meeting, by = made.meeting_id, world.by
    for guest in made.meeting.guests.all():
        meetings.note_presence(guest_id=guest.pk, presence="present", by=by, now=AFTER)
    point = made.meeting.agenda.earliest("position")
    meetings.decide(
        meeting_id=meeting, text="Zqdecide", owner_id=made.meeting.guests.earliest("position").pk,
        due_on=(AFTER + timedelta(days=9)).date(), item_id=point.pk, by=by, now=AFTER,
    )  # fmt: skip
    meetings.close_minutes(meeting_id=meeting, by=by, now=AFTER)
    jobs.run_due(AFTER)
    assert queries.require_history(by, world.patient.pk, now=AFTER).repetitions == ()
    with pytest.raises(Refused, match="circle_meeting_by_her_word"):
        meetings.follow_up(meeting_id=meeting, dates=[AFTER + timedelta(days=30)], by=by, now=AFTER)
    later = NewGathering(AFTER + timedelta(days=30), [], [])
    again = actions.prepare_circle_meeting(patient_id=world.patient.pk, new=later, by=by, now=AFTER)
    (first,) = again.meeting.agenda.all()
    assert first.title == "Décidé la dernière fois : Zqdecide"
    with clock.frozen(AFTER):
        client.force_login(world.coordinator)
        paper = client.get(reverse("case-minutes", args=[world.patient.pk, meeting]))
    assert "Zqdecide" in paper.content.decode()


def test_the_whole_is_prepared_on_two_pages(world: CircleWorld, client: Client) -> None:
    member = world.join("family", AGREED, name="Sa fille")
    with clock.frozen(MORNING):
        client.force_login(world.coordinator)
        url = reverse("circle-meeting-new", args=[world.patient.pk])
        assert "Ce que la personne veut" in client.get(url).content.decode()
        assert client.post(url, {}).status_code == 422
        given = {"starts_at": "2026-12-08T14:00", "members": [member.pk], "point-1": "Son souhait"}
        answer = client.post(url, given)
        assert answer.status_code == 302
        row = CircleMeeting.objects.get().guests.get()
        page = answer["Location"]
        assert "elle n’a rien dit" in client.get(page).content.decode()
        spoken = {f"word-{row.pk}": "yes", f"theme-{row.pk}": ["daily"], "means": "voice"}
        client.post(page, spoken)
        assert "elle est d’accord" in client.get(page).content.decode()
        sheet = client.get(reverse("person", args=[world.patient.pk])).content.decode()
        assert page in sheet


def test_by_her_own_link_she_says_who_comes_and_changes_her_mind(world: CircleWorld) -> None:
    made, rows = prepared(world, {"family": ("daily",), "police": ("contacts",)})
    token = actions.give_link(patient_id=world.patient.pk, by=world.by, now=MORNING)
    path = reverse("my-file-meeting", args=[token, made.pk])
    client, daughter = Client(), rows["family"]
    with clock.frozen(MORNING + timedelta(minutes=1)):
        assert path in client.get(reverse("my-file", args=[token])).content.decode()
        page = client.get(path).content.decode()
        assert "Essai family" in page
        assert not made.guests.exclude(word="").exists()  # reading says nothing for her
        said_yes = {f"word-{daughter}": "yes", f"theme-{daughter}": "daily"}
        assert client.post(path, said_yes).status_code == 302
        row = made.guests.get(pk=daughter)
        assert (row.word, row.themes, row.means, row.said_by_kind) == (
            "yes", ["daily"], "link", "link",
        )  # fmt: skip
        assert row.guest
        secret = {f"word-{daughter}": "yes", f"theme-{daughter}": "health"}
        assert client.post(path, secret).status_code == 422
        assert client.post(path, {f"word-{daughter}": "no"}).status_code == 302
        assert made.guests.get(pk=daughter).guest is None
    assert [line for one in INVARIANTS.values() for line in one(MORNING)] == []
    other = circle_world("DAC d’ailleurs")
    hers = actions.give_link(patient_id=other.patient.pk, by=other.by, now=MORNING)
    with clock.frozen(MORNING + timedelta(minutes=1)):
        assert client.get(reverse("my-file-meeting", args=[hers, made.pk])).status_code == 404
    with pytest.raises(Refused, match="word_unknown"):
        said(world, made, {daughter: HerWord("yes")}, means="link")
