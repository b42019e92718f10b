"""A template of ours that names what nobody gave it fails, instead of showing nothing."""

import sys
from pathlib import Path
from types import FrameType

from django.template.base import Node

import maillon

__all__ = ["Undefined", "UndefinedVariable"]

OURS = Path(maillon.__file__).parent


class UndefinedVariable(AssertionError):
    """A name in one of our templates that the view did not provide."""


def template_in(frame: FrameType | None) -> str:
    """The file of the innermost template being rendered on this stack."""
    while frame is not None:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None) if isinstance(node, Node) else None
        if origin is not None:
            return str(origin.name)
        frame = frame.f_back
    return ""


class Undefined(str):
    """Stands as ``string_if_invalid``: Django formats it with the missing name."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, name: object) -> str:
        template = template_in(sys._getframe())
        if template.startswith(str(OURS)):
            raise UndefinedVariable(f"{name} is undefined in {template}")
        return ""
