"""The payer's and the ARS's door: what was sent, opened, answered commitment by commitment."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.answer_forms import AnswerForm
from maillon.apps.contracts.wording.figures import euros
from maillon.apps.contracts.wording.words import STATES
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["answer", "document", "files", "one", "part", "sheet", "whole"]


@never_cache
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Every file received."""
    found, others = queries.received_files(viewer_in(request))
    return render(request, "contracts/received.html", {"files": found, "others": others})


@never_cache
@require_safe
def one(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """A file: its commitments, how each stands, its proofs."""
    found = queries.received_file(viewer_in(request), file_id, now=clock.now())
    told = found.dossier
    context = {
        "page": found, "rows": [(row, *STATES[state]) for row, state in found.rows],
        "total": euros_of(told.total) if told else "",
        "left": sum(state not in ("accepted", "refused", "noted") for _, state in found.rows),
    }  # fmt: skip
    return render(request, "contracts/received_file.html", context)


def euros_of(figure: str) -> str:
    """A figure of the file, in words; empty where it had none."""
    return euros(Decimal(figure)) if figure else ""


@never_cache
@require_safe
def sheet(request: HttpRequest, file_id: UUID, indicator: str) -> HttpResponse:
    """One commitment with its proofs, and the answer to give."""
    return _sheet(request, file_id, indicator, AnswerForm())


def _sheet(
    request: HttpRequest, file_id: UUID, indicator: str, form: AnswerForm, status: int = 200
) -> HttpResponse:
    code = indicator.replace("-", ".")
    found = queries.received_sheet(viewer_in(request), file_id, code, now=clock.now())
    context = {"page": found, "sheet": found.sheet, "state": STATES[found.state], "form": form}
    return render(request, "contracts/received_sheet.html", context, status=status)


@require_POST
def answer(request: HttpRequest, file_id: UUID, indicator: str) -> HttpResponse:
    """Accept, ask, refuse."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _sheet(request, file_id, indicator, form, 422)
    try:
        actions.answer_indicator(
            file_id=file_id, indicator=indicator.replace("-", "."), by=viewer_in(request),
            now=clock.now(), **form.cleaned_data,
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return _sheet(request, file_id, indicator, form, 422)
    messages.success(request, "Votre réponse est notée, la structure la lit.")
    return HttpResponseRedirect(reverse("payer-file", args=[file_id]), status=303)


@never_cache
@require_safe
def part(request: HttpRequest, file_id: UUID, name: str) -> HttpResponse:
    """One document of the file, never run by the browser."""
    content, kind = queries.received_part(viewer_in(request), file_id, name, now=clock.now())
    return _kept(content, kind, name.replace("/", "-"))


@never_cache
@require_safe
def whole(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The whole file, byte for byte."""
    year, content = queries.received_zip(viewer_in(request), file_id, now=clock.now())
    return _kept(content, "application/zip", f"preuves-{year}.zip")


@never_cache
@require_safe
def document(request: HttpRequest, kind: str, document_id: UUID) -> HttpResponse:
    """Another document that a structure handed over."""
    content, media_type = queries.received_document(viewer_in(request), kind, document_id)
    return _kept(content, media_type, "document")


def _kept(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"',
               "X-Content-Type-Options": "nosniff"}  # fmt: skip
    return HttpResponse(content, content_type=kind, headers=headers)
