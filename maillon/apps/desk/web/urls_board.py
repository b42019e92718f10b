from django.urls import path

from maillon.apps.desk.web import board, live

urlpatterns = [
    path("", board.board, name="board"),
    path("colonnes/", board.lanes, name="board-lanes"),
    path("fil/", live.events, name="board-events"),
    path("papier/", board.paper, name="board-print"),
    path("poste/", board.switch, name="desk-switch"),
]
