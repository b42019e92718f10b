"""The labels of professions and know-hows: the directory gives codes only.

JDV_J05-SubjectRole-CISIS, version 20260730120000, and TRE_G15-ProfessionSante, version
20250328120000, Agence du Numérique en Santé. Know-hows that no care is asked for are left out.
"""

import csv
import functools
from pathlib import Path
from typing import Final

__all__ = ["profession_label", "skill_label"]

DATA: Final = Path(__file__).parent.with_name("data")


@functools.cache
def _labels(name: str) -> dict[str, str]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["label"] for row in csv.DictReader(stream)}


def profession_label(code: str) -> str:
    """The label of a profession; the code itself in words where we hold none."""
    return _labels("professions").get(code, f"profession {code}")


def skill_label(code: str) -> str:
    """The label of a know-how; the code itself in words where we hold none."""
    return _labels("skills").get(code, f"savoir-faire {code}")
