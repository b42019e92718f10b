"""Encrypted columns: plain in the hand, sealed in the table, never written blindly."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from maillon.apps.care.models import Patient
from maillon.kernel import bulk
from maillon.kernel.crypto import new_key
from tests.factories import desk as situations
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def suzanne() -> Patient:
    house = situations.organization("Maison d’essai")
    person = Patient(
        organization=house, birth_name="Fournier", given_name="Suzanne", birth_date="1941-05-04",
        phone="+33199000077", birth_date_index="x", name_index="y", created_at=MORNING,
    )  # fmt: skip
    person.save(force_insert=True)
    return person


def column(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM care_patient")  # noqa: S608  (our own column names)
        return str(cursor.fetchone()[0])


def test_the_hand_reads_words_and_the_table_holds_none(suzanne: Patient) -> None:
    read = Patient.objects.get()
    assert (read.birth_name, read.phone) == ("Fournier", "+33199000077")
    assert "Fournier" not in column("birth_name")
    assert column("birth_name").startswith("essai$")


def test_an_empty_word_stays_empty(suzanne: Patient) -> None:
    assert Patient.objects.get().address == ""
    assert column("address") == ""


def test_saving_again_what_was_only_read_keeps_it_readable(suzanne: Patient) -> None:
    Patient.objects.get().save()
    assert Patient.objects.get().given_name == "Suzanne"


def test_a_column_left_out_is_fetched_when_read(suzanne: Patient) -> None:
    assert Patient.objects.defer("phone").get().phone == "+33199000077"


def test_update_refuses_to_write_plain_text(suzanne: Patient) -> None:
    with pytest.raises(ValueError, match="never by update"):
        Patient.objects.update(phone="+33199000078")


def test_a_cell_copied_to_another_column_does_not_open(suzanne: Patient) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE care_patient SET address = phone")
    with pytest.raises(InvalidTag):
        assert Patient.objects.get().address


def test_saving_under_a_new_key_lets_the_old_one_go(suzanne: Patient, settings: Any) -> None:
    fresh = f"neuve:{new_key()}"
    settings.MAILLON_FIELD_KEYS = f"{fresh},{settings.MAILLON_FIELD_KEYS}"
    person = Patient.objects.get()
    for name in ("birth_name", "given_name", "birth_date", "phone"):
        setattr(person, name, getattr(person, name))
    person.save()
    settings.MAILLON_FIELD_KEYS = fresh
    assert Patient.objects.get().phone == "+33199000077"


def test_many_rows_at_once_are_sealed_as_one_is(suzanne: Patient) -> None:
    others = [
        Patient(
            organization=suzanne.organization, birth_name=name, given_name="Jeanne", phone="",
            birth_date="1950-01-01", birth_date_index="x", name_index=name, created_at=MORNING,
        )
        for name in ("Bertholon", "Œuvrard")
    ]  # fmt: skip
    bulk.insert([*others])
    bulk.insert([others[0]], ignore_known=True)
    read = {one.pk: one for one in Patient.objects.exclude(pk=suzanne.pk)}
    assert [read[one.pk].birth_name for one in others] == ["Bertholon", "Œuvrard"]
    assert read[others[0].pk].created_at == MORNING
    assert not others[0]._state.adding
    with connection.cursor() as cursor:
        cursor.execute("SELECT birth_name, phone FROM care_patient ORDER BY name_index")
        rows = cursor.fetchall()
    assert {row[0].split("$")[0] for row in rows} == {"essai"}
    assert {row[1] for row in rows if not row[1].startswith("essai$")} == {""}
