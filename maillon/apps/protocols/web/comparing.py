"""Two texts side by side: another version, or a neighbour's protocol."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillon.apps.protocols import queries
from maillon.apps.protocols.web.protocol import asked_number
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["compare"]


@never_cache
@require_safe
def compare(request: HttpRequest, protocol_id: UUID) -> HttpResponse:
    """What to compare with; then both, line by line."""
    viewer, now, number = viewer_in(request), clock.now(), asked_number(request)
    told = request.GET.get("avec", "")
    found = None
    if told:
        found = queries.comparison(viewer, protocol_id, other=_uuid(told), now=now, number=number)
    page = found.page if found else queries.protocol_page(
        viewer, protocol_id, now=now, number=number
    )  # fmt: skip
    context = {"page": page, "card": page.version, "found": found, "asked": told}
    return render(request, "protocols/compare.html", context)


def _uuid(told: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        raise NotFound from None
