"""Addresses of other rooms, by the names of their routes."""

from django.urls import NoReverseMatch, reverse

__all__ = ["address"]


def address(name: str, *args: object) -> str:
    """The address of a named route; empty where this installation has no such room."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
