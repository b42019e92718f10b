"""Routes of the coordination post: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case, nothing
from tests.access.cast import Tenant

__all__ = ["POSTS"]

TEAM = WORKERS | {"manager"}
WRITERS = COORDINATOR | {"manager"}


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
    "post": _house(WRITERS, read=True, geste="ceiling"),
    "post-end": Case(lambda t: {"post_id": t.house.post_id}, WRITERS, None, nothing),
    "post-invitation": Case(
        lambda t: {
            "structure_id": t.world.desk.organization_id, "invitation_id": t.house.invitation_id
        },
        WRITERS, post=lambda _: {"geste": "withdraw"},
    ),
    "post-sharing": _house(WRITERS, read=True, geste="none"),
    **dict.fromkeys(
        ("post-agreement-docx", "post-agreement-pdf"), _house(frozenset(), read=True)
    ),  # of a group that fits: tests/apps/posts/test_post.py
    "time-line": Case(_line, COORDINATOR | {"manager"}),
}  # fmt: skip
