"""Entering a grid: what its holders read on the paper they were given, sourced, by versions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from maillon.apps.care import working
from maillon.apps.care.models import Questionnaire
from maillon.apps.care.scales import document_of, read_document
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["new_grid_version", "save_grid"]


def save_grid(
    *,
    document: Mapping[str, Any],
    by: AccountViewer,
    now: datetime,
    grid_id: UUID | None = None,
    organization_id: UUID | None = None,
) -> UUID:
    """Keep a grid, or another wording of one that nobody has answered yet; its id.

    All of it is right, or nothing is kept. Raises ``NotFound``, ``Refused``: ``grid_wrong`` (with
    the place and the remedy), ``grid_used`` (make a version), ``grid_version_taken``.
    """
    grid = read_document(document)
    with transaction.atomic():
        row = _edited(grid_id, by) if grid_id else None
        house = row.organization_id if row else working.require_worked(by, organization_id)
        row = row or Questionnaire(organization_id=house, made_at=now, made_by_id=by.account_id)
        row.code, row.version, row.since = grid.code, grid.version, grid.since
        row.title, row.document = grid.title, document_of(grid)
        _refuse_taken(row)
        row.save()
        _tell(row, by, now)
    return row.pk


def new_grid_version(*, grid_id: UUID, by: AccountViewer, now: datetime) -> UUID:
    """A copy under the next version, from today on; what was answered stays under the old one.

    Raises ``NotFound``.
    """
    with transaction.atomic():
        old = _held(grid_id, by)
        versions = Questionnaire.objects.filter(
            organization_id=old.organization_id, code=old.code
        ).count()
        version = f"{old.version.partition('.')[0]}.{versions}"[:12]
        day = now.date().isoformat()
        made = Questionnaire(
            organization_id=old.organization_id, code=old.code, version=version,
            since=now.date(), title=old.title, made_at=now, made_by_id=by.account_id,
            document={**old.document, "version": version, "since": day},
        )  # fmt: skip
        _refuse_taken(made)
        made.save(force_insert=True)
        _tell(made, by, now)
    return made.pk


def _held(grid_id: UUID, by: AccountViewer) -> Questionnaire:
    row = Questionnaire.objects.select_for_update().filter(pk=grid_id).first()
    if row is None or row.organization_id not in working.worked(by):
        raise NotFound
    return row


def _edited(grid_id: UUID, by: AccountViewer) -> Questionnaire:
    row = _held(grid_id, by)
    if row.responses.exists():
        raise Refused("grid_used")
    return row


def _refuse_taken(row: Questionnaire) -> None:
    same = Questionnaire.objects.filter(
        organization_id=row.organization_id, code=row.code, version=row.version
    )
    if same.exclude(pk=row.pk).exists():
        raise Refused("grid_version_taken", version=row.version)


def _tell(row: Questionnaire, by: AccountViewer, now: datetime) -> None:
    record(
        act="care.grid", organization_id=row.organization_id, by=by, now=now,
        subjects=[("questionnaire", row.pk)], data={"code": row.code, "version": row.version},
    )  # fmt: skip
