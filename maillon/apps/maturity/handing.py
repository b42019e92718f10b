"""How a team looks at itself, as the hand-over file tells it: what is under way, no answer."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.handover.sections import Line
from maillon.apps.maturity.queries import assessment_page, open_assessment
from maillon.kernel.access import AccountViewer

__all__ = ["maturity_lines"]


def maturity_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """The self-assessment that is open: since when, how many answered, what is not agreed yet."""
    opened = open_assessment(viewer, organization_id)
    if opened is not None:
        one = assessment_page(viewer, opened, now=now)
        left = sum(not row.level for row in one.rows)
        answers = "réponse" if one.answered == 1 else "réponses"
        themes = "thème reste" if left == 1 else "thèmes restent"
        rest = f", {left} {themes} à accorder" if left else ", tout est accordé"
        yield Line(
            f"autodiagnostic ouvert le {one.opened_at:%d/%m/%Y} : {one.answered} {answers}{rest}",
            "", None, "en cours" if left else "à clore", "info",
            reverse("assessment", args=[opened]),
        )  # fmt: skip
