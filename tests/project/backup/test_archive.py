"""An archive says what it holds to whoever has its secret, and nothing to anybody else."""

import base64
import io
import json
from typing import Any

import pytest

from maillon.errors import Refused
from maillon.project.backup import archive, secret

ONE = base64.b64encode(b"une clef de sauvegarde bien tir.").decode()
TWO = base64.b64encode(b"une autre clef, du mois suivant.").decode()
WORDS = "quatre mots que personne ne devine"
MANIFEST = archive.Manifest(
    made_at="2026-11-24T09:00:00+00:00", database="sqlite", server="SQLite 3",
    maillon="0.1.0", migrations=["desk.0001_initial"], rows={"desk_desk": 1}, keys={"k1": "aa"},
)  # fmt: skip


def made(body: tuple[bytes, ...] = (b"CANARI", b"-SECRET")) -> bytes:
    out = io.BytesIO()
    archive.write(out, MANIFEST, body)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _one_key(settings: Any) -> None:
    settings.MAILLON_BACKUP_KEY, settings.MAILLON_BACKUP_PASSPHRASE = f"b1:{ONE}", ""


def test_it_reads_back_as_it_was_written() -> None:
    opened = archive.read(io.BytesIO(made()))
    assert (opened.manifest, opened.key) == (MANIFEST, "b1")
    assert b"".join(opened.body) == b"CANARI-SECRET"


def test_two_archives_of_the_same_have_nothing_in_common_but_their_form() -> None:
    assert made()[-40:] != made()[-40:]


def test_nothing_of_it_is_in_clear() -> None:
    text = made((b"CANARI-SECRET" * 1000,))
    for word in (b"CANARI", b"desk_desk", b"2026-11", b"SQLite"):
        assert word not in text


def test_a_new_key_writes_and_the_old_one_still_reads(settings: Any) -> None:
    old = made()
    settings.MAILLON_BACKUP_KEY = f"b2:{TWO},b1:{ONE}"
    assert archive.read(io.BytesIO(old)).key == "b1"
    assert archive.read(io.BytesIO(made())).key == "b2"


def test_without_its_key_it_says_which_one_is_missing(settings: Any) -> None:
    text = made()
    settings.MAILLON_BACKUP_KEY = f"b2:{TWO}"
    with pytest.raises(Refused) as refused:
        archive.read(io.BytesIO(text))
    assert (refused.value.code, refused.value.data) == (
        "backup_other_secret", {"wanted": "la clé « b1 »"},
    )  # fmt: skip


def test_the_same_name_on_another_key_is_refused(settings: Any) -> None:
    text = made()
    settings.MAILLON_BACKUP_KEY = f"b1:{TWO}"
    with pytest.raises(Refused, match="backup_altered"):
        archive.read(io.BytesIO(text))


def test_a_passphrase_seals_and_opens(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secret, "MEMORY_KIB", 64)
    settings.MAILLON_BACKUP_KEY, settings.MAILLON_BACKUP_PASSPHRASE = "", WORDS
    text = made()
    assert b"".join(archive.read(io.BytesIO(text)).body) == b"CANARI-SECRET"
    settings.MAILLON_BACKUP_PASSPHRASE = WORDS + "."
    with pytest.raises(Refused, match="backup_altered"):
        archive.read(io.BytesIO(text))


@pytest.mark.parametrize("words", ["", "trop court"])
def test_without_a_secret_nothing_is_written(settings: Any, words: str) -> None:
    settings.MAILLON_BACKUP_KEY, settings.MAILLON_BACKUP_PASSPHRASE = "", words
    with pytest.raises(Refused, match="backup_no_secret"):
        made()


def headed(**header: Any) -> bytes:
    raw = json.dumps(header).encode()
    return archive.MAGIC + len(raw).to_bytes(4, "big") + raw


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"SQLite format 3\x00",
        archive.MAGIC,
        archive.MAGIC + b"\xff\xff\xff\xff",
        archive.MAGIC + b"\x00\x00\x00\x02[]",
        headed(version=2, key="b1", salt="00"),
        headed(version=1, key="b1"),
        headed(version=1, key="b1", salt=3),
        headed(version=1, key="phrase", salt="00" * 32, argon2id={"memory_kib": 1}),
        headed(
            version=1, key="phrase", salt="00" * 32,
            argon2id={"time": 1, "memory_kib": 1 << 40, "lanes": 1},
        ),
    ],
)  # fmt: skip
def test_another_file_is_refused_before_it_costs_anything(settings: Any, text: bytes) -> None:
    settings.MAILLON_BACKUP_PASSPHRASE = WORDS
    with pytest.raises(Refused, match="backup_not_one"):
        archive.read(io.BytesIO(text))
