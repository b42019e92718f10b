"""Which neighbouring structures could share one coordination post, and how its week would go.

Pure: frozen dataclasses in and out. Days are 0 (Monday) to 4, a day has two half-days; hours are
``Decimal`` a week, minutes and kilometres are estimates from the straight line
(``engines.common.road_estimate``). Exact: every group is tried, and every week of a group, by
dynamic programming over the half-days that remain to be given (Bellman, 1957).
"""

from maillon.engines.pooling.explaining import Block, Infeasible, explain
from maillon.engines.pooling.fitting import Timetable, Visit, timetable
from maillon.engines.pooling.keys import KEYS, Share, shares
from maillon.engines.pooling.model import Leg, Rules, Site, half_days, leg
from maillon.engines.pooling.proposing import Group, Pooling, propose

__all__ = [
    "KEYS",
    "Block",
    "Group",
    "Infeasible",
    "Leg",
    "Pooling",
    "Rules",
    "Share",
    "Site",
    "Timetable",
    "Visit",
    "explain",
    "half_days",
    "leg",
    "propose",
    "shares",
    "timetable",
]
