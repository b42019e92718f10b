"""The bench measures what it says, in databases of its own."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from maillon.apps.desk.models import Assignment, Offer
from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.apps.messaging.models import OutboxMessage
from maillon.project import cluster
from maillon.project.bench import calls, dispatch, offers, persons, search
from maillon.project.bench.country import PER_COMMUNE, Country, commune_code
from maillon.project.bench.figures import spread
from maillon.project.bench.running import side_by_side
from maillon.project.bench.telling import lines
from tests.databases import run

NOW = datetime(2026, 11, 24, 8, 41, tzinfo=UTC)
FIGURES = {"n", "p50_ms", "p95_ms", "p99_ms"}
ROW = {
    "engine", "practitioners", "p50_ms", "p99_ms", "end_to_end_p99_ms", "build_s", "memory_mb",
}  # fmt: skip


def silent(words: str) -> None:
    """Progress nobody reads here."""


@given(st.lists(st.floats(0, 10), min_size=1, max_size=300))
def test_percentiles_are_durations_that_were_measured(seconds: list[float]) -> None:
    found = spread(seconds)
    shown = {round(one * 1000, 3) for one in seconds}
    assert {found.p50, found.p99} <= shown
    assert found.p50 <= found.p95 <= found.p99 <= max(shown)
    assert sum(one * 1000 <= found.p50 + 0.001 for one in seconds) * 2 >= len(seconds)


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        spread([])


def test_a_million_responders_live_in_communes_whose_code_has_five_signs() -> None:
    codes = {commune_code(n) for n in range(1_000_000 // len(PER_COMMUNE))}
    assert len(codes) == 200_000
    assert {len(code) for code in codes} == {5}


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
    monkeypatch.setattr(dispatch, "MOST_ROUNDS", 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("_short")
def test_every_way_gives_one_row_of_figures_and_the_same_ranking() -> None:
    small, big = dispatch.measure([200, 100], NOW, silent)
    assert (small["practitioners"], big["practitioners"]) == (100, 200)
    assert small["ranked"] > 5
    engines = {row["engine"]: row for row in small["rows"]}
    assert set(engines) == {connection.vendor, "memory", "bruteforce"}
    assert engines["memory"]["n"] == dispatch.SELECTED_A_ROUND
    for row in engines.values():
        assert set(row) >= ROW
        assert row["practitioners"] == 100
        assert 0 < row["p50_ms"] <= row["p99_ms"]
        assert 0 < row["end_to_end_p50_ms"] <= row["end_to_end_p99_ms"]
        assert row["build_s"] > 0
        assert row["memory_mb"] >= 0


@pytest.mark.django_db
@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("way", ["from_everybody", "asked_of_the_desk"])
def test_ways_that_disagree_are_not_timed(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(calls, way, lambda *_: ())
    with pytest.raises(dispatch.Differ, match="rank"):
        dispatch.measure([100], NOW, silent)


@pytest.mark.django_db
def test_the_index_and_the_whole_table_are_timed_on_the_same_words_and_answers() -> None:
    (found,) = search.measure([400], NOW, silent)
    assert found["practitioners"] == 400
    assert found["like_to_index"] > 0
    for way in ("index", "like", "page"):
        assert set(found[way]) == FIGURES
        assert found[way]["n"] == found["searches"] == 180
    assert "LIKE" in "\n".join(search.told(found))


@pytest.mark.django_db
def test_an_index_that_misses_somebody_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_listed", lambda text: set())
    with pytest.raises(search.Differ, match="infirmi"):
        search.measure([400], NOW, silent)


def test_two_databases_that_rank_differently_give_no_figures(answers: list[dict[str, Any]]) -> None:
    answers[1]["figures"][0]["rankings"] = "other"
    with pytest.raises(RuntimeError, match="classent"):
        side_by_side(answers)


def test_ratios_are_taken_side_by_side(answers: list[dict[str, Any]]) -> None:
    found = side_by_side(answers)
    assert [row["engine"] for row in found["rows"]] == [
        "memory", "sqlite", "postgresql", "bruteforce",
    ]  # fmt: skip
    assert found["ratios"] == [
        {
            "practitioners": 1000, "ranked": 30, "sqlite_to_memory": 4.0,
            "postgresql_to_memory": 6.0, "bruteforce_to_memory": 50.0,
        }
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_offer_counted_was_lived() -> None:
    figures = offers.measure(5, NOW, silent)
    assert figures["requests"] == Assignment.objects.count() == 5
    assert figures["offers"] == figures["batch"] == 25
    assert Offer.objects.count() == 25 * (2 + offers.BATCHES)
    assert OutboxMessage.objects.filter(state="sending").count() == 25 * (1 + offers.BATCHES)
    assert figures["offers_written_per_second"] > 0
    assert figures["messages_handed_per_second"] > 0
    assert figures["offers_accepted_per_second"] > 0
    assert figures["batch_written_and_claimed_per_second"] > 0
    for one in ("smallest_commit", "request_to_first_sms"):
        assert set(figures[one]) == FIGURES


def row(engine: str, p50: float) -> dict[str, Any]:
    return {
        "engine": engine, "practitioners": 1000, "p50_ms": p50, "p99_ms": p50,
        "end_to_end_p50_ms": p50, "end_to_end_p99_ms": p50, "n": 4, "build_s": 1.0,
        "memory_mb": 1.0,
    }  # fmt: skip


def answer(engine: str, p50: float, memory: float) -> dict[str, Any]:
    """What one process found, on a machine busier for the second."""
    rows = [row(engine, p50), row("memory", memory), row("bruteforce", 50 * memory)]
    size = {"practitioners": 1000, "ranked": 30, "rows": rows, "rankings": "same"}
    return {"database": engine, "figures": [size]}


@pytest.fixture
def answers() -> list[dict[str, Any]]:
    return [answer("sqlite", 4.0, 1.0), answer("postgresql", 12.0, 2.0)]


@pytest.fixture
def measured(answers: list[dict[str, Any]]) -> dict[str, Any]:
    machine = {"measured_at": "x", "cores": 2, "processor": "y", "python": "3", "load": 0.0}
    return {
        "machine": machine,
        "databases": ["SQLite 3"],
        "missing": ["PostgreSQL n’est pas installé ici : seul SQLite est mesuré."],
        **side_by_side(answers[:1]),
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
        f"sqlite:///{configured}",
        "bench",
        "dispatch",
        "--practitioners",
        "50",
        "--sqlite-only",
        "--json",
    )
    found = json.loads(said)
    assert not configured.exists()
    assert set(found) == {"machine", "databases", "missing", "rows", "ratios"}
    assert set(found["machine"]) >= {"measured_at", "cores", "python", "load"}
    assert found["databases"][0].startswith("SQLite ")
    assert [row["engine"] for row in found["rows"]] == ["memory", "sqlite", "bruteforce"]
    assert {row["practitioners"] for row in found["rows"]} == {50}


@pytest.mark.django_db
def test_everybody_brought_in_is_found_by_birth_date_and_name() -> None:
    found = persons.measure(60, NOW, silent)
    assert (found["persons"], found["date"]["n"], found["entry"]["n"]) == (60, 60, 60)
    assert "par seconde" in "\n".join(persons.told(found))
