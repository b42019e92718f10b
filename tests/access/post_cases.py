"""Routes of the coordination post: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case, nothing
from tests.access.cast import Tenant

__all__ = ["POSTS"]

TEAM = WORKERS | {"manager"}


def _house(own: frozenset[str], *, read: bool, **post: str) -> Case:
    path = lambda t: {"structure_id": t.world.desk.organization_id}  # noqa: E731
    return Case(path, own, nothing if read else None, (lambda _: post) if post else None)


def _line(tenant: Tenant) -> dict[str, object]:
    return {"line_id": tenant.house.time_id}


POSTS: dict[str, Case] = {
    "my-time": Case(),
    "time": _house(TEAM, read=True),
    "time-note": _house(TEAM, read=False, task="partners", day="2026-11-01"),
    "time-timer": _house(TEAM, read=False, geste="none"),
    "time-meeting": Case(
        lambda t: {"structure_id": t.world.desk.organization_id}, frozenset(), None,
        lambda _: {"acte": ""},
    ),
    "time-line": Case(_line, COORDINATOR | {"manager"}),
}  # fmt: skip
