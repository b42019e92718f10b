"""Each resource of the directory read: in its published shapes, strange, hostile."""

import copy
import json
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.directory.extract import SkippedLine
from maillon.apps.directory.models import Endpoint, Organization, PractitionerRole
from maillon.interop.annuaire.fhir.picture import Picture
from maillon.interop.annuaire.fhir.resources import KINDS, Gone, Kept, Left, read
from maillon.kernel.shelf import Shelf
from tests.interop.annuaire.extracts import identifier
from tests.interop.annuaire.registers import finess
from tests.interop.annuaire.resources import gone, mailbox, person, role, site

RED = {"url": "listeRouge", "valueBoolean": True}


def facts(resource: dict[str, Any]) -> dict[str, Any]:
    told = read(resource)
    assert isinstance(told, Kept), told
    return told.facts


def left(resource: Any) -> str:
    told = read(resource)
    assert isinstance(told, Left), told
    return told.reason


def test_a_professional_says_her_number_name_profession_and_know_hows() -> None:
    told = facts(person(1, profession="10", skills=["SM54", "SM04"]))
    assert (told["id_type"], told["identifier"]) == ("8", identifier(1))
    assert (told["civility"], told["family_name"]) == ("MME", "VIOLETTE-1")
    assert (told["profession"], told["profession_label"]) == ("10", "Médecin")
    assert told["skills"] == [
        ("S", "SM54", "Médecine générale (SM)"),
        ("S", "SM04", "Cardiologie et Maladies vasculaires (SM)"),
    ]


def test_a_label_given_by_the_directory_is_believed_and_an_unknown_code_says_itself() -> None:
    told = person(1)
    told["qualification"][0]["code"]["coding"][0] |= {"code": "97", "display": "Métier nouveau"}
    assert facts(told)["profession_label"] == "Métier nouveau"
    assert facts(person(1, profession="97"))["profession_label"] == "profession 97"


def test_without_the_system_of_rpps_the_national_number_says_its_type() -> None:
    told = person(1)
    told["identifier"].pop()
    assert (facts(told)["id_type"], facts(told)["identifier"]) == ("8", identifier(1))


def test_a_role_joins_a_professional_and_a_site_and_says_its_mode() -> None:
    told = read(role(3, 7))
    assert isinstance(told, Kept)
    assert (told.link, told.facts["site"], told.facts["mode"]) == ("003-3", "001-7", "L")


@pytest.mark.parametrize(
    "reference",
    ["Practitioner/003-3", "https://gateway.example/fhir/v2/Practitioner/003-3",
     "Practitioner/003-3/_history/2"],
)  # fmt: skip
def test_a_reference_may_be_written_in_full(reference: str) -> None:
    told = read(role(3, practitioner={"reference": reference}))
    assert isinstance(told, Kept)
    assert told.link == "003-3"


def test_a_site_says_its_numbers_its_address_and_its_category() -> None:
    told = facts(site(1))
    assert (told["finess"], told["technical_id"]) == (finess(1), f"F{finess(1)}")
    assert (told["street"], told["town"]) == ("5 RUE DES TILLEULS", "SAINT CHAMOND")
    assert (told["commune_code"], told["category"], told["phone"]) == ("42207", "603", "0199004242")


def test_a_line_without_parts_is_cut_where_the_town_begins() -> None:
    where = {"line": ["R DU MORVAN, 54511 VANDOEUVRE CEDEX"], "postalCode": "54511"}
    assert facts(site(1, address=[where]))["street"] == "R DU MORVAN"


def test_an_address_that_stands_as_a_number_is_no_number() -> None:
    told = facts(site(1, cabinet=True, rank="https://rppsrang.esante.gouv.fr"))
    assert (told["technical_id"], told["finess"]) == ("", "")


def test_a_mailbox_says_its_kind_and_an_ordinary_address_is_none() -> None:
    plain = {"system": "email", "value": "accueil@exemple.example"}
    paperless = {"url": "digitization", "valueBoolean": True}
    box = mailbox("Equipe@essai.mssante.example", "ORG", paperless)
    told = facts(site(1, telecom=[plain, box]))
    assert told["mail"] == [("equipe@essai.mssante.example", "ORG", "", True)]


@pytest.mark.parametrize(
    "said",
    [RED, {"url": "listeRouge"}, {"url": "listeRouge", "valueString": "false"},
     {"url": "https://x.example/as-ext-listeRouge", "valueBoolean": "false"},
     {"url": "x", "extension": [RED]}],
)  # fmt: skip
def test_of_a_red_listed_mailbox_nothing_is_read(said: dict[str, Any]) -> None:
    told = read(person(1, telecom=[mailbox("canari@essai.mssante.example", "PER", said)]))
    assert isinstance(told, Kept)
    assert told.facts["mail"] == []
    assert "liste rouge" in told.remarks[0]
    assert "canari" not in repr(told)


