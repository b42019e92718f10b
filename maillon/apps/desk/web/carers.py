"""Pages of a carer or a requester who signs in."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries import carers, requesters
from maillon.apps.desk.web import wording
from maillon.apps.desk.web.wording.moments import phone
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer

__all__ = ["my_care", "my_care_begun", "my_care_detail", "my_requests"]


def _viewer(request: HttpRequest) -> AccountViewer:
    return request.viewer  # type: ignore[attr-defined, no-any-return]


@require_GET
def my_care(request: HttpRequest) -> HttpResponse:
    """What she took, soonest first."""
    rows = carers.my_care(_viewer(request), now=clock.now())
    return render(request, "desk/my_care.html", {"rows": rows})


def my_care_detail(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """A GET shows the button; the POST reads identity and address, and records the reading.

    Reading closes the desk's duty to phone her, so it cannot be a GET.
    """
    viewer, now = _viewer(request), clock.now()
    if request.method == "POST":
        detail = carers.care_detail(viewer, assignment_id, now=now)
        actions.give_details(
            assignment_id=assignment_id,
            channel="account",
            outcome="signed_in",
            by=viewer,
            now=now,
        )
        context = {
            "detail": detail,
            "born": _born(detail, now),
            "living": wording.living_words(detail.living),
            "phone": phone(detail.phone),
            "desk_phone": phone(detail.desk_phone),
        }
        return render(request, "desk/my_care_detail.html", context)
    row = next(
        (r for r in carers.my_care(viewer, now=now) if r.assignment_id == assignment_id), None
    )
    return render(request, "desk/my_care_open.html", {"row": row}, status=200 if row else 404)


def _born(detail: carers.CareDetail, now: datetime) -> str:
    """Nothing for an establishment."""
    return wording.born(detail.birth_date, detail.sex, now.date()) if detail.birth_date else ""


@require_POST
def my_care_begun(request: HttpRequest, assignment_id: UUID) -> HttpResponse:
    """She says that care has begun."""
    viewer, now = _viewer(request), clock.now()
    carers.care_detail(viewer, assignment_id, now=now)
    actions.confirm_begun(assignment_id=assignment_id, channel="account", by=viewer, now=now)
    return redirect("my-care")


@require_GET
def my_requests(request: HttpRequest) -> HttpResponse:
    """Her own requests and where they stand."""
    rows = requesters.my_requests(_viewer(request), now=clock.now())
    return render(request, "desk/my_requests.html", {"rows": rows})
