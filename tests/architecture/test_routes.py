"""Deny by default: each route says whom it is for."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from maillon.project import permissions


def routes(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every route as the resolver names it, `space:name`; a nameless one by its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else f"nameless {pattern.pattern}"


def test_every_route_declares_whom_it_is_for() -> None:
    assert sorted(set(routes(get_resolver())) - set(permissions.PERMISSIONS)) == []


def test_no_permission_outlives_its_route() -> None:
    assert sorted(set(permissions.PERMISSIONS) - set(routes(get_resolver()))) == []


def test_every_permission_is_one_that_is_explained() -> None:
    explained = set(re.findall(r"^``(\w+)``", permissions.__doc__ or "", re.MULTILINE))
    assert explained
    assert set(permissions.PERMISSIONS.values()) <= explained
