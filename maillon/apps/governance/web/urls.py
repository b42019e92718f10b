"""Addresses of the governance of a structure."""

from django.urls import path

from maillon.apps.governance.web import attesting, governing, voting

HOUSE = "structures/<uuid:structure_id>/gouvernance/"

urlpatterns = [
    path(HOUSE, governing.page, name="governance"),
    path(f"{HOUSE}instance/", governing.new_body, name="body-new"),
    path(f"{HOUSE}engagement/", governing.new_commitment, name="commitment-new"),
    path("gouvernance/instance/<uuid:body_id>/mandat/", governing.new_mandate, name="mandate-new"),
    path("gouvernance/instance/<uuid:body_id>/vote/", voting.new, name="vote-new"),
    path("gouvernance/mandat/<uuid:mandate_id>/", governing.end, name="mandate-end"),
    path("gouvernance/engagement/<uuid:commitment_id>/", governing.settle,
         name="commitment-settle"),
    path("gouvernance/vote/<uuid:motion_id>/", voting.one, name="vote"),
    path(f"{HOUSE}attestations/", attesting.page, name="attestations"),
    path(f"{HOUSE}attestations/liste.pdf", attesting.as_pdf, name="attestations-pdf"),
    path(f"{HOUSE}attestations/faire/", attesting.act, name="attestations-act"),
    path("gouvernance/attestation/<uuid:member_id>/papier/", attesting.keep,
         name="attestation-file"),
    path("gouvernance/attestation/<uuid:attestation_id>/", attesting.paper_of,
         name="attestation-paper"),
]  # fmt: skip
