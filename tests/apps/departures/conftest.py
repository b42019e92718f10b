"""People leave the house of the team's tests."""

from tests.apps.structures.conftest import by, house, world

__all__ = ["by", "house", "world"]
