"""Inclusion grids: what a questionnaire weighs, whether a threshold is reached, who must be there.

A grid is data: dated, sourced, with its confidence. Its score is the sum of the points of the
options chosen (a weighted sum score, as in Streiner, Norman & Cairney, *Health Measurement
Scales*, 5th ed., 2015, chap. 7). A question without an answer counts neither nothing nor
everything: the score is an interval, and a threshold inside it is undecided until somebody asks.

Points are ``Decimal``, without a unit; days are calendar days. A grid whose questions nobody has
published keeps its thresholds and refuses to score, naming what is missing.
"""

from maillon.engines.grids.composing import Composed, Composition, Requirement, Teammate, compose
from maillon.engines.grids.eligibility import Eligibility, Fee, eligibility
from maillon.engines.grids.model import Item, Option, Questionnaire, Source, Threshold, in_force
from maillon.engines.grids.reading import read_composition, read_fee, read_grid
from maillon.engines.grids.scoring import Line, Score, compare, score

__all__ = [
    "Composed",
    "Composition",
    "Eligibility",
    "Fee",
    "Item",
    "Line",
    "Option",
    "Questionnaire",
    "Requirement",
    "Score",
    "Source",
    "Teammate",
    "Threshold",
    "compare",
    "compose",
    "eligibility",
    "in_force",
    "read_composition",
    "read_fee",
    "read_grid",
    "score",
]
