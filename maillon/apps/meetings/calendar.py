"""A meeting in everybody's own calendar: its kind and a link, no subject, no name (DAT-7)."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from maillon.apps.meetings.queries import MeetingPage

__all__ = ["ics"]


def ics(page: MeetingPage, url: str, *, now: datetime) -> bytes:
    """An iCalendar file (RFC 5545): one event, cancelled where the meeting is.

    The place and the subject stay on the page: a calendar is shared, a title is read aloud.
    Meant for a meeting whose date is chosen; without one the calendar is empty.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Maillon//Reunions//FR")
    calendar.add("version", "2.0")
    if page.starts_at and page.ends_at:
        event = Event()
        event.add("uid", f"{page.id}@maillon")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", page.starts_at.astimezone(UTC))
        event.add("dtend", page.ends_at.astimezone(UTC))
        event.add("summary", page.kind_label[:1].upper() + page.kind_label[1:])
        event.add("description", f"Lieu et ordre du jour : {url}")
        event.add("status", "CANCELLED" if page.state == "cancelled" else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
