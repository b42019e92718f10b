"""What a list of persons kept elsewhere must give to be brought in."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from maillon.apps.directory.extract import SkippedLine

__all__ = ["PersonRow", "PersonsExtract"]


class PersonRow(NamedTuple):
    """One line: a person under her number elsewhere, each value in the form Maillon keeps."""

    line: int
    number: str
    birth_name: str
    given_name: str
    birth_date: str  # ISO; 00 where unknown
    sex: str
    birth_place: str  # INSEE code
    used_name: str
    phone: str  # E.164
    address: str
    commune: str  # INSEE code
    warnings: tuple[str, ...]


class PersonsExtract(Protocol):
    """A file that can be read twice: to be judged whole, then to be brought in."""

    def lines(self) -> int:
        """How many data lines; raises ``Refused`` where the file is not what it should be."""
        ...

    def rows(self) -> Iterator[PersonRow | SkippedLine]:
        """Every data line; raises ``Refused`` as ``lines`` does."""
        ...
