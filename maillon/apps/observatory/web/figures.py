"""A figure, opened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.observatory.queries.opened import opened
from maillon.apps.observatory.web.asking import asked, query_of
from maillon.apps.observatory.web.wording import span_words
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["figure"]


@never_cache
@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """The requests counted by one line of one table."""
    viewer, now = viewer_in(request), clock.now()
    wanted = asked(viewer, request.GET.dict(), now=now)
    if wanted.desk_id is None:
        raise NotFound
    table, key = request.GET.get("table", "all"), request.GET.get("ligne", "all")
    page = request.GET.get("page", "1")
    found = opened(
        viewer, wanted.desk_id, wanted.period, table=table, key=key,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1, now=now,
    )  # fmt: skip
    query = query_of(wanted.desk_id, wanted.period)
    here = query_of(wanted.desk_id, wanted.period, table=table, ligne=key)
    context = {
        "opened": found,
        "counted": span_words(found.start, found.last),
        "back": f"{reverse('report')}?{query}",
        "earlier": f"?{here}&page={found.page - 1}" if found.page > 1 else "",
        "later": f"?{here}&page={found.page + 1}" if found.page < found.pages else "",
        "as_of": now,
    }
    return render(request, "observatory/figure.html", context)
