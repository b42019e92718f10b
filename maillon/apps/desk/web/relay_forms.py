"""To whom a request is given, as it is posted: ``account:…``, ``desk:…``, ``shift:now``."""

from uuid import UUID

from django import forms

from maillon.apps.desk.actions import Receiver
from maillon.apps.desk.queries.relays import Receivers, Taker

__all__ = ["RelayForm", "grouped", "receiver_in"]

Group = tuple[str, tuple[Taker, ...]]


class RelayForm(forms.Form):
    """Who takes over, and the word that goes with it."""

    to = forms.CharField(max_length=60, label="À qui")
    word = forms.CharField(
        max_length=600,
        label="Un mot pour la suite",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Un mot, même court : où en est-on, que faut-il faire ?"},
    )


def receiver_in(text: str) -> Receiver:
    """What was chosen; an empty receiver, which the action refuses, for anything else."""
    kind, _, value = text.partition(":")
    if kind == "shift":
        return Receiver(shift=value)
    try:
        pk = UUID(value)
    except ValueError:
        return Receiver()
    return {"account": Receiver(account_id=pk), "desk": Receiver(desk_id=pk)}.get(kind, Receiver())


def grouped(takers: Receivers) -> tuple[Group, ...]:
    """The list as the page shows it, the right desk first where there is one."""
    others = tuple(one for one in takers.desks if one != takers.right)
    groups: tuple[Group, ...] = (
        ("Le poste de cette commune (ne s’annule pas)", (takers.right,) if takers.right else ()),
        ("Une collègue", takers.colleagues),
        ("La garde", takers.shifts),
        ("Un autre poste (ne s’annule pas)", others),
    )
    return tuple(group for group in groups if group[1])
