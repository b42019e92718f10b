"""The family's page: who comes, whom to call; on her permission, by a link of one's own."""

import re
import zlib
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import (
    NewActivity,
    NewGoal,
    NewNeed,
    NewPlan,
    NewVisit,
    NewWord,
)
from maillon.apps.care.models import CareTeamMember, FamilyLink
from maillon.apps.desk.queries.comings import comings
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, paper
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.circle import person as somebody
from tests.factories.desk import MORNING, TODAY, person_of

pytestmark = pytest.mark.django_db
AGREED, SOON = NewWord("agreed", "voice"), MORNING + timedelta(minutes=5)
SECRET = "Boire moins"


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


@pytest.fixture
def daughter(world: CircleWorld) -> CareTeamMember:
    return world.join("family", AGREED, name="Alix", phone="+33199000031")


def arranged(world: CircleWorld, daughter: CareTeamMember) -> None:
    """Somebody comes on Mondays and Thursdays, the daughter answers at night, meals remain."""
    help_ = world.join("home_help", AGREED, name="Fanny Roche", phone="+33199000032")
    for new in (
        NewVisit(help_.pk, (3, 0), "ménage", "daily", time(9), time(11)),
        NewVisit(help_.pk, (1,), "médicaments", "medication"),
    ):
        actions.add_visit(patient_id=world.patient.pk, new=new, by=world.by, now=MORNING)
    actions.name_night(
        patient_id=world.patient.pk, member_id=daughter.pk, note="a les clés", by=world.by,
        now=MORNING,
    )  # fmt: skip
    meals = NewNeed("Manger", "daily", (NewGoal("Chaud", (NewActivity("Porter le dîner"),)),))
    drink = NewNeed(SECRET, "health", (NewGoal("Mieux", (NewActivity("Consulter"),)),))
    plan = NewPlan("Chez moi.", "voice", TODAY, (meals, drink))
    actions.write_plan(patient_id=world.patient.pk, new=plan, by=world.by, now=MORNING)


def link(world: CircleWorld, member: CareTeamMember) -> str:
    return actions.give_family_link(
        patient_id=world.patient.pk, member_id=member.pk, by=world.by, now=MORNING
    )


