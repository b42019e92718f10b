"""Error pages: what happened, why, what to do. They show no personal datum."""

import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

__all__ = [
    "bad_request",
    "csrf_failure",
    "forbidden",
    "halted",
    "missing",
    "refused",
    "server_error",
]

READ_ONLY: Final = "25006"  # PostgreSQL: the server we write to became a standby
# A page that would hand back a secret hands back nothing.
NEVER_SHOWN: Final = frozenset({"password", "password1", "password2", "oldpassword", "code"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    read_only = getattr(getattr(error, "__cause__", None), "sqlstate", "") == READ_ONLY
    if read_only or isinstance(error, OperationalError | InterfaceError):
        return halted(request)
    return render(request, "500.html", status=500)


def halted(request: HttpRequest) -> HttpResponse:
    """The database cannot write or does not answer: what was posted stays in the page.

    Drawn without the context of other pages, which would ask the database again.
    """
    typed = [(n, v) for n, values in request.POST.lists() for v in values if n not in NEVER_SHOWN]
    secret = len(typed) != sum(len(values) for _, values in request.POST.lists())
    again = request.get_full_path() if request.method == "GET" or typed else "/"
    context = {"request": request, "again": again, "typed": [] if secret else typed}
    page = loader.get_template("halted.html").render(context)
    headers = {"Retry-After": "30", "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def refused(request: HttpRequest, message: str) -> HttpResponse:
    return render(request, "refused.html", {"message": message}, status=422)
