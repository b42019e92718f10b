"""The ACI contract of an MSP: from the facts of a year to points and euros, each with its reason.

Rules are data (``rules/``, one file per indicator, dated versions that hold their source); each
indicator has one function (``indicators/``); ``settling`` goes from points to euros. Nothing
here is the payer's word: a line says its source and how sure it is, and what no source tells is
asked for.
"""

from maillon.engines.aci.book import Accord, Book, Indicator, Standing, standing
from maillon.engines.aci.dated import DatedRule, Note, Source
from maillon.engines.aci.facts import FACTS, Facts, check
from maillon.engines.aci.flaws import FLAWS, Flaw, Malformed
from maillon.engines.aci.loading import rules
from maillon.engines.aci.settling import Doubt, Settlement, Step
from maillon.engines.aci.statement import Line, Remark, Statement, statement
from maillon.engines.aci.supposing import (
    SUPPOSABLE,
    Change,
    Comparison,
    LineChange,
    Side,
    as_signed,
    changed,
    compare,
    drawn,
)

__all__ = [
    "FACTS",
    "FLAWS",
    "SUPPOSABLE",
    "Accord",
    "Book",
    "Change",
    "Comparison",
    "DatedRule",
    "Doubt",
    "Facts",
    "Flaw",
    "Indicator",
    "Line",
    "LineChange",
    "Malformed",
    "Note",
    "Remark",
    "Settlement",
    "Side",
    "Source",
    "Standing",
    "Statement",
    "Step",
    "as_signed",
    "changed",
    "check",
    "compare",
    "drawn",
    "rules",
    "standing",
    "statement",
]
