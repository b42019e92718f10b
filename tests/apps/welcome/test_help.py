"""Help asked by anybody: one request per page sent, owed an answer, ended with the person."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.care.models import CareTeam
from maillon.apps.care.vocabulary import SITUATIONS
from maillon.apps.directory.actions import confirm_resource
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.apps.welcome import actions, invariants, queries
from maillon.apps.welcome.actions import Found, NewCircle
from maillon.apps.welcome.models import HelpRequest, ResourceCheck
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, jobs
from maillon.kernel.access import LinkViewer
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import AGREED, CircleWorld, circle_world
from tests.factories.desk import MORNING
from tests.factories.help import asked_for_help, open_door, typed_help
from tests.factories.resources import RECEPTION, local_resource

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def world() -> CircleWorld:
    for insee in ("42207", "42110"):
        situations.commune(insee)
    return circle_world()


def holds() -> list[str]:
    return [line for check in invariants.INVARIANTS.values() for line in check(LATER)]


def typed(**more: Any) -> dict[str, Any]:
    return {
        "key": uuid4(), "requester_kind": "family", "requester_name": "Élodie Essai",
        "requester_phone": "01 99 00 00 63", "need": "company", "words": "Seule le dimanche.",
        "place": "42400", "person_name": "Bernard Essai", "agreed": "not_asked", **more,
    }  # fmt: skip


def test_anybody_asks_once_and_her_link_says_nothing_of_anybody(
    world: CircleWorld, client: Client
) -> None:
    open_door(world.by, world.house.pk, MORNING)
    given = typed()
    with clock.frozen(MORNING):
        page = client.get(reverse("ask", args=["essai"])).content.decode()
        assert "Inès, coordinatrice" in page
        assert "vendredi 27 novembre" in page  # three working days
        sent = [client.post(reverse("ask", args=["essai"]), given) for _ in range(2)]
        assert [one.status_code for one in sent] == [303, 303]
        assert sent[0].headers["Location"] == sent[1].headers["Location"]
        follow = sent[0].headers["Location"]
        assert "n’est pas encore lue" in client.get(follow).content.decode()
    row = HelpRequest.objects.get()
    assert (row.commune_id, row.channel, row.task.kind) == ("42207", "public", "welcome.request")
    actions.take_request(request_id=row.pk, by=world.by, now=LATER)
    with clock.frozen(LATER):
        shown = client.get(follow).content.decode()
        assert "Quelqu’un s’en occupe" in shown
        assert not [w for w in ("Élodie", "Bernard", "dimanche", "compagnie") if w in shown]
        assert client.get(follow[:-2] + "x/").status_code == 404
        assert Entry.objects.filter(act="welcome.asked").count() == 1
        assert client.get(f"{follow}arreter/").status_code == 405
        client.post(f"{follow}arreter/")
        assert "Tout est arrêté" in client.get(follow).content.decode()
    row.refresh_from_db()
    assert (row.words, row.person_name, row.phone_index, row.outcome) == ("", "", "", "refused")
    assert row.task.closed_at
    assert holds() == []


def test_a_crowd_a_robot_and_a_forgery_are_stopped_and_the_words_are_kept(
    world: CircleWorld,
) -> None:
    open_door(world.by, world.house.pk, MORNING)
    client, at = Client(), reverse("ask", args=["essai"])
    with clock.frozen(MORNING):
        assert Client(enforce_csrf_checks=True).post(at, typed()).status_code == 403
        robot = client.post(at, typed(website="http://x.test"))
        assert (robot.status_code, HelpRequest.objects.count()) == (422, 0)
        assert client.post(at, typed(requester_kind="person", agreed="")).status_code == 303
        assert client.post(at, typed(agreed="")).status_code == 422
        for _ in range(2):
            assert client.post(at, typed()).status_code == 303
        crowd = client.post(at, typed())
        assert (crowd.status_code, "Seule le dimanche" in crowd.content.decode()) == (429, True)
        for number in range(5):
            client.post(at, typed(requester_phone=f"01 99 00 01 0{number}"))
        assert client.post(at, typed(requester_phone="0199000199")).status_code == 429
    assert HelpRequest.objects.count() == 8
    with clock.frozen(MORNING + timedelta(days=1, minutes=1)):
        assert client.post(at, typed()).status_code == 303
    assert HelpRequest.objects.exclude(origin_index="").count() == 1  # addresses live a day
    closed = HelpRequest.objects.first()
    assert closed
    stranger = LinkViewer("door", uuid4())
    with pytest.raises(NotFound):
        actions.ask_for_help(
            organization_id=world.house.pk, new=typed_help(), by=stranger, now=MORNING
        )
    with pytest.raises(NotFound):
        actions.refuse_request(request_id=closed.pk, by=LinkViewer("help", uuid4()), now=MORNING)


def test_it_ends_by_something_named_with_the_person_and_never_otherwise(
    world: CircleWorld,
) -> None:
    row = asked_for_help(world.by, world.house.pk, MORNING)
    resource = local_resource(by=world.by)
    given: dict[str, Any] = {"request_id": row.pk, "by": world.by, "now": LATER}

    def refused(**more: Any) -> str:
        with pytest.raises(Refused) as caught:
            actions.close_request(**given, **more)
        return caught.value.code

    assert refused(outcome="referred") == "help_outcome"
    assert refused(outcome="found") == "help_without_person"
    assert refused(outcome="found", with_person="home") == "help_without_name"
    assert refused(outcome="circle", with_person="home") == "help_without_circle"
    assert refused(outcome="desk", with_person="home") == "help_without_desk"
    found = Found(resources=[resource], practitioner_roles=[world.gp.pk])
    actions.close_request(**given, outcome="found", with_person="home", found=found)
    page = queries.help_page(world.by, row.pk, now=LATER)
    assert sorted(page.found)[0].startswith("Les voisins")
    assert AccessLogEntry.objects.filter(object_type="help_request").count() == 1
    assert holds() == []
    row.refresh_from_db()
    row.found.all().delete()
    assert "close sans rien de nommé" in holds()[0]
    with pytest.raises(NotFound):
        queries.help_page(situations.elsewhere().by, row.pk, now=LATER)


def test_her_circle_is_found_by_her_traits_or_opened_with_her_word(world: CircleWorld) -> None:
    assert "isolation" in SITUATIONS
    known = asked_for_help(world.by, world.house.pk, MORNING)
    new = NewCircle("Fournier", "Suzanne", "4/5/1941", "isolation", AGREED)
    given: dict[str, Any] = {"by": world.by, "now": LATER}
    assert actions.meet_person(request_id=known.pk, new=new, **given) == world.patient.pk
    other = asked_for_help(world.by, world.house.pk, MORNING, id=uuid4())
    new = NewCircle("Essai", "Louise", "1938", "isolation", AGREED)
    made = actions.meet_person(request_id=other.pk, new=new, **given)
    assert made != world.patient.pk
    assert CareTeam.objects.get(patient_id=made).situation == "isolation"
    actions.close_request(request_id=other.pk, outcome="circle", with_person="phone", **given)
    assert holds() == []


def test_a_resource_grown_old_is_a_task_until_somebody_asks_again(world: CircleWorld) -> None:
    resource = local_resource(by=world.by)
    jobs.run_due(MORNING + timedelta(days=100))
    assert not ResourceCheck.objects.exists()
    old = MORNING + timedelta(days=182)
    jobs.run_due(old)
    (task,) = Task.objects.filter(kind="welcome.check_resource")
    assert (task.origin_id, task.due_at > old) == (resource, True)
    confirm_resource(resource_id=resource, said=RECEPTION, by=world.by, now=old)
    task.refresh_from_db()
    assert task.outcome == "confirmed"


def test_the_coordinator_hears_takes_and_ends_a_request_on_her_pages(
    world: CircleWorld, client: Client
) -> None:
    resource = local_resource(by=world.by)
    client.force_login(world.coordinator)
    with clock.frozen(MORNING):
        assert "Ouvrir la page publique" in client.get(reverse("welcome")).content.decode()
        assert client.post(reverse("welcome-new"), typed(need="")).status_code == 422
        heard = client.post(reverse("welcome-new"), typed(need="meals"))
        row = HelpRequest.objects.get()
        assert heard.headers["Location"] == reverse("welcome-request", args=[row.pk])
        page = client.get(heard.headers["Location"]).content.decode()
        assert "Seule le dimanche" in page
        assert "Les voisins du Creux" in page  # proposed: that need, there
        client.post(reverse("welcome-take", args=[row.pk]))
        close = reverse("welcome-close", args=[row.pk])
        late = client.post(close, {"outcome": "found", "with_person": "phone"})
        assert (late.status_code, "ne suffit pas" in late.content.decode()) == (422, True)
        done = {"outcome": "found", "with_person": "phone", "resources": [str(resource)]}
        assert client.post(close, done).status_code == 303
        listing = client.get(reverse("welcome")).content.decode()
        assert "des ressources trouvées avec la personne" in listing
        assert "Sa famille" in listing
        assert "Bernard" not in listing
        door = {
            "slug": "gier", "territory": "Le Gier", "readers": "Inès", "answer_days": 2,
            "settle_days": 10, "open": "on",
        }  # fmt: skip
        assert client.post(reverse("welcome-door"), door).status_code == 303
        assert "Le Gier" in Client().get(reverse("ask-doors")).content.decode()
