"""Addresses of contracts."""

from django.urls import path

from maillon.apps.contracts.web import (
    answers,
    contract,
    file,
    handed,
    indemnities,
    ledgers,
    paid,
    received,
    rules,
    writing,
)

RECEIVED = "dossiers-recus/<uuid:file_id>/"

urlpatterns = [
    path("dossiers-recus/", received.files, name="payer-files"),
    path(RECEIVED, received.one, name="payer-file"),
    path(f"{RECEIVED}dossier.zip", received.whole, name="payer-zip"),
    path(f"{RECEIVED}fichier/<path:name>", received.part, name="payer-part"),
    path(f"{RECEIVED}<slug:indicator>/", received.sheet, name="payer-sheet"),
    path(f"{RECEIVED}<slug:indicator>/repondre/", received.answer, name="payer-answer"),
    path(
        "documents-recus/<slug:kind>/<uuid:document_id>/",
        received.document,
        name="payer-document",
    ),
    path("documents-recus/<slug:kind>/<uuid:document_id>/lire/", handed.page, name="payer-paper"),
    path(
        "documents-recus/<slug:kind>/<uuid:document_id>/repondre/",
        handed.answer,
        name="payer-paper-answer",
    ),
    path("contrats/<uuid:contract_id>/<int:year>/paiement/", paid.note, name="contract-paid"),
    path("contrats/<uuid:contract_id>/porte/", answers.door, name="contract-door"),
    path(
        "contrats/<uuid:contract_id>/porte/<uuid:role_id>/fermer/",
        answers.close,
        name="contract-door-close",
    ),
    path("contrats/<uuid:contract_id>/<int:year>/reponses/", answers.page, name="contract-answers"),
    path(
        "contrats/<uuid:contract_id>/<int:year>/reponses/<slug:indicator>/",
        answers.reply,
        name="contract-reply",
    ),
    path("contrats/", contract.mine, name="contracts"),
    path("structures/<uuid:structure_id>/contrat/", contract.of_house, name="contract-of"),
    path("structures/<uuid:structure_id>/contrat/signer/", writing.sign, name="contract-sign"),
    path("structures/<uuid:structure_id>/trois-registres/", ledgers.page, name="ledgers"),
    path("structures/<uuid:structure_id>/indemnites/", indemnities.page, name="indemnities"),
    path(
        "structures/<uuid:structure_id>/indemnites.csv",
        indemnities.as_csv,
        name="indemnities-csv",
    ),
    path(
        "structures/<uuid:structure_id>/indemnites.xlsx",
        indemnities.as_xlsx,
        name="indemnities-xlsx",
    ),
    path(
        "structures/<uuid:structure_id>/indemnites/tarifs/",
        indemnities.rates,
        name="indemnity-rates",
    ),
    path(
        "structures/membre/<uuid:member_id>/indemnites/",
        indemnities.member,
        name="staff-indemnities",
    ),
    path("structures/tarif/<uuid:rate_id>/reprendre/", indemnities.withdraw, name="rate-withdraw"),
    path("contrats/<uuid:contract_id>/", contract.page, name="contract"),
    path("contrats/<uuid:contract_id>/dire/", writing.declare, name="contract-declare"),
    path("contrats/fait/<uuid:fact_id>/reprendre/", writing.take_back, name="contract-take-back"),
    path("contrats/<uuid:contract_id>/<int:year>/geste/", writing.act, name="contract-act"),
    path("contrats/<uuid:contract_id>/<int:year>/preuves.zip", file.take, name="contract-file"),
    path("contrats/<uuid:contract_id>/<int:year>/figer/", file.send, name="contract-send"),
    path(
        "contrats/<uuid:contract_id>/<int:year>/comptes-rendus/", file.join, name="contract-minutes"
    ),
    path("contrats/<uuid:contract_id>/<int:year>/regles/", rules.page, name="contract-rules"),
    path(
        "contrats/<uuid:contract_id>/<int:year>/regles.csv", rules.as_csv, name="contract-rules-csv"
    ),
    path("contrats/<uuid:contract_id>/<int:year>/et-si/", contract.what_if, name="contract-if"),
    path(
        "contrats/<uuid:contract_id>/<int:year>/<slug:indicator>/",
        contract.indicator,
        name="contract-indicator",
    ),
]
