"""Addresses of the money of a structure."""

from django.urls import path

from maillon.apps.money.web import quarters

_HOUSE = "structures/<uuid:structure_id>/"
_QUARTER = f"{_HOUSE}trimestres/<int:year>/<int:number>"
urlpatterns = [
    path(f"{_HOUSE}trimestres/", quarters.page, name="quarters"),
    path(f"{_QUARTER}/", quarters.one, name="quarter"),
    path(f"{_QUARTER}.csv", quarters.as_csv, name="quarter-csv"),
    path(f"{_QUARTER}.xlsx", quarters.as_xlsx, name="quarter-xlsx"),
    path("structures/trimestre/<uuid:quarter_id>/defaire/", quarters.undo, name="quarter-undo"),
]
