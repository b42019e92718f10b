"""What is drawn once: constants only, and never the words of anybody."""

from typing import Any

import pytest
from django.template import Context, Template, engines
from django_cotton.compiler_regex import CottonCompiler

from maillon.kernel.shell import NavItem
from maillon.kernel.templatetags.still import Still


def template(source: str) -> Template:
    compiled = CottonCompiler().process(source)
    engine: Any = engines["django"]
    return Template(compiled, engine=engine.engine)


def still(source: str) -> bool:
    return any(isinstance(node, Still) for node in template(source).nodelist)


def test_an_icon_is_drawn_once_for_each_name() -> None:
    page = template('<c-icon name="{{ name }}" size="s" />')
    drawn = [page.render(Context({"name": name})) for name in ("phone", "eye", "phone")]
    assert drawn[0] == drawn[2] != drawn[1]
    assert "#phone" in drawn[0]
    (node,) = page.nodelist
    assert isinstance(node, Still)
    assert len(node._drawn) == 2


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ('<c-button label="Confier" tone="quiet" size="s" />', True),
        ('<c-button label="{{ label }}" />', False),
        ('<c-button label="Confier"><b>{{ label }}</b></c-button>', False),
        ('<c-icon :name="name" />', False),
        ('<c-chip text="trouvé" />', False),
    ],
)
def test_a_component_that_says_words_of_the_moment_is_drawn_each_time(
    source: str, kept: bool
) -> None:
    assert still(source) is kept


def test_a_job_of_the_rail_is_drawn_again_when_its_count_changes() -> None:
    page = template('<c-rail-link :item="item" />')
    calm, late = (NavItem("Demandes", "/d/", count=4, late=late) for late in (False, True))
    one, other, again = (page.render(Context({"item": item})) for item in (calm, late, calm))
    assert one == again != other
    assert "dont en retard" in other


def test_a_piece_is_drawn_once_for_its_word_and_each_time_without_one() -> None:
    page = template("{% still word %}{{ said }}{% endstill %}")
    said = [
        page.render(Context({"word": word, "said": text}))
        for word, text in (("a", "un"), ("a", "deux"), ("b", "trois"), ("", "quatre"), ("", "cinq"))
    ]
    assert said == ["un", "un", "trois", "quatre", "cinq"]
