"""A transaction under way: who asks, what was made of each address of the Bundle, what is owed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from maillon.apps.care import queries
from maillon.apps.care.actions import NewMember, NewWord
from maillon.errors import NotFound
from maillon.interop.fhir import reading
from maillon.interop.fhir.entries import Entry
from maillon.interop.fhir.problems import Problem
from maillon.kernel.access import ClientViewer

__all__ = ["Relative", "Said", "Work", "uuid_of"]

WELCOME: Final = "201 Created"


@dataclass(frozen=True, slots=True)
class Said:
    """A word that waits for the circle it opens."""

    entry: Entry
    word: NewWord


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody close who waits for her part; ``new.role`` is empty where she tells none."""

    entry: Entry
    patient: str
    new: NewMember


@dataclass
class Work:
    """What the entries done before leave to those that follow."""

    by: ClientViewer
    now: datetime
    made: dict[str, str] = field(default_factory=dict)  # fullUrl → id
    words: dict[str, Said] = field(default_factory=dict)  # patient → her word
    relatives: dict[str, Relative] = field(default_factory=dict)  # fullUrl, or place → who
    ins: dict[str, tuple[str, str]] = field(default_factory=dict)  # patient → system, number
    answers: dict[int, dict[str, str]] = field(default_factory=dict)

    @property
    def structure(self) -> UUID:
        """The one the program asks for."""
        return self.by.roles[0].organization_id

    def patient_of(self, holder: Any, where: str) -> str:
        """The id of the person a reference leads to; ``Problem`` for one that leads nowhere."""
        kind, value = reading.reference(holder, where)
        if kind not in ("", "Patient") or (not kind and value not in self.made):
            raise Problem(422, "La référence ne mène à aucune personne de ce Bundle.",
                          code="not-found", where=where)  # fmt: skip
        return value if kind else self.made[value]

    def answer(self, entry: Entry, status: str, pk: str, version: str = "") -> None:
        """Say what became of an entry; those that follow may refer to it."""
        if entry.full_url:
            self.made[entry.full_url] = pk
        told = {"status": status, "location": f"{entry.kind}/{pk}"}
        self.answers[entry.at] = {**told, "etag": f'W/"{version}"'} if version else told

    def answer_team(self, entry: Entry, status: str, team_id: UUID) -> None:
        """The same for a circle: the version it now has, told once even where it is closed."""
        (team,) = queries.latest_teams([team_id])
        self.answer(entry, status, team.id, str(team.number))
        self.answers[entry.at]["location"] += f"/_history/{team.number}"
        self.answers[entry.at]["lastModified"] = team.at.isoformat()


def uuid_of(text: str) -> UUID:
    """An id of ours; ``NotFound`` for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
