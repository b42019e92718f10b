"""What never changes is drawn once by a process.

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
JOB: Final = "rail-link"  # one value that never changes, and no word of anybody
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


class Job(Node):
    """A job of the rail with its count: the same ones stand on every page."""

    def __init__(self, component: CottonComponentNode) -> None:
        self._component = component
        (self._item,) = component._prepared_attrs
        self._drawn: dict[Any, str] = {}

    def render(self, context: Context) -> str:
        item = self._item.compiled.resolve(context)
        if item not in self._drawn:
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            self._drawn[item] = str(self._component.render(context))
        return self._drawn[item]


@register.tag("cotton")
def cotton(parser: Parser, token: Token) -> Node:
    """The library's tag, its answer kept where it is always the same."""
    component: CottonComponentNode = cotton_component(parser, token)
    if component.component_name == JOB:
        return Job(component)
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
    """A piece of a page that depends on one word, from a closed list, and on nothing else."""

    def __init__(self, word: FilterExpression, nodes: NodeList) -> None:
        self._word = word
        self._nodes = nodes
        self._drawn: dict[str, str] = {}

    def render(self, context: Context) -> str:
        word = self._word.resolve(context)
        if not word:
            return str(self._nodes.render(context))
        if word not in self._drawn:
            self._drawn[word] = str(self._nodes.render(context))
        return self._drawn[word]


@register.tag
def still(parser: Parser, token: Token) -> Piece:
    """``{% still word %}…{% endstill %}``: drawn once for each word, each time for none."""
    _, word = token.split_contents()
    nodes = parser.parse(("endstill",))
    parser.delete_first_token()
    return Piece(parser.compile_filter(word), nodes)
