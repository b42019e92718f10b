"""Who has a voice in a body on a day."""

from datetime import date

from maillon.apps.governance.models import GoverningBody
from maillon.apps.structures.models import Member

__all__ = ["voters"]


def voters(body: GoverningBody, day: date) -> list[Member]:
    """By the body's own rule, each once: the associates of that day, or who holds a mandate."""
    there = Member.objects.of(body.organization_id).on(day)
    if body.voters == "associates":
        return list(there.filter(status="associate"))
    seated = {one.member_id for one in body.mandates.all() if one.runs_on(day)}
    return list(there.filter(pk__in=seated))
