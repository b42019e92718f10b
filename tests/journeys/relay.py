"""The scene of the hand-over: a provider's coordinator kept two maisons de santé, with work late in
both; she left on Friday, and who comes on Monday never saw either. In a third, a nurse is about to
leave. Everybody is invented.
"""

from datetime import date, datetime, timedelta

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.contracts import actions as contracts
from maillon.apps.directory.models import Organization
from maillon.apps.handover import actions as handover
from maillon.apps.projects import actions as projects
from maillon.apps.projects.actions import NewAction
from maillon.apps.structures import actions as structures
from maillon.apps.structures.actions import NewMember
from maillon.apps.structures.models import Member
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from tests.factories.desk import PASSWORD

__all__ = ["COLLEAGUE", "COMMANDS", "GONE", "HOUSES", "LATE", "NURSE", "SUCCESSOR", "THIRD",
           "build"]  # fmt: skip

COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.journeys.relay import build; build()"),
)
GONE, SUCCESSOR = "Clémence Essai", "Bruno Essai"
HOUSES = ("Maison de santé du Causse (inventée)", "Maison de santé du Plo (inventé)")
THIRD, NURSE, COLLEAGUE = "Maison de santé du Rozier (inventée)", "Ida Essai", "Zoé Essai"
LATE = ("Rendre le bilan à la commune", "Envoyer la charte aux pharmacies")


def build() -> None:
    """Two structures, what is late in each, and the Friday when the provider stopped."""
    now = clock.now()
    then = now - timedelta(days=40)
    gone = _account(GONE, "clemence.essai@exemple.test")
    heir = _account(SUCCESSOR, "bruno.essai@exemple.test")
    manager = _account("Odile Essai", "odile.essai@exemple.test")
    _third(manager, now, then)
    for name, late in zip(HOUSES, LATE, strict=True):
        house = _house(name, now)
        for account, code in ((gone, "coordinator"), (manager, "manager"), (heir, "coordinator")):
            _role(house, account, code, now if account is heir else then)
        _live(house, gone, late, viewer_of(gone, now=then), then)
        _stop(house, gone, heir, viewer_of(manager, now=now), now)


def _third(manager: Account, now: datetime, then: datetime) -> None:
    """A contract whose year counts, a nurse with an action due in July, a colleague, a protocol."""
    house = _house(THIRD, now)
    nurse, colleague = (
        _account(NURSE, "ida.essai@exemple.test"),
        _account(COLLEAGUE, "zoe.essai@exemple.test"),
    )
    for account, code in ((manager, "manager"), (nurse, "practitioner"), (colleague, "manager")):
        _role(house, account, code, then)
    by = viewer_of(manager, now=then)
    hers = _joined(house, nurse, then, by, profession="60", status="associate", post="")
    _joined(house, colleague, then, by, profession="60", status="associate", post="")
    project = projects.open_project(organization_id=house.pk, by=by, now=then)
    wish = projects.add_objective(project_id=project.pk, text="Être connus", by=by, now=then)
    for text, month in (("Préparer la fête de mai", 5), ("Atelier de rentrée", 9)):
        new = NewAction(text, hers.pk, None, date(now.year + 1, month, 15))
        projects.add_action(objective_id=wish.pk, new=new, by=by, now=then)
    contracts.sign_contract(
        organization_id=house.pk, signed_on=then.date(), payer="CPAM", new_structure=False,
        by=by, now=then,
    )  # fmt: skip


def _house(name: str, now: datetime) -> Organization:
    return Organization.objects.create(
        name=name, kind=Organization.Kind.MSP, folded_name=fold(name), synthetic=True,
        source="essai", as_of=now.date(),
    )  # fmt: skip


def _role(house: Organization, account: Account, code: str, since: datetime) -> None:
    ScopedRole.objects.create(
        account=account, organization=house, code=code, starts_on=since.date()
    )


def _account(name: str, email: str) -> Account:
    account = Account(email=email, name=name, initials=name[:2].upper(), synthetic=True)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


def _live(
    house: Organization, account: Account, late: str, by: AccountViewer, then: datetime
) -> None:
    """A project with an action that is late by now, and one that is not due yet."""
    hers = _joined(house, account, then, by)
    project = projects.open_project(organization_id=house.pk, by=by, now=then)
    wish = projects.add_objective(project_id=project.pk, text="Être connus", by=by, now=then)
    for text, days in ((late, 12), (f"Plus tard : {late.lower()}", 90)):
        new = NewAction(text, hers.pk, None, (then + timedelta(days=days)).date())
        projects.add_action(objective_id=wish.pk, new=new, by=by, now=then)


def _stop(
    house: Organization, gone: Account, heir: Account, by: AccountViewer, now: datetime
) -> None:
    """The provider stops: her line is dated, her access closed; her successor is of the team."""
    hers = Member.objects.of(house.pk).get(account=gone)
    structures.note_departure(member_id=hers.pk, left_on=now.date(), leaving="end", by=by, now=now)
    handover.end_access(
        organization_id=house.pk, account_id=gone.pk, last=now.date(), by=by, now=now
    )
    _joined(house, heir, now, by)


def _joined(
    house: Organization, account: Account, day: datetime, by: AccountViewer, **changed: str
) -> Member:
    told = {"profession": "COO", "status": "salaried", "post": "coordinator", **changed}
    new = NewMember(
        account.name, told["profession"], told["status"], day.date(), told["post"],
        account_id=account.pk,
    )  # fmt: skip
    return structures.add_member(organization_id=house.pk, new=new, by=by, now=day)
