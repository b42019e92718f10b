"""The house of these tests: a structure, its coordinator."""

from uuid import UUID

import pytest

from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import DeskWorld
from tests.factories.structures import coordinator

__all__ = ["by", "house", "world"]


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def by(world: DeskWorld) -> AccountViewer:
    return coordinator(world)


@pytest.fixture
def house(world: DeskWorld) -> UUID:
    return world.desk.organization_id
