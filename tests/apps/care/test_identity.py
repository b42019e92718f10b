"""The person: birth dates as people say them, found by two traits, seen on a ground (INS-1)."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.care import access, actions, queries
from maillon.apps.care.actions import NewPerson
from maillon.apps.care.identity import indexes, parse_birth_date
from maillon.apps.care.models import CarerChoice, Patient
from maillon.apps.directory.models import Organization
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM, AccountViewer
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING

BORN = st.dates(min_value=date(1890, 1, 1), max_value=date(2026, 11, 30))
SEPARATORS = st.sampled_from(["/", ".", "-", " ", " / ", ". "])
AGENT = AccountViewer(uuid4())


@given(BORN)
def test_an_iso_date_is_itself(day: date) -> None:
    assert parse_birth_date(day.isoformat()) == day.isoformat()


@given(BORN, SEPARATORS, st.booleans())
def test_every_french_spelling_is_the_same_day(day: date, between: str, bare: bool) -> None:
    parts = (day.day, day.month) if bare else (f"{day.day:02d}", f"{day.month:02d}")
    assert parse_birth_date(between.join(map(str, (*parts, day.year)))) == day.isoformat()


@given(BORN)
def test_eight_digits_without_a_separator_are_day_month_year(day: date) -> None:
    assert parse_birth_date(f" {day:%d%m}{day.year} ") == day.isoformat()


@given(st.integers(min_value=1890, max_value=2026))
def test_a_year_alone_leaves_the_day_unknown(year: int) -> None:
    assert parse_birth_date(str(year)) == f"{year}-00-00"
    assert parse_birth_date(f"00/00/{year}") == f"{year}-00-00"


def read(text: str) -> str:
    """The date read, or why there is none."""
    try:
        return parse_birth_date(text)
    except Refused as refused:
        return refused.code


@given(st.text(max_size=14) | st.from_regex(r"\A[0-9]{1,2}[/. -][0-9]{1,2}[/. -][0-9]{4}\Z"))
def test_whatever_is_typed_is_a_date_or_is_refused(text: str) -> None:
    born = read(text)
    assert born.startswith("birth_date_") or read(born) == born


@pytest.mark.parametrize(
    "text",
    ["", "32/01/1941", "30/02/1941", "31/04/1941", "04/13/1941", "1/1/41", "1889", "2101",
     "4 mai 1941", "1941-5-4", "29/02/1941", "00/05/1941x", "１２/０５/1941", "05/1941"],
)  # fmt: skip
def test_an_impossible_day_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="birth_date_unreadable"):
        parse_birth_date(text)


@pytest.mark.parametrize(
    ("text", "read_as"), [("12/07/2040", None), ("2027", None), ("2026", "2026")]
)
def test_nobody_is_born_later(text: str, read_as: str | None) -> None:
    with clock.frozen(MORNING):
        assert read(text) == (f"{read_as}-00-00" if read_as else "birth_date_to_come")


def test_a_leap_day_exists_only_in_leap_years() -> None:
    assert parse_birth_date("29/02/1944") == "1944-02-29"


def test_the_name_index_forgives_case_and_accents() -> None:
    assert indexes("1941-05-04", "LE GOFF-ÉMERY") == indexes("1941-05-04", "le goff emery")


@pytest.fixture
def house() -> Organization:
    return situations.organization("Maison d’essai")


def known(house: Organization, name: str = "Fournier", born: str = "04/05/1941") -> Patient:
    person = NewPerson(birth_name=f" {name} ", given_name="Suzanne", birth_date=born)
    return actions.create_provisional(
        person=person, organization_id=house.pk, by=SYSTEM, now=MORNING
    )


@pytest.mark.django_db
def test_somebody_new_is_provisional_and_needs_names_and_a_birth_date(house: Organization) -> None:
    person = known(house)
    assert (person.status, person.birth_name, person.birth_date) == (
        "PROV",
        "Fournier",
        "1941-05-04",
    )
    for incomplete in (("", "Suzanne"), ("Fournier", "  ")):
        with pytest.raises(Refused, match="person_incomplete"):
            actions.create_provisional(
                person=NewPerson(*incomplete, birth_date="1941"), organization_id=house.pk,
                by=SYSTEM, now=MORNING,
            )  # fmt: skip


def found(house: Organization, name: str, born: str = "4/5/1941") -> list[str]:
    rows = queries.find_persons(
        AGENT, organization_id=house.pk, birth_date=born, name=name, now=MORNING
    )
    return [row.birth_name for row in rows]


@pytest.mark.django_db
def test_the_birth_date_and_a_like_name_find_her_and_neither_alone(house: Organization) -> None:
    known(house)
    assert found(house, "fournier") == ["Fournier"]
    assert found(house, "Fournié") == ["Fournier"]
    assert found(house, "Fournier", born="5/5/1941") == []
    assert found(house, "Benali") == []
    assert found(house, "f") == []


@pytest.mark.django_db
def test_another_structure_s_persons_are_never_found(house: Organization) -> None:
    known(situations.organization("Maison d’à côté"))
    assert found(house, "Fournier") == []


@pytest.mark.django_db
def test_everybody_shown_by_a_search_is_in_the_access_log_and_nobody_else(
    house: Organization,
) -> None:
    shown, hidden = known(house), known(house, name="Benali")
    found(house, "Fournier")
    logged = AccessLogEntry.objects.get()
    assert (logged.patient_id, logged.ground, logged.viewer_id) == (
        shown.pk, "intake", str(AGENT.account_id),
    )  # fmt: skip
    assert logged.patient_id != hidden.pk


@pytest.mark.django_db
def test_her_latest_word_about_a_carer_replaces_the_one_before(house: Organization) -> None:
    person = known(house)
    nurse = situations.responder("Claire", "Vial", "42207", "+33639980001")
    for kind in ("chosen", "refused"):
        actions.record_choice(
            patient_id=person.pk, responder_id=nurse.pk, kind=kind, by=SYSTEM, now=MORNING
        )
    assert CarerChoice.objects.get().kind == "refused"
    around = queries.around(person.pk, now=MORNING)
    assert (around.chosen, around.refused) == ((), (nurse.pk,))


@pytest.mark.django_db
def test_without_a_ground_a_person_does_not_exist(house: Organization) -> None:
    with pytest.raises(NotFound):
        access.require(AGENT, known(house), "identity", MORNING)


@pytest.mark.django_db
def test_an_empty_word_erases_neither_phone_nor_address(house: Organization) -> None:
    person = known(house)
    for phone, address in (("+33199000077", "3 rue des Essais"), ("", "")):
        actions.update_contact(patient=person, phone=phone, address=address, by=SYSTEM, now=MORNING)
    kept = Patient.objects.get()
    assert (kept.phone, kept.address) == ("+33199000077", "3 rue des Essais")
