"""Protocols as the hand-over file tells them, what a departure changes there, and those that go
with a project on paper.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from maillon.apps.handover.sections import Line
from maillon.apps.protocols.models import Protocol, ProtocolSignature
from maillon.apps.protocols.queries.listing import in_force, shelf, shown
from maillon.apps.protocols.vocabulary import KINDS, STATES
from maillon.apps.structures import access
from maillon.kernel.access import AccountViewer

__all__ = ["annexed", "departure", "protocol_lines", "signed_by"]


def protocol_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """Protocols that are being made, with the signatures they wait for; then those in force, with
    the day they are read again.
    """
    rows = shelf(viewer, organization_id, now=now, order="review").rows
    making = [one for one in rows if one.making or one.state in ("draft", "proposed")]
    for one in making:
        lacking = one.asked - one.signed
        signed = f", {lacking} signature{'s' * (lacking > 1)} à obtenir" if (
            lacking and one.state == "proposed"
        ) else ""  # fmt: skip
        yield Line(f"à adopter : {one.title}{signed}", "", None, STATES[one.making or one.state],
                   "soon", reverse("protocol", args=[one.id]))  # fmt: skip
    for one in rows:
        if one.state == "adopted":
            yield Line(
                f"en vigueur : {one.title}", "", one.review_on,
                "à relire, en retard" if one.late else "", "late" if one.late else "plain",
                reverse("protocol", args=[one.id]),
            )  # fmt: skip


def departure(
    viewer: AccountViewer, organization_id: UUID, account_id: UUID, now: datetime
) -> Iterator[Line]:
    """How many living protocols bear her signature."""
    access.require_reader(viewer, organization_id)
    signed = ProtocolSignature.objects.filter(
        member__account_id=account_id, member__organization_id=organization_id,
        member__left_on__isnull=False, signed_on__isnull=False, version__cancelled_at=None,
        version__adopted_at__isnull=False, version__protocol__withdrawn_on=None,
    )  # fmt: skip
    count = signed.values("version__protocol").distinct().count()
    if count:
        words = "protocole porte" if count == 1 else "protocoles portent"
        yield Line(
            f"{count} {words} sa signature : voir qui doit signer ensuite", tone="soon",
            state="à revoir", url=reverse("protocols", args=[organization_id]),
        )  # fmt: skip


def signed_by(viewer: AccountViewer, organization_id: UUID, member_id: UUID) -> Iterator[Line]:
    """The living protocols that one member signed or wrote, or is asked to sign."""
    access.require_reader(viewer, organization_id)
    rows = Protocol.objects.of(organization_id).filter(withdrawn_on=None).order_by("created_at")
    for one in rows.prefetch_related("versions__signatures", "versions__authors"):
        versions = list(one.versions.all())
        held, last = shown(versions), versions[-1]
        mine = [s for s in held.signatures.all() if s.member_id == member_id]
        asked = [s for s in last.signatures.all() if s.member_id == member_id]
        told = [
            word
            for word, holds in (
                ("écrit", any(author.pk == member_id for author in held.authors.all())),
                ("signé", any(s.signed_on for s in mine)),
                ("signature attendue", last.state == "proposed"
                 and any(s.signed_on is None for s in asked)),
            )
            if holds
        ]  # fmt: skip
        if told:
            again = f", à relire le {held.review_on:%d/%m/%Y}" if held.review_on else ""
            yield Line(f"{held.title}{again}", "", None, ", ".join(told),
                       "soon" if "signature attendue" in told else "info",
                       reverse("protocol", args=[one.pk]))  # fmt: skip


def annexed(organization_id: UUID) -> list[dict[str, Any]]:
    """The protocols in force as a project's paper lists them; its caller has checked the right."""
    rows = Protocol.objects.of(organization_id).filter(withdrawn_on=None).order_by("kind")
    found = [
        (one, version)
        for one in rows.prefetch_related("versions__signatures__member")
        if (version := in_force(list(one.versions.all()))) is not None
    ]
    return [
        {
            "kind": KINDS[one.kind], "title": version.title,
            "day": version.adopted_on.strftime("%d/%m/%Y") if version.adopted_on else "",
            "document": True,
            "signers": sorted(s.member.name if s.member else s.name
                              for s in version.signatures.all() if s.signed_on),
        }
        for one, version in found
    ]  # fmt: skip
