"""Every trap an extract may set, before anything is written."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.directory.extract import RoleRow, Skill, SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire import RppsFile
from maillon.interop.annuaire.luhn import luhn_ok
from maillon.kernel.sentences import known, sentence
from tests.interop.annuaire.extracts import HEADER_52, HEADER_56, identifier, line, write


def read(path: Path) -> list[RoleRow | SkippedLine]:
    return list(RppsFile(path).rows())


def only(path: Path) -> RoleRow:
    (row,) = read(path)
    assert isinstance(row, RoleRow)
    return row


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code in known()
    assert "{" not in sentence(refused.value)
    return refused.value


@pytest.mark.parametrize("header", [HEADER_52, HEADER_56], ids=["52", "56"])
@pytest.mark.parametrize("end", ["|\n", "|\r\n", "\n", "\r\n"], ids=repr)
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_both_headers_any_line_end_and_a_byte_order_mark_read_the_same(
    tmp_path: Path, header: list[str], end: str, before: bytes
) -> None:
    told = line(7, skill_type="S", skill="SM26", skill_label="Qualifié en médecine générale")
    row = only(write(tmp_path / "x.txt", [told], header=header, end=end, before=before))
    assert row == RoleRow(
        line=2,
        national_id=f"8{identifier(7)}",
        id_type="8",
        check_digit_ok=True,
        civility="Mme",
        family_name="VIOLETTE",
        given_name="Clémence",
        profession="60",
        profession_label="Infirmier",
        skill=Skill("S", "SM26", "Qualifié en médecine générale"),
        mode="L",
        site_key="T:C1",
        site_name="Cabinet du Gier",
        address="",
        postal_code="42400",
        town="SAINT CHAMOND",
        commune_code="42207",
        phone="",
        sector="",
        warnings=(),
    )


def test_columns_are_found_by_name_in_any_order_among_unknown_ones(tmp_path: Path) -> None:
    shuffled = [*reversed(HEADER_56), "Colonne à venir", "Autre colonne"]
    expected = only(write(tmp_path / "a.txt", [line(7)]))
    assert only(write(tmp_path / "b.txt", [line(7)], header=shuffled)) == expected


def test_names_of_columns_may_change_case_accents_and_apostrophes(tmp_path: Path) -> None:
    odd = {name: name.upper().replace("'", "’").replace("É", "E") for name in HEADER_52}
    told = {odd[name]: value for name, value in line(7).items()}
    path = write(tmp_path / "b.txt", [told], header=list(odd.values()))
    assert only(path) == only(write(tmp_path / "a.txt", [line(7)]))


def test_padded_cells_are_trimmed(tmp_path: Path) -> None:
    padded = {name: f"  {value}\u00a0 " for name, value in line(7).items()}
    expected = only(write(tmp_path / "a.txt", [line(7)]))
    assert only(write(tmp_path / "b.txt", [padded])) == expected


@pytest.mark.parametrize("name", ['O"Bouleau', "'Tilleul", '"Lilas"', "D’Aubépine", "Chêne;Vert,"])
def test_quotes_are_letters_of_a_name(tmp_path: Path, name: str) -> None:
    assert only(write(tmp_path / "x.txt", [line(7, family=name)])).family_name == name


def test_odd_line_separators_inside_a_cell_do_not_cut_the_line(tmp_path: Path) -> None:
    name = "GE\u2028NÊT\x0b\x85"
    row = only(write(tmp_path / "x.txt", [line(7, street=name)]))
    assert row.address.startswith("GE")


def test_lines_without_anything_are_no_data(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", [line(7), line(8)])
    path.write_bytes(path.read_bytes() + b"\r\n \n\n")
    assert len(read(path)) == 2


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "x.txt", [line(7, family="GENÊT")], encoding=encoding)
    assert refusal(path).code == "rpps_not_utf8"


def test_the_line_of_the_first_wrong_byte_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", [line(number) for number in range(5)])
    path.write_bytes(path.read_bytes() + "|".join(["é"] * 52).encode("latin-1") + b"|\n")
    refused = refusal(path)
    assert (refused.code, refused.data["line"]) == ("rpps_not_utf8", 7)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "rpps_empty"),
        (b"\xef\xbb\xbf", "rpps_columns_missing"),
        (b"\n\n", "rpps_empty"),
        (b"PK\x03\x04\x14\x00\x00", "rpps_archive"),
        (b"\x1f\x8b\x08\x00", "rpps_archive"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "rpps_not_utf8"),
        (b"%PDF-1.7\n\x00\x01", "rpps_columns_missing"),
        (b"insee,nom\n01001,X\n", "rpps_columns_missing"),
        (b"x" * 200_000, "rpps_binary"),
        (b"a\x00b|c\n", "rpps_binary"),
    ],
)
def test_what_is_no_extract_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    assert refusal(path).code == code


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nulle-part.txt").code == "rpps_unreadable"
    assert refusal(tmp_path).code == "rpps_unreadable"


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "x.txt", [])).code == "rpps_no_rows"


def test_missing_columns_are_named(tmp_path: Path) -> None:
    header = [name for name in HEADER_52 if name != "Code profession"]
    refused = refusal(write(tmp_path / "x.txt", [line(7)], header=header))
    assert refused.code == "rpps_columns_missing"
    assert "Code profession" in refused.data["columns"]


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", [line(7)], header=[*HEADER_52, "Code profession"])
    assert refusal(path).code == "rpps_column_twice"


@pytest.mark.parametrize("change", ["a|" * 3, "", "a|"])
def test_a_line_with_another_number_of_cells_is_refused(tmp_path: Path, change: str) -> None:
    path = write(tmp_path / "x.txt", [line(7)])
    whole = path.read_bytes()
    wrong = ("|".join(["x"] * 52) + "|" + change).encode() if change else b"x|y|z|"
    path.write_bytes(whole + wrong + b"\n")
    refused = refusal(path)
    assert (refused.code, refused.data["line"]) == ("rpps_line_malformed", 3)


def test_a_download_cut_short_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", [line(7), line(8)])
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path).code == "rpps_line_malformed"


def test_a_nul_byte_inside_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", [line(7), line(8, family="A\x00B")])
    refused = refusal(path)
    assert (refused.code, refused.data["line"]) == ("rpps_binary", 3)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"country_code": "99131", "country": "BELGIQUE"}, "à l’étranger (BELGIQUE)"),
        ({"country_code": "99138", "country": "Monaco", "postal": "98000"}, "(Monaco)"),
        ({"country_code": "99140", "country": ""}, "(99140)"),
        ({"country_code": "", "country": "", "commune": "99131"}, "(99131)"),
        ({"type": "3"}, "type d’identifiant inconnu : « 3 »"),
        ({"type": ""}, "type d’identifiant inconnu"),
        ({"profession": ""}, "profession absente"),
        ({"family": "", "given": ""}, "nom absent"),
    ],
)
def test_a_line_that_cannot_be_kept_is_left_out_with_its_reason(
    tmp_path: Path, facts: dict[str, str], words: str
) -> None:
    (left_out,) = read(write(tmp_path / "x.txt", [line(7, **facts)]))
    assert isinstance(left_out, SkippedLine)
    assert words in left_out.reason
    assert left_out.line == 2


@pytest.mark.parametrize("who", ["", "12 34", "1" * 30])
def test_an_unreadable_identifier_leaves_the_line_out(tmp_path: Path, who: str) -> None:
    (left_out,) = read(write(tmp_path / "x.txt", [line(who)]))
    assert isinstance(left_out, SkippedLine)
    assert "identifiant" in left_out.reason


@pytest.mark.parametrize(
    ("code", "country"),
    [("99000", "France"), ("", ""), ("99100", ""), ("", "FRANCE"), ("99000", "La Réunion")],
)
def test_france_overseas_included_is_at_home(tmp_path: Path, code: str, country: str) -> None:
    path = write(tmp_path / "x.txt", [line(7, country_code=code, country=country)])
    assert isinstance(only(path), RoleRow)


def test_a_wrong_check_digit_is_a_doubt_not_a_reason(tmp_path: Path) -> None:
    right = identifier(7)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    row = only(write(tmp_path / "x.txt", [line(wrong)]))
    assert not row.check_digit_ok
    assert row.warnings == (f"clé de contrôle fausse : « {wrong} »",)


def test_adeli_numbers_have_their_own_type_and_no_key(tmp_path: Path) -> None:
    row = only(write(tmp_path / "x.txt", [line("9990A1234", type="0")]))
    assert (row.national_id, row.id_type, row.check_digit_ok) == ("09990A1234", "0", True)


def test_long_cells_are_cut_and_said(tmp_path: Path) -> None:
    row = only(write(tmp_path / "x.txt", [line(7, family="É" * 500, street="x" * 5000)]))
    assert row.family_name == "É" * 80
    assert len(row.address) == 240
    assert row.warnings == (
        "texte trop long coupé à 80 caractères : nom",
        "texte trop long coupé à 240 caractères : adresse",
    )


def test_whoever_has_no_site_is_kept_and_said(tmp_path: Path) -> None:
    nowhere = dict.fromkeys(("site", "site_name", "postal", "commune", "town"), "")
    row = only(write(tmp_path / "x.txt", [line(7, **nowhere)]))
    assert row.site_key == "none"
    assert row.warnings == ("aucun lieu d’exercice : gardé sans lieu",)


def test_a_site_without_identifier_is_known_by_its_address(tmp_path: Path) -> None:
    told = [line(7, site=""), line(7, site="", site_name="CABINET DU GIER"), line(7, site="C2")]
    first, second, third = (row for row in read(write(tmp_path / "x.txt", told)))
    assert isinstance(first, RoleRow)
    assert isinstance(second, RoleRow)
    assert isinstance(third, RoleRow)
    assert first.site_key == second.site_key != third.site_key


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("PS_LibreAcces_Personne_activite_202611140830.txt", date(2026, 11, 14)),
        ("extrait-20261114.txt", date(2026, 11, 14)),
        ("extrait.txt", None),
        ("20269999.txt", None),
    ],
)
def test_the_day_of_an_extract_is_in_its_name(name: str, day: date | None) -> None:
    assert RppsFile(Path(name)).as_of == day


def test_a_file_is_told_from_another_by_its_content(tmp_path: Path) -> None:
    files = [
        RppsFile(write(tmp_path / "a.txt", [line(7)])),
        RppsFile(write(tmp_path / "b.txt", [line(7)])),
        RppsFile(write(tmp_path / "c.txt", [line(8)])),
    ]
    for one in files:
        assert list(one.rows())
    assert files[0].digest == files[1].digest != files[2].digest


@given(st.integers(0, 9_999_999), st.integers(0, 9), st.integers(0, 10))
def test_luhn_sees_any_single_wrong_digit(number: int, digit: int, place: int) -> None:
    right = identifier(number)
    assert luhn_ok(right)
    wrong = right[:place] + str(digit) + right[place + 1 :]
    assert luhn_ok(wrong) == (wrong == right)


@given(st.binary(max_size=400))
def test_no_file_at_all_breaks_the_reader(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.txt"
        path.write_bytes(content)
        with pytest.raises(Refused):
            read(path)
