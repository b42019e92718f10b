"""Ten thousand ACI statements: read, computed, told, each timed apart."""

import itertools
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from maillon.engines.aci import rules, statement
from maillon.project.aci import as_json
from maillon.project.aci.cases import Case, read_cases
from maillon.project.bench import machine

__all__ = ["lines", "run"]

SEED: Final = 5
TURNS: Final = 3
LEVELS: Final = {"diversity_level": 2, "users_level": 2, "quality_level": 3, "placements": 5}


def run(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """``{"machine", "statements": {"n", "read_s", "compute_s",
    "processor_s", "told_s", "rule_revision"}}``.

    Invented structures, all different; the quickest of three computations, since what else runs
    on a machine only ever adds.
    """
    with tempfile.TemporaryDirectory(prefix="maillon-bench-") as folder:
        path = Path(folder) / "faits.yaml"
        tell(f"{count} structures inventées : écriture…")
        path.write_text("\n".join(_structures(count)), encoding="utf-8")
        rules()
        tell("lecture…")
        began = time.perf_counter()
        cases = read_cases(path, None)
        read_s = time.perf_counter() - began
    tell("calcul…")
    compute_s, processor_s = min(_computed(cases) for _ in range(TURNS))
    return {
        "machine": machine.described(),
        "statements": {
            "n": len(cases),
            "read_s": round(read_s, 3),
            "compute_s": round(compute_s, 3),
            "processor_s": round(processor_s, 3),
            "told_s": round(_told(cases), 3),
            "rule_revision": rules().revision,
        },
    }


def _computed(cases: Sequence[Case]) -> tuple[float, float]:
    """Time that passed, and time of the processor: what is left of a busy machine."""
    book, began, spent = rules(), time.perf_counter(), time.process_time()
    for case in cases:
        statement(book, case.facts, year=case.year)
    return time.perf_counter() - began, time.process_time() - spent


def _told(cases: Sequence[Case]) -> float:
    """Computed again, then put in the words of the JSON."""
    book, began = rules(), time.perf_counter()
    for case in cases:
        as_json.case(case, statement(book, case.facts, year=case.year))
    return time.perf_counter() - began


def _structures(count: int) -> list[str]:
    chance = random.Random(SEED)
    return list(itertools.chain.from_iterable(_structure(n, chance) for n in range(count)))


def _structure(number: int, chance: random.Random) -> list[str]:
    patients = chance.randint(500, 25_000)
    facts: dict[str, Any] = {
        "patients": patients,
        "professionals": chance.randint(3, 60),
        "doctors": 8,
        "opening_hours_per_day": chance.randint(8, 13),
        "open_saturday_morning": chance.random() < 0.8,
        "weeks_closed": chance.randint(0, 3),
        "crisis_plan": chance.random() < 0.95,
        "coordinator": True,
        "protocols": chance.randint(0, 10),
        "case_meetings": chance.randint(4, 12),
        "files_reviewed": chance.randint(0, patients // 10),
        "information_system": chance.choice(["standard", "advanced"]),
        "ipa": chance.random() < 0.3,
        "sas_doctors": chance.randint(0, 8),
        "contract_signed_on": date(chance.randint(2019, 2023), chance.randint(1, 12), 1),
    }
    facts |= {key: chance.randint(0, most) for key, most in LEVELS.items()}
    written = (f"    {key}: {str(value).lower()}" for key, value in facts.items())
    head = [f"- name: structure {number}", "  regime: aci_msp", "  year: 2023", "  facts:"]
    return [*head, *written]


def lines(found: dict[str, Any]) -> list[str]:
    """The same, to read."""
    figures = found["statements"]
    times = {
        "lecture et contrôle du fichier": figures["read_s"],
        "calcul": figures["compute_s"],
        "dont processeur": figures["processor_s"],
        "calcul et mise en JSON": figures["told_s"],
    }
    told = [f"{figures['n']} relevés ACI, charge au départ {found['machine']['load']}"]
    told += [f"  {name:<32} {_said(seconds):>8} s" for name, seconds in times.items()]
    each = 1_000_000 * figures["compute_s"] / figures["n"]
    return [*told, f"  {'un relevé':<32} {_said(each):>8} µs"]


def _said(figure: float) -> str:
    return f"{figure:.2f}".replace(".", ",")
