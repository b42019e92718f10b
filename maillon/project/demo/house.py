"""A maison de santé of the demonstration: 13 professionals, 4,000 patients, its coordinator at half
time. Everybody is invented.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.directory.models import Organization
from maillon.apps.structures import actions
from maillon.apps.structures.actions import NewMember, NewSite
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from maillon.project.demo.accounts import ACCOUNTS, PASSWORD
from maillon.project.demo.budgets import SMALL, write_budget
from maillon.project.demo.governing import govern
from maillon.project.demo.health_project import write_health_project
from maillon.project.demo.holding import hold
from maillon.project.demo.hours import note_weeks
from maillon.project.demo.leaving import leave_in_june
from maillon.project.demo.looking import look_at_ourselves
from maillon.project.demo.mediating import mediate
from maillon.project.demo.names import rpps
from maillon.project.demo.neighbours import open_next_door
from maillon.project.demo.payer import send_last_year
from maillon.project.demo.paying import pay_quarters
from maillon.project.demo.professionals import SOURCE
from maillon.project.demo.proofs import live_two_years
from maillon.project.demo.protocols import live_with_protocols
from maillon.project.demo.rates import decide_rates
from maillon.project.demo.referents import answer_for_data
from maillon.project.demo.relay import owe_and_pass
from maillon.project.demo.sittings import sit_as_a_team

__all__ = ["HOUSE", "open_house"]

HOUSE = "Maison de santé des Deux Rives"
TERRITORY = "rives"
# name, profession, status, post, hours a week of the post, years and months since she came
MEMBERS = (
    ("Dr Paul Verdier", "10", "associate", "partner", None, 70),
    ("Dr Aude Mercoiret", "10", "associate", "", None, 70),
    ("Dr Salomé Pradier", "10", "associate", "placements", None, 41),
    ("Dr Étienne Vauzelle", "10", "associate", "", None, 22),
    ("Sarah Nivet", "60", "associate", "quality", None, 70),
    ("Bastien Courbon", "60", "associate", "", None, 70),
    ("Mylène Astier", "60", "associate", "", None, 38),
    ("Noé Drevet", "70", "associate", "information", None, 70),
    ("Clarisse Bouteille", "70", "associate", "", None, 26),
    ("Hortense Malleval", "21", "associate", "", None, 52),
    ("Iris Fayard", "50", "associate", "", None, 30),
    ("Ludivine Chorel", "91", "associate", "", None, 19),
    ("Gabin Rochetin", "80", "associate", "", None, 16),
    ("Judith Lacombe", "COO", "salaried", "coordinator", 17.5, 33),
    ("Ninon Vernay", "SEC", "salaried", "front", 35, 44),
    ("Maëlys Pinatel", "AM", "salaried", "", None, 14),
)
AT_THE_TABLE = (  # who also comes to meetings, with an account
    "Dr Aude Mercoiret", "Bastien Courbon", "Noé Drevet", "Hortense Malleval", "Iris Fayard",
)  # fmt: skip
READER = "Maëlle Sorbier, CPAM"
GONE = ("Odilon Ferréol", "70", "associate", "", None, 64)  # retired last summer


def open_house(commune_id: str, now: datetime) -> None:
    """The structure, its accounts, its statutes and its team, by the real actions."""
    house = Organization.objects.create(
        name=HOUSE, kind=Organization.Kind.MSP, folded_name=fold(HOUSE), commune_id=commune_id,
        synthetic=True, source=SOURCE, as_of=now.date(),
    )  # fmt: skip
    came = now - timedelta(days=900)
    accounts = {told.name: _account(told.email, told.name, told.initials, told.code, house, came)
                for told in ACCOUNTS if told.territory == TERRITORY}  # fmt: skip
    accounts |= {name: _account(_email(name), name, _initials(name), "practitioner", house, came)
                 for name in AT_THE_TABLE}  # fmt: skip
    by = viewer_of(accounts["Judith Lacombe"], now=now)
    with clock.frozen(came):
        actions.write_statutes(
            organization_id=house.pk, legal_form="sisa", by=by, now=came,
            registered_on=(now - timedelta(days=70 * 30)).date().replace(day=1),
            sites=[NewSite("Les Deux Rives", "4 quai de la Fabrique"),
                   NewSite("Le Bourg", "12 place de la Halle")],
        )  # fmt: skip
    _team(house.pk, accounts, by, now)
    reader = viewer_of(accounts[READER], now=now)
    apart = (by.account_id, reader.account_id)
    others = [viewer_of(one, now=now) for one in accounts.values() if one.pk not in apart]
    live_two_years(house.pk, commune_id, by, others, now)
    sit_as_a_team(house.pk, by, others, now)
    open_next_door(live_with_protocols(house.pk, by, now), commune_id, by, now)
    send_last_year(house.pk, by, reader, now)
    decide_rates(house.pk, by, now)
    pay_quarters(house.pk, by, now)
    note_weeks(house.pk, by, now)
    team = {name: viewer_of(one, now=now) for name, one in accounts.items()}
    write_health_project(house.pk, by, team, now)
    write_budget(house.pk, SMALL, by, now)
    answer_for_data(accounts["Judith Lacombe"], accounts["Sarah Nivet"], "", now)
    paul = team["Dr Paul Verdier"]
    owe_and_pass(house.pk, by, paul, now)
    govern(house.pk, by, paul, now)
    hold(house.pk, by, now)
    mediate(house.pk, accounts, now)
    look_at_ourselves(house.pk, by, others, now)
    leave_in_june(house.pk, "Iris Fayard", "Bastien Courbon", by, now)


def _account(
    email: str, name: str, initials: str, code: str, house: Organization, since: datetime
) -> Account:
    account = Account(email=email, name=name, initials=initials, synthetic=True)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    ScopedRole.objects.create(
        account=account, organization=house, code=code, starts_on=since.date()
    )
    return account


def _team(house: UUID, accounts: dict[str, Account], by: AccountViewer, now: datetime) -> None:
    for number, told in enumerate((*MEMBERS, GONE)):
        name, profession, status, post, hours, months = told
        account = accounts.get(name)
        new = NewMember(
            name=name, profession=profession, status=status, post=post,
            joined_on=_months_ago(now.date(), months),
            weekly_hours=None if hours is None else Decimal(str(hours)),
            email=_email(name),
            national_id=rpps(900_000 + number) if profession.isdigit() else "",
            account_id=account.pk if account else None,
        )  # fmt: skip
        made = actions.add_member(organization_id=house, new=new, by=by, now=now)
        if told is GONE:
            summer = (now - timedelta(days=150)).date()
            actions.note_departure(
                member_id=made.pk, left_on=summer, leaving="retired", by=by, now=now
            )


def _email(name: str) -> str:
    return f"{fold(name).removeprefix('dr ').replace(' ', '.')}@rives.example"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.removeprefix("Dr ").split())[:2]


def _months_ago(today: date, months: int) -> date:
    return (today - timedelta(days=30 * months)).replace(day=1)
