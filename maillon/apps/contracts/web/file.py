"""The evidence file of a year: minutes joined, taken away in one click, frozen when it is sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.zipping import zipped
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["join", "send", "take"]


@never_cache
@require_safe
def take(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """The file as it was sent; before, as it stands."""
    viewer = viewer_in(request)
    content = queries.sent_file(viewer, contract_id, year)
    if content is None:
        content = zipped(queries.file_page(viewer, contract_id, year, now=clock.now()))
    headers = {"Content-Disposition": f'attachment; filename="preuves-{year}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=headers)


@require_POST
def send(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """Freeze it: it was sent to the payer."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.file_page(viewer, contract_id, year, now=now)
    try:
        actions.send_evidence(
            contract_id=contract_id, year=year, on=found.page.on, content=zipped(found),
            pieces=len(found.pieces), by=viewer, now=now,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(
            request, "Le dossier est figé tel qu’il part. Ce qui suit n’y change rien."
        )
    return _back(contract_id, year)


@require_POST
def join(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """The closed minutes that go with it, read again by somebody who was there."""
    try:
        told = [UUID(one) for one in request.POST.getlist("minutes")]
    except ValueError as error:
        raise NotFound from error
    try:
        actions.join_minutes(
            contract_id=contract_id, year=year, meeting_ids=told, by=viewer_in(request),
            now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "C’est noté : ces comptes rendus partent avec le dossier.")
    return _back(contract_id, year)


def _back(contract_id: UUID, year: int) -> HttpResponse:
    address = f"{reverse('contract', args=[contract_id])}?annee={year}#file"
    return HttpResponseRedirect(address, status=303)
