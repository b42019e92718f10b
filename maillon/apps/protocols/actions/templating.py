from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.protocols import access
from maillon.apps.protocols.models import (
    Protocol,
    ProtocolVersion,
    TeamTemplate,
    TeamTemplateVersion,
    TemplateShare,
)
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["NewTemplate", "make_template", "share_template", "unshare_template",
           "withdraw_template"]  # fmt: skip

MOST: Final = 20  # points, steps


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """What the template creates beside the text; ``steps``: title, days after."""

    title: str
    about: str
    minutes: int
    agenda: Sequence[str]
    steps: Sequence[tuple[str, int]]


def make_template(
    *, protocol_id: UUID, new: NewTemplate, by: AccountViewer, now: datetime
) -> TeamTemplateVersion:
    """Make the text in force a template of the structure; the second time, its next version.

    What was run before keeps the version it was run from. Raises ``NotFound`` for who does not
    write the structure, ``Refused``: ``template_text``, ``template_short``, ``template_many``.
    """
    _fits(new)
    with transaction.atomic():
        protocol = access.require_writer(by, protocol_id)
        source = _text(protocol)
        made, _ = TeamTemplate.objects.get_or_create(
            protocol=protocol, defaults={"organization_id": protocol.organization_id}
        )
        made = TeamTemplate.objects.select_for_update().get(pk=made.pk)
        made.withdrawn_at = None
        made.save(update_fields=["withdrawn_at"])
        version = TeamTemplateVersion(
            template=made, number=made.versions.count() + 1, source=source, kind=protocol.kind,
            title=" ".join(new.title.split())[:200], about=new.about.strip()[:400], made_at=now,
            made_by_id=by.account_id,
        )  # fmt: skip
        version.keep(new.minutes, new.agenda, new.steps)
        version.save(force_insert=True)
        _tell(made, "protocols.template_made", by, now)
    return version


def withdraw_template(*, template_id: UUID, by: AccountViewer, now: datetime) -> TeamTemplate:
    """Propose it no more, here nor where it was shown; what was made of it stays.

    Raises ``NotFound``, ``Refused('template_withdrawn')``.
    """
    with transaction.atomic():
        made = _own(template_id, by)
        made.withdrawn_at = now
        made.save(update_fields=["withdrawn_at"])
        made.shares.filter(ended_at=None).update(ended_at=now)
        _tell(made, "protocols.template_withdrawn", by, now)
    return made


def share_template(
    *, template_id: UUID, organization_id: UUID, by: AccountViewer, now: datetime
) -> TemplateShare:
    """Let a neighbouring structure read and run it, and nothing else of this one.

    Raises ``NotFound`` for who does not write it and for a structure that is no neighbour,
    ``Refused``: ``template_shared``, ``template_withdrawn``.
    """
    with transaction.atomic():
        made = _own(template_id, by)
        if organization_id not in access.near(made.organization_id).values_list("pk", flat=True):
            raise NotFound
        if made.shares.filter(organization_id=organization_id, ended_at=None).exists():
            raise Refused("template_shared")
        share = TemplateShare(
            template=made, organization_id=organization_id, shared_by_id=by.account_id,
            shared_at=now,
        )  # fmt: skip
        share.save(force_insert=True)
        _tell(made, "protocols.template_shared", by, now, organization_id)
    return share


def unshare_template(
    *, template_id: UUID, organization_id: UUID, by: AccountViewer, now: datetime
) -> None:
    """Show it to that structure no more, at once; raises ``NotFound``."""
    with transaction.atomic():
        made = _own(template_id, by)
        rows = made.shares.filter(organization_id=organization_id, ended_at=None)
        if not rows.update(ended_at=now):
            raise NotFound
        _tell(made, "protocols.template_unshared", by, now, organization_id)


def _fits(new: NewTemplate) -> None:
    if not (new.title.strip() and new.agenda and new.steps):
        raise Refused("template_short")
    if len(new.agenda) > MOST or len(new.steps) > MOST:
        raise Refused("template_many", most=MOST)


def _text(protocol: Protocol) -> ProtocolVersion:
    """The text in force, where there is one to copy."""
    found = protocol.versions.filter(adopted_at__isnull=False, cancelled_at=None)
    force = found.order_by("number").last()
    if force is None or not force.sections or protocol.withdrawn_on is not None:
        raise Refused("template_text")
    return force


def _own(template_id: UUID, by: AccountViewer) -> TeamTemplate:
    found = TeamTemplate.objects.select_for_update().filter(pk=template_id).first()
    if found is None:
        raise NotFound
    access.require_writer(by, found.protocol_id)
    if found.withdrawn_at is not None:
        raise Refused("template_withdrawn")
    return found


def _tell(
    made: TeamTemplate, act: str, by: AccountViewer, now: datetime, other: UUID | None = None
) -> None:
    subjects = [("team_template", made.pk), ("protocol", made.protocol_id)]
    journal.record(
        act=act, organization_id=made.organization_id, by=by, now=now,
        subjects=[*subjects, *([("organization", other)] if other else [])],
    )  # fmt: skip
