"""Every trap a FINESS file may set, before anything is written."""

import gzip
import json
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.apps.directory.extract import FacilityRow, ServiceRow, SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire import (
    FinessActivities,
    FinessLegacy,
    FinessStructures,
    finess_file,
)
from maillon.interop.annuaire.finess_places import point
from maillon.kernel.sentences import known, sentence
from tests.interop.annuaire.registers import (
    activities,
    finess,
    legacy,
    legacy_line,
    plus,
    site,
)


def read(path: Path) -> list[Any]:
    return list(finess_file(path).rows())


def only(path: Path) -> FacilityRow:
    (row,) = read(path)
    assert isinstance(row, FacilityRow)
    return row


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code in known()
    assert "{" not in sentence(refused.value)
    return refused.value


def test_a_structure_is_told_with_its_padding_trimmed(tmp_path: Path) -> None:
    row = only(plus(tmp_path / "x.json", site(1)))
    assert (row.identifier, row.kind, row.category) == (finess(1), "msp", "603")
    assert row.category_label == "Maison de santé (L.6223-3)"
    assert (row.name, row.address) == ("MAISON DE SANTE DES TILLEULS 1", "5 RUE DES TILLEULS")
    assert (row.legal_name, row.town, row.commune_code) == (
        "ASSOCIATION DES TILLEULS", "SAINT CHAMOND", "42207",
    )  # fmt: skip
    assert (row.phone, row.opened_on, row.warnings) == ("0199004242", date(2019, 3, 4), ())


def test_the_point_is_read_from_latitude_and_longitude_never_from_x_and_y(tmp_path: Path) -> None:
    row = only(plus(tmp_path / "x.json", site(1)))
    assert (row.longitude, row.latitude) == (4.5144, 45.4743)


@pytest.mark.parametrize(
    ("longitude", "latitude", "found", "warned"),
    [
        ("4.5", "45.4", (4.5, 45.4), ""),
        ("4,5", "45,4", (4.5, 45.4), ""),
        ("45.4", "4.5", (4.5, 45.4), "échangées"),
        ("55.45", "-20.9", (55.45, -20.9), ""),
        ("-20.9", "55.45", (55.45, -20.9), "échangées"),
        ("6482870.8", "819822.1", (None, None), "hors de France"),
        ("0", "0", (None, None), "hors de France"),
        ("nan", "45", (None, None), "hors de France"),
        ("?", "45", (None, None), "illisibles"),
        ("", "", (None, None), ""),
    ],
)
def test_a_point_is_in_france_or_is_left_out(
    longitude: str, latitude: str, found: tuple[float | None, float | None], warned: str
) -> None:
    warnings: list[str] = []
    assert point(longitude, latitude, warnings) == found
    assert warned in "".join(warnings)
    assert bool(warnings) == bool(warned)


@pytest.mark.parametrize(
    ("told", "words"),
    [({"closed": "2019-03-03"}, "fermé le 2019-03-03"), ({"etatObjet": "I"}, "inactif")],
)
def test_closed_establishments_are_left_out_and_said(
    tmp_path: Path, told: dict[str, str], words: str
) -> None:
    first, second = read(plus(tmp_path / "x.json", site(1, **told), site(2)))
    assert isinstance(first, SkippedLine)
    assert words in first.reason
    assert (second.line, second.identifier) == (2, finess(2))


def test_a_false_key_is_a_doubt_and_no_reason_to_refuse(tmp_path: Path) -> None:
    wrong = finess(1)[:-1] + str((int(finess(1)[-1]) + 1) % 10)
    row = only(plus(tmp_path / "x.json", site(1, finess=wrong)))
    assert not row.check_digit_ok
    assert row.warnings == (f"clé de contrôle fausse : FINESS « {wrong} »",)
    assert only(plus(tmp_path / "y.json", site(1, finess="2A0000014"))).check_digit_ok


