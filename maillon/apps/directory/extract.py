"""What an extract of a national register must give to be brought in."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

__all__ = [
    "Extract", "FacilityRow", "MailboxRow", "RoleRow", "Row", "ServiceRow", "Skill", "SkippedLine",
]  # fmt: skip


class Row(Protocol):
    """One line of an extract, whatever it tells."""

    @property
    def line(self) -> int:
        """Its number in the file."""
        ...


R = TypeVar("R", bound=Row, covariant=True)


class Skill(NamedTuple):
    """A know-how (savoir-faire): its type, code and label as the extract gives them."""

    type: str
    code: str
    label: str


class RoleRow(NamedTuple):
    """One line: one practitioner at one site with one skill, texts trimmed and cut to size.

    A tuple and not a dataclass: millions of them are made.
    """

    line: int
    national_id: str
    id_type: str
    check_digit_ok: bool
    civility: str
    family_name: str
    given_name: str
    profession: str
    profession_label: str
    skill: Skill | None
    mode: str
    site_key: str
    site_name: str
    address: str
    postal_code: str
    town: str
    commune_code: str
    phone: str
    sector: str
    warnings: tuple[str, ...]


class FacilityRow(NamedTuple):
    """One establishment in activity (FINESS): its number, what it is and where it stands."""

    line: int
    identifier: str
    check_digit_ok: bool
    kind: str
    category: str
    category_label: str
    name: str
    legal_identifier: str
    legal_name: str
    siret: str
    address: str
    postal_code: str
    town: str
    commune_code: str
    phone: str
    longitude: float | None
    latitude: float | None
    opened_on: date | None
    warnings: tuple[str, ...]


class ServiceRow(NamedTuple):
    """One activity exercised by an establishment, under the number of the register."""

    line: int
    identifier: str  # FINESS number of the establishment
    key: str
    nature: str
    activity: str
    label: str
    capacity: int | None
    warnings: tuple[str, ...]


class MailboxRow(NamedTuple):
    """One secure mailbox that may be shown."""

    line: int
    address: str
    kind: str
    holder: str  # national identifier of a person, as ``Practitioner.national_id``
    site: str  # FINESS number of a structure
    service: str
    name: str
    paperless: bool
    warnings: tuple[str, ...]


class SkippedLine(NamedTuple):
    """A line left out, and why, in words."""

    line: int
    reason: str


class Extract(Protocol[R]):
    """A file that can be read more than once."""

    @property
    def name(self) -> str:
        """The file's own name."""
        ...

    @property
    def as_of(self) -> date | None:
        """The day its name says it was drawn; ``None`` when it does not say."""
        ...

    @property
    def digest(self) -> str:
        """What tells this file from another; known once it was read to its end."""
        ...

    def rows(self) -> Iterator[R | SkippedLine]:
        """Every data line, in the same order each time; raises ``Refused`` where malformed."""
        ...
