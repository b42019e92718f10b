"""Two versions of a project side by side, told in words: what came, what went, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillon.apps.care.queries.plan_cards import ActivityCard, PlanCard

__all__ = ["Line", "compare"]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in both versions. ``kind``: same, added, removed, changed; ``says``: in words."""

    what: str
    before: str
    after: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class _Item:
    what: str
    feminine: bool
    text: str
    owner: str = ""
    due_on: date | None = None

    @property
    def shown(self) -> str:
        parts = [self.text]
        if self.owner:
            parts.append(f"({self.owner})")
        if self.due_on:
            parts.append(f"pour le {self.due_on:%d/%m/%Y}")
        return " ".join(parts)


def compare(before: PlanCard, after: PlanCard) -> tuple[Line, ...]:
    """Every line of ``after`` in its order, then what went since ``before``.

    Both are what one viewer reads: nothing else can come out.
    """
    old, new = dict(_items(before)), dict(_items(after))
    lines = [_line(item, old.get(key), item) for key, item in new.items()]
    gone = [_line(item, item, None) for key, item in old.items() if key not in new]
    return tuple(line for line in (*lines, *gone) if line.before or line.after)


def _items(plan: PlanCard) -> Iterator[tuple[UUID | str, _Item]]:
    yield "words", _Item("Ses mots", False, plan.words)
    living = "vivre avec, sans chercher à tout régler" if plan.living_with else ""
    yield "living", _Item("Le choix", False, living)
    yield "reaching", _Item("Comment lui parler", False, plan.reaching_label)
    for need in plan.needs:
        yield need.key, _Item("Besoin", False, need.text)
        for goal in need.goals:
            yield goal.key, _Item("But", False, goal.text)
            for one in goal.activities:
                yield one.key, _action(one)


def _action(one: ActivityCard) -> _Item:
    return _Item("Action", True, one.text, one.owner, one.due_on)


def _line(item: _Item, before: _Item | None, after: _Item | None) -> Line:
    old, new = before.shown if before else "", after.shown if after else ""
    end = "e" if item.feminine else ""
    if not old:
        return Line(item.what, old, new, "added", f"Ajouté{end}.")
    if not new or before is None or after is None:
        return Line(item.what, old, new, "removed", f"Retiré{end}.")
    if old == new:
        return Line(item.what, old, new, "same", "Inchangé" + end + ".")
    return Line(item.what, old, new, "changed", " ".join(_changes(before, after)))


def _changes(before: _Item, after: _Item) -> Iterator[str]:
    if before.text != after.text:
        yield "Dit autrement."
    if before.owner != after.owner:
        yield f"Passe à {after.owner}." if after.owner else "N’est plus à personne."
    if before.due_on != after.due_on:
        if after.due_on is None:
            yield "N’a plus de date."
        elif before.due_on is None:
            yield f"A maintenant une date, le {after.due_on:%d/%m/%Y}."
        else:
            later = "repoussée" if after.due_on > before.due_on else "avancée"
            yield f"Date {later} du {before.due_on:%d/%m} au {after.due_on:%d/%m/%Y}."
