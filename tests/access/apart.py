"""Routes of meetings that no tenant's object answers: each says where it is proved instead."""

__all__ = ["MEETINGS"]

_LINK = "a guest's own link, slow or closed minutes: tests/apps/meetings"
_CASE = "a case in a meeting: tests/apps/care/test_cases.py"
_WORD = "a meeting by the person's word: tests/apps/care/test_gathering.py"
MEETINGS: dict[str, str] = {
    **dict.fromkeys(("meeting-link", "meeting-link-answer", "meeting-link-ics"), _LINK),
    **dict.fromkeys(("meeting-pdf", "meeting-follow"), _LINK),
    **dict.fromkeys(("case-bring", "case-minutes"), _CASE),
    **dict.fromkeys(("circle-meeting", "circle-meeting-new"), _WORD),
}
