"""Addresses of medication reviews: ids only, never a trait."""

from django.urls import path

from maillon.apps.care.web import medication, medication_papers

_PERSON = "personnes/<uuid:patient_id>/medicaments/"
_ONE = f"{_PERSON}<uuid:review_id>/"

urlpatterns = [
    path(_PERSON, medication.medication, name="medication"),
    path(_ONE, medication.medication_review, name="medication-review"),
    path(f"{_ONE}geste/", medication.medication_act, name="medication-act"),
    path(
        f"{_ONE}papier/<slug:hands>/", medication_papers.medication_paper, name="medication-paper"
    ),
    path(f"{_ONE}pdf/<slug:hands>/", medication_papers.medication_pdf, name="medication-pdf"),
    path("alire/<str:token>/", medication.medication_link, name="medication-link"),
]
