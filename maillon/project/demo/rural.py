"""Three rural maisons de santé that could share a coordinator, and a fourth that is too far. The
communes are real; structures, people and figures are invented.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.directory.models import Commune, Organization
from maillon.apps.posts import actions
from maillon.apps.posts.actions import NewPost, NewWish
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from maillon.project.demo.accounts import PASSWORD
from maillon.project.demo.professionals import SOURCE

__all__ = ["RURAL", "open_rural"]


@dataclass(frozen=True, slots=True)
class Rural:
    """A structure: its commune, who manages it, what it looks for."""

    name: str
    insee: str
    manager: str
    email: str
    hours: str
    days: tuple[int, ...]
    patients: int


RURAL: Final = (
    Rural("Maison de santé du Haut-Drac (inventée)", "05132", "Agathe Brunel",
          "agathe@drac.example", "10.5", (0, 1, 3), 3100),
    Rural("Maison de santé du Valgaudemar (inventée)", "05142", "Dr Côme Servan",
          "come@valgaudemar.example", "7", (1, 2), 1400),
    Rural("Maison de santé du Beaumont (inventée)", "38128", "Perrine Galland",
          "perrine@beaumont.example", "10.5", (2, 3, 4), 2300),
    Rural("Maison de santé du Petit Buëch (inventée)", "05179", "Loïse Garnaud",
          "loise@buech.example", "14", (0, 1, 2, 3, 4), 4200),
)  # fmt: skip


def open_rural(now: datetime) -> None:
    """The structures, their managers; each says what it looks for. The first has a provider whose
    presence falls short, which is why it looks.
    """
    known = set(Commune.objects.filter(pk__in=[one.insee for one in RURAL]).values_list("pk"))
    opened: list[tuple[Organization, AccountViewer]] = []
    for one in RURAL:
        if (one.insee,) in known:
            house, by = _opened(one, now)
            new = NewWish(Decimal(one.hours), one.days, Decimal(3), 28, one.patients)
            then = now - timedelta(days=20)
            actions.seek_post(organization_id=house.pk, new=new, by=by, now=then)
            opened.append((house, by))
            if one is RURAL[0]:
                _provider(house, by, now)
    if len(opened) == len(RURAL):
        _invite(opened, now)


def _opened(one: Rural, now: datetime) -> tuple[Organization, AccountViewer]:
    house = Organization.objects.create(
        name=one.name, kind=Organization.Kind.MSP, folded_name=fold(one.name),
        commune_id=one.insee, synthetic=True, source=SOURCE, as_of=now.date(),
    )  # fmt: skip
    letters = "".join(word[0] for word in one.manager.removeprefix("Dr ").split())
    account = Account(email=one.email, name=one.manager, initials=letters, synthetic=True)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    since = (now - timedelta(days=400)).date()
    ScopedRole.objects.create(
        account=account, organization=house, code="manager", starts_on=since
    )  # fmt: skip
    return house, viewer_of(account, now=now)


def _invite(opened: list[tuple[Organization, AccountViewer]], now: datetime) -> None:
    """The second invites the first and the third, who agrees; the first has not answered."""
    (first, _), (second, by), (third, agrees), _ = opened
    then = now - timedelta(days=12)
    sent = actions.invite_neighbours(
        organization_id=second.pk, with_=[first.pk, third.pk], key="hours",
        full_time=Decimal(50_000), by=by, now=then,
    )  # fmt: skip
    actions.answer_invitation(
        invitation_id=sent.pk, organization_id=third.pk, answer="yes", by=agrees,
        words="D’accord pour un essai de six mois, si le jeudi nous reste.",
        now=now - timedelta(days=9),
    )  # fmt: skip


def _provider(house: Organization, by: AccountViewer, now: datetime) -> None:
    """Seven hours a week agreed, one visit in three missed."""
    began = (now - timedelta(days=120)).date()
    post = actions.write_post(
        organization_id=house.pk, by=by, now=now - timedelta(days=120),
        new=NewPost(
            "external", Decimal(7), began, Decimal("16800"), "Appui et Coordination (inventé)", 3,
            "Dossiers, accès et échéances rendus à la gérance en quinze jours, en format ouvert.",
        ),
    )  # fmt: skip
    for week in range(16):
        if week % 3:
            day = began + timedelta(days=7 * week + 1)
            actions.say_presence(post_id=post.pk, day=day, hours=Decimal(7), by=by, now=now)
