from django.urls import path

from maillon.apps.desk.web import board, calls, live, relays, relief, settings, supposing, words

urlpatterns = [
    path("", board.board, name="board"),
    path("colonnes/", board.lanes, name="board-lanes"),
    path("fil/", live.events, name="board-events"),
    path("papier/", board.paper, name="board-print"),
    path("releve/", relief.relief, name="relief"),
    path("releve/papier/", relief.paper, name="relief-print"),
    path("presence/", relays.presence, name="presence"),
    path("reglages/", settings.settings, name="desk-settings"),
    path("reglages/regle/", settings.rule, name="desk-rule-new"),
    path("reglages/regle/<slug:rule_id>/", settings.rule, name="desk-rule"),
    path("reglages/telephones/", calls.telephones, name="desk-telephones"),
    path("et-si/", supposing.scenarios, name="scenarios"),
    path("et-si/<uuid:scenario_id>/", supposing.scenario, name="scenario"),
    path("et-si/<uuid:scenario_id>/arreter/", supposing.cancel, name="scenario-cancel"),
    path("appels/", calls.ringing, name="calls"),
    path("appels/<uuid:call_id>/prendre/", calls.take, name="call-take"),
    path("appels/<uuid:call_id>/rappeler/", calls.call_back, name="call-back"),
    path("messages-non-compris/<uuid:inbound_id>/", words.read, name="words-read"),
    path("poste/", board.switch, name="desk-switch"),
]
