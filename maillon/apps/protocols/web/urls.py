"""Addresses of protocols."""

from django.urls import path

from maillon.apps.protocols.web import (
    comparing,
    listing,
    papers,
    protocol,
    running,
    templating,
    writing,
)

urlpatterns = [
    path("structures/<uuid:structure_id>/protocoles/", listing.listing, name="protocols"),
    path("structures/<uuid:structure_id>/protocoles/nouveau/", writing.new, name="protocol-new"),
    path("structures/<uuid:structure_id>/modeles/", running.shelf, name="templates"),
    path("structures/<uuid:structure_id>/modeles/<slug:code>/", running.one, name="template"),
    path(
        "structures/<uuid:structure_id>/modeles/<slug:code>/creer/",
        running.make,
        name="template-make",
    ),
    path(
        "structures/<uuid:structure_id>/modeles/<uuid:template_id>/geste/",
        templating.act,
        name="template-own",
    ),
    path("protocoles/<uuid:protocol_id>/modele/", templating.make, name="template-of"),
    path("modeles/<uuid:run_id>/", running.made, name="template-run"),
    path("modeles/<uuid:run_id>/geste/", running.act, name="template-act"),
    path("protocoles/<uuid:protocol_id>/", protocol.one, name="protocol"),
    path("protocoles/<uuid:protocol_id>/ecrire/", writing.write, name="protocol-write"),
    path("protocoles/<uuid:protocol_id>/geste/", protocol.act, name="protocol-act"),
    path("protocoles/<uuid:protocol_id>/comparer/", comparing.compare, name="protocol-compare"),
    path("protocoles/<uuid:protocol_id>/imprimer/", papers.sheet, name="protocol-print"),
    path("protocoles/<uuid:protocol_id>/protocole.pdf", papers.pdf, name="protocol-pdf"),
    path("protocoles/<uuid:protocol_id>/protocole.docx", papers.docx, name="protocol-docx"),
    path("protocoles/signature/<uuid:signature_id>/", papers.scan, name="protocol-scan"),
    path("protocoles/partage/<uuid:share_id>/", protocol.end_share, name="protocol-share-end"),
]
