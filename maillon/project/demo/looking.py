"""The maison de santé looks at itself: last year's levels, and another under way. Invented."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.maturity import actions
from maillon.apps.maturity.models import Assessment
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["look_at_ourselves"]

THEMES: Final = ("access", "voice", "meetings", "protocols", "newcomers", "record")
AGREED: Final = ((2, 1, 2, 2, 1, 2), (3, 2, 3, 3, 2, 2))
WISH: Final = "Un responsable et une date à la prochaine réunion."


def look_at_ourselves(
    organization_id: UUID, by: AccountViewer, others: Sequence[AccountViewer], now: datetime
) -> None:
    """Two years closed, and one open that four members have answered."""
    for days, levels in zip((640, 270), AGREED, strict=True):
        then = now - timedelta(days=days)
        with clock.frozen(then):
            made = _opened(organization_id, by, then)
            for theme, level in zip(THEMES, levels, strict=True):
                actions.agree_level(
                    assessment_id=made.pk, theme=theme, level=level,
                    note=WISH if level == 1 else "", by=by, now=then,
                )  # fmt: skip
            actions.close_assessment(assessment_id=made.pk, by=by, now=then)
    then = now - timedelta(days=9)
    with clock.frozen(then):
        made = _opened(organization_id, by, then)
        for place, one in enumerate(others[:4]):
            told = {code: 1 + (place + number) % 4 for number, code in enumerate(THEMES)}
            actions.answer(assessment_id=made.pk, levels=told, by=one, now=then)


def _opened(organization_id: UUID, by: AccountViewer, then: datetime) -> Assessment:
    return actions.open_assessment(organization_id=organization_id, chosen=THEMES, by=by, now=then)