@pytest.mark.parametrize("number", ["", "12", "ABCDEFGHI", "9900000011", None, ["990000011"]])
def test_without_a_number_it_is_left_out(tmp_path: Path, number: Any) -> None:
    (row,) = read(plus(tmp_path / "x.json", site(1, finess=number)))
    assert isinstance(row, SkippedLine)


def test_fields_missing_or_of_another_shape_do_not_stop_the_others(tmp_path: Path) -> None:
    bare = {"informationsGeneralesEGE": {"numFinessEge": finess(1), "nomEgeCourt": "SEULE"}}
    odd = site(2) | {"adresse": "nulle part", "contact": [3, None], "categorie": {}}
    first, second = read(plus(tmp_path / "x.json", bare, odd))
    assert (first.name, first.kind, first.commune_code) == ("SEULE", "other", "")
    assert (second.address, second.phone) == ("", "")


def test_a_nul_written_as_an_escape_is_no_letter(tmp_path: Path) -> None:
    assert only(plus(tmp_path / "x.json", site(1, name="LES\x00TILLEULS"))).name == "LES TILLEULS"


def test_the_day_is_the_one_the_document_says(tmp_path: Path) -> None:
    file = finess_file(plus(tmp_path / "x_20260101.json", site(1)))
    list(file.rows())
    assert file.as_of == date(2026, 11, 14)
    assert len(file.digest) == 64


def test_gzip_is_read_as_it_comes(tmp_path: Path) -> None:
    path = plus(tmp_path / "x.json", site(1), site(2))
    packed = tmp_path / "x.json.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert read(packed) == read(path)


def test_activities_are_told_by_their_numbers_and_ended_ones_left_out(tmp_path: Path) -> None:
    told = [(1, "77", {}), (1, "78", {"state": "I"}), (2, "79", {"code": "99"}), (2, "", {})]
    file = finess_file(activities(tmp_path / "a.json", told))
    assert isinstance(file, FinessActivities)
    first, ended, third, nameless = file.rows()
    assert first == ServiceRow(1, finess(1), "77", "AMF", "01_15", "Médecine", 24, ())
    assert isinstance(ended, SkippedLine)
    assert isinstance(nameless, SkippedLine)
    assert isinstance(third, ServiceRow)
    assert third.label == "activité AMF 99 · 15"


@pytest.mark.parametrize(
    ("code", "label"),
    [("03_00", "Gynécologie, obstétrique, néonatologie, réanimation néonatale"),
     ("16", "Traitement de l’insuffisance rénale chronique par épuration extrarénale"),
     ("85", "Greffe de cœur")],
)  # fmt: skip
def test_an_activity_of_care_bears_the_label_of_its_list_and_no_other(
    tmp_path: Path, code: str, label: str
) -> None:
    (row,) = finess_file(activities(tmp_path / "a.json", [(1, "77", {"code": code})])).rows()
    assert isinstance(row, ServiceRow)
    assert row.label == label


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_the_older_format_is_read_in_both_encodings(tmp_path: Path, encoding: str) -> None:
    lines = [legacy_line(1, **({"cp1252": "1"} if encoding == "cp1252" else {}))]
    file = finess_file(legacy(tmp_path / "x.csv", lines, encoding))
    assert isinstance(file, FinessLegacy)
    (row,) = file.rows()
    assert isinstance(row, FacilityRow)
    assert (row.name, row.kind, row.category_label) == (
        "EHPAD DES GENÊTS 1",
        "ehpad",
        "EHPAD de papier",
    )
    assert row.address == f"12 R {'DU CŒUR' if encoding == 'cp1252' else 'DU LAVOIR'}"
    assert (row.postal_code, row.town, row.commune_code) == ("42400", "ST CHAMOND CEDEX", "42207")
    assert file.as_of == date(2026, 5, 12)


def test_two_encodings_in_one_file_are_refused(tmp_path: Path) -> None:
    path = legacy(tmp_path / "x.csv", [legacy_line(1)])
    path.write_bytes(path.read_bytes() + legacy_line(2).encode("latin-1") + b"\n")
    refused = refusal(path)
    assert (refused.code, refused.data["line"]) == ("finess_encodings_mixed", 3)


