"""Named situations of the coordination post. Every person is invented."""

from datetime import date
from uuid import UUID

from django.test import Client

from maillon.apps.accounts.models import Account
from maillon.apps.posts import actions
from maillon.apps.posts.actions import NewTime
from maillon.apps.posts.models import CoordinationTime
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING

__all__ = ["client_of", "noted"]


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
