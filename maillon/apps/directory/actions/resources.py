"""Local resources: written, corrected, asked again, marked closed; each word is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.directory import access, heard
from maillon.apps.directory.models import Commune, LocalResource, ResourceWord
from maillon.apps.directory.phones import e164
from maillon.apps.directory.vocabulary import CLOSINGS, FRESH_FOR, MEANS, NATURES, NEEDS
from maillon.apps.directory.wording import search_text
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = [
    "NewResource", "Said", "add_resource", "close_resource", "confirm_resource",
    "correct_resource", "reopen_resource",
]  # fmt: skip

PLAIN: Final = {
    "name": "nom", "nature": "nature", "does": "ce qu’elle fait", "hours": "horaires",
    "phone": "téléphone", "address": "adresse", "fresh_months": "à revérifier après",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """Who said so, and how."""

    told_by: str
    means: str


@dataclass(frozen=True, slots=True)
class NewResource:
    """A local resource as typed. ``area``: the communes it serves, by INSEE code."""

    name: str
    nature: str
    needs: Sequence[str]
    does: str
    commune_id: str
    area: Sequence[str]
    hours: str = ""
    phone: str = ""
    address: str = ""
    fresh_months: int = 6


def add_resource(
    *, new: NewResource, organization_id: UUID, said: Said, by: Viewer, now: datetime,
    synthetic: bool = False,
) -> UUID:  # fmt: skip
    """Write one that is not there yet; its structure keeps it true from now on; returns its id.

    Raises ``NotFound`` for a structure she does not write for, ``Refused``:
    ``resource_incomplete``, ``resource_who_said``, ``phone_unreadable``, ``resource_twice``.
    """
    if organization_id not in access.keeps_resources(by):
        raise NotFound
    kept = _checked(new)
    with transaction.atomic():
        same = LocalResource.objects.living().filter(commune_id=new.commune_id)
        if fold(new.name) in {fold(one.name) for one in same}:
            raise Refused("resource_twice")
        made = LocalResource.objects.create(
            organization_id=organization_id, checked_on=now.date(), created_at=now,
            synthetic=synthetic, commune_id=new.commune_id, **kept,
        )  # fmt: skip
        made.area.set(_area(new))
        _say(made, "added", said, [], by, now)
    return made.pk


def correct_resource(
    *, resource_id: UUID, new: NewResource, said: Said, by: Viewer, now: datetime
) -> None:
    """Replace what is written; what changed stays in its history, and it counts as checked.

    Raises ``NotFound`` and as ``add_resource``; ``Refused('resource_closed')``.
    """
    kept = _checked(new)
    with transaction.atomic():
        row = _living(resource_id, by)
        changes = _changes(row, new, kept)
        for field, value in (
            kept | {"commune_id": new.commune_id, "checked_on": now.date()}
        ).items():
            setattr(row, field, value)
        row.save()
        row.area.set(_area(new))
        _say(row, "corrected", said, changes, by, now)


def confirm_resource(*, resource_id: UUID, said: Said, by: Viewer, now: datetime) -> None:
    """Asked again and still true today. Raises ``NotFound``, ``Refused``: ``resource_closed``,
    ``resource_who_said``.
    """
    with transaction.atomic():
        row = _living(resource_id, by)
        row.checked_on = now.date()
        row.save(update_fields=["checked_on"])
        _say(row, "confirmed", said, [], by, now)


def close_resource(
    *, resource_id: UUID, closing: str, said: Said, by: Viewer, now: datetime
) -> None:
    """Nobody is sent there any more; its page and history stay.

    Raises ``NotFound``, ``Refused``: ``resource_closed``, ``resource_who_said``,
    ``resource_incomplete`` (without a reason).
    """
    if closing not in CLOSINGS:
        raise Refused("resource_incomplete", what="la raison")
    with transaction.atomic():
        row = _living(resource_id, by)
        row.closed_at, row.closing = now, closing
        row.save(update_fields=["closed_at", "closing"])
        _say(row, "closed", said, [["fermée", "", CLOSINGS[closing]]], by, now)


def reopen_resource(*, resource_id: UUID, said: Said, by: Viewer, now: datetime) -> None:
    """It was not closed after all. Raises ``NotFound``, ``Refused('resource_open')``."""
    with transaction.atomic():
        row = access.kept_resource(by, resource_id)
        if row.closed_at is None:
            raise Refused("resource_open")
        row.closed_at, row.closing, row.checked_on = None, "", now.date()
        row.save(update_fields=["closed_at", "closing", "checked_on"])
        _say(row, "reopened", said, [], by, now)


def _living(resource_id: UUID, by: Viewer) -> LocalResource:
    row = access.kept_resource(by, resource_id)
    if row.closed_at is not None:
        raise Refused("resource_closed")
    return row


def _checked(new: NewResource) -> dict[str, object]:
    """The columns, or what is missing in words."""
    name, does = " ".join(new.name.split()), new.does.strip()
    for missing, what in (
        (not name, "son nom"),
        (new.nature not in NATURES, "sa nature"),
        (not does, "ce qu’elle fait vraiment"),
        (not new.needs or set(new.needs) - set(NEEDS), "ce pour quoi on la cherche"),
        (not Commune.objects.filter(pk=new.commune_id).exists(), "sa commune"),
        (new.fresh_months not in FRESH_FOR, "quand la revérifier"),
    ):
        if missing:
            raise Refused("resource_incomplete", what=what)
    phone = e164(new.phone) if new.phone.strip() else ""
    if new.phone.strip() and not phone:
        raise Refused("phone_unreadable")
    return {
        "name": name[:160], "nature": new.nature, "does": does, "hours": new.hours.strip(),
        "phone": phone, "address": new.address.strip(), "fresh_months": new.fresh_months,
        "needs": f" {' '.join(code for code in NEEDS if code in new.needs)} ",
        "search_text": search_text([fold(name)], [does, NATURES[new.nature]]),
    }  # fmt: skip


def _area(new: NewResource) -> list[Commune]:
    """The communes it serves; its own where none is named."""
    return list(Commune.objects.filter(pk__in={*new.area, new.commune_id}))


def _changes(row: LocalResource, new: NewResource, kept: dict[str, object]) -> list[list[str]]:
    before = {field: str(getattr(row, field)) for field in PLAIN}
    found = [
        [words, before[field], str(kept[field])]
        for field, words in PLAIN.items()
        if before[field] != str(kept[field])
    ]
    old = set(row.area.values_list("name", flat=True))
    now = {one.name for one in _area(new)}
    if old != now:
        found.append(["communes", ", ".join(sorted(old)), ", ".join(sorted(now))])
    if row.needs != kept["needs"]:
        found.append(["cherchée pour", _words(row.needs), _words(str(kept["needs"]))])
    return found


def _words(codes: str) -> str:
    return ", ".join(NEEDS[code] for code in codes.split())


def _say(
    row: LocalResource, kind: str, said: Said, changes: list[list[str]], by: Viewer, now: datetime
) -> None:
    if not said.told_by.strip() or said.means not in MEANS:
        raise Refused("resource_who_said")
    word = ResourceWord(
        resource=row, kind=kind, told_by=said.told_by.strip(), means=said.means, changes=changes,
        at=now, by_kind=by.kind, by_id=by.id,
    )  # fmt: skip
    word.save(force_insert=True)
    stale_on = None if row.closed_at else row.stale_on
    heard.tell_resource(row.pk, row.organization_id, kind, stale_on, by, now)
