"""What is drawn once: constants only, and never the words of anybody."""

from dataclasses import replace
from typing import Any

import pytest
from django.template import Context, Template, engines
from django_cotton.compiler_regex import CottonCompiler

from maillon.kernel.shell import NavItem, Shell
from maillon.kernel.templatetags.still import MOST, Kept, Still


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


def test_a_piece_of_several_values_is_drawn_for_each_set_of_them() -> None:
    page = template("{% still late soon %}{{ said }}{% endstill %}")
    said = [
        page.render(Context({"late": late, "soon": soon, "said": text}))
        for late, soon, text in ((0, 1, "un"), (0, 2, "deux"), (0, 1, "trois"), (0, 0, "quatre"))
    ]
    assert said == ["un", "deux", "un", "quatre"]


def test_the_frame_is_that_of_who_looks() -> None:
    page = template('<c-rail :shell="shell" />')
    lea, ines = Shell(account_name="Léa Roche"), Shell(account_name="Inès Faure")
    drawn = [page.render(Context({"shell": one})) for one in (lea, ines)]
    assert "Léa Roche" in drawn[0]
    assert "Léa Roche" not in drawn[1]
    assert page.render(Context({"shell": replace(lea, desk_open=False)})) == drawn[0]
    named = replace(lea, desk_name="Gier")
    closed = replace(named, desk_open=False)
    assert page.render(Context({"shell": named})) != page.render(Context({"shell": closed}))


def test_a_top_bar_with_something_in_it_is_drawn_each_time() -> None:
    page = template('<c-topbar :shell="shell"><b>{{ said }}</b></c-topbar>')
    said = [page.render(Context({"shell": Shell(), "said": text})) for text in ("un", "deux")]
    assert "<b>un</b>" in said[0]
    assert "<b>deux</b>" in said[1]


def test_what_is_kept_is_forgotten_as_a_whole_when_there_is_too_much() -> None:
    kept = Kept()
    for number in range(MOST + 1):
        assert kept.keep(number, str(number)) == str(number)
    assert dict(kept) == {MOST: str(MOST)}