def test_overseas_codes_of_the_older_format_are_those_of_insee(tmp_path: Path) -> None:
    cells = legacy_line(1).split(";")
    cells[12:14] = ["408", "9D"]
    assert only(legacy(tmp_path / "x.csv", [";".join(cells)])).commune_code == "97408"


def test_quotation_marks_are_letters_of_a_name(tmp_path: Path) -> None:
    row = only(legacy(tmp_path / "x.csv", [legacy_line(1, name='LIEU "LES LILAS"')]))
    assert row.name == 'LIEU "LES LILAS"'


def test_lines_of_another_sort_are_left_out(tmp_path: Path) -> None:
    first, second = read(
        legacy(tmp_path / "x.csv", ["geolocalisation;990000011;1;2;IGN", legacy_line(1)])
    )
    assert isinstance(first, SkippedLine)
    assert isinstance(second, FacilityRow)


BOMB = b'{"x":[' + (b'"' + b"x" * 900_000 + b'",') * 80


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "finess_empty"),
        (b"\xef\xbb\xbf  \n", "finess_empty"),
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "finess_unknown"),
        (b"insee,nom\n01001,X\n", "finess_unknown"),
        (b"[]", "finess_unknown"),
        (b"{}", "finess_unknown"),
        (b'{"pmej":{}}', "finess_no_rows"),
        (b'{"pmej":[]}', "finess_no_rows"),
        (b'{"pmej":[{"nom":"X"}]}', "finess_unknown"),
        (b'{"pmej":[{"informationsGeneralesPMEJ":{}', "finess_broken"),
        (b'{"pmej":[{"informationsGeneralesPMEJ":{},"ege":[]}]} {"a":1}', "finess_broken"),
        (b'{"pmej":[{"numFiness":"1","numFiness":"2"}]}', "finess_key_twice"),
        (b'{"schemaVersion":"1","schemaVersion":"2","pmej":[]}', "finess_key_twice"),
        (b'{"pmej":[{"informationsGeneralesPMEJ":{}}],"pmej":[]}', "finess_key_twice"),
        (b'{"pmej":[{"informationsGeneralesPMEJ":{"a":"\x00"}}]}', "finess_broken"),
        (
            b'{"pmej":[{"informationsGeneralesPMEJ":' + b"[" * 60 + b"]" * 60 + b"}]}",
            "finess_too_deep",
        ),
        (b'{"pmej":[{"a":"' + b"x" * 3_000_000 + b'"}]}', "finess_too_deep"),
        (b'{"pmej":[{"informationsGeneralesPMEJ":{"a":"\xc0\x80"}}]}', "finess_broken"),
        (b"PK\x03\x04\x14\x00", "finess_archive"),
        (b"finess;\x00;", "finess_binary"),
        (b"finess;etalab;111;2026-05-12\n", "finess_no_rows"),
        (b"structureet;990000011;trop court\n", "finess_line_malformed"),
        (b"structureet;" + b"x" * 200_000, "finess_binary"),
        (
            gzip.compress(b'{"pmej":[{"informationsGeneralesPMEJ":{}}]}' * 9)[:60],
            "finess_cut_short",
        ),
        (gzip.compress(BOMB), "finess_bomb"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_or_broken_file_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.json").code == "finess_unreadable"
    assert refusal(tmp_path).code == "finess_unreadable"


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_never_otherwise(place: int, damage: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = plus(Path(folder) / "x.json", site(1))
        content = path.read_bytes()
        path.write_bytes(content[:place] + damage + content[place + len(damage) :])
        told: list[Any] = []
        with suppress(Refused):
            told = read(path)
    assert all(isinstance(row, FacilityRow | SkippedLine) for row in told)


def test_what_surrounds_the_structures_is_passed_over(tmp_path: Path) -> None:
    path = plus(tmp_path / "x.json", site(1))
    told = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({"pmej": told["pmej"], "gco": [[{"a": {}}], 3], "z": None}))
    assert isinstance(finess_file(path), FinessStructures)
    assert only(path).identifier == finess(1)
