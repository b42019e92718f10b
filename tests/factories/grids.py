"""A grid whose questions say nothing of anybody: what a structure would have entered."""

from typing import Any

__all__ = ["document"]

SOURCE = {"name": "Questions d’essai, inventées", "confidence": "D"}


def document(*, version: str = "1", questions: int = 26, **more: Any) -> dict[str, Any]:
    """As many yes-or-no questions of one point; two more in pregnancy, as in the press."""
    items = [_item(n) for n in range(1, questions + 1)]
    items += [_item(n, ["pregnancy"]) for n in (questions + 1, questions + 2)]
    return {
        "code": "escap", "title": "ESCAP, questions d’essai", "version": version,
        "since": "2025-03-24", "source": SOURCE, "rescore_days": 90,
        "entries": ["polypathology_over_65", "palliative_care"],
        "thresholds": [
            {"at_least": "13", "out_of": str(questions), "within": [], "source": SOURCE},
            {
                "at_least": "14", "out_of": str(questions + 2), "within": ["pregnancy"],
                "source": SOURCE,
            },
        ],
        "items": items,
        **more,
    }  # fmt: skip


def _item(n: int, within: list[str] | None = None) -> dict[str, Any]:
    options = [
        {"code": "yes", "text": "oui", "points": "1"}, {"code": "no", "text": "non", "points": "0"}
    ]  # fmt: skip
    return {
        "code": f"q{n}", "text": f"Question d’essai {n}", "options": options,
        "within": within or [],
    }  # fmt: skip
