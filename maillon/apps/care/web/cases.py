"""A person's case in meetings: brought to one, read after it, printed for her."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.care import actions, queries
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["bring", "minutes"]


@require_POST
def bring(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """To the agenda of a meeting she may write."""
    try:
        meeting_id = UUID(request.POST.get("meeting", ""))
    except ValueError:
        raise NotFound from None
    try:
        actions.bring_case(
            patient_id=patient_id, meeting_id=meeting_id, title=request.POST.get("title", "")[:300],
            by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
        messages.success(request, "La situation est à l’ordre du jour.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("person", patient_id=patient_id)


@never_cache
@require_safe
def minutes(request: HttpRequest, patient_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Her part of closed minutes, in plain words, ready to print."""
    found = queries.case_minutes(viewer_in(request), patient_id, meeting_id, now=clock.now())
    return render(request, "care/case_minutes.html", {"page": found})
