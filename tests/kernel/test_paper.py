"""A paper made here is the same bytes, whatever was printed before it and in whichever thread."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from maillon.kernel import paper

PAGE = "<!doctype html><html lang='fr'><head><title>Essai</title></head><body><h1>{}</h1></body>"
EVIDENCE = "contracts/evidence-paper.css"


def test_what_is_kept_between_papers_changes_none_of_them() -> None:
    first = paper.pdf(PAGE.format("Une fiche"), EVIDENCE)
    if first is None and os.environ.get("CI") != "true":
        pytest.skip("no Pango on this machine")
    assert first is not None
    other = paper.pdf(PAGE.format("Un rapport"))
    assert other != first
    assert paper.pdf(PAGE.format("Une fiche"), EVIDENCE) == first
    assert paper.pdf(PAGE.format("Une fiche")) != first  # each style keeps its own sheet
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(paper.pdf, PAGE.format("Une fiche"), EVIDENCE).result() == first
