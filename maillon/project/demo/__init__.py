"""The demonstration world: real geography, synthetic people, said to be so.

Same seed and same ``now``: same world, except what encryption draws. The past week is not
written into tables, it is lived: the real actions run at the moments of the past, with
the clock and chance in hand.
"""

from maillon.project.demo.building import build, is_empty

__all__ = ["build", "is_empty"]
