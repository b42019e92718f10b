"""One key before any field: the call goes to SAMU-15, the fact is kept, then its outcome."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from maillon.apps.desk import actions
from maillon.apps.desk.queries import intake as reading
from maillon.apps.desk.web.here import desk_here
from maillon.apps.desk.web.intake_forms import uuid_in
from maillon.apps.directory.phones import e164, spoken
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["OUTCOMES", "begin", "outcome"]

OUTCOMES = {
    "transferred": "Le 15 a pris l’appel",
    "no_answer": "Le 15 n’a pas répondu",
    "refused": "Le 15 renvoie vers le poste",
}
THEN = {
    "transferred": "Le 15 a pris l’appel : l’heure et votre nom sont gardés.",
    "no_answer": "Le 15 n’a pas répondu : recomposez le 15, ou le 112.",
    "refused": "Le 15 renvoie vers le poste : prenez la demande maintenant.",
}


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Record first, show the number next; nothing else is asked."""
    viewer, now = viewer_in(request), clock.now()
    desk_id = uuid_in(request.POST.get("desk", "")) or desk_here(request)
    counter = reading.counter(viewer, desk_id, now=now)
    raw = request.POST.get("phone", "")[:40].strip()
    handover = actions.begin_urgent_transfer(
        desk_id=desk_id,
        phone=e164(raw, counter.region) or raw,
        handover_id=uuid_in(request.POST.get("handover", "")),
        by=viewer,
        now=now,
    )
    draft = uuid_in(request.POST.get("draft", ""))
    address = reverse("urgent-outcome", args=[handover.pk])
    return HttpResponseRedirect(f"{address}?draft={draft}" if draft else address, status=303)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """The 15 in large; then what it answered, and the request that may follow."""
    viewer, now = viewer_in(request), clock.now()
    if request.method == "POST":
        actions.end_handover(
            handover_id=handover_id, outcome=request.POST.get("outcome", ""), by=viewer, now=now
        )
        return HttpResponseRedirect(request.get_full_path(), status=303)
    card = reading.handover_card(viewer, handover_id, now=now)
    draft = uuid_in(request.GET.get("draft", "")) or uuid4()
    context = {
        "card": card,
        "caller": spoken(card.caller_phone),
        "outcomes": OUTCOMES.items(),
        "outcome_words": THEN.get(card.outcome, ""),
        "follow": f"{reverse('intake')}?draft={draft}&suite={card.id}",
    }
    return render(request, "desk/intake_urgent.html", context)
