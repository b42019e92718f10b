"""Laying the world: structures, accounts, professionals, then the week."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk.models import Assignment, Desk, DeskCommune
from maillon.apps.directory.models import Commune, Organization, Practitioner, Responder
from maillon.kernel import chance, clock
from maillon.kernel.crypto import fold
from maillon.project.demo.accounts import ACCOUNTS, PASSWORD, DemoAccount
from maillon.project.demo.agenda import Agenda
from maillon.project.demo.ankle import arrange_ankle
from maillon.project.demo.beginnings import open_beginnings
from maillon.project.demo.circles import open_circles
from maillon.project.demo.establishments import REAL, bring_in_real, invent
from maillon.project.demo.gatherings import hold_meetings
from maillon.project.demo.house import open_house
from maillon.project.demo.opinions import live_opinions
from maillon.project.demo.professionals import SOURCE, Numbers, Staff, settle
from maillon.project.demo.referents import answer_for_data, break_at_night
from maillon.project.demo.requests import welcome_callers
from maillon.project.demo.resources import write_resources
from maillon.project.demo.rural import open_rural
from maillon.project.demo.teams import chemists, open_teams
from maillon.project.demo.territories import TERRITORIES, Territory
from maillon.project.demo.vallons import open_vallons
from maillon.project.demo.week import Week
from maillon.project.demo.welcome import note_things, welcome_requests

__all__ = ["build", "is_empty"]

DOCTOR, CHEMIST = "medecin", "pharmacie"
BUSY = 5  # calls a day from which a desk has establishments among its callers

Tell = Callable[[str], None]


def is_empty() -> bool:
    """Whether no demonstration desk stands here yet."""
    return not Desk.objects.exists()


def build(
    *, now: datetime, seed: int, tell: Tell, territories: tuple[Territory, ...] = TERRITORIES
) -> None:
    """Build the whole world in one transaction: there, or not there."""
    with chance.seeded(seed), clock.frozen(now), transaction.atomic():
        draw = random.Random(seed)
        numbers = Numbers()
        if any(code.startswith(REAL) for one in territories for code in one.communes):
            tell(f"{bring_in_real(now)} établissements réels d’Occitanie (FINESS 2026)")
        for territory in territories:
            tell(f"{territory.desk} : {len(territory.communes)} communes réelles")
            _territory(territory, numbers, draw, now, tell)
            if territory.code == "gier":
                open_house(territory.centre, now)
                open_vallons(territory.centre, now)
                open_beginnings(territory.centre, now)
                open_rural(now)


def _territory(
    territory: Territory, numbers: Numbers, draw: random.Random, now: datetime, tell: Tell
) -> None:
    before = now - timedelta(days=8)
    organization = _organization(territory, now)
    if not territory.centre.startswith(REAL):
        communes = Commune.objects.filter(pk__in=territory.communes).order_by("pk")
        invent(territory, list(communes), now)
    desk = _desk(territory, organization)
    staff = settle(territory, organization, numbers, draw, before)
    tell(f"  {len(staff.everyone)} intervenants inscrits, inventés")
    accounts = [
        _account(told, desk, staff, before) for told in ACCOUNTS if told.territory == territory.code
    ]
    agents = [viewer_of(a, now=now) for a in accounts if _is_agent(a)]
    requester = next((a for a in accounts if a.email.startswith("chirurgie")), None)
    callers = welcome_callers(desk, requester.pk if requester else None, before)
    week = Week(desk, agents, callers, staff, Agenda(draw, now))
    week.plan_calls(territory.requests_a_day)
    if territory.requests_a_day > BUSY:
        week.plan_reinforcement()
        week.plan_puzzle()
    week.live()
    if len(agents) > 1:
        hold_meetings(agents, organization.pk, now)
    if desk.kind == Desk.Kind.CLINICAL:
        live_opinions(desk, agents[0], callers, staff, draw, now)
        Agenda(draw, now).live(lambda moment: None)  # closings of those days, owed again
    if agents:
        write_resources(territory.code, agents[0], territory.centre, now)
    for coordinator in (a for a in accounts if a.roles.filter(code="coordinator").exists()):
        open_circles(desk, coordinator, staff, now)
        welcome_requests(viewer_of(coordinator, now=now), organization.pk, now)
        note_things(viewer_of(coordinator, now=now), organization.pk, now)
        arrange_ankle(desk, coordinator, staff, now)
    for doctor in (a for a in accounts if a.email.startswith(DOCTOR)):
        open_teams(desk, doctor, _working(accounts, doctor), staff, now)
    _watch_over_data(accounts, now)
    _let_her_hold_something(accounts, desk)
    tell(f"  {desk.requests.count()} demandes de la semaine passée")


def _watch_over_data(accounts: list[Account], now: datetime) -> None:
    """Where somebody coordinates, the lead of the desk answers for the data."""
    held = {code: a for a in accounts for code in a.roles.values_list("code", flat=True)}
    doctor = next((a for a in accounts if a.email.startswith(DOCTOR)), None)
    if doctor is not None and {"coordinator", "lead"} <= set(held):
        answer_for_data(held["coordinator"], held["lead"], "+33639980300", now)
        break_at_night(doctor, held["lead"], now)


def _working(accounts: list[Account], doctor: Account) -> list[Account]:
    """The others who work with persons."""
    codes = ("practitioner", "coordinator", "agent")
    return [a for a in accounts if a != doctor and a.roles.filter(code__in=codes).exists()]


def _organization(territory: Territory, now: datetime) -> Organization:
    """The structure that holds the desk: several sites of a region have one."""
    made, _ = Organization.objects.get_or_create(
        name=territory.organization,
        synthetic=True,
        defaults={
            "kind": Organization.Kind(territory.kind),
            "folded_name": fold(territory.organization),
            "commune_id": territory.centre,
            "phone": territory.phone,
            "source": SOURCE,
            "as_of": now.date(),
        },
    )
    return made


def _desk(territory: Territory, organization: Organization) -> Desk:
    policy: dict[str, object] = {"zone_wave_sizes": [4, 6], "neighbour_wave_sizes": [6]}
    if territory.hours == ("00:00", "24:00"):
        policy |= {"quiet_start": "00:00", "quiet_end": "00:00"}
    desk = Desk.objects.create(
        organization=organization,
        name=territory.desk,
        kind=Desk.Kind.CLINICAL if territory.kind == "hospital" else Desk.Kind.ORIENTATION,
        phone=territory.phone,
        opening_hours={str(day): [list(territory.hours)] for day in range(territory.days)},
        closed_notice=territory.closed_notice,
        professionals_only=False,
        commune_id=territory.centre,
        sector=territory.sector,
        timezone=territory.timezone,
        evening_desk=_evening_desk(territory),
        policy=policy,
        synthetic=True,
    )
    known = Commune.objects.filter(pk__in=territory.communes).values_list("pk", flat=True)
    DeskCommune.objects.bulk_create(DeskCommune(desk=desk, commune_id=pk) for pk in sorted(known))
    return desk


def _evening_desk(territory: Territory) -> Desk | None:
    other = next((one for one in TERRITORIES if one.code == territory.evening), None)
    return Desk.objects.filter(name=other.desk).first() if other else None


def _account(told: DemoAccount, desk: Desk, staff: Staff, now: datetime) -> Account:
    practitioner = _practises(told, desk, staff)
    account = Account(
        email=told.email,
        name=told.name or (practitioner.display if practitioner else ""),
        initials=told.initials,
        practitioner=practitioner,
        synthetic=True,
    )
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    at_desk = told.code in ("agent", "lead")
    # Whoever closes in the evening follows her requests to the site that goes on.
    for held in filter(None, (desk, desk.evening_desk if at_desk else None)):
        ScopedRole.objects.create(
            account=account,
            organization_id=held.organization_id,
            desk_id=held.pk if at_desk else None,
            code=told.code,
            starts_on=now.date(),
        )
    return account


def _practises(told: DemoAccount, desk: Desk, staff: Staff) -> Practitioner | None:
    """Whom the register knows behind an account: a doctor, or a nurse of the place."""
    if told.code != "practitioner":
        return None
    if told.email.startswith(DOCTOR):
        return staff.gps[0].practitioner
    if told.email.startswith(CHEMIST):
        return chemists()[0].practitioner
    nurses = (r for r in staff.nurses if r.commune_id == desk.commune_id)
    return _practitioner_of(next(r for r in nurses if r.availability == "yes"))


def _practitioner_of(responder: Responder | None) -> Practitioner | None:
    role = responder.practitioner_role if responder else None
    return role.practitioner if role else None


def _let_her_hold_something(accounts: list[Account], desk: Desk) -> None:
    """The carer who may sign in is one who has something to read."""
    held = (
        Assignment.objects.filter(
            need__request__desk=desk,
            need__request__closed_at=None,
            responder__profession="60",
            withdrawn_at=None,
            begun_at=None,
        )
        .select_related("responder__practitioner_role__practitioner")
        .order_by("details_given_at", "-accepted_at")
        .first()
    )
    for account in accounts:
        nurse = account.practitioner_id and not account.email.startswith((DOCTOR, CHEMIST))
        if held is not None and nurse:
            account.practitioner = _practitioner_of(held.responder)
            account.name = held.responder.name
            account.save(update_fields=["practitioner", "name"])


def _is_agent(account: Account) -> bool:
    return account.roles.filter(code__in=("agent", "lead")).exists()
