"""Her own coordination time: a week, by click, by timer, from closed meetings."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillon.apps.posts import actions, queries
from maillon.apps.posts.queries import TimePage
from maillon.apps.posts.web.time_forms import QUICK, StopForm, TaskForm, TimeForm
from maillon.apps.posts.web.wording import DAYS, spent
from maillon.apps.structures.queries import structures_read
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["line", "mine", "note", "page", "take", "timer"]


def _back(structure_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("time", args=[structure_id]), status=303)


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The structure whose time she notes; the only one she works in opens at once."""
    cards = structures_read(viewer_in(request), now=clock.now())
    if len(cards) == 1:
        return HttpResponseRedirect(reverse("time", args=[cards[0].id]))
    return render(request, "posts/mine.html", {"cards": cards})


@never_cache
@require_safe
def page(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """A week of hers."""
    found = _week(request, structure_id)
    return _drawn(request, found, TimeForm(initial={"day": found.today}))


def _week(request: HttpRequest, structure_id: UUID) -> TimePage:
    try:
        day = date.fromisoformat(request.GET.get("jour", ""))
    except ValueError:
        day = None
    return queries.time_page(viewer_in(request), structure_id, now=clock.now(), on=day)


def _drawn(request: HttpRequest, found: TimePage, form: TimeForm) -> HttpResponse:
    days = [
        (DAYS[n], found.monday + timedelta(days=n),
         [(one, spent(one.counted), spent(one.minutes)) for one in found.lines
          if one.day == found.monday + timedelta(days=n)])
        for n in range(7)
    ]  # fmt: skip
    following = found.monday + timedelta(days=7)
    context = {
        "page": found, "form": form, "timer_form": TaskForm(prefix="t"), "stop_form": StopForm(),
        "quick": [(n, spent(n)) for n in QUICK], "days": [one for one in days if one[2]],
        "total": spent(found.minutes), "kinds": [(k, spent(n)) for k, n in found.by_kind],
        "offers": [(one, spent(one.minutes)) for one in found.offers],
        "aside": [(one, spent(one.minutes)) for one in found.aside],
        "ran": spent(found.running.minutes) if found.running else "",
        "before": found.monday - timedelta(days=7),
        "after": following if following <= found.today else None,
        "sunday": found.monday + timedelta(days=6),
    }  # fmt: skip
    return render(request, "posts/time.html", context, status=422 if form.errors else 200)


@require_POST
def note(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """« 30 min, réunion CPAM »."""
    form = TimeForm(request.POST)
    found = _week(request, structure_id)
    if form.is_valid():
        try:
            actions.note_time(
                organization_id=structure_id, new=form.time(), by=viewer_in(request),
                now=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, f"{spent(form.time().minutes)} : c’est noté.")
            where = reverse("time", args=[structure_id])
            return HttpResponseRedirect(f"{where}?jour={form.time().day}", status=303)
    return _drawn(request, found, form)


@require_POST
def timer(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Start, stop or forget her timer."""
    viewer, now = viewer_in(request), clock.now()
    queries.time_page(viewer, structure_id, now=now)
    gesture = request.POST.get("geste", "")
    try:
        if gesture == "start":
            _start(request, structure_id)
            messages.success(request, "Le chronomètre tourne. Vous pouvez fermer la page.")
        elif gesture == "stop":
            made = actions.stop_timer(by=viewer, now=now, minutes=_told(request))
            messages.success(request, f"{spent(made.minutes)} : c’est noté.")
        elif gesture == "drop":
            actions.drop_timer(by=viewer, now=now)
            messages.success(request, "Le chronomètre est abandonné : rien n’est noté.")
    except Refused as refused:
        messages.error(request, sentence(refused))
    return _back(structure_id)


def _start(request: HttpRequest, structure_id: UUID) -> None:
    form = TaskForm(request.POST, prefix="t")
    told = form.cleaned_data if form.is_valid() else {}
    actions.start_timer(
        organization_id=structure_id, task=told.get("task", ""), words=told.get("words", ""),
        kind=told.get("kind", ""), by=viewer_in(request), now=clock.now(),
    )  # fmt: skip


def _told(request: HttpRequest) -> int | None:
    form = StopForm(request.POST)
    if not form.is_valid():
        raise Refused("time_nothing")
    minutes: int | None = form.cleaned_data["minutes"]
    return minutes


@require_POST
def take(request: HttpRequest, structure_id: UUID) -> HttpResponse:
    """Count a closed meeting where she was present; or set it aside, or bring it back."""
    viewer, now = viewer_in(request), clock.now()
    try:
        entry = UUID(request.POST.get("acte", ""))
    except ValueError:
        raise NotFound from None
    try:
        said = _taken(request.POST.get("geste", ""), structure_id, entry, viewer, now)
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, said)
    return _back(structure_id)


def _taken(gesture: str, structure_id: UUID, entry: UUID, by: AccountViewer, now: datetime) -> str:
    """The meeting is counted, set aside or proposed again; what was done, in words."""
    if gesture == "aside":
        actions.set_meeting_aside(organization_id=structure_id, entry_id=entry, by=by, now=now)
        return "Elle n’est plus proposée. « Mises de côté » la garde, pour la reprendre."
    if gesture == "back":
        actions.bring_back_meeting(organization_id=structure_id, entry_id=entry, by=by, now=now)
        return "La réunion est de nouveau proposée."
    made = actions.take_meeting(organization_id=structure_id, entry_id=entry, by=by, now=now)
    return f"{spent(made.minutes)} de réunion : c’est compté, une fois."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """One line: its history; corrected or taken back by whoever it is of."""
    viewer, now = viewer_in(request), clock.now()
    found = queries.line_page(viewer, line_id, now=now)
    kept = {"task": found.line.task, "words": found.line.words, "kind": found.line.kind,
            "day": found.line.day, "minutes": found.line.minutes}  # fmt: skip
    posted = request.method == "POST"
    form = TimeForm(request.POST if posted and "minutes" in request.POST else None, initial=kept)
    if posted and not found.writes:
        raise NotFound
    if posted and _changed(request, line_id, form):
        return _back(found.organization_id)
    context = {
        "page": found, "form": form, "minutes": spent(found.line.minutes),
        "history": [(one, spent(one.minutes)) for one in found.history],
    }  # fmt: skip
    return render(request, "posts/line.html", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, line_id: UUID, form: TimeForm) -> bool:
    """Whether the line is corrected or taken back; else the page says why."""
    viewer, now = viewer_in(request), clock.now()
    try:
        if request.POST.get("geste") == "withdraw":
            actions.withdraw_time(line_id=line_id, by=viewer, now=now)
            messages.success(request, "La ligne est reprise : elle ne compte plus.")
            return True
        if form.is_bound and form.is_valid():
            actions.correct_time(line_id=line_id, new=form.time(), by=viewer, now=now)
            messages.success(request, "C’est corrigé ; ce qui était écrit reste lisible.")
            return True
    except Refused as refused:
        if form.is_bound:
            form.add_error(None, sentence(refused))
        else:
            messages.error(request, sentence(refused))
    return False
