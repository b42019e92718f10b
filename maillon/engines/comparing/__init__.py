"""Two versions of a text side by side, line by line, and the words that changed in a line.

The lines and words kept are those of Python's ``difflib.SequenceMatcher`` (Ratcliff and Metzener,
« Pattern matching: the gestalt approach », *Dr. Dobb's Journal*, July 1988), without its guess at
what is junk.
"""

from maillon.engines.comparing.texts import Row, Span, compare

__all__ = ["Row", "Span", "compare"]
