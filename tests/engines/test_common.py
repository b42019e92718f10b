"""Distances on the ground."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.engines.common import haversine_km, road_estimate

lon, lat = st.floats(-180, 180), st.floats(-90, 90)


def test_saint_chamond_to_saint_etienne_is_ten_kilometres_as_the_crow_flies() -> None:
    assert haversine_km(4.515, 45.476, 4.387, 45.440) == pytest.approx(10.8, abs=0.2)


def test_paris_to_marseille_is_six_hundred_and_sixty_kilometres() -> None:
    assert haversine_km(2.3522, 48.8566, 5.3698, 43.2965) == pytest.approx(660, abs=2)


@given(lon, lat, lon, lat)
def test_a_distance_is_the_same_both_ways_and_never_longer_than_half_the_earth(
    lon_a: float, lat_a: float, lon_b: float, lat_b: float
) -> None:
    there = haversine_km(lon_a, lat_a, lon_b, lat_b)
    assert there == pytest.approx(haversine_km(lon_b, lat_b, lon_a, lat_a), abs=1e-6)
    assert 0 <= there <= 20_016


def test_ten_straight_kilometres_are_twelve_and_a_half_by_road_in_seventeen_minutes() -> None:
    road = road_estimate(10)
    assert road.km == pytest.approx(12.6)
    assert road.minutes == pytest.approx(16.6)
