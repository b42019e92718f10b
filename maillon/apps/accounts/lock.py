"""The idle lock: 15 minutes without a gesture, 12 hours whatever happens."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

__all__ = ["expired", "is_locked", "lock", "seconds_left", "touch", "unlock"]

ABSOLUTE = timedelta(hours=12)
_RESOLUTION = timedelta(seconds=20)  # the session is not rewritten at each keystroke


def _moment(session: SessionBase, name: str) -> datetime | None:
    value = session.get(name)
    return datetime.fromisoformat(value) if value else None


def touch(session: SessionBase, now: datetime) -> None:
    """Note a gesture of the user."""
    if "signed_in_at" not in session:
        session["signed_in_at"] = now.isoformat()
    last = _moment(session, "seen_at")
    if last is None or now - last > _RESOLUTION:
        session["seen_at"] = now.isoformat()


def is_locked(session: SessionBase, now: datetime) -> bool:
    """Whether the page must ask the password before anything else."""
    if session.get("locked"):
        return True
    last = _moment(session, "seen_at")
    return last is not None and now - last >= timedelta(minutes=settings.MAILLON_IDLE_MINUTES)


def expired(session: SessionBase, now: datetime) -> bool:
    """Whether the absolute length of a session is over."""
    start = _moment(session, "signed_in_at")
    return start is not None and now - start >= ABSOLUTE


def seconds_left(session: SessionBase, now: datetime) -> int:
    """Seconds before the lock falls."""
    last = _moment(session, "seen_at") or now
    end = last + timedelta(minutes=settings.MAILLON_IDLE_MINUTES)
    return max(0, int((end - now).total_seconds()))


def lock(session: SessionBase) -> None:
    """Lock at once (the user's own gesture, or the page's idle timer)."""
    session["locked"] = True


def unlock(session: SessionBase, now: datetime) -> None:
    """Open again after the password was given."""
    session.pop("locked", None)
    session["seen_at"] = now.isoformat()
