from django.urls import path

from maillon.apps.desk.web import clinical, relays, requester_access, requests, seats, sheet

urlpatterns = [
    path("<uuid:request_id>/", sheet.request, name="request"),
    path("<uuid:request_id>/papier/", sheet.paper, name="request-print"),
    path("<uuid:request_id>/acces/", requester_access.give, name="requester-access"),
    path("<uuid:request_id>/acces/retirer/", requester_access.end, name="requester-access-end"),
    path("<uuid:request_id>/chercher/", requests.triage, name="request-triage"),
    path("<uuid:request_id>/prendre/", requests.take, name="request-take"),
    path("<uuid:request_id>/avis/", clinical.advise, name="request-advise"),
    path("<uuid:request_id>/interroger/", clinical.ask, name="request-ask"),
    path("avis/<uuid:question_id>/", clinical.answer, name="question-answer"),
    path("avis/<uuid:question_id>/sans-reponse/", clinical.end, name="question-end"),
    path("<uuid:request_id>/confier/", relays.relay, name="request-relay"),
    path("<uuid:request_id>/annuler/", relays.undo, name="request-undo"),
    path("<uuid:request_id>/presents/", relays.also_here, name="request-also"),
    path("<uuid:request_id>/transmettre/", requests.handover, name="request-handover"),
    path("<uuid:request_id>/nouvelles/", requests.check, name="request-check"),
    path("<uuid:request_id>/parole/", requests.said, name="request-said"),
    path("transmissions/<uuid:handover_id>/", requests.handover_outcome, name="handover-outcome"),
    path("besoins/<uuid:need_id>/solliciter/", requests.need_hasten, name="need-hasten"),
    path("besoins/<uuid:need_id>/abandonner/", requests.need_cancel, name="need-cancel"),
    path("besoins/<uuid:need_id>/choix/", requests.need_carer_said, name="need-carer-said"),
    path("besoins/<uuid:need_id>/ordre/", sheet.candidates, name="need-candidates"),
    path("besoins/<uuid:need_id>/pourquoi/", sheet.why, name="need-why"),
    path("besoins/<uuid:need_id>/renoncer/", seats.give_up, name="need-give-up"),
    path("gardes/<uuid:shift_id>/placer/", seats.place, name="shift-place"),
    path("propositions/<uuid:offer_id>/", requests.offer_answer, name="offer-desk-answer"),
    path("rappels/<uuid:callback_id>/", requests.callback_outcome, name="callback-outcome"),
    path("rappels/<uuid:callback_id>/sms/", requests.callback_sms, name="callback-sms"),
    path(
        "interventions/<uuid:assignment_id>/commence/",
        requests.assignment_begun,
        name="assignment-begun",
    ),
    path(
        "interventions/<uuid:assignment_id>/retrait/",
        requests.assignment_withdraw,
        name="assignment-withdraw",
    ),
]
