from django.urls import path

from maillon.apps.desk.web import board, live, relays, relief

urlpatterns = [
    path("", board.board, name="board"),
    path("colonnes/", board.lanes, name="board-lanes"),
    path("fil/", live.events, name="board-events"),
    path("papier/", board.paper, name="board-print"),
    path("releve/", relief.relief, name="relief"),
    path("releve/papier/", relief.paper, name="relief-print"),
    path("presence/", relays.presence, name="presence"),
    path("poste/", board.switch, name="desk-switch"),
]
