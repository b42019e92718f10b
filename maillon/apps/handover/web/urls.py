"""Addresses of a structure handed over."""

from django.urls import path

from maillon.apps.handover.web import file, passing

urlpatterns = [
    path("structures/<uuid:structure_id>/relais/", file.one, name="handover"),
    path("structures/<uuid:structure_id>/relais/relais.pdf", file.as_pdf, name="handover-pdf"),
    path("structures/<uuid:structure_id>/relais/relais.xlsx", file.as_xlsx, name="handover-xlsx"),
    path("structures/<uuid:structure_id>/relais/relais.zip", file.as_zip, name="handover-zip"),
    path("structures/<uuid:structure_id>/relais/passer/", passing.page, name="handover-pass"),
    path("structures/<uuid:structure_id>/relais/acces/", passing.end, name="handover-end"),
    path("structures/relais/<uuid:succession_id>/rendre/", passing.undo, name="handover-return"),
]