def test_what_is_plainly_not_on_the_red_list_is_kept() -> None:
    no = {"url": "listeRouge", "valueBoolean": False}
    assert (
        len(facts(person(1, telecom=[mailbox("a@essai.mssante.example", "PER", no)]))["mail"]) == 1
    )


@pytest.mark.parametrize("resource", [person(1), role(1), site(1)])
def test_a_resource_no_longer_active_needs_to_say_nothing_else(resource: dict[str, Any]) -> None:
    told = read(gone(resource, "2026-11-20"))
    assert told == Gone(resource["resourceType"], resource["id"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "../../x"}, "sans identifiant technique lisible"),
        ({"id": None}, "sans identifiant technique lisible"),
        ({"active": "false"}, "n’est ni vrai ni faux"),
        ({"active": None}, "n’est ni vrai ni faux"),
        ({"identifier": []}, "aucun numéro national"),
        ({"identifier": {"system": 3}}, "aucun numéro national"),
        ({"qualification": [{"code": "10"}]}, "aucune profession"),
        ({"meta": {"tag": [{"code": "SUBSETTED"}]}}, "partielle"),
        ({"resourceType": "Device"}, "non utilisée"),
    ],
)
def test_what_cannot_be_read_is_left_out_with_its_reason(
    change: dict[str, Any], reason: str
) -> None:
    assert reason in left(person(1) | change)


def test_what_a_server_says_instead_is_told() -> None:
    said = {"resourceType": "OperationOutcome", "issue": [{"diagnostics": "HAPI-0302 : inconnu"}]}
    assert left(said) == "le serveur dit : HAPI-0302 : inconnu"


@pytest.mark.parametrize("resource", [None, 3, "Practitioner", [], [person(1)]])
def test_what_is_no_resource_at_all_is_left_out(resource: Any) -> None:
    assert left(resource) == "ce n’est pas une ressource FHIR"


def test_a_bottomless_resource_is_left_out() -> None:
    deep: dict[str, Any] = {}
    for _ in range(3000):
        deep = {"extension": [deep]}
    assert "profonde" in left(person(1, telecom=[mailbox("a@b.example", "PER", deep)]))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["system", "value", "code", "coding", "url", "extension", "reference"])
            | st.text(max_size=6),
            inside,
            max_size=4,
        )
    ),
    max_leaves=12,
)
WHOLE = st.sampled_from([person(1, skills=["SM54"]), role(1), site(1)])


@given(WHOLE, st.data())
def test_whatever_an_element_becomes_there_is_an_answer_that_a_database_can_keep(
    whole: dict[str, Any], data: st.DataObject
) -> None:
    told = copy.deepcopy(whole)
    for name in data.draw(st.lists(st.sampled_from(sorted(whole)), min_size=1, max_size=3)):
        told[name] = data.draw(ANYTHING)
    answer = read(told)
    assert isinstance(answer, Kept | Gone | Left)
    written = json.dumps(answer, ensure_ascii=False)
    written.encode("utf-8")
    assert "\\u0000" not in written


@given(ANYTHING)
def test_of_anything_else_nothing_is_kept(anything: Any) -> None:
    answer = read(anything)
    assert isinstance(answer, Left)
    assert answer.kind in (*KINDS, "")


COLUMNS: dict[str, type[models.Model]] = {
    "structures": Organization,
    "roles": PractitionerRole,
    "mailboxes": Endpoint,
}


def too_long(row: Any, table: type[models.Model]) -> list[str]:
    """The texts of a row that its table has no room for, or that no database keeps."""
    fields = {field.name: getattr(field, "max_length", None) for field in table._meta.get_fields()}
    return [
        name
        for name, value in row._asdict().items()
        if isinstance(value, str)
        if "\x00" in value or len(value) > (fields.get(name) or 10_000)
    ]


@given(st.data())
def test_whatever_resources_become_their_rows_fit_in_the_tables(data: st.DataObject) -> None:
    words = st.text(max_size=400) | st.sampled_from(["8", "10", "42400", "97", "x" * 300])
    whole = [person(1, skills=["SM54"], telecom=[mailbox("a@b.example")]), role(1), site(1)]
    with TemporaryDirectory() as folder, closing(Shelf(Path(folder) / "x.sqlite3")) as shelf:
        picture = Picture(shelf, "essai")
        for one in whole:
            picture.take(_with_other_words(one, data, words), 1)
        for name, table in COLUMNS.items():
            for row in getattr(picture, name).rows():
                assert isinstance(row, SkippedLine) or too_long(row, table) == []


def _with_other_words(element: Any, data: st.DataObject, words: st.SearchStrategy[str]) -> Any:
    """The same shape, some of its texts become others; the resource stays of its kind."""
    if isinstance(element, dict):
        kept = {"resourceType", "id", "reference", "system", "url"}
        return {
            name: value if name in kept else _with_other_words(value, data, words)
            for name, value in element.items()
        }
    if isinstance(element, list):
        return [_with_other_words(one, data, words) for one in element]
    changes = isinstance(element, str) and data.draw(st.integers(0, 3)) == 0
    return data.draw(words) if changes else element
