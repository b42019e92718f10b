"""What a successor must know of a team, and what a departure changes."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.handover.sections import Line
from maillon.apps.structures import access
from maillon.apps.structures.holdings import HOLDINGS
from maillon.apps.structures.models import Member, Record
from maillon.apps.structures.queries.holdings import holdings
from maillon.apps.structures.registers import KINDS
from maillon.kernel.access import AccountViewer

__all__ = ["departure", "held", "key_members", "missing_papers"]

TONES = {"running": "plain", "soon": "soon", "late": "late"}


def missing_papers(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """The lines of the registers that still want their document, oldest first."""
    access.require_reader(viewer, organization_id)
    url = reverse("registers", args=[organization_id])
    rows = Record.objects.of(organization_id).filter(digest="", withdrawn_at=None)
    for one in rows.defer("content").order_by("day"):
        kind = KINDS[one.kind]
        yield Line(
            f"{kind.label} : {one.title}", "", one.day, f"à joindre : {kind.paper}", "soon",
            f"{url}#{one.kind}",
        )  # fmt: skip


def held(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Contracts with providers, equipment, processings…: by which day something is decided."""
    url = reverse("holdings", args=[organization_id])
    words = {"running": "", "soon": "à décider", "late": "dépassé"}
    for one in holdings(viewer, organization_id, now=now):
        if one.state != "closed":
            yield Line(
                f"{HOLDINGS[one.kind].label} : {one.title}", "", one.by, words[one.state],
                TONES[one.state], f"{url}#{one.kind}",
            )  # fmt: skip


def key_members(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Who holds which post; who is known to leave."""
    access.require_reader(viewer, organization_id)
    today = now.date()
    for one in Member.objects.of(organization_id).on(today).order_by("post", "joined_on"):
        if not one.post and one.left_on is None:
            continue
        yield Line(
            one.get_post_display() if one.post else one.get_profession_display(), one.name,
            one.left_on, "départ prévu" if one.left_on else "", "soon" if one.left_on else "plain",
            reverse("staff", args=[one.pk]),
        )  # fmt: skip


def departure(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID, now: datetime
) -> Iterator[Line]:
    """What her departure changes in the team, or that it is not noted."""
    access.require_reader(viewer, organization_id)
    rows = Member.objects.of(organization_id).filter(account_id=account_id)
    one = rows.order_by("-joined_on").first()
    if one is None:
        return
    url = reverse("staff", args=[one.pk])
    if one.left_on is None:
        yield Line("son départ n’est pas encore daté sur sa fiche", tone="soon", url=url,
                   state="à dater")  # fmt: skip
        return
    day = f"{one.left_on:%d/%m/%Y}"
    yield Line(f"à partir du {day}, elle ne compte plus dans les engagements du contrat", url=url)
    yield Line(f"ses présences sont indemnisées jusqu’à la veille du {day}")
    yield Line(f"elle ne peut plus signer un protocole à partir du {day}")
