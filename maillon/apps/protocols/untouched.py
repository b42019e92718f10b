"""The fingerprint of all that a template made: as long as it is the same, undoing loses nothing."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from maillon.apps.meetings.models import Meeting
from maillon.apps.protocols.models import Protocol, TemplateRun

__all__ = ["made_by_run"]


def made_by_run(run: TemplateRun) -> str:
    """SHA-256 of its draft, its meeting and its steps, as the database holds them now."""
    told = {
        "protocol": _protocol(run.protocol_id),
        "meeting": _meeting(Meeting.objects.get(pk=run.meeting_id)),
        "steps": [
            [one.title, _at(one.task.due_at), _at(one.task.closed_at),
             str(one.task.owner_account_id), str(one.task.owner_group_id)]
            for one in run.steps.select_related("task")
        ],
    }  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _protocol(protocol_id: UUID | None) -> list[Any]:
    made = Protocol.objects.filter(pk=protocol_id).first() if protocol_id else None
    if made is None:
        return []
    return [
        [made.kind, one.number, one.state, one.title, one.sections, one.changes,
         sorted(str(author.pk) for author in one.authors.all())]
        for one in made.versions.all()
    ]  # fmt: skip


def _meeting(made: Meeting) -> list[Any]:
    return [
        made.state, made.subject, made.place, made.link, _at(made.starts_at), made.minutes,
        made.rhythm,
        [[one.title, one.notes, one.is_case] for one in made.agenda.all()],
        [[one.name, one.email, _at(one.invited_at), _at(one.answered_at), one.coming, one.presence]
         for one in made.guests.all()],
        [str(one.pk) for one in made.decisions.all()],
    ]  # fmt: skip


def _at(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
