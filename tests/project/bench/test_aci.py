"""The bench of statements measures what it says."""

from maillon.project.bench import statements


def test_every_statement_counted_was_read_computed_and_told() -> None:
    said: list[str] = []
    found = statements.run(30, said.append)
    figures = found["statements"]
    assert figures["n"] == 30
    assert min(figures["read_s"], figures["compute_s"], figures["told_s"]) >= 0
    assert figures["processor_s"] < 5
    assert said
    assert any("30 relevés" in line for line in statements.lines(found))
