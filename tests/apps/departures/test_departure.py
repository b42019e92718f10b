"""Somebody leaves on a day: what it changes is told, done in one gesture, and undone whole."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.departures import actions, queries
from maillon.apps.departures.invariants import INVARIANTS
from maillon.apps.departures.models import Departure
from maillon.apps.projects.actions import NewAction, add_action
from maillon.apps.projects.models import Objective, ProjectAction
from maillon.apps.structures.models import Member
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock, jobs
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.departures import IN_JUNE, left
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.projects import written
from tests.factories.protocols import adopted
from tests.factories.structures import coordinator, member, owed, refused, under_contract

pytestmark = pytest.mark.django_db
JUNE = MORNING.replace(year=2027, month=6, day=30)


@dataclass(frozen=True, slots=True)
class Team:
    """A nurse, who takes over from her, and what is hers: soon, and after June."""

    nurse: Member
    heir: Member
    soon: Task
    later: Task
    action: ProjectAction


@pytest.fixture
def team(by: AccountViewer, house: UUID, world: DeskWorld) -> Team:
    nurse = member(by, house, name="Ida Essai",
                   account_id=coordinator(world, "practitioner").account_id)  # fmt: skip
    member(by, house, name="Dr Léo Essai", profession="10")
    heir = member(by, house, name="Zoé Essai", account_id=coordinator(world, "manager").account_id)
    objective = Objective.objects.get(project_id=written(by, house).project_id)
    new = NewAction("Un atelier de plus", nurse.pk, None, IN_JUNE + timedelta(days=9))
    action = add_action(objective_id=objective.pk, new=new, by=by, now=MORNING)
    assert nurse.account_id is not None
    return Team(
        nurse, heir, owed(by, house, nurse.account_id, days=3),
        owed(by, house, nurse.account_id, days=230), action,
    )  # fmt: skip


def told(by: AccountViewer, member_id: UUID, day: date) -> dict[str, str]:
    page = queries.departure_page(by, member_id, day, now=MORNING)
    return {
        part.code: " / ".join(f"{line.words} {line.state}" for line in part.lines)
        for part in page.parts
    }


def account_of(one: Member) -> Account:
    assert one.account_id is not None
    return Account.objects.get(pk=one.account_id)


def owner_of(task: Task) -> UUID | None:
    task.refresh_from_db()
    return task.owner_account_id


def test_everything_a_departure_changes_is_told_before_it_is_noted(
    by: AccountViewer, house: UUID, team: Team
) -> None:
    adopted(by, house)
    under_contract(by, house)
    before = told(by, team.nurse.pk, IN_JUNE)
    assert "professionnels comptés avant ce jour" in before["contract"]
    assert "en 2027, compte 180 jours" in before["contract"]
    assert "signé" in before["protocols"]
    assert "Un atelier de plus" in before["actions"]
    assert len(before["tasks"].split(" / ")) == 3
    assert "se ferme ce jour-là" in before["access"]
    page = queries.departure_page(by, team.nurse.pk, IN_JUNE, now=MORNING)
    assert (page.needs, page.gone, page.noted) == (True, False, None)
    assert team.heir.pk in [pk for pk, _ in page.people]
    assert Member.objects.get(pk=team.nurse.pk).left_on is None


def test_it_is_noted_whole_and_what_is_left_passes_on_the_day(
    by: AccountViewer, house: UUID, team: Team
) -> None:
    with refused("departure_successor"):
        left(by, team.nurse.pk)
    with refused("departure_stranger"):
        left(by, team.nurse.pk, Member.objects.of(house).get(profession="10").pk)
    assert Member.objects.get(pk=team.nurse.pk).left_on is None
    made = left(by, team.nurse.pk, team.heir.pk)
    # What is due from that day on is her successor's; the rest is hers until then
    team.action.refresh_from_db()
    assert team.action.owner == team.heir
    assert owner_of(team.later) == team.heir.account_id
    assert owner_of(team.soon) == team.nurse.account_id
    nurse = account_of(team.nurse)
    assert viewer_of(nurse, now=MORNING).roles
    assert viewer_of(nurse, now=JUNE).roles == ()
    noted = queries.departure_page(by, team.nurse.pk, None, now=MORNING).noted
    assert noted is not None
    assert (noted.successor, noted.actions, noted.tasks, noted.roles) == ("Zoé Essai", 1, 1, 1)
    # On the day, what is still open
    jobs.run_due(JUNE)
    assert owner_of(team.soon) == team.heir.account_id
    assert [words for check in INVARIANTS.values() for words in check(JUNE)] == []
    made.refresh_from_db()
    assert len(made.kept["successions"]) == 2


def test_a_departure_noted_by_mistake_is_undone_whole(
    by: AccountViewer, house: UUID, team: Team
) -> None:
    made = left(by, team.nurse.pk, team.heir.pk, TODAY)
    assert owner_of(team.soon) == owner_of(team.later) == team.heir.account_id
    assert viewer_of(account_of(team.nurse), now=MORNING).roles == ()
    assert not account_of(team.nurse).is_active
    actions.undo_departure(departure_id=made.pk, by=by, now=MORNING)
    assert owner_of(team.soon) == owner_of(team.later) == team.nurse.account_id
    team.action.refresh_from_db()
    assert team.action.owner == team.nurse
    assert team.action.task is not None
    assert owner_of(team.action.task) == team.nurse.account_id
    assert viewer_of(account_of(team.nurse), now=MORNING).roles
    assert Member.objects.get(pk=team.nurse.pk).left_on is None
    with refused("departure_undone"):
        actions.undo_departure(departure_id=made.pk, by=by, now=MORNING)
    # Undone before its day, the day changes nothing; and it may be noted again
    later = left(by, team.nurse.pk, team.heir.pk)
    actions.undo_departure(departure_id=later.pk, by=by, now=MORNING)
    actions.pass_rest({"id": str(later.pk)}, JUNE)
    assert owner_of(team.soon) == team.nurse.account_id
    assert Departure.objects.filter(undone_at=None).count() == 0


def test_ones_own_access_and_another_line_of_the_team_stay(
    by: AccountViewer, house: UUID, team: Team
) -> None:
    mine = member(by, house, name="Moi Essai", profession="COO", account_id=by.account_id)
    assert "votre propre accès" in told(by, mine.pk, TODAY)["access"]
    left(by, mine.pk, team.heir.pk, TODAY)
    assert viewer_of(Account.objects.get(pk=by.account_id), now=MORNING).roles
    member(by, house, name="Ida Essai", profession="IPA", account_id=team.nurse.account_id)
    assert "une autre ligne de l’équipe" in told(by, team.nurse.pk, TODAY)["access"]
    left(by, team.nurse.pk, team.heir.pk, TODAY)
    assert owner_of(team.soon) == team.nurse.account_id


def test_the_pages_read_note_and_undo_and_strangers_find_nothing(
    by: AccountViewer, team: Team, world: DeskWorld
) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    address = reverse("departure", args=[team.nurse.pk])
    typed = {"left_on": "2027-06-30", "leaving": "moved", "successor": ""}
    with clock.frozen(MORNING):
        assert address in client.get(reverse("staff", args=[team.nurse.pk])).content.decode()
        assert "30 juin 2027" in client.get(f"{address}?jour=2027-06-30").content.decode()
        assert client.get(f"{address}?jour=bientôt").status_code == 200
        assert client.post(address, typed).status_code == 422
        typed["successor"] = str(team.heir.pk)
        assert client.post(address, typed).status_code == 303
        page = client.get(address).content.decode()
        assert "Annuler ce départ" in page
        undo = reverse("departure-undo", args=[Departure.objects.get().pk])
        assert client.post(undo).status_code == 303
        assert "Noter le départ" in client.get(address).content.decode()
    for who in (coordinator(world, "agent"), coordinator(situations.elsewhere())):
        with pytest.raises(NotFound):
            queries.departure_page(who, team.nurse.pk, None, now=MORNING)
