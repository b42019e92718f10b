"""Two populated tenants and everybody who may come to the door (ACC-2, ACC-3)."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewPerson
from maillon.apps.care.models import CareTeam
from maillon.apps.desk import actions
from maillon.apps.desk.actions import caring
from maillon.apps.desk.models import (
    Assignment,
    Call,
    Callback,
    Desk,
    Handover,
    Need,
    Offer,
    Requester,
    Scenario,
    ServiceRequest,
)
from maillon.apps.directory.models import Responder
from maillon.apps.meetings.actions import NewGuest, NewMeeting, call_meeting
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from maillon.kernel.crypto import blind_index
from tests.access.canaries import Canaries
from tests.access.circle_cast import comings, history, project
from tests.access.medication_cast import reviewed
from tests.access.meeting_cast import Spoken, spoken_of
from tests.access.structure_cast import House, at_home, opened_to
from tests.access.talk_cast import Talk, talked
from tests.access.welcome_cast import asked_and_noted
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld, person_of
from tests.factories.enrolling import enrolling
from tests.factories.grids import document
from tests.factories.misread import wrote
from tests.factories.resources import local_resource

__all__ = ["LATER", "Tenant", "here", "there"]

LATER = MORNING + timedelta(minutes=20)  # when everybody comes to the door
LAST_WEEK = MORNING - timedelta(days=7)
ROLES = (
    "agent", "lead", "requester", "carer", "offered", "coordinator", "manager", "administrator",
    "nobody", "reader",
)  # fmt: skip


@dataclass
class Tenant:
    """One desk with its requests in every state, its people, and its planted words."""

    world: DeskWorld
    words: Canaries
    requests: dict[str, ServiceRequest] = field(default_factory=dict)
    people: dict[str, Account] = field(default_factory=dict)
    draft_id: UUID = field(default_factory=new_id)
    handover_id: UUID = field(default_factory=new_id)
    call_id: UUID = field(default_factory=new_id)
    inbound_id: UUID = field(default_factory=new_id)
    enrolment_id: UUID = field(default_factory=new_id)
    question_id: UUID = field(default_factory=new_id)
    meeting_id: UUID = field(default_factory=new_id)
    attempt_id: UUID = field(default_factory=new_id)
    aside_id: UUID = field(default_factory=new_id)
    member_id: UUID = field(default_factory=new_id)
    merge_id: UUID = field(default_factory=new_id)
    proof_id: UUID = field(default_factory=new_id)
    glass_id: UUID = field(default_factory=new_id)
    activity_key: UUID = field(default_factory=new_id)
    team_id: UUID = field(default_factory=new_id)
    grid_id: UUID = field(default_factory=new_id)
    response_id: UUID = field(default_factory=new_id)
    visit_id: UUID = field(default_factory=new_id)
    talk: Talk = field(default_factory=Talk)
    medication_id: UUID = field(default_factory=new_id)
    spoken: Spoken = field(default_factory=Spoken)
    house: House = field(default_factory=House)

    @property
    def patient_id(self) -> UUID:
        """The person of the circle."""
        return person_of(self.one("searching")).pk

    scenario_id: UUID = field(default_factory=new_id)
    resource_id: UUID = field(default_factory=new_id)
    help_id: UUID = field(default_factory=new_id)
    errand_id: UUID = field(default_factory=new_id)

    def one(self, state: str) -> ServiceRequest:
        return self.requests[state]

    def need(self, state: str) -> Need:
        return Need.objects.filter(request=self.one(state)).earliest("position")

    def offer(self, state: str) -> Offer:
        return Offer.objects.filter(need__request=self.one(state)).earliest("rank")

    def assignment(self, state: str) -> Assignment:
        return Assignment.objects.get(need__request=self.one(state))

    def callback(self, state: str, kind: str) -> Callback:
        return Callback.objects.get(request=self.one(state), kind=kind)

    def handover(self) -> Handover:
        return Handover.objects.get(pk=self.handover_id)

    def token(self, state: str) -> str:
        """The one-tap token of the offer, as only the SMS knows it."""
        message = OutboxMessage.objects.get(about_kind="offer", about_id=self.offer(state).pk)
        return str(message.secret)

    def token_begun(self, state: str) -> str:
        message = OutboxMessage.objects.get(
            template="confirm_care", about_id=self.assignment(state).pk
        )
        return str(message.secret)

    def role(self, person: str) -> ScopedRole:
        return ScopedRole.objects.get(account=self.people[person])

    def has_right(self, person: str, permission: str) -> bool:
        """Whether the door of this permission opens to her."""
        return person in {
            "desk": {"agent", "lead"},
            "carer": {"carer", "offered"},
            "care": {"agent", "lead", "carer", "offered", "coordinator"},
            "requester": {"requester"},
            "reader": {"reader"},
            "signed_in": set(ROLES),
            "admin": {"administrator"},
        }.get(permission, {*ROLES, "anonymous"})


def here() -> Tenant:
    words = Canaries("ici", "+33199001177", "+33199002277", "1931-02-17")
    return _populated(situations.saint_chamond(), words)


def there() -> Tenant:
    words = Canaries("ailleurs", "+33199003377", "+33199004477", "1929-12-08")
    return _populated(situations.elsewhere(), words)


def _call(tenant: Tenant) -> actions.NewRequest:
    words = tenant.words
    new = situations.intake(tenant.world, duplicate_seen=True)
    return replace(
        new,
        requester=actions.NewRequester(
            kind="hospital", name=words["requester_name"], house=words["requester_house"],
            phone=words.requester_phone,
        ),
        person=NewPerson(
            birth_name=words["birth_name"], given_name=words["given_name"],
            birth_date=words.birth_date, sex="F", phone=words.phone, address=words["address"],
            commune_id=tenant.world.desk.commune_id,
        ),
        needs=(
            actions.NewNeed(
                "dressing", "daily", TODAY + timedelta(days=1), detail=words["detail"]
            ),
        ),
        quarter=words["quarter"],
        living={"floor": words["floor"], "alone": True},
        note=words["note"],
    )  # fmt: skip


def _populated(world: DeskWorld, words: Canaries) -> Tenant:
    tenant = Tenant(world, words)
    Responder.objects.filter(pk=world.usual.pk).update(live_limit=30)
    call = _call(tenant)
    given = {name: getattr(call, name) for name in (
        "requester", "person", "needs", "quarter", "living", "note", "duplicate_seen",
    )}  # fmt: skip
    made = {
        "received": situations.request_received(world, **given),
        "searching": situations.request_searching(world, **given),
        "found": situations.request_found(world, **given),
        "forgotten": situations.request_closed(world, LAST_WEEK, **given),
        "closed": situations.request_closed(world, MORNING - timedelta(days=2), **given),
    }
    tenant.requests = made
    jobs.run_due(MORNING + timedelta(minutes=10))
    _ask_proof(tenant)
    _beside(tenant)
    _people(tenant)
    _circle(tenant)
    at_home(tenant, viewer_of(tenant.people["coordinator"], now=LATER))
    opened_to(tenant, viewer_of(tenant.people["reader"], now=LATER))
    return tenant


def _ask_proof(tenant: Tenant) -> None:
    held = tenant.assignment("found")
    with transaction.atomic():
        caring.ask_proof({"assignment": str(held.pk)}, LATER)


def _beside(tenant: Tenant) -> None:
    """A draft half typed, and a request passed on to another service."""
    words, by = tenant.words, tenant.world.by
    actions.save_draft(
        draft_id=tenant.draft_id, desk_id=tenant.world.desk.pk, phone="",
        payload={"note": [words["draft"]]}, by=by, now=MORNING,
    )  # fmt: skip
    handover = actions.hand_over(
        request_id=tenant.one("received").pk, target="dac", target_name=words["handover_name"],
        note=words["handover_note"], by=by, now=MORNING,
    )  # fmt: skip
    tenant.handover_id = handover.pk
    call = Call(
        pk=tenant.call_id, desk=tenant.world.desk, key="call", heard_at=MORNING,
        started_at=MORNING, caller_phone=words.requester_phone,
        caller_index=blind_index("phone", words.requester_phone),
    )  # fmt: skip
    call.save(force_insert=True)
    tenant.enrolment_id = enrolling(
        tenant.world, f"+3363998{80 if words.mark == 'ici' else 81}77"
    ).pk
    actions.declare_stay(
        request_id=tenant.one("closed").pk, said_by="gp", doubt="likely", by=by, now=MORNING
    )
    tenant.inbound_id = wrote(tenant.world.neighbour, f"azerty {words['misread']}")[1].pk
    tenant.meeting_id = _meeting(tenant)
    tenant.resource_id = local_resource(world=tenant.world, name=f"Voisins {words.mark}")
    Scenario(
        pk=tenant.scenario_id, desk=tenant.world.desk, asked_by=tenant.world.agent,
        asked_at=MORNING, state="cancelled", facts={"requests": 0},
        supposed={"nurses": -20, "requests": 0, "available": 0, "seeds": 1},
    ).save(force_insert=True)  # fmt: skip
    tenant.question_id = _question(tenant, words["handover_note"])


def _meeting(tenant: Tenant) -> UUID:
    """Called by the agent, about somebody: only she and her guest are asked."""
    words, world = tenant.words, tenant.world
    new = NewMeeting(
        organization_id=world.desk.organization_id, kind="case", subject=words["meeting"],
        minutes=60, dates=[LATER + timedelta(days=1)], place=words["meeting_place"],
        guests=[NewGuest(words["meeting_guest"], f"{words.mark}@exemple.test")],
        agenda=[words["meeting_point"]],
    )  # fmt: skip
    return call_meeting(new=new, by=world.by, now=MORNING).pk


def _question(tenant: Tenant, asked: str) -> UUID:
    """Its desk is held by clinicians: a specialty owes it an answer."""
    Desk.objects.filter(pk=tenant.world.desk.pk).update(kind="clinical")
    question = actions.ask_expert(
        request_id=tenant.one("received").pk, specialty="cardiology", expert="Docteur Essai",
        phone="", question=asked, due_at=LATER + timedelta(hours=3), by=tenant.world.by,
        now=MORNING,
    )  # fmt: skip
    return question.pk


def _people(tenant: Tenant) -> None:
    world, mark = tenant.world, tenant.words.mark
    tenant.people["agent"] = world.agent
    for code in ("lead", "requester", "coordinator", "manager", "administrator", "reader"):
        account = situations.account(f"{code.title()} {mark.title()}")
        at_desk = world.desk.pk if code == "lead" else None
        _role(account, tenant, code, at_desk)
        tenant.people[code] = account
    tenant.people["nobody"] = situations.account(f"Personne {mark.title()}")
    for name, responder in (("carer", world.usual), ("offered", world.neighbour)):
        assert responder.practitioner_role
        practitioner = responder.practitioner_role.practitioner
        account = situations.account(f"{name.title()} {mark.title()}", practitioner=practitioner)
        _role(account, tenant, "practitioner", None)
        tenant.people[name] = account
    for card in Requester.objects.filter(organization=world.desk.organization):
        card.account = tenant.people["requester"]
        card.save(update_fields=["account"])


def _role(account: Account, tenant: Tenant, code: str, desk_id: UUID | None) -> None:
    ScopedRole.objects.create(
        account=account, organization=tenant.world.desk.organization, desk_id=desk_id,
        code=code, starts_on=TODAY - timedelta(days=300),
    )  # fmt: skip


def _team(tenant: Tenant) -> UUID:
    """The carer and the usual doctor, for somebody of whom no word is planted."""
    by = viewer_of(tenant.people["carer"], now=LATER)
    mine = tenant.world.usual.practitioner_role
    assert mine
    who = care.open_coordination(
        new=care.NewCoordination(
            tenant.world.desk.organization_id, "escap", "frail", (tenant.world.gp.pk, mine.pk),
            "voice",
            gp_id=tenant.world.gp.pk, person=NewPerson("Équipe", "Essai", "1944-04-04"),
        ),
        by=by, now=LATER,
    )  # fmt: skip
    made = CareTeam.objects.get(patient=who).managed_by_id
    assert made
    return made


def _grid(tenant: Tenant) -> None:
    """A grid of the structure, answered once by its coordinator."""
    by = viewer_of(tenant.people["coordinator"], now=LATER)
    tenant.team_id = _team(tenant)
    tenant.grid_id = care.save_grid(document=document(), by=by, now=LATER)
    tenant.response_id = care.complete_response(
        patient_id=tenant.patient_id, grid_id=tenant.grid_id, answers={"q1": "yes"},
        situations=frozenset(), by=by, now=LATER,
    )  # fmt: skip


def _circle(tenant: Tenant) -> None:
    """A circle of the person searched for: a daughter, a paper, a merge, a broken glass. The carer
    stands around her, and the person has not said that she may read by it.
    """
    words = tenant.words
    by = viewer_of(tenant.people["coordinator"], now=LATER)
    who = tenant.patient_id
    asked_and_noted(tenant, by)
    care.open_circle(
        patient_id=who, situation="addiction", reason=words["circle_reason"], by=by, now=LATER,
        word=care.NewWord("agreed", "voice"),
    )  # fmt: skip
    daughter = care.add_to_circle(
        patient_id=who, by=by, now=LATER,
        new=care.NewMember("family", name=words["related"], reason=words["member_reason"]),
    )  # fmt: skip
    tenant.member_id = daughter.pk
    said = care.record_word(
        patient_id=who, member_id=daughter.pk, word=care.NewWord("agreed", "paper"), by=by,
        now=LATER, scan=care.Scan(b"%PDF-1.4 essai"),
    )  # fmt: skip
    tenant.proof_id = said.proof.pk
    comings(tenant, daughter.pk, by)
    tenant.talk = talked(tenant, daughter.pk, by)
    tenant.activity_key = project(tenant, daughter.pk, by)
    tenant.medication_id = reviewed(tenant.words, who, by)
    _grid(tenant)
    history(tenant, by)
    spoken_of(tenant, by)
    again = care.create_provisional(
        person=NewPerson(words["birth_name"], words["given_name"], words.birth_date, sex="F"),
        organization_id=tenant.world.desk.organization_id, by=SYSTEM, now=LATER,
    )  # fmt: skip
    tenant.merge_id = care.merge_persons(
        keep_id=who, absorb_id=again.pk, reason="twice", by=by, now=LATER
    ).pk
    tenant.glass_id = _glass(tenant)


def _glass(tenant: Tenant) -> UUID:
    """A doctor of the night who had no right, and took an hour."""
    mark = tenant.words.mark
    doctor = situations.role(f"Essai {mark}", "Garde", "42207", profession="10")
    night = situations.account(f"Garde {mark}", practitioner=doctor.practitioner)
    _role(night, tenant, "practitioner", None)
    return care.break_glass(
        patient_id=tenant.patient_id, reason="vital", text="douleur cette nuit",
        by=viewer_of(night, now=LATER), now=LATER,
    ).pk  # fmt: skip
