"""Sealed text opens only in its place and with its key; indexes find without telling (DAT-1)."""

import base64
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from maillon.kernel.crypto import blind_index, fold, new_key, open_sealed, seal

PLACE = "care_patient:1:phone"
words = st.text(min_size=1, max_size=80)


@given(words)
def test_what_was_sealed_opens_in_its_place(plain: str) -> None:
    assert open_sealed(seal(plain, PLACE), PLACE) == plain


@given(words)
def test_the_same_text_is_never_sealed_twice_alike(plain: str) -> None:
    assert seal(plain, PLACE) != seal(plain, PLACE)


@pytest.mark.parametrize("place", ["care_patient:2:phone", "care_patient:1:address", ""])
def test_a_ciphertext_moved_elsewhere_does_not_open(place: str) -> None:
    with pytest.raises(InvalidTag):
        open_sealed(seal("+33639980001", PLACE), place)


@given(words, st.integers(min_value=0))
def test_a_flipped_byte_does_not_open(plain: str, where: int) -> None:
    name, _, body = seal(plain, PLACE).partition("$")
    raw = bytearray(base64.b64decode(body))
    raw[where % len(raw)] ^= 1
    with pytest.raises(InvalidTag):
        open_sealed(f"{name}${base64.b64encode(raw).decode()}", PLACE)


def test_a_new_key_writes_while_the_old_one_still_reads(settings: Any) -> None:
    first, second = f"un:{new_key()}", f"deux:{new_key()}"
    settings.MAILLON_FIELD_KEYS = first
    before = seal("Fournier", PLACE)
    settings.MAILLON_FIELD_KEYS = f"{second},{first}"
    after = seal("Fournier", PLACE)
    assert after.startswith("deux$")
    assert {open_sealed(before, PLACE), open_sealed(after, PLACE)} == {"Fournier"}
    settings.MAILLON_FIELD_KEYS = second
    assert open_sealed(after, PLACE) == "Fournier"
    with pytest.raises(KeyError):
        open_sealed(before, PLACE)


@given(words)
def test_an_index_is_stable_and_says_nothing(value: str) -> None:
    found = blind_index("phone", value)
    assert found == blind_index("phone", value)
    assert len(found) == 40
    assert set(found) <= set("0123456789abcdef")


@given(words, words)
def test_two_purposes_never_share_an_index(value: str, other: str) -> None:
    assert blind_index("phone", value) != blind_index("name", value)
    assert (blind_index("name", value) == blind_index("name", other)) == (value == other)


def test_another_installation_has_other_indexes(settings: Any) -> None:
    here = blind_index("birth_date", "1941-05-04")
    settings.MAILLON_INDEX_KEY = new_key()
    assert blind_index("birth_date", "1941-05-04") != here


@given(words)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fournier", "FOURNIER"),
        ("Éloïse", "eloise"),
        ("Le  Goff", "le-goff"),
        ("d’Arc", "D'ARC"),
        ("Cœur", "coeur"),
        ("Lætitia", "laetitia"),
    ],
)
def test_one_spelling_per_spoken_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_sealed_values_have_no_order() -> None:
    """Sealing draws a nonce: an order among sealed values would be another one each day."""
    with pytest.raises(TypeError, match="open them first"):
        sorted([seal("a", "one"), seal("b", "two")])
