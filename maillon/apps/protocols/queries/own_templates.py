from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maillon.apps.protocols import access
from maillon.apps.protocols.actions.proposing import PARIS
from maillon.apps.protocols.models import TeamTemplate, TeamTemplateVersion, TemplateRun
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["OwnTemplate", "TemplateDraft", "own_template", "template_draft"]


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template of her structure: its versions (number, day, which text), who else may run it,
    the protocols that come from it, to whom it could be shown.
    """

    id: UUID
    protocol_id: UUID
    versions: tuple[tuple[int, date, int], ...]
    shown: tuple[tuple[UUID, str], ...]
    near: tuple[tuple[UUID, str], ...]
    copies: tuple[tuple[UUID, int, date], ...]
    elsewhere: int
    writes: bool


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """What the form of a template begins with; ``version`` is ``None`` for the first."""

    protocol_id: UUID
    structure: str
    title: str
    version: TeamTemplateVersion | None
    ready: bool  # a text is adopted: there is something to copy


def own_template(
    viewer: AccountViewer, organization_id: UUID, code: str, *, now: datetime
) -> OwnTemplate | None:
    """What only the structure of a template knows of it; ``None`` for one of another or of the
    library.
    """
    structures.require_reader(viewer, organization_id)
    try:
        pk = UUID(code)
    except ValueError:
        return None
    found = TeamTemplate.objects.filter(pk=pk, organization_id=organization_id).first()
    if found is None:
        return None
    shown = tuple(
        (one.organization_id, one.organization.name)
        for one in found.shares.filter(ended_at=None).select_related("organization")
    )
    known = {one for one, _ in shown}
    runs = TemplateRun.objects.filter(template=str(pk), undone_at=None)
    here = runs.filter(organization_id=organization_id).exclude(protocol=None)
    writes = structures.may_write(viewer, organization_id)
    return OwnTemplate(
        found.pk, found.protocol_id,
        tuple((one.number, one.made_at.astimezone(PARIS).date(), one.source.number)
              for one in found.versions.select_related("source")),
        shown,
        tuple((one.pk, one.name) for one in access.near(organization_id) if one.pk not in known)
        if writes else (),
        tuple((one.protocol_id, one.version, one.made_at.astimezone(PARIS).date())
              for one in here if one.protocol_id),
        runs.exclude(organization_id=organization_id).count(), writes,
    )  # fmt: skip


def template_draft(viewer: AccountViewer, protocol_id: UUID) -> TemplateDraft:
    """The form of a template, for who writes the structure; ``NotFound`` for anybody else."""
    protocol, held = access.require_reader(viewer, protocol_id)
    if not held.writes:
        raise NotFound
    rows = TeamTemplateVersion.objects.filter(template__protocol=protocol)
    adopted = protocol.versions.filter(adopted_at__isnull=False, cancelled_at=None)
    force = adopted.order_by("number").last()
    newest = protocol.versions.order_by("number").last()
    title = force.title if force else newest.title if newest else ""
    ready = bool(force and force.sections) and protocol.withdrawn_on is None
    return TemplateDraft(protocol.pk, protocol.organization.name, title, rows.first(), ready)
