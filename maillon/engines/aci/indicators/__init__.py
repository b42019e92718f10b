"""One function per indicator: the facts of a year in, exact points and their reasons out.

A function looks at its facts and at the amounts of the version in force, and at nothing else;
what it pays does not depend on another indicator, so that points add up.
"""

from maillon.engines.aci.indicators import access, france_sante, information_system, team_work
from maillon.engines.aci.indicators.counting import COUNTED, Counting, Other, Outcome

__all__ = [
    "COUNTED",
    "Counting",
    "Other",
    "Outcome",
    "access",
    "france_sante",
    "information_system",
    "team_work",
]
