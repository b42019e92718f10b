from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.money.models import ShareOut, SharePart
from maillon.apps.money.weighing import weighed
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["share_out", "withdraw_share"]


def share_out(
    *, organization_id: UUID, year: int, label: str, euros: Decimal, key: str,
    weights: Mapping[UUID, Decimal], by: AccountViewer, now: datetime,
) -> ShareOut:  # fmt: skip
    """Share a sum between members, to the cent. ``weights``: the members who share, with what was
    typed for them where the key is typed.

    Raises ``NotFound`` for who does not write this structure or a member of another, ``Refused``:
    ``share_untold``, ``share_weightless``.
    """
    structures.require_writer(by, organization_id)
    if not label.strip() or euros <= 0:
        raise Refused("share_untold")
    parts = weighed(organization_id, year, key, euros, weights, now)
    with transaction.atomic():
        made = ShareOut.objects.create(
            organization_id=organization_id, year=year, label=label.strip()[:120], euros=euros,
            key=key, made_by_id=by.account_id, made_at=now,
        )  # fmt: skip
        SharePart.objects.bulk_create(
            SharePart(share_out=made, member_id=one.member, position=place, weight=one.weight,
                      euros=one.euros)
            for place, one in enumerate(parts)
        )  # fmt: skip
        _tell("money.shared", made, by, now)
    return made


def withdraw_share(*, share_id: UUID, by: AccountViewer, now: datetime) -> ShareOut:
    """Take a share-out back; it keeps its line. ``Refused('share_withdrawn')`` the second time."""
    with transaction.atomic():
        found = ShareOut.objects.select_for_update(of=("self",)).filter(pk=share_id).first()
        if found is None:
            raise NotFound
        structures.require_writer(by, found.organization_id)
        if found.withdrawn_at is not None:
            raise Refused("share_withdrawn")
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
        _tell("money.share_withdrawn", found, by, now)
    return found


def _tell(act: str, one: ShareOut, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=one.organization_id, by=by, now=now,
        subjects=[("share_out", one.pk)], data={"year": one.year, "key": one.key},
    )  # fmt: skip
