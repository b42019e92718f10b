"""The cases of meetings: of a team, about somebody, of a person's own circle."""

from tests.access.case import COORDINATOR, MEMBERS, Case

__all__ = ["MEETING_CASES"]

CALLER = frozenset({"agent"})  # she called it; her one guest has no account
_PAPERS = ("meeting", "meeting-minutes", "meeting-print", "meeting-docx", "meeting-ics")

MEETING_CASES: dict[str, Case] = {
    "meetings": Case(),
    "meeting-new": Case(only=MEMBERS - {"administrator", "requester"}),
    "meeting-out": Case(only=MEMBERS - {"administrator", "requester"}, post=lambda _: {"kind": ""}),
    **{
        name: Case(lambda t: {"meeting_id": t.meeting_id}, CALLER)
        for name in (*_PAPERS, "meeting-pdf")
    },
    "meeting-act": Case(
        lambda t: {"meeting_id": t.meeting_id}, CALLER, None, lambda _: {"geste": "invite"}
    ),
    "meeting-write": Case(
        lambda t: {"meeting_id": t.meeting_id}, CALLER, None,
        lambda _: {"geste": "item", "title": "un point"},
    ),
    "meeting-follow": Case(
        lambda t: {"meeting_id": t.spoken.minutes_id}, COORDINATOR, post=lambda _: {"dates": ""}
    ),
    "meeting-presence": Case(
        lambda t: {"meeting_id": t.spoken.minutes_id}, COORDINATOR, post=lambda _: {"reason": ""}
    ),
    "case-bring": Case(
        lambda t: {"patient_id": t.patient_id}, COORDINATOR, None,
        lambda t: {"meeting": t.spoken.agenda_id, "title": "une question"},
    ),
    "case-minutes": Case(
        lambda t: {"patient_id": t.patient_id, "meeting_id": t.spoken.minutes_id}, COORDINATOR
    ),
    "circle-meeting-new": Case(
        lambda t: {"patient_id": t.patient_id}, COORDINATOR, post=lambda _: {"starts_at": ""}
    ),
    "circle-meeting": Case(
        lambda t: {"circle_meeting_id": t.spoken.circle_meeting_id}, COORDINATOR,
        post=lambda _: {"means": ""},
    ),
}  # fmt: skip
