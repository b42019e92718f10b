"""A sealed stream is whole or refused: cut, moved, repeated, altered, prolonged."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.errors import Refused
from maillon.project.backup import sealing
from maillon.project.backup.sealing import CHUNK, TAG, Sealer, opened

KEY, HEADER = b"k" * 32, b'{"version": 1}'
SEALED = CHUNK + TAG


def sealed(plain: bytes, header: bytes = HEADER) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(out, KEY, header)
    for start in range(0, len(plain), 700_000):
        sealer.write(plain[start : start + 700_000])
    sealer.close()
    return out.getvalue()


def read(stream: bytes, key: bytes = KEY, header: bytes = HEADER) -> bytes:
    return b"".join(opened(io.BytesIO(stream), key, header))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_was_sealed_is_read_back(size: int) -> None:
    plain = os.urandom(size)
    stream = sealed(plain)
    assert read(stream) == plain
    assert plain[:40] not in stream or size < 40


THREE = sealed(os.urandom(CHUNK) + os.urandom(CHUNK) + b"la fin")
FIRST, SECOND, LAST = THREE[:SEALED], THREE[SEALED : 2 * SEALED], THREE[2 * SEALED :]


@pytest.mark.parametrize(
    ("what", "stream"),
    [
        ("empty", b""),
        ("one byte", b"x"),
        ("cut between two chunks", FIRST + SECOND),
        ("cut inside a chunk", THREE[:-3]),
        ("two chunks exchanged", SECOND + FIRST + LAST),
        ("one chunk twice", FIRST + FIRST + SECOND + LAST),
        ("one chunk left out", FIRST + LAST),
        ("something after the end", THREE + b"x"),
        ("another end after the end", THREE + LAST),
        ("the end of another stream", FIRST + SECOND + sealed(b"la fin")),
    ],
)
def test_a_stream_that_is_not_what_was_written_is_refused(what: str, stream: bytes) -> None:
    with pytest.raises(Refused, match="backup_altered"):
        read(stream)


@given(st.integers(0, len(sealed(b"quelques mots")) - 1), st.integers(1, 255))
def test_no_byte_can_change_unseen(place: int, change: int) -> None:
    stream = bytearray(sealed(b"quelques mots"))
    stream[place] ^= change
    with pytest.raises(Refused, match="backup_altered"):
        read(bytes(stream))


def test_another_key_or_another_header_is_refused() -> None:
    for key, header in ((b"j" * 32, HEADER), (KEY, HEADER + b" ")):
        with pytest.raises(Refused, match="backup_altered"):
            read(sealed(b"quelques mots"), key, header)


def test_a_nonce_is_never_used_twice_in_a_stream() -> None:
    drawn = {sealing._nonce(place, last=last) for place in range(300) for last in (True, False)}
    assert len(drawn) == 600
    assert {len(nonce) for nonce in drawn} == {12}
