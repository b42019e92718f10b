"""Structures, communes and mailboxes on the pages, in the export and in the palette."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from maillon.apps.directory.actions import import_activities, import_mssante, import_structures
from maillon.apps.directory.models import Organization
from maillon.apps.directory.queries import search_organizations
from maillon.interop.annuaire import FinessActivities, FinessStructures, MssanteFile
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.spreadsheets import inert
from tests.apps.directory.ground import GIER, L_HORME, NOW, SAINT_CHAMOND, bring_in, responder, role
from tests.apps.directory.test_pages import page, signed_in
from tests.interop.annuaire.extracts import identifier
from tests.interop.annuaire.registers import (
    MSSANTE_HEADER,
    activities,
    finess,
    mailbox,
    mailboxes,
    plus,
    site,
)

pytestmark = pytest.mark.django_db
NAMES = {
    1: {"name": "MAISON DE SANTÉ DES TILLEULS"},
    2: {"name": "EHPAD LE CŒUR VERT", "category": "500", "commune": L_HORME, "town": "L HORME"},
    3: {"name": "PHARMACIE DE LA PLACE", "category": "620"},
    4: {"name": "SERVICE DE SOINS INFIRMIERS À DOMICILE", "category": "354"},
    5: {"name": "=HYPERLINK(1)", "category": "620", "street": "RUE DU\x0b FOUR"},
}


@pytest.fixture(autouse=True)
def _register(tmp_path: Any) -> None:
    bring_in(GIER)
    sites = [site(number, **told) for number, told in NAMES.items()]
    path = plus(tmp_path / "s.json", *sites)
    import_structures(FinessStructures(path), by=SYSTEM, now=NOW)
    done = activities(tmp_path / "a.json", [(1, "A1", {"code": "04"})])
    import_activities(FinessActivities(done), by=SYSTEM, now=NOW)
    boxes = [
        mailbox(1, red="N"),
        mailbox(2, site=finess(1), address="accueil@msp.mssante.example", red="N"),
        mailbox(3, site=finess(1), address="canari@msp.mssante.example", red="O"),
        mailbox(1, address="canari.perso@essai.mssante.example", red="O"),
    ]
    extract = mailboxes(tmp_path / "m_20261114.txt", boxes, [*MSSANTE_HEADER, "Liste rouge"])
    import_mssante(MssanteFile(extract), by=SYSTEM, now=NOW)


def one(number: int) -> Organization:
    return Organization.objects.get(identifier=finess(number))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("msp tilleul", 1),
        ("maisons de sante", 1),
        ("coeur", 2),
        ("cœurs verts", 2),
        ("ehpad horme", 2),
        ("maison de retraite", 2),
        ("SSIAD", 4),
        ("pharmacie place", 3),
        ("infirmière domicile", 4),
        ("infirmieres", 4),
        (finess(3), 3),
    ],
)
def test_accents_ligatures_plurals_and_feminines_all_find(words: str, number: int) -> None:
    assert [found.id for found in search_organizations(SYSTEM, words).results] == [one(number).pk]


def test_the_list_narrows_sorts_and_says_when_it_is_empty() -> None:
    client = signed_in()
    told = page(client, "organizations")
    assert told.index("EHPAD LE CŒUR") < told.index("MAISON DE SANTÉ")
    assert "PHARMACIE" not in page(client, "organizations", kind="ehpad")
    assert "MAISON DE SANTÉ" not in page(client, "organizations", commune=L_HORME)
    placed = page(client, "organizations", sort="place")
    assert placed.index("EHPAD LE CŒUR") < placed.index("MAISON DE SANTÉ")
    assert "Aucune structure de ce nom" in page(client, "organizations", q="zzz")
    Organization.objects.exclude(identifier="").delete()
    assert "maillon import finess" in page(client, "organizations")


@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"sort": "; drop"}, {"kind": "é" * 90}, {"q": "%_'"}, {"q": "\x00"}]
)
def test_a_strange_search_is_never_an_error(asked: dict[str, str]) -> None:
    client = signed_in()
    for name in ("organizations", "organizations-csv", "directory"):
        assert page(client, name, **asked)
    with clock.frozen(NOW):
        assert client.get(reverse("organizations-xlsx"), asked).status_code == 200


def test_a_structure_says_what_it_is_where_and_how_fresh() -> None:
    told = page(signed_in(), "organization", one(1).pk)
    for words in (
        "MAISON DE SANTÉ DES TILLEULS", "maison de santé", "5 RUE DES TILLEULS", "Saint-Chamond",
        "01 99 00 42 42", finess(1), "ASSOCIATION DES TILLEULS", "Psychiatrie", "24 places",
        "accueil@msp.mssante.example", "FINESS, extrait du 14 nov. 2026",
        "MSSanté, extrait du 14 nov. 2026",
    ):  # fmt: skip
        assert words in told, words


def test_what_is_not_known_is_said_and_one_gone_says_since_when() -> None:
    Organization.objects.filter(pk=one(3).pk).update(ended_on=NOW.date())
    told = page(signed_in(), "organization", one(3).pk)
    assert "n’est plus au registre depuis le 24 nov. 2026" in told
    assert "Aucune activité n’est connue" in told
    assert "Aucune boîte" in told
    assert "PHARMACIE DE LA PLACE" not in page(signed_in("lead"), "organizations")


def test_a_structure_entered_by_hand_is_seen_by_its_own_alone() -> None:
    client = signed_in("lead")
    ours = Organization.objects.get(name="Poste d’essai")
    assert "Poste d’essai" in page(client, "organization", ours.pk)
    other = signed_in()
    assert other.get(reverse("organization", args=[ours.pk])).status_code == 404
    assert "Poste d’essai" not in page(other, "organizations")


def test_her_mailbox_is_on_her_page() -> None:
    her = role(1).practitioner
    assert her.national_id == f"8{identifier(1)}"
    told = page(signed_in(), "practitioner", her.pk)
    assert "clemence.violette1@essai.mssante.example" in told


def test_red_listed_mailboxes_are_shown_nowhere() -> None:
    her = role(1).practitioner
    client = signed_in()
    shown = [
        page(client, "practitioner", her.pk),
        page(client, "organization", one(1).pk),
        page(client, "commune", SAINT_CHAMOND),
        *(
            page(client, name, q=words)
            for name in ("directory", "practitioners", "organizations", "organizations-csv")
            for words in ("violette", "tilleuls", "essai", "msp")
        ),
        palette(client, "canari"),
        palette(client, "tilleuls"),
    ]
    assert [told for told in shown if "canari@" in told or "canari.perso" in told] == []


def palette(client: Client, words: str) -> str:
    with clock.frozen(NOW):
        answer = client.get(reverse("palette"), {"q": words}, headers={"accept": "text/html"})
    return answer.content.decode()


def test_the_palette_finds_structures_and_communes() -> None:
    told = palette(signed_in(), "tilleuls")
    assert reverse("organization", args=[one(1).pk]) in told
    assert reverse("commune", args=[SAINT_CHAMOND]) in palette(signed_in("lead"), "saint cham")


def test_a_commune_says_who_practises_and_which_structures_stand_there() -> None:
    responder(1)
    role(2, family="GENÊT")
    role(3, profession="10", label="Médecin")
    role(4, family="LILAS", commune=L_HORME)
    told = page(signed_in(), "commune", SAINT_CHAMOND)
    assert "MAISON DE SANTÉ DES TILLEULS" in told
    assert "EHPAD LE CŒUR VERT" not in told
    nurses = told[told.index("Infirmier") :]
    assert '<td class="n">2</td><td class="n">1</td>' in nurses
    assert told.index("Infirmier") < told.index("Médecin")
    assert "Habitants" in told


def test_an_unknown_commune_is_not_there() -> None:
    assert signed_in().get(reverse("commune", args=["99999"])).status_code == 404


def test_one_field_finds_people_structures_and_communes() -> None:
    role(1)
    client = signed_in()
    told = page(client, "directory", q="saint chamond")
    for words in ("Clémence VIOLETTE", "TILLEULS", "Saint-Chamond (42400)"):
        assert words in told
    assert "Rien de ce nom" in page(client, "directory", q="zzz")
    assert "Tapez au moins un mot" in page(client, "directory")


def test_the_export_holds_the_same_answers_with_their_source() -> None:
    told = page(signed_in(), "organizations-csv", kind="pharmacy")
    assert told.startswith("\ufeff")
    lines = list(csv.reader(io.StringIO(told.removeprefix("\ufeff")), delimiter=";"))
    assert lines[0][0] == "Nom"
    assert sorted(line[0] for line in lines[1:]) == ["'=HYPERLINK(1)", "PHARMACIE DE LA PLACE"]
    assert lines[1][-2:] == ["FINESS", "2026-11-14"]


def test_numbered_structures_are_proposed_as_they_are_typed() -> None:
    client = signed_in()
    with clock.frozen(NOW):
        found = client.get(reverse("organization-search"), {"q": "coeur ehp"}).json()["results"]
        nothing = client.get(reverse("organization-search")).json()["results"]
    assert nothing == []
    assert found == [
        {
            "value": finess(2), "label": "EHPAD LE CŒUR VERT", "address": "5 RUE DES TILLEULS",
            "hint": found[0]["hint"],
        }
    ]  # fmt: skip
    assert found[0]["hint"].endswith(f"L HORME · FINESS {finess(2)}")


def test_the_workbook_holds_the_same_lines_and_no_formula() -> None:
    client = signed_in()
    with clock.frozen(NOW):
        answer = client.get(reverse("organizations-xlsx"), {"kind": "pharmacy"})
    sheet = load_workbook(io.BytesIO(answer.content))["Structures"]
    titles, *lines = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert (titles[0], titles[-1]) == ("Nom", "Date de l’extrait")
    assert sorted(str(line[0]) for line in lines) == ["'=HYPERLINK(1)", "PHARMACIE DE LA PLACE"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"inlineStr", "s", "n"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:M3")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "  =1", "\t=1", "|x", "%x"])
def test_what_a_spreadsheet_would_run_stays_words(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
