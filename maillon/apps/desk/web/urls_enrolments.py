from django.urls import path

from maillon.apps.desk.web import enrolments, my_page, received

urlpatterns = [
    path("inscriptions/", enrolments.enrolments, name="enrolments"),
    path("inscriptions/inviter/", enrolments.invite, name="enrolment-invite"),
    path(
        "inscriptions/<uuid:enrolment_id>/numero/",
        enrolments.enrolment_number,
        name="enrolment-number",
    ),
    path(
        "inscriptions/<uuid:enrolment_id>/appel/",
        enrolments.enrolment_outcome,
        name="enrolment-outcome",
    ),
    path("i/<str:token>/", my_page.my_line, name="my-line"),
    path("i/<str:token>/enregistrer/", my_page.my_line_save, name="my-line-save"),
    path("i/<str:token>/demandes/", received.my_received_link, name="my-line-received"),
    path("i/<str:token>/pause/", my_page.my_line_pause, name="my-line-pause"),
]
