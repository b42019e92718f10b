"""« Un acte, trois registres »: a year, act by act."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.contracts import queries
from maillon.apps.contracts.ledgers import Share
from maillon.apps.contracts.wording.figures import euros
from maillon.apps.contracts.wording.money import BUCKETS, hours
from maillon.apps.contracts.wording.values import worded
from maillon.apps.contracts.wording.words import FACTS
from maillon.apps.journal.acts import act as declared_act
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in, year_asked

__all__ = ["page"]


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """The three ledgers of a structure's year."""
    found = queries.ledgers_page(
        viewer_in(request), structure_id, now=clock.now(), year=year_asked(request)
    )
    told, money = found.ledgers, found.ledgers.money.paid()
    context = {
        "page": found,
        "total": euros(money) if money is not None else "",
        "acts": len(told.shares),
        "time": hours(sum((one.minutes for one in told.shares), start=Decimal(0))),
        "facts": [(FACTS[key], worded(value)) for key, value in told.facts.items()],
        "report": [
            (declared_act(code).label, one.acts, hours(one.minutes))
            for code, one in sorted(told.report.items())
        ],
        "buckets": [
            (label, hours(told.buckets[key])) for key, label in BUCKETS.items()
            if key in told.buckets
        ],
        "shares": [_share(one) for one in told.shares],
        "struck": [(one, declared_act(one.act).label) for one in found.struck],
    }  # fmt: skip
    return render(request, "contracts/ledgers.html", context)


def _share(one: Share) -> dict[str, Any]:
    """An act in words: what each ledger would lose without it."""
    return {
        "day": one.act.day, "label": declared_act(one.act.act).label,
        "present": len(one.act.present) + len(one.act.guests),
        "proves": [(FACTS[key], _lost(whole, rest)) for key, whole, rest in one.proves],
        "euros": euros(one.euros) if one.euros is not None else "",
        "time": hours(one.minutes), "id": one.act.id,
    }  # fmt: skip


def _lost(whole: Any, rest: Any) -> str:
    """« +3 » for what is counted, else the value with the act."""
    counted = isinstance(whole, int) and not isinstance(whole, bool)
    return f"+{whole - (rest or 0)}" if counted else worded(whole)
