"""What goes out comes back the same, and what is malformed is named, never a crash."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillon.apps.care.queries import TeamPart, TeamRecord
from maillon.apps.care.vocabulary import PARTS
from maillon.interop.fhir.careteam import KINDS, careteam, from_careteam
from maillon.interop.fhir.entries import entries_of
from maillon.interop.fhir.person import from_patient
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.reading import parse
from maillon.interop.fhir.search import read
from maillon.interop.fhir.words import from_consent

ids = st.uuids(version=4).map(str)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
parts = st.builds(
    TeamPart, ids, st.sampled_from(sorted(KINDS)), ids, st.sampled_from(sorted(PARTS)), days,
    st.none() | days,
)  # fmt: skip
teams = st.builds(
    TeamRecord, ids, st.integers(1, 10**8), moments, ids, ids,
    st.sampled_from(["active", "inactive"]), moments, st.none() | moments,
    st.lists(parts, max_size=6).map(tuple),
)  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(teams)
def test_out_then_in_is_the_same_circle(team: TeamRecord) -> None:
    assert from_careteam(parse(json.dumps(careteam(team)).encode())) == team


NAMES = ("status", "subject", "participant", "period", "meta", "name", "birthDate", "gender",
         "category", "dateTime", "entry", "telecom", "address", "identifier", "patient",
         "managingOrganization", "id")  # fmt: skip


@settings(max_examples=80)
@given(st.dictionaries(st.sampled_from(NAMES), values, max_size=6))
def test_a_resource_of_any_shape_is_read_or_named(resource: dict[str, Any]) -> None:
    for reader in (from_careteam, from_patient, from_consent, entries_of):
        with suppress(Problem):
            reader(resource)


@pytest.mark.django_db
@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["start", "_id", "patient", "x", "_count"]),
                          st.text(max_size=12)), max_size=3))  # fmt: skip
def test_a_search_of_any_words_is_read_or_named(pairs: list[tuple[str, str]]) -> None:
    with suppress(Problem):
        read(pairs)
