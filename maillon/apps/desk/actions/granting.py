"""A way for whoever asks to read, signed in, where her own requests stand (relation R)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts import actions as accounts
from maillon.apps.accounts.access import FOR_REQUESTER
from maillon.apps.desk import access
from maillon.apps.desk.models import Requester
from maillon.apps.desk.vocabulary import REQUESTER_KINDS
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.accesslog import traced

__all__ = ["end_requester_access", "give_requester_access"]


def give_requester_access(
    *, request_id: UUID, email: str, name: str, by: AccountViewer, now: datetime
) -> None:
    """Open an account for the requester of this request and tie it to her card.

    She then reads her requests of this structure, open and 72 h after, and nothing else. Only
    a professional: anybody else is told by telephone what the person allows. Raises
    ``NotFound``, ``Refused``: ``access_professionals``, ``access_given`` and those of
    ``accounts.actions.open_account``.
    """
    request = access.require_request(by, request_id, now=now)
    if not REQUESTER_KINDS[request.requester_kind].professional:
        raise Refused("access_professionals")
    role = accounts.NewRole(accounts.Code.REQUESTER, request.organization_id)
    with transaction.atomic():
        card = Requester.objects.select_for_update().get(pk=request.requester_id)
        if card.account_id is not None:
            raise Refused("access_given")
        account = accounts.open_account(email=email, name=name, role=role, by=by, now=now)
        card.account = account
        card.save(update_fields=["account"])


def end_requester_access(*, request_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Her account reads these requests no more, from the next page on. ``NotFound``."""
    request = access.require_request(by, request_id, now=now)
    with transaction.atomic():
        card = Requester.objects.select_for_update().get(pk=request.requester_id)
        if card.account_id is None:
            return
        traced(
            by, FOR_REQUESTER, object_type="account", object_id=card.account_id, now=now,
            organization_id=request.organization_id, fields=["requester_untied"],
        )  # fmt: skip
        card.account = None
        card.save(update_fields=["account"])
