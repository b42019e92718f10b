"""One professional opens a coordination; the team that is born of it may become something else."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewCoordination, NewPerson
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import CareTeam, CareTeamMember, Patient, TeamMember, TeamStage
from maillon.apps.directory.models import Organization, PractitionerRole
from maillon.apps.journal.models import Entry
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.circle import account_with
from tests.factories.desk import MORNING
from tests.factories.grids import document

pytestmark = pytest.mark.django_db
ANNE = NewPerson("Essai", "Anne", "1941-05-04", "F")


class Village:
    """A doctor with an account, a nurse, two pharmacists; the house where he practises."""

    def __init__(self) -> None:
        self.house = situations.organization("Cabinet du Gier", "cabinet")
        self.gp = self.role("Marc", "Villard", "10")
        self.nurse = self.role("Lise", "Perrin", "60")
        self.pharmacists = [self.role("Noé", "Garin", "21"), self.role("Iris", "Hamon", "21")]
        self.doctor = account_with(
            "Docteur Villard", "practitioner", self.house, practitioner=self.gp.practitioner
        )

    def role(self, given: str, family: str, profession: str) -> PractitionerRole:
        return situations.role(given, family, "42207", profession)

    @property
    def by(self) -> AccountViewer:
        return viewer_of(self.doctor, now=MORNING)

    def opens(self, *professionals: PractitionerRole, **more: Any) -> UUID:
        told: dict[str, Any] = {
            "organization_id": self.house.pk, "kind": "escap", "situation": "frail",
            "professionals": tuple(one.pk for one in professionals), "means": "voice",
            "gp_id": self.gp.pk if self.gp in professionals else None, "person": ANNE, **more,
        }  # fmt: skip
        return actions.open_coordination(new=NewCoordination(**told), by=self.by, now=MORNING)

    def team(self) -> Organization:
        return Organization.objects.get(team_stages__isnull=False)


@pytest.fixture
def village() -> Village:
    return Village()


def posted(account: Account, route: str, /, *ids: object, **given: Any) -> tuple[int, str]:
    client = Client()
    client.force_login(account)
    with clock.frozen(MORNING):
        answer = client.post(reverse(route, args=ids), given, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_doctor_opens_an_escap_and_its_fee_follows_from_the_journal(village: Village) -> None:
    who = village.opens(village.gp, village.nurse, village.pharmacists[0])
    parts = dict(CareTeamMember.objects.filter(patient=who).values_list("role", "words__kind"))
    assert parts == {
        "coordination": "agreed", "gp": "recognised", "nurse": "recognised",
        "pharmacist": "recognised",
    }  # fmt: skip
    state = queries.coordination_state(village.by, who, now=MORNING)
    assert state is not None
    assert (state.standing.verdict, state.eligibility) == ("reached", None)
    grid = actions.save_grid(document=document(), by=village.by, now=MORNING)
    answers = {f"q{n}": "yes" for n in range(1, 14)}
    actions.complete_response(
        patient_id=who, grid_id=grid, answers=answers, by=village.by, now=MORNING,
        situations=frozenset({"palliative_care"}),
    )  # fmt: skip
    state = queries.coordination_state(village.by, who, now=MORNING)
    assert state is not None
    assert state.eligibility is not None
    assert state.eligibility.verdict == "reached"
    assert set(state.eligibility.evidence) == {"care.coordination", "care.scored", "care.word"}
    assert [one.code for one in state.eligibility.lacking] == ["fee_amount_unknown"]
    told = Entry.objects.get(act="care.fee").data
    assert told["verdict"] == "reached"
    assert UUID(told["care.scored"]) == Entry.objects.get(act="care.scored").pk
    client = Client()
    client.force_login(village.doctor)
    with clock.frozen(MORNING):
        body = client.get(reverse("person-scores", args=[who])).content.decode()
    assert "Le forfait peut être demandé" in body
    assert "dépend de la convention" in body


def test_two_professionals_are_told_who_is_lacking(village: Village) -> None:
    who = village.opens(village.nurse, village.gp)
    state = queries.coordination_state(village.by, who, now=MORNING)
    assert state is not None
    assert state.standing.composed is not None
    assert [one.code for one in state.standing.composed.lacking] == ["team_too_small"]
    village.gp.profession = "60"
    village.gp.save()
    with pytest.raises(Refused, match="coordination_gp"):
        village.opens(village.nurse, village.gp)


def test_a_doctor_and_two_pharmacists_become_an_esp_then_an_msp_without_typing_again(
    village: Village,
) -> None:
    who = village.opens(village.gp, *village.pharmacists)
    team = village.team()
    before = list(TeamMember.objects.values_list("pk", flat=True))
    assert posted(village.doctor, "team-act", team.pk, geste="move", kind="esp")[0] == 200
    page = queries.team(village.by, team.pk, now=MORNING)
    assert [one.code for one in page.standing.composed.lacking] == ["team_condition_unknown"]  # type: ignore[union-attr]
    said = {"geste": "move", "kind": "esp", "project_validated_by_ars": "yes"}
    assert "complète" in posted(village.doctor, "team-act", team.pk, **said)[1]
    _, body = posted(village.doctor, "team-act", team.pk, geste="move", kind="msp")
    assert "La structure est une personne morale" in body
    assert Organization.objects.get(pk=team.pk).kind == "msp"
    assert list(TeamMember.objects.values_list("pk", flat=True)) == before
    assert CareTeam.objects.get(patient=who).managed_by_id == team.pk
    assert [one.kind for one in TeamStage.objects.order_by("at", "pk")].count("escap") == 1
    # The same three open another coordination: the team is the one that became an MSP.
    other = village.opens(
        village.gp, *village.pharmacists, person=NewPerson("Autre", "Luc", "1950-01-02")
    )
    assert CareTeam.objects.get(patient=other).managed_by_id == team.pk
    for name in INVARIANTS:
        if name.startswith("P6"):
            assert list(INVARIANTS[name](MORNING)) == [], name


def test_members_come_and_go(village: Village) -> None:
    village.opens(village.gp, village.nurse)
    team = village.team()
    who = f"role:{village.pharmacists[0].pk}"
    assert (
        "Ajouté à l’équipe" in posted(village.doctor, "team-act", team.pk, geste="add", who=who)[1]
    )
    assert "déjà" in posted(village.doctor, "team-act", team.pk, geste="add", who=who)[1]
    member = TeamMember.objects.get(practitioner_role=village.pharmacists[0])
    posted(village.doctor, "team-act", team.pk, geste="end", member=str(member.pk))
    assert TeamMember.objects.filter(ends_on=None).count() == 2


def test_whoever_is_not_of_the_team_or_of_the_structure_opens_nothing(village: Village) -> None:
    village.opens(village.gp, village.nurse)
    stranger = account_with(
        "Docteur Ailleurs", "practitioner", situations.organization("Cabinet d’ailleurs"),
        practitioner=village.role("Jean", "Loin", "10").practitioner,
    )  # fmt: skip
    there = viewer_of(stranger, now=MORNING)
    with pytest.raises(NotFound):
        queries.team(there, village.team().pk, now=MORNING)
    with pytest.raises(NotFound):
        actions.open_coordination(
            new=NewCoordination(village.house.pk, "escap", "frail", (village.nurse.pk,), "voice"),
            by=there, now=MORNING,
        )  # fmt: skip
    for wrong, professionals in (
        ("coordination_without_you", (village.nurse, village.pharmacists[0])),
        ("coordination_alone", (village.gp,)),
    ):
        with pytest.raises(Refused, match=wrong):
            village.opens(*professionals)
    known = Patient.objects.get()
    CareTeamMember.objects.filter(patient=known).update(ends_on=MORNING.date())
    with pytest.raises(Refused, match="circle_not_yours"):
        village.opens(village.gp, village.nurse, person=None, patient_id=known.pk)


def test_the_page_shows_like_persons_first_and_asks_for_her_agreement(village: Village) -> None:
    known = village.opens(village.gp, village.nurse)
    typed = {
        "birth_date": "4/5/1941", "birth_name": "Essai", "given_name": "Anne", "sex": "F",
        "situation": "frail", "kind": "escap", "means": "voice", "structure": village.house.pk,
        "pro1_text": "Villard", "pro2_text": "Perrin", "pro3_text": "",
    }  # fmt: skip
    assert "Sans son accord" in posted(village.doctor, "coordination-new", **typed)[1]
    status, body = posted(village.doctor, "coordination-new", **typed, agreed="on")
    assert (status, "La connaissez-vous déjà" in body) == (422, True)
    status, _ = posted(village.doctor, "coordination-new", **typed, agreed="on", patient=known)
    assert (status, Patient.objects.count()) == (200, 1)
    typed["pro2_text"] = "Inconnue"
    assert (
        "Personne de ce nom" in posted(village.doctor, "coordination-new", **typed, agreed="on")[1]
    )
