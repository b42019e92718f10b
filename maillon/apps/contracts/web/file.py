"""The evidence file of a year: taken away in one click, frozen when it is sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.filing import packed
from maillon.apps.contracts.queries import FilePage
from maillon.apps.contracts.wording.figures import euros, number
from maillon.errors import Refused
from maillon.kernel import clock, paper
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["send", "take"]


def zipped(found: FilePage) -> bytes:
    """The zip of what is found; the statement as a web page where this machine makes no PDF."""
    sums = found.page.statement.settlement if found.page.statement else None
    html = render_to_string("contracts/paper.html", {
        "found": found, "page": found.page, "total": euros(sums.euros) if sums else "",
        "sheets": [(one, number(one.points), euros(one.euros)) for one in found.sheets],
    })  # fmt: skip
    made = paper.pdf(html)
    name = "releve.pdf" if made is not None else "releve.html"
    return packed((name, made if made is not None else html.encode()), found.pieces)


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
    address = f"{reverse('contract', args=[contract_id])}?annee={year}"
    return HttpResponseRedirect(address, status=303)
