"""The minutes as one text: what is sealed by its fingerprint, what is read and printed."""

import hashlib
import json

from maillon.apps.meetings.models import Meeting

__all__ = ["fingerprint"]


def fingerprint(meeting: Meeting) -> str:
    """SHA-256 of the minutes: subject, moment, who came, points, notes, decisions.

    The same minutes give the same fingerprint for ever; one changed letter gives another.
    """
    told = {
        "subject": meeting.subject,
        "starts_at": meeting.starts_at.isoformat() if meeting.starts_at else "",
        "minutes": meeting.minutes,
        "guests": [[one.name, one.presence] for one in meeting.guests.all()],
        "agenda": [[one.title, one.notes] for one in meeting.agenda.all()],
        "decisions": [
            [one.text, one.owner.name, one.due_on.isoformat()]
            for one in meeting.decisions.select_related("owner")
        ],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
