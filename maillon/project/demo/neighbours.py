"""A maison de santé next to the first one: a small team, and one protocol that both show each
other. Everybody is invented.
"""

from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.directory.models import Organization
from maillon.apps.protocols import actions as protocols
from maillon.apps.protocols.models import Protocol
from maillon.apps.structures import actions
from maillon.apps.structures.actions import NewMember
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from maillon.project.demo.accounts import PASSWORD
from maillon.project.demo.professionals import SOURCE
from maillon.project.demo.protocols import NEIGHBOUR, Told, own_template, tell_protocol

__all__ = ["open_next_door"]

NAME = "Maison de santé du Haut Plateau, inventée"
LOGIN, COORDINATOR = "marion@plateau.example", "Marion Chazal"
MEMBERS = (
    (COORDINATOR, "COO", "salaried", "coordinator"),
    ("Dr Basile Ferrand", "10", "associate", "partner"),
    ("Lison Mourier", "60", "associate", ""),
)


def open_next_door(
    theirs: Protocol, commune_id: str, by: AccountViewer, now: datetime
) -> UUID:  # fmt: skip
    """The neighbour and its team; each shows the other how it looks after wounds."""
    house = Organization.objects.create(
        name=NAME, kind=Organization.Kind.MSP, folded_name=fold(NAME), commune_id=commune_id,
        synthetic=True, source=SOURCE, as_of=now.date(),
    )  # fmt: skip
    account = Account(email=LOGIN, name=COORDINATOR, initials="MC", synthetic=True)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    came = now - timedelta(days=800)
    ScopedRole.objects.create(
        account=account, organization=house, code="coordinator", starts_on=came.date()
    )
    marion = viewer_of(account, now=now)
    for name, profession, status, post in MEMBERS:
        new = NewMember(
            name=name, profession=profession, status=status, post=post, joined_on=came.date(),
            account_id=account.pk if name == COORDINATOR else None,
        )  # fmt: skip
        actions.add_member(organization_id=house.pk, new=new, by=marion, now=now)
    told = Told(400, "team", "Plaies : de la photographie à l’avis", NEIGHBOUR, "60 10")
    own = tell_protocol(house.pk, told, marion, now)
    then = now - timedelta(days=30)
    with clock.frozen(then):
        protocols.share(
            protocol_id=own.pk, organization_id=theirs.organization_id, by=marion, now=then
        )
        protocols.share(protocol_id=theirs.pk, organization_id=house.pk, by=by, now=then)
    shown = own_template(own, "Plaies : un avis à temps", marion, now)
    protocols.share_template(
        template_id=shown, organization_id=theirs.organization_id, by=marion, now=now
    )
    return house.pk
