"""Which counts may be published, so that no small one can be seen or worked out.

Statistical secrecy as the French health data practice asks for it: no cell under eleven
(CNIL, référentiels MR-004 et suivants; SNDS), no cell that subtraction gives back
(secondary suppression; INSEE, « Guide du secret statistique »; Hundepool et al., *Statistical
Disclosure Control*, 2012, chap. 4).

Two trees are cut once and for all. Time: a year is divided into quarters, months, weeks and
days, and a cut exists only where it leaves nobody or at least eleven on either side. Words:
at each level, a category has a figure of its own only if all the pieces of that level hold
nobody or at least eleven of it; those left aside are told together, and together they too
are nobody or at least eleven, in every piece. Whatever the period asked for, its figures are
sums of these pieces: a difference between two periods is one as well.
"""

from maillon.engines.secrecy.daily import Daily
from maillon.engines.secrecy.publishing import Table, publish
from maillon.engines.secrecy.spans import FLOOR, Span, divide, pieces
from maillon.engines.secrecy.words import classify

__all__ = ["FLOOR", "Daily", "Span", "Table", "classify", "divide", "pieces", "publish"]
