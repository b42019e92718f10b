"""The index of words is in step with its table, whatever writes it, on both databases."""

import pytest
from django.db import connection, transaction
from django.db.models import CharField, QuerySet
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from maillon.apps.directory.models import Organization
from maillon.kernel import bulk, fulltext
from tests.apps.directory.ground import NOW

WORDS = st.text("abé1", min_size=1, max_size=4)
ROWS = st.lists(st.lists(WORDS, max_size=4), max_size=8)


def house(words: str, name: str = "") -> Organization:
    """A structure filed under these words."""
    return Organization(
        kind="other", name=name or words, folded_name=words, search_text=f" {words} ",
        source="essai", as_of=NOW.date(),
    )  # fmt: skip


def found(*asked: str) -> list[str]:
    """Names of what is found under the beginnings asked for, each « a|b » of several spellings."""
    rows: QuerySet[Organization] = Organization.objects.all()
    spellings = [one.split("|") for one in asked]
    return sorted(row.name for row in fulltext.answering(rows, spellings))


class AnyWords(TestCase):
    @given(ROWS, st.lists(st.lists(WORDS, min_size=1, max_size=2), min_size=1, max_size=3))
    def test_a_row_is_found_when_each_word_asked_begins_one_of_its_own(
        self, rows: list[list[str]], asked: list[list[str]]
    ) -> None:
        Organization.objects.all().delete()
        for number, words in enumerate(rows):
            house(" ".join(words), name=str(number)).save()
        expected = [
            str(number)
            for number, words in enumerate(rows)
            if all(any(w.startswith(s) for w in words for s in either) for either in asked)
        ]
        assert found(*("|".join(either) for either in asked)) == expected
        assert list(fulltext.out_of_step()) == []


@pytest.mark.django_db
def test_a_row_is_found_however_it_was_written_and_lost_when_it_goes() -> None:
    house("alpha").save()
    Organization.objects.bulk_create([house("beta")])
    bulk.insert([house("gamma")])
    assert [found("al"), found("be"), found("gam")] == [["alpha"], ["beta"], ["gamma"]]
    Organization.objects.filter(name="alpha").update(search_text=" delta ")
    Organization.objects.filter(name="beta").update(phone="0400000000")
    Organization.objects.filter(name="gamma").delete()
    assert [found("al"), found("del"), found("be"), found("gam")] == [[], ["alpha"], ["beta"], []]


@pytest.mark.django_db
def test_an_import_that_writes_over_a_row_files_its_new_words() -> None:
    row = house("alpha")
    row.save()
    told = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    bulk.write(Organization, [told | {"search_text": " omega "}], over=("search_text",))
    assert (found("alpha"), found("omega")) == ([], ["alpha"])


@pytest.mark.django_db
def test_what_a_transaction_takes_back_is_not_found() -> None:
    with transaction.atomic():
        house("alpha").save()
        assert found("alpha") == ["alpha"]
        transaction.set_rollback(True)
    assert found("alpha") == []
    assert list(fulltext.out_of_step()) == []


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_vacuum_gives_nobody_the_words_of_another() -> None:
    Organization.objects.bulk_create([house("alpha"), house("beta"), house("gamma")])
    Organization.objects.filter(name="alpha").delete()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    assert (found("beta"), found("gam")) == (["beta"], ["gamma"])


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_table_rebuilt_by_a_migration_is_filed_anew() -> None:
    house("alpha").save()
    old = Organization._meta.get_field("phone")
    new: CharField[str, str] = CharField(max_length=24, blank=True)
    new.set_attributes_from_name("phone")
    with connection.schema_editor() as editor:
        editor.alter_field(Organization, old, new)
    Organization.objects.update(search_text=" beta ")  # no trigger sees it
    house("gamma").save()
    assert (found("alpha"), found("beta"), found("gamma")) == (["alpha"], [], [])
    assert dict(fulltext.out_of_step()) == {"directory_organization": 1}
    fulltext.install()
    assert (found("alpha"), found("beta"), found("gamma")) == ([], ["alpha"], ["gamma"])
    with connection.schema_editor() as editor:
        editor.alter_field(Organization, new, old)
    fulltext.install()


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_answers_from_its_index() -> None:
    bulk.insert([house(f"m{number:05d}") for number in range(3000)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE directory_organization")
    rows = fulltext.answering(Organization.objects.all(), [["m00042"]])
    assert "directory_organization_words" in rows.explain()
