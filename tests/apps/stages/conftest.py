"""The house of these tests: a structure, its coordinator."""

from tests.apps.structures.conftest import by, house, world

__all__ = ["by", "house", "world"]
