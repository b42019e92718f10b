"""The bench measures what it says, in databases of its own."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.project.bench import cluster, dispatch, offers
from maillon.project.bench.country import PER_COMMUNE, Country
from maillon.project.bench.figures import spread
from maillon.project.bench.telling import lines
from tests.databases import run

NOW = datetime(2026, 11, 24, 8, 41, tzinfo=UTC)
FIGURES = {"n", "p50_ms", "p99_ms"}


def silent(words: str) -> None:
    """Progress nobody reads here."""


@given(st.lists(st.floats(0, 10), min_size=1, max_size=300))
def test_percentiles_are_durations_that_were_measured(seconds: list[float]) -> None:
    found = spread(seconds)
    shown = {round(one * 1000, 3) for one in seconds}
    assert {found.p50, found.p99} <= shown
    assert found.p50 <= found.p99 <= max(shown)
    assert sum(one * 1000 <= found.p50 + 0.001 for one in seconds) * 2 >= len(seconds)


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        spread([])


@pytest.mark.django_db
def test_a_bigger_country_is_not_a_denser_one() -> None:
    country = Country(500, NOW)
    country.lay()
    country.settle(250)
    around = CoverageCommune.objects.filter(commune=country.places[(3, 3)])
    at_first = around.filter(near=False).count(), around.count()
    country.settle(500)
    assert Responder.objects.count() == 500
    assert (around.filter(near=False).count(), around.count()) == at_first
    assert at_first == (5 * len(PER_COMMUNE), 13 * len(PER_COMMUNE))


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "MOST_ROUNDS", 3)


@pytest.mark.django_db
@pytest.mark.usefixtures("_short")
def test_every_size_gives_one_line_of_figures_and_the_same_ranking() -> None:
    small, big = dispatch.measure([200, 100], NOW, silent)
    assert (small["responders"], big["responders"]) == (100, 200)
    assert small["same_ranking"] is True
    assert small["ranked"] > 5
    assert small["selected"]["n"] == 3 * dispatch.SELECTED_A_ROUND
    for way in ("selected", "everybody_read", "everybody_held"):
        assert set(small[way]) == FIGURES
        assert 0 < small[way]["p50_ms"] <= small[way]["p99_ms"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_short")
def test_ways_that_disagree_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch._Match, "_all", lambda self, call, rows: ())
    with pytest.raises(dispatch.Differ, match="rankings differ"):
        dispatch.measure([100], NOW, silent)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_offer_counted_was_lived() -> None:
    figures = offers.measure(5, NOW, silent)
    assert figures["requests"] == Assignment.objects.count() == 5
    assert figures["offers"] == Offer.objects.count() == 25
    assert figures["offers_written_per_second"] > 0
    assert figures["messages_handed_per_second"] > 0
    assert figures["offers_accepted_per_second"] > 0
    assert set(figures["smallest_commit"]) == FIGURES


@pytest.fixture
def measured() -> dict[str, Any]:
    took = {"n": 4, "p50_ms": 1.0, "p99_ms": 2.0}
    size = {
        "responders": 1000, "ranked": 30, "selected": took, "everybody_read": took,
        "everybody_held": took, "times_read": 1.0, "times_held": 1.0, "same_ranking": True,
    }  # fmt: skip
    machine = {"measured_at": "x", "cores": 2, "processor": "y", "python": "3", "load": 0.0}
    return {
        "machine": machine,
        "missing": ["PostgreSQL n’est pas installé ici : seul SQLite est mesuré."],
        "dispatch": [{"database": "SQLite 3", "figures": [size]}],
    }


def test_a_missing_database_is_said_in_a_sentence(measured: dict[str, Any]) -> None:
    said = "\n".join(lines(measured))
    assert "1000" in said
    assert said.endswith("PostgreSQL n’est pas installé ici : seul SQLite est mesuré.")


@pytest.mark.sqlite
def test_a_machine_without_postgresql_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(cluster.Missing, match="seul SQLite"), cluster.running():
        pass


@pytest.mark.sqlite
def test_a_server_that_does_not_start_is_told_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "_programs", lambda: tmp_path)
    monkeypatch.setattr(cluster, "_ordinary_user", lambda: None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with pytest.raises(cluster.Missing, match="ne démarre pas"), cluster.running():
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_configured_database_is_never_opened(tmp_path: Path) -> None:
    configured = tmp_path / "configured.sqlite3"
    said = run(
        f"sqlite:///{configured}", "bench", "dispatch", "--sizes", "50", "--sqlite-only", "--json"
    )
    found = json.loads(said)
    assert not configured.exists()
    assert set(found) == {"machine", "missing", "dispatch"}
    assert set(found["machine"]) >= {"measured_at", "cores", "python", "load"}
    (base,) = found["dispatch"]
    assert base["database"].startswith("SQLite ")
    assert base["figures"][0]["responders"] == 50
