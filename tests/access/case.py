"""How a route is asked in the matrix, and for whom it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.access.cast import Tenant

__all__ = [
    "ADMINISTRATOR",
    "AROUND",
    "COORDINATOR",
    "DESK",
    "MEMBERS",
    "READERS",
    "WORKERS",
    "Args",
    "Case",
    "nothing",
    "of_person",
    "of_person_read",
    "person",
]

DESK = frozenset({"agent", "lead"})
ADMINISTRATOR = frozenset({"administrator"})
READERS = DESK | {"manager"}  # of a desk's figures
COORDINATOR = frozenset({"coordinator"})
WORKERS = DESK | COORDINATOR | {"carer", "offered"}
AROUND = DESK | COORDINATOR  # grounds T and D on the person of the circle
MEMBERS = DESK | ADMINISTRATOR | COORDINATOR | {"manager", "requester", "carer", "offered"}
Args = Callable[[Tenant], Mapping[str, Any]]


def nothing(_: Tenant) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Case:
    """How a route is asked, and for whom it answers on her own tenant's object."""

    path: Args = nothing
    own: frozenset[str] | None = None  # None: no object, the permission alone decides
    get: Args | None = nothing  # the query of a GET; None where the route takes none
    post: Args | None = None
    only: frozenset[str] | None = None  # no object either, but not for all whom the door lets in


def person(
    own: frozenset[str], get: Args | None = None, post: Mapping[str, str] | None = None
) -> Case:
    path: Args = lambda t: {"patient_id": t.patient_id}  # noqa: E731
    return Case(path, own, get, None if post is None else lambda _: post)


def of_person(own: frozenset[str], name: str, attribute: str, **post: str) -> Case:
    path: Args = lambda t: {"patient_id": t.patient_id, name: getattr(t, attribute)}  # noqa: E731
    return Case(path, own, None, lambda _: post)


def of_person_read(name: str, attribute: str) -> Case:
    path: Args = lambda t: {"patient_id": t.patient_id, name: getattr(t, attribute)}  # noqa: E731
    return Case(path, COORDINATOR, post=nothing)
