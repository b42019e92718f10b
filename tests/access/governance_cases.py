"""Routes of governance: whom each answers."""

from collections.abc import Mapping
from typing import Any

from tests.access.case import COORDINATOR, WORKERS, Case
from tests.access.cast import Tenant

__all__ = ["GOVERNANCE_CASES"]

TEAM = WORKERS | {"manager"}
WRITERS = COORDINATOR | {"manager"}
CONCERNED = frozenset({"agent", "lead", "offered"})  # a mediation: no role opens it


def _house(own: frozenset[str], **post: str) -> Case:
    path = lambda t: {"structure_id": t.world.desk.organization_id}  # noqa: E731
    return Case(path, own, post=(lambda _: post) if post else None)


def _of(name: str, own: frozenset[str], attribute: str, *, get: bool, post: bool = True) -> Case:
    def path(tenant: Tenant) -> Mapping[str, Any]:
        return {name: getattr(tenant.house.governed, attribute)}

    asked = Case(path, own)
    told = (lambda _: {"geste": ""}) if post else None
    return Case(path, own, asked.get if get else None, told)


def _holding(own: frozenset[str], *, get: bool) -> Case:
    def path(tenant: Tenant) -> Mapping[str, Any]:
        return {"holding_id": tenant.house.holding_id}

    return Case(path, own) if get else Case(path, own, None, lambda _: {"geste": ""})


def _mediation(own: frozenset[str], *, get: bool) -> Case:
    def path(tenant: Tenant) -> Mapping[str, Any]:
        return {"mediation_id": tenant.house.mediation_id}

    told = lambda _: {"words": "", "outcome": ""}  # noqa: E731
    return Case(path, own, post=told) if get else Case(path, own, None, told)


GOVERNANCE_CASES: dict[str, Case] = {
    "mediations": _house(TEAM, subject=""),
    "mediation": _mediation(CONCERNED, get=True),
    "mediation-close": _mediation(frozenset({"lead"}), get=False),
    "holdings": _house(TEAM),
    "holding-new": Case(
        lambda t: {"structure_id": t.world.desk.organization_id, "kind": "provider"}, WRITERS,
        post=lambda _: {"title": ""},
    ),
    "holding-act": _holding(WRITERS, get=False),
    "holding-paper": _holding(TEAM, get=True),
    **dict.fromkeys(("governance", "attestations", "attestations-pdf"), _house(TEAM)),
    "attestations-act": Case(
        lambda t: {"structure_id": t.world.desk.organization_id}, TEAM, None,
        lambda _: {"geste": "sign"},
    ),
    "body-new": _house(WRITERS, name=""),
    "commitment-new": _house(WRITERS, text=""),
    "mandate-new": _of("body_id", WRITERS, "body_id", get=True),
    "vote-new": _of("body_id", WRITERS, "body_id", get=True),
    "vote": _of("motion_id", TEAM, "motion_id", get=True, post=False),
    "mandate-end": _of("mandate_id", WRITERS, "mandate_id", get=False),
    "commitment-settle": _of("commitment_id", WRITERS, "commitment_id", get=False),
    "attestation-file": _of("member_id", WRITERS, "doctor_id", get=False),
    "attestation-paper": _of("attestation_id", TEAM, "attestation_id", get=True, post=False),
}  # fmt: skip
