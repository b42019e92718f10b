"""Named situations of the coordination post. Every person is invented."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.test import Client

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.posts import actions
from maillon.apps.posts.actions import NewPost, NewTime, NewWish
from maillon.apps.posts.models import CoordinationTime, PostInvitation
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY

__all__ = ["arranged", "client_of", "invited", "noted", "seeking"]


def noted(by: AccountViewer, house: UUID, **changed: object) -> CoordinationTime:
    """Thirty minutes with the CPAM today, unless told otherwise."""
    given: dict[str, object] = {
        "task": "partners", "minutes": 30, "day": MORNING.date(), "words": "réunion CPAM",
        **changed,
    }  # fmt: skip
    assert isinstance(given["day"], date)
    new = NewTime(**given)  # type: ignore[arg-type]
    return actions.note_time(organization_id=house, new=new, by=by, now=MORNING)


def client_of(viewer: AccountViewer) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account_id))
    return client


def seeking(
    by: AccountViewer | None, house: UUID | None, hours: str, days: tuple[int, ...], *,
    at: tuple[float, float] = (4.51, 45.47), population: int | None = None,
) -> UUID:  # fmt: skip
    """A structure that looks for a post to share; without one told, a new one and its manager."""
    if house is None or by is None:
        made = situations.organization(f"Maison {hours} {days} {at}", "msp")
        made.longitude, made.latitude = at
        made.save()
        account = situations.account(f"manager {made.pk}")
        ScopedRole.objects.create(
            account=account, organization=made, code="manager", starts_on=TODAY
        )  # fmt: skip
        house, by = made.pk, viewer_of(account, now=MORNING)
    new = NewWish(Decimal(hours), days, Decimal(3), 45, population)
    actions.seek_post(organization_id=house, new=new, by=by, now=MORNING)
    return house


def arranged(by: AccountViewer, house: UUID) -> UUID:
    """A half-time post, and the structure that looks for neighbours to share more."""
    seeking(by, house, "7", (1, 2))
    new = NewPost("internal", Decimal("17.5"), TODAY, Decimal(24_000))
    return actions.write_post(organization_id=house, new=new, by=by, now=MORNING).pk


def invited(by: AccountViewer, house: UUID) -> UUID:
    """An invitation sent, whose answers nobody waits for."""
    sent = PostInvitation(organization_id=house, sent_by_id=by.account_id, sent_at=MORNING)
    sent.keep(["Maison d’essai"], [("Objet", ["Un poste d’essai."])])
    sent.save(force_insert=True)
    return sent.pk
