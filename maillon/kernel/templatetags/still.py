"""What never changes is drawn once by a process, and what depends on a value once for that value.

An icon costs eighty microseconds and a page has twenty of them; a folded form that nobody has
touched costs a millisecond. Where a template names a component with nothing but constants, or an
icon by its name, what it draws is always the same; ``{% still %}`` says it of a piece of a page.
"""

from typing import Any, Final

from django import template
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, cotton_component

register = template.Library()

STILL: Final = frozenset({"button", "icon", "kbd-help", "logo", "theme-switch"})
CLOSED: Final = "icon"  # the one whose attributes come from closed lists, never from people
FRAME: Final = frozenset({"rail", "rail-link", "topbar"})  # drawn from one frozen value alone
MOST: Final = 500
CONSTANT: Final = frozenset({AttrKind.BOOLEAN, AttrKind.STATIC})


class Still(Node):
    """A component that depends on its attributes alone; each is drawn the first time."""

    def __init__(self, component: CottonComponentNode) -> None:
        self._component = component
        self._named = [one for one in component._prepared_attrs if one.kind not in CONSTANT]
        self._drawn: dict[tuple[str, ...], str] = {}

    def render(self, context: Context) -> str:
        key = tuple(one.compiled.render(context) for one in self._named)
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn[key] = str(self._component.render(context))
        return found


class Kept(dict[Any, str]):
    """What was drawn, by what it was drawn from: forgotten as a whole when there is too much."""

    def keep(self, key: Any, drawn: str) -> str:
        if len(self) >= MOST:
            self.clear()
        self[key] = drawn
        return drawn


class Framed(Node):
    """A part of the frame with the value it shows: the same ones stand on every page."""

    def __init__(self, component: CottonComponentNode) -> None:
        self._component = component
        (self._shown,) = component._prepared_attrs
        self._drawn = Kept()

    def render(self, context: Context) -> str:
        shown = self._shown.compiled.resolve(context)
        found = self._drawn.get(shown)
        if found is None:
            found = self._drawn.keep(shown, str(self._component.render(context)))
        return found


@register.tag("cotton")
def cotton(parser: Parser, token: Token) -> Node:
    """The library's tag, its answer kept where it is always the same."""
    component: CottonComponentNode = cotton_component(parser, token)
    if component.component_name in FRAME and not component.nodelist:
        return Framed(component)
    return Still(component) if _is_still(component) else component


def _is_still(component: CottonComponentNode) -> bool:
    name = component.component_name
    if name not in STILL or not _is_text(component.nodelist):
        return False
    return all(_is_known(one, closed=name == CLOSED) for one in component._prepared_attrs)


def _is_text(nodes: NodeList) -> bool:
    return all(isinstance(node, TextNode | Still) for node in nodes)


def _is_known(attr: Any, *, closed: bool) -> bool:
    if attr.key == "is":
        return False
    if attr.kind in CONSTANT:
        return True
    return closed and attr.kind == AttrKind.ESCAPED and attr.compiled is not None


class Piece(Node):
    """A piece of a page that depends on a few values and on nothing else."""

    def __init__(self, values: list[FilterExpression], nodes: NodeList) -> None:
        self._values = values
        self._nodes = nodes
        self._drawn = Kept()

    def render(self, context: Context) -> str:
        key = tuple(value.resolve(context) for value in self._values)
        if key == ("",):
            return str(self._nodes.render(context))
        found = self._drawn.get(key)
        if found is None:
            found = self._drawn.keep(key, str(self._nodes.render(context)))
        return found


@register.tag
def still(parser: Parser, token: Token) -> Piece:
    """``{% still value… %}…{% endstill %}``: drawn once for these values; each time for ``""``.

    Values are compared whole: words, figures, frozen dataclasses and tuples of them.
    """
    _, *values = token.split_contents()
    nodes = parser.parse(("endstill",))
    parser.delete_first_token()
    return Piece([parser.compile_filter(value) for value in values], nodes)
