"""The person's data in FHIR: by her own link, or on her request from a coordinator's hands."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from maillon.apps.care import actions, queries
from maillon.apps.care.queries import PersonExport
from maillon.interop.fhir.entering import MEDIA
from maillon.interop.fhir.export import person_bundle
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in

__all__ = ["my_file_fhir", "person_export_fhir"]


def _file(request: HttpRequest, told: PersonExport) -> HttpResponse:
    bundle = person_bundle(told, request.build_absolute_uri("/fhir/"), clock.now())
    return HttpResponse(
        json.dumps(bundle, ensure_ascii=False, indent=2), content_type=f"{MEDIA}; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mes-donnees.fhir.json"'},
    )  # fmt: skip


@never_cache
@require_GET
def my_file_fhir(request: HttpRequest, token: str) -> HttpResponse:
    """For the bearer of her link."""
    now = clock.now()
    viewer = queries.link_viewer(token, now=now, origin=request.META.get("REMOTE_ADDR", ""))
    return _file(request, queries.own_export(viewer, now=now))


@require_POST
def person_export_fhir(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """On her request: what is handed over is written in the journal."""
    viewer, now = viewer_in(request), clock.now()
    told = queries.person_export(viewer, patient_id, now=now)
    actions.record_export(patient_id=told.file.id, form="fhir", by=viewer, now=now)
    return _file(request, told)
