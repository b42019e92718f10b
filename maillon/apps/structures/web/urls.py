"""Addresses of the life of a structure."""

from django.urls import path

from maillon.apps.structures.web import holdings, lists, members, registers, team

urlpatterns = [
    path("structures/", team.mine, name="my-structures"),
    path("structures/<uuid:structure_id>/", team.one, name="structure"),
    path("structures/<uuid:structure_id>/equipe.csv", team.as_csv, name="structure-csv"),
    path("structures/<uuid:structure_id>/equipe.xlsx", team.as_xlsx, name="structure-xlsx"),
    path("structures/<uuid:structure_id>/statuts/", team.write, name="structure-statutes"),
    path("structures/<uuid:structure_id>/arrivee/", members.new, name="staff-new"),
    path("structures/<uuid:structure_id>/liste/", lists.receive, name="staff-list"),
    path("structures/liste/<uuid:import_id>/", lists.check, name="staff-list-check"),
    path("structures/membre/<uuid:member_id>/", members.one, name="staff"),
    path("structures/membre/<uuid:member_id>/corriger/", members.correct, name="staff-correct"),
    path("structures/<uuid:structure_id>/registres/", registers.listing, name="registers"),
    path("structures/<uuid:structure_id>/registres/<slug:kind>/", registers.new, name="record-new"),
    path("structures/<uuid:structure_id>/suivis/", holdings.listing, name="holdings"),
    path("structures/<uuid:structure_id>/suivis/<slug:kind>/", holdings.new, name="holding-new"),
    path("structures/suivi/<uuid:holding_id>/", holdings.act, name="holding-act"),
    path("structures/suivi/<uuid:holding_id>/papier/", holdings.paper, name="holding-paper"),
    path("structures/preuve/<uuid:record_id>/", registers.paper, name="record-paper"),
    path("structures/preuve/<uuid:record_id>/joindre/", registers.attach, name="record-attach"),
    path("structures/preuve/<uuid:record_id>/retirer/", registers.withdraw, name="record-withdraw"),
]
