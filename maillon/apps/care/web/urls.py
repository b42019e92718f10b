"""Addresses of persons and their circles: ids only, never a trait."""

from django.urls import path

from maillon.apps.care.web import (
    cases,
    circle,
    exporting,
    family,
    gathering,
    history,
    identity,
    matrix,
    person,
    persons,
    plan,
    plan_papers,
    referents,
    rights,
)

urlpatterns = [
    path("personnes/", persons.persons, name="persons"),
    path("personnes/nouvelle/", persons.person_new, name="person-new"),
    path("personnes/membres/", circle.member_search, name="member-search"),
    path("personnes/acces-a-relire/", rights.reviews, name="glass-reviews"),
    path("personnes/acces-a-relire/<uuid:glass_id>/", rights.review, name="glass-review"),
    path("personnes/papiers/<uuid:proof_id>/", rights.proof, name="consent-proof"),
    path("personnes/<uuid:patient_id>/", person.person, name="person"),
    path("personnes/<uuid:patient_id>/ligne/", person.circle_events, name="circle-events"),
    path("personnes/<uuid:patient_id>/traits/", identity.traits, name="person-traits"),
    path("personnes/<uuid:patient_id>/ins/", identity.ins, name="person-ins"),
    path("personnes/<uuid:patient_id>/identite/", identity.identity_step, name="person-step"),
    path("personnes/<uuid:patient_id>/rapprocher/", identity.merge, name="person-merge"),
    path(
        "personnes/<uuid:patient_id>/rapprocher/<uuid:merge_id>/",
        identity.merge_undo,
        name="person-merge-undo",
    ),
    path("personnes/<uuid:patient_id>/reseau/", circle.circle_open, name="circle-open"),
    path("personnes/<uuid:patient_id>/reseau/fermer/", circle.circle_close, name="circle-close"),
    path("personnes/<uuid:patient_id>/membres/", circle.member_new, name="member-new"),
    path(
        "personnes/<uuid:patient_id>/membres/<uuid:member_id>/fin/",
        circle.member_end,
        name="member-end",
    ),
    path(
        "personnes/<uuid:patient_id>/membres/<uuid:member_id>/referent/",
        circle.member_refer,
        name="member-refer",
    ),
    path(
        "personnes/<uuid:patient_id>/membres/<uuid:member_id>/arret/",
        circle.member_stop,
        name="member-stop",
    ),
    path("personnes/<uuid:patient_id>/projet/", plan.plan_edit, name="plan-edit"),
    path("personnes/<uuid:patient_id>/projet/point/", plan.plan_review, name="plan-review"),
    path("personnes/<uuid:patient_id>/projet/versions/", plan.plan_versions, name="plan-versions"),
    path(
        "personnes/<uuid:patient_id>/projet/actions/<uuid:key>/",
        plan.plan_activity,
        name="plan-activity",
    ),
    path("personnes/<uuid:patient_id>/projet/papier/", plan_papers.plan_paper, name="plan-paper"),
    path("personnes/<uuid:patient_id>/projet/pdf/", plan_papers.plan_pdf, name="plan-pdf"),
    path("personnes/<uuid:patient_id>/proches/", family.family, name="family"),
    path("personnes/<uuid:patient_id>/proches/venues/", family.visit_new, name="visit-new"),
    path(
        "personnes/<uuid:patient_id>/proches/venues/<uuid:visit_id>/",
        family.visit_end,
        name="visit-end",
    ),
    path("personnes/<uuid:patient_id>/proches/nuit/", family.family_night, name="family-night"),
    path(
        "personnes/<uuid:patient_id>/proches/<uuid:member_id>/lien/",
        family.family_link,
        name="family-link",
    ),
    path(
        "personnes/<uuid:patient_id>/proches/<uuid:member_id>/arret/",
        family.family_stop,
        name="family-stop",
    ),
    path(
        "personnes/<uuid:patient_id>/proches/<uuid:member_id>/papier/",
        family.family_paper,
        name="family-paper",
    ),
    path(
        "personnes/<uuid:patient_id>/proches/<uuid:member_id>/pdf/",
        family.family_pdf,
        name="family-pdf",
    ),
    path("autour/<str:token>/", family.family_page, name="family-page"),
    path("personnes/<uuid:patient_id>/parole/", circle.word, name="person-word"),
    path("personnes/<uuid:patient_id>/essais/", history.page, name="person-history"),
    path(
        "personnes/<uuid:patient_id>/essais/<uuid:attempt_id>/retirer/",
        history.withdraw,
        name="attempt-withdraw",
    ),
    path(
        "personnes/<uuid:patient_id>/essais/repetition/", history.set_aside, name="repetition-aside"
    ),
    path(
        "personnes/<uuid:patient_id>/essais/repetition/<uuid:aside_id>/revenir/",
        history.bring_back,
        name="repetition-back",
    ),
    path("personnes/<uuid:patient_id>/reunion/", gathering.prepare, name="circle-meeting-new"),
    path(
        "personnes/reunions/<uuid:circle_meeting_id>/", gathering.who_comes, name="circle-meeting"
    ),
    path("personnes/<uuid:patient_id>/concertation/", cases.bring, name="case-bring"),
    path(
        "personnes/<uuid:patient_id>/comptes-rendus/<uuid:meeting_id>/",
        cases.minutes,
        name="case-minutes",
    ),
    path("personnes/<uuid:patient_id>/lien/", rights.person_link, name="person-link"),
    path(
        "personnes/<uuid:patient_id>/donnees/",
        exporting.person_export_pdf,
        name="person-export-pdf",
    ),
    path("personnes/<uuid:patient_id>/papier/", rights.person_paper, name="person-paper"),
    path("personnes/<uuid:patient_id>/acces-exceptionnel/", rights.glass, name="glass"),
    path("mon-dossier/<str:token>/", rights.my_file, name="my-file"),
    path("mon-dossier/<str:token>/donnees.pdf", exporting.my_file_pdf, name="my-file-pdf"),
    path("mon-dossier/<str:token>/effacement/", exporting.my_file_erasure, name="my-file-erasure"),
    path("personnes/<uuid:patient_id>/effacer/", exporting.person_erase, name="person-erase"),
    path("personnes/<uuid:patient_id>/garder/", exporting.person_keep, name="person-keep"),
    path(
        "mon-dossier/<str:token>/reunion/<uuid:circle_meeting_id>/",
        gathering.own_meeting,
        name="my-file-meeting",
    ),
    path("mon-dossier/<str:token>/parole/", rights.my_file_word, name="my-file-word"),
    path("referents-donnees/", referents.listing, name="data-referents"),
    path("referents-donnees/<uuid:organization_id>/", referents.write, name="data-referent"),
    path("qui-voit-quoi/", matrix.access_matrix, name="access-matrix"),
]
