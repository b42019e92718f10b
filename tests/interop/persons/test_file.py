"""Lists of persons as tools and spreadsheets write them; what is wrong is said without a name."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.care.extract import PersonRow
from maillon.apps.directory.extract import SkippedLine
from maillon.errors import Refused
from maillon.interop.persons import PersonsFile
from maillon.kernel.sentences import known

HEAD = "Numéro;Nom de naissance;Prénom;Date de naissance;Sexe;Lieu de naissance;Téléphone;Commune"
LINE = "7;Canari;Odile;12/03/1941;féminin;42207;06 39 98 00 07;42207"


def read(path: Path, text: str | bytes) -> list[PersonRow | SkippedLine]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(PersonsFile(path).rows())


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_value_takes_the_form_that_is_kept(tmp_path: Path, separator: str, mark: str) -> None:
    (row,) = read(tmp_path / "x", mark + f"{HEAD}\r\n{LINE}\r\n".replace(";", separator))
    assert row == PersonRow(
        2, "7", "Canari", "Odile", "1941-03-12", "F", "42207", "", "+33639980007", "", "42207", ()
    )


def test_columns_come_in_any_order_and_a_cell_may_hold_two_lines(tmp_path: Path) -> None:
    text = 'Prénom;IPP;Note;DDN;Nom de naissance;Adresse\nOdile;7;x;1941;Canari;"1 rue\nhaute"\n'
    (row,) = read(tmp_path / "x", text)
    assert isinstance(row, PersonRow)
    assert (row.number, row.birth_date, row.address) == ("7", "1941-00-00", "1 rue haute")


def test_what_a_line_lacks_is_said_and_never_what_it_holds(tmp_path: Path) -> None:
    bad = ("8;Canari;Odile;hier;f;42207;;", "9;;Odile;1941;;;;", "10;Canari;Odile;1941;x;ici;12;la")
    text = "\n".join((HEAD, *bad))
    first, second, third = read(tmp_path / "x", text)
    assert isinstance(first, SkippedLine)
    assert "date de naissance" in first.reason
    assert isinstance(second, SkippedLine)
    assert "nom de naissance" in second.reason
    assert isinstance(third, PersonRow)
    assert len(third.warnings) == 4
    said = " ".join((first.reason, second.reason, *third.warnings))
    assert not {"Canari", "Odile", "hier", "ici"} & set(said.split())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nom;Prénom\nx;y\n", "persons_columns"),
        ("", "persons_columns"),
        (f"{HEAD};IPP\n{LINE};8\n", "persons_twice"),
        (f"{HEAD}\n{LINE};de trop\n", "persons_line"),
        (f"{HEAD}\n", "persons_no_rows"),
        (f"{HEAD}\n".encode() + b"7;\xe9;x;1941;;;;\n", "persons_not_text"),
        (f'{HEAD}\n7;"Canari;Odile;1941;;;;\n', "persons_not_text"),
    ],
)
def test_a_file_that_is_not_one_gets_its_sentence(
    tmp_path: Path, text: str | bytes, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path / "x", text)
    assert refused.value.code == code
    assert code in known()
    with pytest.raises(Refused, match="persons_unreadable"):
        list(PersonsFile(tmp_path / "absent").rows())


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, rest: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    lines: list[int] = []
    with suppress(Refused):
        lines = [row.line for row in read(path, f"{HEAD}\n".encode() + rest)]
    assert all(line > 1 for line in lines)
