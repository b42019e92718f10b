"""Addresses of the money of a structure."""

from django.urls import path

from maillon.apps.money.web import budget, invoices, quarters, shares

_HOUSE = "structures/<uuid:structure_id>/"
_QUARTER = f"{_HOUSE}trimestres/<int:year>/<int:number>"
_INVOICE = "structures/facture/<uuid:invoice_id>/"
_SHARE = "structures/partage/<uuid:share_id>"
urlpatterns = [
    path(f"{_HOUSE}trimestres/", quarters.page, name="quarters"),
    path(f"{_QUARTER}/", quarters.one, name="quarter"),
    path(f"{_QUARTER}.csv", quarters.as_csv, name="quarter-csv"),
    path(f"{_QUARTER}.xlsx", quarters.as_xlsx, name="quarter-xlsx"),
    path("structures/trimestre/<uuid:quarter_id>/defaire/", quarters.undo, name="quarter-undo"),
    path(f"{_HOUSE}budget/", budget.page, name="budget"),
    path(f"{_HOUSE}budget.csv", budget.as_csv, name="budget-csv"),
    path(f"{_HOUSE}budget.xlsx", budget.as_xlsx, name="budget-xlsx"),
    path("structures/budget/<uuid:line_id>/retirer/", budget.withdraw, name="budget-line-withdraw"),
    path(f"{_HOUSE}factures/", invoices.page, name="invoices"),
    path(f"{_HOUSE}factures/nouvelle/", invoices.new, name="invoice-new"),
    path(f"{_HOUSE}factures.csv", invoices.as_csv, name="invoices-csv"),
    path(f"{_HOUSE}factures.xlsx", invoices.as_xlsx, name="invoices-xlsx"),
    path(f"{_INVOICE}papier/", invoices.paper, name="invoice-paper"),
    path(f"{_INVOICE}payer/", invoices.pay, name="invoice-pay"),
    path(f"{_INVOICE}retirer/", invoices.withdraw, name="invoice-withdraw"),
    path(f"{_HOUSE}partages/", shares.page, name="shares"),
    path(f"{_HOUSE}partages/nouveau/", shares.new, name="share-new"),
    path(f"{_SHARE}/", shares.one, name="share"),
    path(f"{_SHARE}.csv", shares.as_csv, name="share-csv"),
    path(f"{_SHARE}.xlsx", shares.as_xlsx, name="share-xlsx"),
    path(f"{_SHARE}/reprendre/", shares.withdraw, name="share-withdraw"),
]
