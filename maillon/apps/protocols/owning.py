"""The templates a structure may run: those of the library, its own, those shown to it."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from maillon.apps.library.loading import Draft, Sitting, Source, Step, Template, template
from maillon.apps.protocols.models import TeamTemplate, TeamTemplateVersion

__all__ = ["known", "last", "of_house", "told", "told_by_key"]

DAYS: Final = 14  # before the meeting


def of_house(organization_id: UUID) -> "QuerySet[TeamTemplate]":
    """Its own templates and those shown to it, that are not withdrawn."""
    shown = Q(shares__organization_id=organization_id, shares__ended_at=None)
    rows = TeamTemplate.objects.filter(Q(organization_id=organization_id) | shown)
    return rows.filter(withdrawn_at=None).distinct().select_related("organization")


def known(organization_id: UUID, code: str) -> Template | None:
    """The template of this code that a structure may run, in its last version; ``None``: no such
    template for it.
    """
    try:
        found = of_house(organization_id).filter(pk=UUID(code)).first()
    except ValueError:
        return template(code)
    return told(last(found)) if found else None


def last(one: TeamTemplate) -> TeamTemplateVersion:
    """Its last version."""
    return one.versions.select_related("source", "template__organization").latest("number")


def told(one: TeamTemplateVersion) -> Template:
    """A team's template as any other is run."""
    plan, source = one.planned, one.source
    house = one.template.organization.name
    return Template(
        str(one.template_id), one.number, one.title, one.about,
        Draft(one.kind, one.title, source.sections),
        Sitting("team", f"Adapter le protocole : {one.title}"[:200], plan["minutes"], DAYS, "",
                False, tuple(plan["agenda"])),
        tuple(Step(f"s{n}", title, days) for n, (title, days) in enumerate(plan["steps"], 1)),
        (Source(house, f"{source.adopted_on:%d/%m/%Y}" if source.adopted_on else "", "",
                f"le protocole adopté, version {source.number}", "C"),),
        source=source.pk,
    )  # fmt: skip


def told_by_key(keys: Iterable[str]) -> dict[str, str]:
    """In words, the team's templates and versions that these keys tell."""
    pairs = {key: key.rpartition(":") for key in keys}
    ids = [UUID(code) for code, _, _ in pairs.values() if len(code) == len(str(UUID(int=0)))]
    rows = TeamTemplateVersion.objects.filter(template_id__in=ids)
    found = {f"{one.template_id}:{one.number}": one for one in rows}
    return {
        key: f"modèle de l’équipe « {found[key].title} », version {found[key].number}"
        for key in pairs if key in found
    }  # fmt: skip
