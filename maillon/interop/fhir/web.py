"""The addresses under /fhir/: every answer is FHIR, errors included."""

import functools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from maillon.errors import NotFound, Refused
from maillon.interop.fhir import lists, reading, server, transaction
from maillon.interop.fhir.bundles import Answer
from maillon.interop.fhir.capability import capability
from maillon.interop.fhir.entering import (
    MEDIA,
    bearer,
    require_json_answer,
    require_json_body,
)
from maillon.interop.fhir.problems import Problem, outcome
from maillon.kernel import bodies, clock
from maillon.kernel.sentences import sentence

__all__ = ["fhir_metadata", "fhir_resource", "fhir_system"]

Door = Callable[..., Answer]


def _fhir(door: Door) -> Callable[..., HttpResponse]:
    """An answer of FHIR, whatever happens."""

    @csrf_exempt  # no cookie opens these addresses: a secret in a header does
    @functools.wraps(door)
    def view(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            require_json_answer(request)
            answer = door(request, **named)
        except Problem as problem:
            answer = _refused(problem)
        except NotFound:
            answer = _refused(Problem(404, "Cette ressource n’existe pas pour ce logiciel."))
        except Refused as refused:
            answer = _refused(Problem(422, sentence(refused)))
        return _told(answer)

    return view


def _refused(problem: Problem) -> Answer:
    headers = {401: {"WWW-Authenticate": 'Bearer realm="fhir"'},
               405: {"Allow": ", ".join(problem.allow)}}  # fmt: skip
    return Answer(outcome(problem), problem.status, headers.get(problem.status, {}))


def _told(answer: Answer) -> HttpResponse:
    content = json.dumps(answer.resource, ensure_ascii=False)
    headers = {"Cache-Control": "no-store", **answer.headers}
    return HttpResponse(
        content, status=answer.status, content_type=f"{MEDIA}; charset=utf-8", headers=headers
    )


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/fhir/")


def _require_method(request: HttpRequest, *allowed: str) -> None:
    if request.method not in allowed:
        raise Problem(405, f"Ici : {', '.join(allowed)}.", allow=allowed)


def _body(request: HttpRequest) -> bytes:
    try:
        return bodies.body(request, reading.LARGEST)
    except bodies.TooLong:
        raise Problem(413, f"Le corps dépasse {reading.LARGEST} octets.") from None


@_fhir
def fhir_metadata(request: HttpRequest) -> Answer:
    """What this server does, for anybody."""
    _require_method(request, "GET", "HEAD")
    return Answer(capability(_base(request), clock.now()))


@_fhir
def fhir_system(request: HttpRequest) -> Answer:
    """A transaction: all of it or nothing."""
    now = clock.now()
    viewer = bearer(request, now)
    _require_method(request, "POST")
    require_json_body(request)
    return transaction.apply(viewer, reading.parse(_body(request)), now)


@_fhir
def fhir_resource(request: HttpRequest, rest: str) -> Answer:
    """Read, vread, history, search."""
    now = clock.now()
    viewer = bearer(request, now)
    match rest.rstrip("/").split("/"):
        case ["CareTeam", "_search"]:
            _require_method(request, "POST")
            return server.searched(viewer, _posted(request), _base(request), now)
        case ["CareTeam"]:
            _require_method(request, "GET", "HEAD")
            return server.searched(viewer, _pairs(request), _base(request), now)
        case [kind, "_search"] if kind in lists.LISTS:
            _require_method(request, "POST")
            return server.listed(viewer, kind, _posted(request), _base(request), now)
        case [kind] if kind in lists.LISTS:
            _require_method(request, "GET", "HEAD")
            return server.listed(viewer, kind, _pairs(request), _base(request), now)
        case [kind, *_] if kind not in server.READERS:
            raise Problem(404, "Ce type de ressource n’est pas servi ici.", code="not-supported")
        case [kind, pk] if not pk.startswith("_"):
            _require_method(request, "GET", "HEAD")
            return server.read(viewer, kind, pk, now)
        case ["CareTeam", pk, "_history"]:
            _require_method(request, "GET", "HEAD")
            return server.history(viewer, pk, _base(request), now)
        case ["CareTeam", pk, "_history", number]:
            _require_method(request, "GET", "HEAD")
            return server.vread(viewer, pk, number, now)
    raise Problem(405, "Cette interaction n’est pas servie ici : voyez /fhir/metadata.")


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.GET.lists() for value in values]


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    """A form, as the norm says, so that nothing stands in an address."""
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Problem(415, "Une recherche postée est un formulaire.")
    try:
        text = _body(request).decode("ascii")
        return _pairs(request) + parse_qsl(text, keep_blank_values=True, max_num_fields=100)
    except (UnicodeDecodeError, ValueError):
        raise Problem(400, "Le formulaire n’est pas lisible.", code="structure") from None
