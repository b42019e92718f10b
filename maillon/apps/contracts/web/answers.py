"""The payer's answers seen by the structure, its replies, and to whom its door is open."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.web.answer_forms import DoorForm, ReplyForm
from maillon.apps.contracts.wording.words import STATES
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["close", "door", "page", "reply"]


@never_cache
@require_safe
def page(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """Every commitment of the sent file, what the payer said of it."""
    found = queries.answers_page(viewer_in(request), contract_id, year)
    context = {
        "page": found, "form": ReplyForm(),
        "rows": [(row, state, *STATES[state], words, waits)
                 for row, state, words, waits in found.rows if words],
        "silent": [row for row, _, words, _ in found.rows if not words],
        "accepted": found.how_many("accepted"), "asked": found.how_many("question"),
        "refused": found.how_many("refused"),
    }  # fmt: skip
    return render(request, "contracts/answers.html", context)


@require_POST
def reply(request: HttpRequest, contract_id: UUID, year: int, indicator: str) -> HttpResponse:
    """Answer a question, contest a refusal, or take note of it."""
    form = ReplyForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        actions.reply_payer(
            contract_id=contract_id, year=year, indicator=indicator.replace("-", "."),
            words=words, by=viewer_in(request), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "C’est répondu : le payeur le lit.")
    address = reverse("contract-answers", args=[contract_id, year])
    return HttpResponseRedirect(address, status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """To whom the door is open; open it to somebody else."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.door_page(viewer, contract_id, now=now)
    form = DoorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.open_door(contract_id=contract_id, by=viewer, now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, "La porte est ouverte : le lien pour entrer est parti.")
            return HttpResponseRedirect(reverse("contract-door", args=[contract_id]), status=303)
    context = {"page": found, "form": form}
    return render(request, "contracts/door.html", context, status=422 if form.errors else 200)


@require_POST
def close(request: HttpRequest, contract_id: UUID, role_id: UUID) -> HttpResponse:
    """Close it to one reader."""
    actions.close_door(
        contract_id=contract_id, role_id=role_id, by=viewer_in(request), now=clock.now()
    )
    messages.success(request, "La porte est fermée : elle n’ouvre plus rien.")
    return HttpResponseRedirect(reverse("contract-door", args=[contract_id]), status=303)
