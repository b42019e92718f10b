from django.urls import path

from maillon.apps.desk.web import carers, offers, published, received

urlpatterns = [
    path("r/<str:token>/", offers.offer, name="offer"),
    path("r/<str:token>/reponse/", offers.offer_answer, name="offer-answer"),
    path("r/<str:token>/pause/", offers.offer_pause, name="offer-pause"),
    path("f/<str:token>/", offers.begun, name="begun"),
    path("f/<str:token>/reponse/", offers.begun_answer, name="begun-answer"),
    path("mes-prises-en-charge/", carers.my_care, name="my-care"),
    path(
        "mes-prises-en-charge/<uuid:assignment_id>/", carers.my_care_detail, name="my-care-detail"
    ),
    path(
        "mes-prises-en-charge/<uuid:assignment_id>/commence/",
        carers.my_care_begun,
        name="my-care-begun",
    ),
    path("mes-demandes-recues/", received.my_received, name="my-received"),
    path("qui-est-choisi/", published.rules, name="published-rules"),
    path("qui-est-choisi/<uuid:desk_id>/", published.rule, name="published-rule"),
    path("mes-demandes/", carers.my_requests, name="my-requests"),
]
