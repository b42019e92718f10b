"""Answers that hold several resources."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

__all__ = ["Answer", "collection", "history", "searchset"]

Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a resource, and headers of the norm."""

    resource: Resource
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def searchset(
    base: str,
    total: int,
    found: Iterable[Resource],
    along: Iterable[Resource],
    links: dict[str, str],
) -> Resource:
    """The page of a search: ``total`` counts what was searched for, not what comes along."""
    entries = [_entry(base, one, {"search": {"mode": "match"}}) for one in found]
    entries += [_entry(base, one, {"search": {"mode": "include"}}) for one in along]
    bundle: Resource = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": total,
        "link": [{"relation": name, "url": url} for name, url in links.items()],
    }
    return {**bundle, "entry": entries} if entries else bundle


def history(base: str, versions: list[Resource], link: str) -> Resource:
    """Every version of one resource, newest first; the first one was made, others changed."""
    entries = []
    for at, one in enumerate(versions):
        first = at == len(versions) - 1
        address = one["resourceType"] if first else f"{one['resourceType']}/{one['id']}"
        request = {"method": "POST" if first else "PUT", "url": address}
        response = {
            "status": "201" if first else "200",
            "etag": f'W/"{one["meta"]["versionId"]}"',
            "lastModified": one["meta"]["lastUpdated"],
        }
        entries.append(_entry(base, one, {"request": request, "response": response}))
    return {
        "resourceType": "Bundle", "type": "history", "total": len(entries),
        "link": [{"relation": "self", "url": link}], "entry": entries,
    }  # fmt: skip


def collection(base: str, resources: Iterable[Resource], now: datetime) -> Resource:
    """What is known of one person, as she takes it away."""
    return {
        "resourceType": "Bundle", "type": "collection", "timestamp": now.isoformat(),
        "entry": [_entry(base, one, {}) for one in resources],
    }  # fmt: skip


def _entry(base: str, one: Resource, more: Resource) -> Resource:
    return {"fullUrl": f"{base}{one['resourceType']}/{one['id']}", "resource": one, **more}
