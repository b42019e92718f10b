"""Small template filters that components share; presentation only, no business rule."""

from __future__ import annotations

from django import template

register = template.Library()

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TINTS = 6


@register.filter
def letter(position: int) -> str:
    """Return the key letter of a choice: 1 gives A; nothing past Z."""
    index = int(position) - 1
    return LETTERS[index] if 0 <= index < len(LETTERS) else ""


@register.filter
def initials(name: str) -> str:
    """Return at most two capitals for an avatar: « Léa Roche » gives LR."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalpha()]
    picked = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0].upper() for word in picked)


@register.filter
def tint(name: str) -> int:
    """Return a stable tint number (1 to 6) so that a colleague keeps one colour."""
    return sum(ord(char) * (place + 7) for place, char in enumerate(str(name))) % TINTS + 1


@register.filter
def share(value: float, total: float) -> int:
    """Return value out of total as a whole percentage between 0 and 100."""
    if not total:
        return 0
    return max(0, min(100, round(100 * float(value) / float(total))))
