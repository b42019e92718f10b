"""Every line of the table of real-life replies means what the table says, and nothing more."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from maillon.engines.replies import Reply, parse

OPEN_CODES = frozenset({"4821", "1430", "0457"})
TABLE = Path(__file__).with_name("replies_table.yaml")


def lines() -> list[tuple[str, Reply]]:
    """The table as (message, whole reply expected)."""
    sections: dict[str, dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return [
        expected(line if isinstance(line, dict) else {"text": line}, section["intent"])
        for section in sections.values()
        for line in section["replies"]
    ]


def expected(line: dict[str, Any], intent: str) -> tuple[str, Reply]:
    names = {"time": "time_text", "days": "pause_days"}
    told = {names.get(key, key): value for key, value in line.items() if key != "text"}
    return line["text"], Reply(**{"intent": intent, **told})


@pytest.mark.parametrize(("text", "reply"), lines())
def test_a_real_reply_means_exactly_this(text: str, reply: Reply) -> None:
    assert parse(text, OPEN_CODES) == reply


def test_the_table_is_long_and_has_no_line_twice() -> None:
    texts = [text for text, _ in lines()]
    assert len(texts) == len(set(texts)) >= 120
