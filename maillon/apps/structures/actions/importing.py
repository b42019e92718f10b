import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.journal import actions as journal
from maillon.apps.structures import access
from maillon.apps.structures.judging import FIELDS, Known, Verdict, guess, judge, lacking
from maillon.apps.structures.models import ColumnName, Member, MemberImport
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import blind_index, fold

__all__ = ["apply_import", "choose_columns", "own_import", "receive_list", "verdicts"]

MOST_LINES: Final = 1000
MOST_COLUMNS: Final = 40


def receive_list(
    *, organization_id: UUID, rows: Sequence[Sequence[str]], by: AccountViewer, now: datetime
) -> MemberImport:
    """Keep a list, sealed, with the columns this structure named last time; nothing is written.

    ``rows``: the titles, then the lines. Raises ``NotFound``, ``Refused``: ``list_empty``,
    ``list_large``.
    """
    access.require_writer(by, organization_id)
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise Refused("list_empty")
    if len(filled) > MOST_LINES:
        raise Refused("list_large", most=f"{MOST_LINES} lignes")
    if max(map(len, filled)) > MOST_COLUMNS:
        raise Refused("list_large", most=f"{MOST_COLUMNS} colonnes")
    titles, lines = filled[0], filled[1:]
    kept = ColumnName.objects.filter(organization_id=organization_id)
    remembered = dict(kept.values_list("title", "field"))
    made = MemberImport(
        organization_id=organization_id, sent_by_id=by.account_id, sent_at=now, titles=titles,
        lines=json.dumps(lines, ensure_ascii=False), columns=guess(titles, remembered),
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def choose_columns(
    *, import_id: UUID, columns: Mapping[int, str], by: AccountViewer, now: datetime
) -> None:
    """Say what each column holds (number → field, empty: not read), and remember these names."""
    with transaction.atomic():
        found = own_import(import_id, by)
        found.columns = {
            field: place for place, field in columns.items()
            if field in FIELDS and place < len(found.titles)
        }  # fmt: skip
        found.save(update_fields=["columns"])
        for place, title in enumerate(found.titles):
            words = fold(title)[:80]
            if words and place in columns:
                ColumnName.objects.update_or_create(
                    organization_id=found.organization_id, title=words,
                    defaults={"field": columns[place]},
                )  # fmt: skip


def apply_import(*, import_id: UUID, by: AccountViewer, now: datetime) -> tuple[Verdict, ...]:
    """Write the lines that were accepted, once, and forget the file; returns the verdicts.

    Judged again under the lock: what changed meanwhile counts. Raises ``NotFound``, ``Refused``:
    ``list_columns``, ``list_applied``, ``list_nothing``.
    """
    with transaction.atomic():
        found = own_import(import_id, by)
        judged = verdicts(found, now)
        told = [one for one in judged if one.kind in ("new", "changed")]
        if not told:
            raise Refused("list_nothing")
        for one in told:
            _write(found.organization_id, one)
        found.applied_at, found.lines = now, ""
        found.save(update_fields=["applied_at", "lines"])
        _tell(found, judged, by, now)
    return judged


def own_import(import_id: UUID, by: AccountViewer) -> MemberImport:
    """The list she sent, locked; ``NotFound`` for another's, ``Refused`` once it is written."""
    found = MemberImport.objects.select_for_update(of=("self",)).filter(
        pk=import_id, sent_by_id=by.account_id
    ).first()  # fmt: skip
    if found is None:
        raise NotFound
    access.require_writer(by, found.organization_id)
    if found.applied_at is not None:
        raise Refused("list_applied")
    return found


def verdicts(found: MemberImport, now: datetime) -> tuple[Verdict, ...]:
    """What would become of each line today; ``Refused('list_columns')`` without the needed ones."""
    missing = lacking(found.columns)
    if missing:
        raise Refused("list_columns", columns=" et ".join(missing))
    there = Member.objects.of(found.organization_id).filter(left_on=None)
    known = {
        (fold(one.name), one.profession): Known(
            one.profession, one.status, one.joined_on, one.email, one.phone, one.national_id
        )
        for one in there
    }
    return judge(json.loads(found.lines), found.columns, known, now.date())


def _write(organization_id: UUID, verdict: Verdict) -> None:
    told = verdict.told
    assert told is not None  # noqa: S101  (new and changed lines always tell something)
    index = blind_index("member", fold(verdict.name))
    member = Member.objects.filter(
        organization_id=organization_id, name_index=index, profession=told.profession, left_on=None
    ).first() or Member(
        organization_id=organization_id, name_index=index, profession=told.profession,
        name=verdict.name,
    )  # fmt: skip
    for field in ("status", "joined_on", "email", "phone", "national_id"):
        setattr(member, field, getattr(told, field))
    member.save()


def _tell(found: MemberImport, judged: Sequence[Verdict], by: AccountViewer, now: datetime) -> None:
    kinds = [one.kind for one in judged]
    journal.record(
        act="structures.members_imported", organization_id=found.organization_id, by=by, now=now,
        subjects=[("member_import", found.pk)],
        data={kind: kinds.count(kind) for kind in ("new", "changed", "same", "refused")},
    )  # fmt: skip
