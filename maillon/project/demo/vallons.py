"""A second maison de santé of the demonstration: 40 professionals, 20,000 patients, a year of acts,
its contract, its money. Everybody and every figure is invented, and the name says so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.contracts import actions as contracts
from maillon.apps.directory.models import Organization
from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.structures import actions
from maillon.apps.structures.actions import NewMember, NewRecord, NewSite
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from maillon.project.demo.accounts import ACCOUNTS, PASSWORD
from maillon.project.demo.budgets import BIG, write_budget
from maillon.project.demo.names import rpps
from maillon.project.demo.paying import pay_quarters
from maillon.project.demo.professionals import SOURCE
from maillon.project.demo.proofs import paper
from maillon.project.demo.protocols import Told, tell_protocol

__all__ = ["VALLONS", "open_vallons"]

VALLONS: Final = "Maison de santé des Trois Vallons, inventée"
DECLARED: Final = {
    "patients": "20000", "information_system": "advanced", "precarity_percent": "3.2",
    "advance_paid_eur": "128000",
}  # fmt: skip
GIVEN: Final = ("Albane", "Basile", "Céleste", "Damien", "Élise", "Florian", "Gaëlle", "Hugo")
FAMILIES: Final = ("Arnoux", "Berland", "Cassagne", "Dorléac", "Esquirol")
# How many of each profession: forty in all.
TEAM: Final = (("10", 13), ("60", 11), ("70", 7), ("21", 3), ("50", 2), ("91", 2), ("80", 2))
RATES: Final = {"10": "80", "60": "48", "70": "48", "21": "48", "50": "50", "91": "46", "80": "46"}
AT_THE_TABLE: Final = 12  # of the forty, with an account
# days ago, register, title
LINES: Final = (
    (330, "opening", "Horaires des trois sites"),
    (325, "crisis_plan", "Plan de crise, première version"),
    (280, "external", "Sorties d’hôpital : une adresse, un délai"),
    (270, "quality_first", "Auto-évaluation de l’équipe"),
    (180, "quality_second", "Plan d’amélioration en neuf actions"),
    (230, "users_survey", "Avis de 312 patients"),
    (140, "users_action", "Atelier avec les aidants"),
    (260, "mission", "Dépistage au marché"),
    (120, "mission", "Vaccination dans les collèges"),
    (200, "placement", "Interne de médecine générale"),
    (150, "placement", "Étudiants infirmiers"),
    (75, "placement", "Étudiante en kinésithérapie"),
    (300, "diversity", "Liste des associés"),
)  # fmt: skip
# days ago, title, who signed
PROTOCOLS: Final = (
    (310, "Hypertension : suivi partagé", "10 60"),
    (290, "Plaies : photographier et demander", "10 60"),
    (250, "Épaule douloureuse", "10 70"),
    (215, "Anticoagulants : qui ajuste", "10 21"),
    (160, "Grossesse : le premier mois", "10 50"),
    (95, "Repérage du langage", "10 91"),
)
SIGNED: Final = {
    "objective": "Texte d’essai de la démonstration : l’équipe y dirait ce qu’elle veut changer.",
    "roles": "Chaque signataire : sa part, écrite par l’équipe.",
}
NOTES: Final[Mapping[str, Mapping[str, object]]] = {
    "opening": {"hours": "12", "saturday": True, "weeks": 0}, "diversity": {"level": "2"},
}  # fmt: skip


def open_vallons(commune_id: str, now: datetime) -> None:
    """The structure, its team, then its year: registers, meetings, contract, money."""
    house = Organization.objects.create(
        name=VALLONS, kind=Organization.Kind.MSP, folded_name=fold(VALLONS), commune_id=commune_id,
        synthetic=True, source=SOURCE, as_of=now.date(),
    )  # fmt: skip
    began = now - timedelta(days=700)
    people = _people()
    accounts = _accounts(house, people[:AT_THE_TABLE], began)
    by = viewer_of(accounts["Nora Chabanel"], now=now)
    _team(house.pk, people, accounts, by, now)
    with clock.frozen(began):
        actions.write_statutes(
            organization_id=house.pk, legal_form="sisa", by=by, now=began,
            registered_on=(began - timedelta(days=400)).date(),
            sites=[NewSite("Vallon haut", ""), NewSite("Vallon bas", ""), NewSite("Gare", "")],
        )  # fmt: skip
    _contract(house.pk, by, now)
    _registers(house.pk, by, now)
    others = [viewer_of(accounts[name], now=now) for name, _ in people[:AT_THE_TABLE]]
    _meetings(house.pk, by, others, now)
    _rates(house.pk, by, now)
    pay_quarters(house.pk, by, now)
    write_budget(house.pk, BIG, by, now)


def _people() -> list[tuple[str, str]]:
    """Forty names and their professions, one of each profession first."""
    codes = [code for code, count in TEAM for _ in range(count)]
    rounds = sorted(range(len(codes)), key=lambda n: (codes[:n].count(codes[n]), n))
    names = [f"{GIVEN[n % 8]} {FAMILIES[n // 8]}" for n in range(len(codes))]
    return [(names[place], codes[n]) for place, n in enumerate(rounds)]


def _accounts(
    house: Organization, table: Sequence[tuple[str, str]], since: datetime
) -> dict[str, Account]:
    sealed = make_password(PASSWORD)  # drawn once: the slowest thing here
    told = [(one.email, one.name, one.code) for one in ACCOUNTS if one.territory == "vallons"]
    told += [(_email(name), name, "practitioner") for name, _ in table]
    made = {
        name: Account(email=email, name=name, initials=_initials(name), password=sealed,
                      synthetic=True)
        for email, name, _ in told
    }  # fmt: skip
    Account.objects.bulk_create(made.values())
    ScopedRole.objects.bulk_create(
        ScopedRole(account=made[name], organization=house, code=code, starts_on=since.date())
        for _, name, code in told
    )
    return made


def _email(name: str) -> str:
    return f"{fold(name).replace(' ', '.')}@vallons.example"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())[:2]


def _team(
    house: UUID, people: Sequence[tuple[str, str]], accounts: Mapping[str, Account],
    by: AccountViewer, now: datetime,
) -> None:  # fmt: skip
    rows: list[tuple[str, str, str, str, Decimal | None]] = [
        (name, code, "associate", "", None) for name, code in people
    ]
    rows += [("Nora Chabanel", "COO", "salaried", "coordinator", Decimal(35)),
             ("Rémi Sauvanet", "10", "associate", "partner", None)]  # fmt: skip
    for number, (name, code, status, post, weekly) in enumerate(rows):
        account = accounts.get(name)
        new = NewMember(
            name=name, profession=code, status=status, post=post, weekly_hours=weekly,
            joined_on=(now - timedelta(days=690 - 3 * number)).date(), email=_email(name),
            national_id=rpps(940_000 + number) if code.isdigit() else "",
            account_id=account.pk if account else None,
        )  # fmt: skip
        actions.add_member(organization_id=house, new=new, by=by, now=now)


def _contract(house: UUID, by: AccountViewer, now: datetime) -> None:
    contract = contracts.sign_contract(
        organization_id=house, signed_on=date(now.year - 1, 3, 1), payer="CPAM de la Loire",
        new_structure=False, by=by, now=now,
    )  # fmt: skip
    for year in (now.year - 1, now.year):
        for key, value in DECLARED.items():
            contracts.declare_fact(
                contract_id=contract.pk, year=year, key=key, value=value, by=by, now=now
            )


def _registers(house: UUID, by: AccountViewer, now: datetime) -> None:
    for days, kind, title in LINES:
        then = now - timedelta(days=days)
        new = NewRecord(
            kind, title, then.date(), notes=NOTES.get(kind, {}), document=paper(title),
        )  # fmt: skip
        with clock.frozen(then):
            actions.add_record(organization_id=house, new=new, by=by, now=then)
    for days, title, signed in PROTOCOLS:
        tell_protocol(house, Told(days, "team", title, SIGNED, signed), by, now)


def _meetings(
    house: UUID, by: AccountViewer, others: Sequence[AccountViewer], now: datetime
) -> None:
    """One every three weeks for a year: team, then two on situations; nobody comes to all."""
    for number in range(17):
        day = now - timedelta(days=350 - 20 * number)
        came = [one for place, one in enumerate(others) if (place + number) % 3]
        _meet(house, "case" if number % 3 else "team", by, came, day)


def _meet(
    house: UUID, kind: str, by: AccountViewer, others: Sequence[AccountViewer], day: datetime
) -> None:
    began = day.replace(hour=12, minute=30, second=0, microsecond=0)
    new = NewMeeting(
        organization_id=house, kind=kind, subject="Réunion des Trois Vallons", minutes=90,
        dates=[began], place="Site de la gare",
        guests=[NewGuest(account_id=one.account_id) for one in others],
    )  # fmt: skip
    then = began + timedelta(minutes=95)
    with clock.frozen(then):
        meeting = meetings.call_meeting(new=new, by=by, now=began)
        for guest in meeting.guests.all():
            meetings.note_presence(guest_id=guest.pk, presence="present", by=by, now=then)
        meetings.close_minutes(meeting_id=meeting.pk, by=by, now=then)


def _rates(house: UUID, by: AccountViewer, now: datetime) -> None:
    for profession, euros in RATES.items():
        contracts.write_rate(
            organization_id=house, profession=profession, basis="hour", euros=Decimal(euros),
            starts_on=date(now.year - 1, 1, 1), ends_on=None, by=by, now=now,
        )  # fmt: skip
    for year in (now.year - 1, now.year):
        contracts.say_ceiling(organization_id=house, year=year, euros=Decimal(1500), by=by, now=now)
