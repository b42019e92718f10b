"""The answer to « et si… ? » says what differs for certain, and nothing more."""

from typing import Any

from maillon.apps.desk.web.supposing_chart import figures, verdict


def side(*p50: float | None) -> dict[str, Any]:
    return {
        "requests": 24, "p50": list(p50), "p90": [60.0, 50.0, 90.0], "never": [0.0, 0.0, 0.1],
        "within": {"120": [0.9, 0.8, 1.0]},
    }  # fmt: skip


def result(today: dict[str, Any], supposed: dict[str, Any]) -> dict[str, Any]:
    return {"today": today, "supposed": supposed}


def test_intervals_that_overlap_are_no_answer() -> None:
    said = verdict(result(side(21.0, 15.0, 30.0), side(19.0, 12.0, 25.0)))
    assert said.startswith("Pas d’écart net sur ces 24 demandes")
    assert "19" not in said


def test_intervals_apart_are_said_with_both_medians() -> None:
    told = result(side(21.0, 15.0, 30.0), side(45.0, 31.0, 60.0))
    assert verdict(told).startswith("Écart net : oui obtenu, moitié des besoins, 45")
    assert [row[3] for row in figures(told)] == ["net", "pas net", "pas net", "pas net"]


def test_never_is_longer_than_any_wait() -> None:
    told = result(side(21.0, 15.0, 30.0), side(None, 31.0, None))
    assert "jamais au lieu de 21" in verdict(told)


def test_one_week_alone_tells_nothing_apart() -> None:
    assert verdict(result(side(20.0, 20.0, 20.0), side(40.0, 40.0, 40.0))).startswith("Pas d’écart")
