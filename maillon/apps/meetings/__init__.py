"""Meetings: a date chosen together, an agenda, who came, what was decided, who does it."""
