"""Every trap an extract of mailboxes may set."""

from pathlib import Path

import pytest

from maillon.apps.directory.extract import MailboxRow, SkippedLine
from maillon.errors import Refused
from maillon.interop.annuaire import MssanteFile
from maillon.kernel.sentences import known, sentence
from tests.interop.annuaire.extracts import identifier
from tests.interop.annuaire.registers import MSSANTE_HEADER, finess, mailbox, mailboxes

Rows = list[MailboxRow | SkippedLine]


def read(path: Path) -> Rows:
    return list(MssanteFile(path).rows())


def test_a_persons_mailbox_names_its_holder(tmp_path: Path) -> None:
    assert len(MSSANTE_HEADER) == 31
    (row,) = read(mailboxes(tmp_path / "x.txt", [mailbox(1)]))
    assert row == MailboxRow(
        line=2,
        address="clemence.violette1@essai.mssante.example",
        kind="PER",
        holder=f"8{identifier(1)}",
        site="",
        service="",
        name="Clémence VIOLETTE",
        paperless=True,
        warnings=(),
    )


@pytest.mark.parametrize("written", ["", "1"])
def test_a_structures_mailbox_names_its_finess_number(tmp_path: Path, written: str) -> None:
    (row,) = read(mailboxes(tmp_path / "x.txt", [mailbox(1, site=written + finess(4))]))
    assert isinstance(row, MailboxRow)
    assert (row.kind, row.site, row.service, row.holder) == ("ORG", finess(4), "Gériatrie", "")


@pytest.mark.parametrize("column", ["Liste rouge", "LISTE ROUGE", "listeRouge"])
@pytest.mark.parametrize("value", ["O", "true", "1", "oui", "peut-être"])
def test_of_a_red_listed_mailbox_nothing_is_kept(tmp_path: Path, column: str, value: str) -> None:
    told = [mailbox(1, address="canari@essai.mssante.example") | {column: value}, mailbox(2)]
    told[1][column] = "N"
    red, shown = read(mailboxes(tmp_path / "x.txt", told, [*MSSANTE_HEADER, column]))
    assert red == SkippedLine(2, "liste rouge : rien n’en est gardé")
    assert isinstance(shown, MailboxRow)


@pytest.mark.parametrize("address", ["", "sans arobase", "a@b", "a b@c.fr", "<x>@c.fr", "a@@b.fr"])
def test_an_address_that_is_none_is_left_out(tmp_path: Path, address: str) -> None:
    (row,) = read(mailboxes(tmp_path / "x.txt", [mailbox(1, address=address)]))
    assert row == SkippedLine(2, "adresse absente ou illisible")


def test_an_unknown_kind_is_left_out_and_a_false_key_is_a_doubt(tmp_path: Path) -> None:
    odd, doubtful = read(
        mailboxes(
            tmp_path / "x.txt",
            [mailbox(1, kind="FAX"), mailbox(2) | {"Identifiant PP": "99900000000"}],
        )
    )
    assert isinstance(odd, SkippedLine)
    assert isinstance(doubtful, MailboxRow)
    assert doubtful.warnings == ("clé de contrôle fausse : « 99900000000 »",)


def test_names_of_columns_may_change_case_accents_and_places(tmp_path: Path) -> None:
    odd = [name.upper().replace("É", "E").replace("'", "’") for name in reversed(MSSANTE_HEADER)]
    names = dict(zip(reversed(MSSANTE_HEADER), odd, strict=True))
    told = {names[name]: value for name, value in mailbox(1).items()}
    expected = read(mailboxes(tmp_path / "a.txt", [mailbox(1)]))
    assert read(mailboxes(tmp_path / "b.txt", [told], odd)) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "mssante_empty"),
        (b"<!DOCTYPE html>", "mssante_columns_missing"),
        (b"PK\x03\x04", "mssante_archive"),
        (b"\x1f\x8b\x08\x00", "mssante_archive"),
        ("|".join(MSSANTE_HEADER).encode() + b"\nPER|a\x00", "mssante_binary"),
        ("|".join(MSSANTE_HEADER).encode() + b"\nPER|a\n", "mssante_line_malformed"),
        ("|".join(MSSANTE_HEADER).encode() + b"\n", "mssante_no_rows"),
        ("|".join([*MSSANTE_HEADER, "adresse bal"]).encode() + b"\n", "mssante_column_twice"),
        ("|".join(MSSANTE_HEADER).encode("latin-1") + b"\n", "mssante_not_utf8"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_or_broken_file_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read(path)
    assert refused.value.code == code
    assert code in known()
    assert "{" not in sentence(refused.value)
