"""The scene of the hand-over: a provider's coordinator kept two maisons de santé, with work late in
both; she left on Friday, and who comes on Monday never saw either. Everybody is invented.
"""

from datetime import datetime, timedelta

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
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

__all__ = ["COMMANDS", "GONE", "HOUSES", "LATE", "SUCCESSOR", "build"]

COMMANDS = (
    ("migrate", "--verbosity=0"),
    ("shell", "--command", "from tests.journeys.relay import build; build()"),
)
GONE, SUCCESSOR = "Clémence Essai", "Bruno Essai"
HOUSES = ("Maison de santé du Causse (inventée)", "Maison de santé du Plo (inventé)")
LATE = ("Rendre le bilan à la commune", "Envoyer la charte aux pharmacies")


def build() -> None:
    """Two structures, what is late in each, and the Friday when the provider stopped."""
    now = clock.now()
    then = now - timedelta(days=40)
    gone = _account(GONE, "clemence.essai@exemple.test")
    heir = _account(SUCCESSOR, "bruno.essai@exemple.test")
    manager = _account("Odile Essai", "odile.essai@exemple.test")
    for name, late in zip(HOUSES, LATE, strict=True):
        house = Organization.objects.create(
            name=name, kind=Organization.Kind.MSP, folded_name=fold(name), synthetic=True,
            source="essai", as_of=now.date(),
        )  # fmt: skip
        for account, code in ((gone, "coordinator"), (manager, "manager"), (heir, "coordinator")):
            since = now if account is heir else then
            ScopedRole.objects.create(
                account=account, organization=house, code=code, starts_on=since.date()
            )  # fmt: skip
        _live(house, gone, late, viewer_of(gone, now=then), then)
        _stop(house, gone, heir, viewer_of(manager, now=now), now)


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


def _joined(house: Organization, account: Account, day: datetime, by: AccountViewer) -> Member:
    new = NewMember(
        name=account.name, profession="COO", status="salaried", post="coordinator",
        joined_on=day.date(), account_id=account.pk,
    )  # fmt: skip
    return structures.add_member(organization_id=house.pk, new=new, by=by, now=day)
