"""A stay in hospital said to be avoided, on the sheet of a request."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries.sheet import request_sheet
from maillon.apps.desk.web.requests import act_on, incomplete
from maillon.apps.desk.web.sheet_forms import StayForm
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["declare", "withdraw"]


@require_POST
def declare(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """Write who says it and how sure she is."""
    form = StayForm(asked.POST)
    if not form.is_valid():
        request_sheet(viewer_in(asked), request_id, clock.now())
        return incomplete(asked, request_id)
    told: dict[str, Any] = form.cleaned_data
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.declare_stay(request_id=request_id, by=by, now=now, **told),
        "C’est noté, avec son doute.",
    )


@require_POST
def withdraw(asked: HttpRequest, request_id: UUID) -> HttpResponse:
    """It is said no more."""
    return act_on(
        asked,
        request_id,
        lambda by, now: actions.withdraw_stay(request_id=request_id, by=by, now=now),
        "C’est retiré : elle n’est plus comptée.",
    )
