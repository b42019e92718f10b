"""Words that exist nowhere else, one per field, to see where each of them comes out (ACC-4)."""

import html
import re
from dataclasses import dataclass

__all__ = [
    "CIRCLE",
    "FREE",
    "IDENTITY",
    "INTERNAL",
    "MEDIATION",
    "MEETING",
    "REQUESTER",
    "Canaries",
]

IDENTITY = frozenset({"birth_name", "given_name", "birth_date", "phone", "address"})
FREE = frozenset({"quarter", "floor", "note", "detail"})
REQUESTER = frozenset({"requester_name", "requester_house", "requester_phone"})
INTERNAL = frozenset({"handover_note", "handover_name", "draft", "misread"})
CIRCLE = frozenset({
    "circle_reason", "member_reason", "related", "plan_words", "plan_need", "plan_goal",
    "plan_action", "plan_reason", "plan_said", "plan_missing", "help_words", "help_requester",
    "help_person", "help_errand", "tried_for", "tried_goal", "visit_what", "night_note",
    "talk_subject", "talk_words", "talk_file",
    "med_question", "med_name", "med_dose", "med_timing", "med_prescriber", "med_text",
    "med_reason", "med_conclusion", "med_plain",
    "case_subject", "case_next", "case_question", "case_note", "case_decision", "gather_point",
})  # of a person's circle, of her project, of what was tried and said  # fmt: skip
MEDIATION = frozenset({"mediation_subject", "mediation_note"})  # between its parties alone
MEETING = frozenset({"meeting", "meeting_place", "meeting_guest", "meeting_point"})
WORDS = sorted(
    (IDENTITY | FREE | REQUESTER | INTERNAL | CIRCLE | MEETING | MEDIATION)
    - {"birth_date", "phone", "requester_phone"}
)
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


@dataclass(frozen=True)
class Canaries:
    """The words of one tenant; ``mark`` tells it from the other."""

    mark: str
    phone: str
    requester_phone: str
    birth_date: str  # ISO

    def __getitem__(self, field: str) -> str:
        """The word planted in this field."""
        known = {
            "phone": self.phone,
            "requester_phone": self.requester_phone,
            "birth_date": self.birth_date,
        }
        return known.get(field) or f"Zq{self.mark}{field.replace('_', '')}"

    def seen_in(self, text: str) -> set[str]:
        """The fields whose word comes out somewhere in a body, however it is written."""
        plain = html.unescape(text).casefold()
        digits = re.sub(r"\D", "", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", plain))
        planted = WORDS if f"zq{self.mark}" in plain else ()
        found = {field for field in planted if self[field].casefold() in plain}
        for field in ("phone", "requester_phone"):
            if self[field].removeprefix("+33") in digits:
                found.add(field)
        if any(spelling in plain for spelling in self._birth_dates()):
            found.add("birth_date")
        return found

    def _birth_dates(self) -> tuple[str, ...]:
        year, month, day = self.birth_date.split("-")
        name = _MONTHS.split()[int(month) - 1]
        return self.birth_date, f"{day}/{month}/{year}", f"{int(day)} {name} {year}"