def pages(pdf: bytes) -> int:
    """How many sheets a PDF has; its objects are packed."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    plain = b"".join(zlib.decompressobj().decompress(one) for one in packed if one[:1] == b"x")
    return len(re.findall(rb"/Type\s*/Page\b", pdf + plain))


def opened(token: str, days: int = 0) -> tuple[int, str]:
    with clock.frozen(SOON + timedelta(days=days)):
        answer = Client().get(reverse("family-page", args=[token]))
    return answer.status_code, answer.content.decode()


def test_she_reads_who_comes_and_whom_to_call_and_nothing_of_health(
    world: CircleWorld, daughter: CareTeamMember
) -> None:
    arranged(world, daughter)
    token = link(world, daughter)
    status, page = opened(token)
    assert status == 200
    for words in ("Fanny Roche", "de 9 h à 11 h, ménage", "a les clés", "Porter le dîner"):
        assert words in page
    for words in ("médicaments", SECRET, "Consulter", "Chez moi.", "Fournier"):
        assert words not in page
    read = AccessLogEntry.objects.get(object_type="family_page")
    assert (read.ground, read.patient_id) == ("family_link", world.patient.pk)
    kept = FamilyLink.objects.get().token_hash
    assert token not in kept
    for door in ("my-file", "offer"):  # one purpose
        with clock.frozen(SOON):
            assert Client().get(reverse(door, args=[token])).status_code == 404


def test_no_link_without_her_word_and_none_lives_after_it_or_its_days(
    world: CircleWorld, daughter: CareTeamMember
) -> None:
    neighbour = world.join("neighbour", None, name="Mme Renard")
    with pytest.raises(Refused, match="family_not_agreed"):
        link(world, neighbour)
    first = link(world, daughter)
    second = link(world, daughter)
    assert [opened(one)[0] for one in (first, second, "x" * 22)] == [404, 200, 404]
    assert opened(second, days=91)[0] == 404
    actions.record_word(
        patient_id=world.patient.pk, member_id=daughter.pk, word=NewWord("opposed", "phone"),
        by=world.by, now=MORNING + timedelta(minutes=1),
    )  # fmt: skip
    assert opened(second)[0] == 404
    actions.record_word(
        patient_id=world.patient.pk, member_id=daughter.pk, word=AGREED, by=world.by,
        now=MORNING + timedelta(minutes=2),
    )  # fmt: skip
    assert opened(second)[0] == 200
    actions.revoke_family_link(
        patient_id=world.patient.pk, member_id=daughter.pk, by=world.by, now=SOON
    )
    assert opened(second)[0] == 404


def test_the_bearer_holds_nothing_else(world: CircleWorld, daughter: CareTeamMember) -> None:
    bearer = queries.family_link_viewer(link(world, daughter), now=SOON)
    for ask in (queries.person_page, queries.plan_page, queries.family_desk, queries.hand_out):
        with pytest.raises(NotFound):
            ask(bearer, world.patient.pk, now=SOON)
    with pytest.raises(NotFound):
        actions.record_word(
            patient_id=world.patient.pk, word=NewWord("opposed", "link"), by=bearer, now=SOON
        )
    other = somebody(world.house, given_name="Renée")
    with pytest.raises(NotFound):
        queries.family_paper(world.by, other.pk, daughter.pk, now=SOON)


def test_what_cannot_be_is_refused(world: CircleWorld, daughter: CareTeamMember) -> None:
    for new, code in (
        (NewVisit(daughter.pk, ()), "visit_days"), (NewVisit(daughter.pk, (9,)), "visit_days"),
        (NewVisit(daughter.pk, (1,), theme="x"), "visit_theme"),
        (NewVisit(daughter.pk, (1,), from_time=time(9), to_time=time(8)), "visit_times"),
        (NewVisit(daughter.pk, (1,), ends_on=TODAY), "member_ends_before"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            actions.add_visit(patient_id=world.patient.pk, new=new, by=world.by, now=MORNING)
    gone = NewVisit(daughter.pk, (1,))
    visit = actions.add_visit(patient_id=world.patient.pk, new=gone, by=world.by, now=MORNING)
    with pytest.raises(NotFound):
        actions.end_visit(visit_id=visit.pk, by=world.gp_viewer, now=SOON)
    actions.end_visit(visit_id=visit.pk, by=world.by, now=SOON)
    assert queries.family_desk(world.by, world.patient.pk, now=SOON).visits == ()


def test_it_is_written_given_and_prints_on_one_sheet(
    world: CircleWorld, daughter: CareTeamMember
) -> None:
    arranged(world, daughter)
    client, who = Client(), [world.patient.pk]
    client.force_login(world.coordinator)
    with clock.frozen(SOON):
        typed = {"member": str(daughter.pk), "weekdays": ["6"], "theme": "contacts"}
        page = client.post(reverse("visit-new", args=who), typed, follow=True).content.decode()
        assert "dimanche" in page
        assert client.post(reverse("visit-new", args=who), {}).status_code == 422
        night = {"night": str(daughter.pk), "note": ""}
        assert client.post(reverse("family-night", args=who), night).status_code == 302
        given = client.post(reverse("family-link", args=[*who, daughter.pk])).content.decode()
        assert "/autour/" in given
        printed = client.get(reverse("family-paper", args=[*who, daughter.pk])).content.decode()
        assert "Porter le dîner" in printed
        assert SECRET not in printed
        answer = client.get(reverse("family-pdf", args=[*who, daughter.pk]))
    if paper.pdf("<p>x</p>") is not None:
        assert pages(answer.content) == 1


def test_the_desk_says_who_comes_and_whom_it_looks_for() -> None:
    desk = situations.saint_chamond()
    request = situations.request_found(desk)
    (held,) = comings(person_of(request).pk, MORNING)
    assert (bool(held.who), held.theme) == (True, "health")
    (sought,) = comings(person_of(situations.request_searching(desk)).pk, MORNING)
    assert sought.who == ""
