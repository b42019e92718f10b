"""A coordinator counts in days: her deadlines fall in the evening."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from maillon.apps.desk.queries.moments import Due, day_words, span

__all__ = ["day_due"]

PARIS: Final = ZoneInfo("Europe/Paris")


def day_due(moment: datetime, now: datetime) -> Due:
    """« en retard de 2 jours », « aujourd’hui », « demain », « mardi », « le 3 déc. »; today and
    tomorrow are soon.
    """
    if moment <= now:
        return Due("late", f"en retard de {span(now - moment)}", moment.isoformat())
    day, today = moment.astimezone(PARIS).date(), now.astimezone(PARIS).date()
    level = "soon" if (day - today).days <= 1 else "calm"
    return Due(level, day_words(day, today) or "aujourd’hui", moment.isoformat())
