"""The lock: nothing is seen behind it, the password opens it, and it gives back the page."""

from urllib.parse import quote, urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillon.apps.accounts import lock, queries
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["TRIES", "locked", "reopen", "still_here"]

TRIES = 5
SIGNED_OUT = "Cinq mots de passe faux : par sécurité, la session est fermée. Reconnectez-vous."


class PasswordForm(forms.Form):
    """The one thing the lock asks."""

    next = forms.CharField(required=False)
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "Tapez votre mot de passe."},
    )


@never_cache
@require_safe
def locked(request: HttpRequest) -> HttpResponse:
    """Close the screen at once; coming here by the idle timer or by hand is the same."""
    lock.lock(request.session)
    asked = request.GET.get("next", "")
    if _is_ours(request, asked):
        request.session["lock_next"] = asked
    return _page(request, PasswordForm())


@never_cache
@require_POST
def reopen(request: HttpRequest) -> HttpResponse:
    """The right password gives back the page; the fifth wrong one signs out."""
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if request.user.check_password(form.cleaned_data["password"]):
        lock.unlock(request.session, clock.now())
        request.session.pop("lock_tries", None)
        return HttpResponseRedirect(_way_back(request), status=303)
    return _wrong(request, form)


def _wrong(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    tries = request.session["lock_tries"] = request.session.get("lock_tries", 0) + 1
    if tries >= TRIES:
        back = _way_back(request)
        logout(request)
        messages.warning(request, SIGNED_OUT)
        return redirect(f"{reverse('account_login')}?next={quote(back)}")
    left = TRIES - tries
    form.add_error(
        "password",
        "Ce n’est pas le bon mot de passe. "
        + (f"Encore {left} essais." if left > 1 else "Dernier essai avant la fermeture."),
    )
    return _page(request, form)


def _page(request: HttpRequest, form: PasswordForm) -> HttpResponse:
    context = {
        "form": form,
        "next": "",
        "account_name": _name(request),
        "draft": _was_typing(request.session.get("lock_next", "")),
        "logout_url": reverse("account_logout"),
        "action": reverse("unlock"),
    }
    return render(request, "base/lock.html", context, status=200 if not form.errors else 422)


def _name(request: HttpRequest) -> str:
    account_id = viewer_in(request).account_id
    return queries.account_cards({account_id})[account_id].name


def _was_typing(url: str) -> bool:
    """Whether the page left behind keeps a draft."""
    try:
        return resolve(urlsplit(url).path).url_name == "intake"
    except Resolver404:
        return False


def _is_ours(request: HttpRequest, url: str) -> bool:
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, {request.get_host()})


def _way_back(request: HttpRequest) -> str:
    asked = request.session.pop("lock_next", "")
    return asked if asked and _is_ours(request, asked) else reverse("home")


@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """A hand moved on a page that asks nothing of the server: the lock waits again."""
    return HttpResponse(status=204)
