"""The directory as it was last read, whole, on disk: what the registers are brought in from.

A page says one kind of resource, and a change says only what changed; an import wants, of every
professional, her name, her site and her mailboxes together, twice the same. What is kept of each
resource lies on a shelf (``kernel.shelf``) and is put together a few hundred at a time.
"""

from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar

from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import FacilityRow, MailboxRow, RoleRow, SkippedLine
from maillon.interop.annuaire.day import iso_day
from maillon.interop.annuaire.fhir import rows
from maillon.interop.annuaire.fhir.resources import (
    ORGANIZATION,
    PRACTITIONER,
    ROLE,
    Gone,
    Kept,
    Left,
    read,
)
from maillon.interop.annuaire.loose import first, objects, text
from maillon.kernel.shelf import Record, Shelf

__all__ = ["Picture", "day_of"]

REPORT: Final = "report"
DAY: Final = "day"

R = TypeVar("R", RoleRow, FacilityRow, MailboxRow)
T = TypeVar("T")
Facts = dict[str, Any]


class _Part(Generic[T, R]):
    """One register of the picture, read as an extract is; a line is the rank of what it tells."""

    def __init__(
        self,
        picture: "Picture",
        told: Callable[[], Iterator[T | str]],
        row: Callable[[int, T], R | SkippedLine],
    ) -> None:
        self.picture, self.digest = picture, ""
        self._told = told
        self._row: Callable[[int, T], R | SkippedLine] = row

    @property
    def name(self) -> str:
        """Where the picture comes from."""
        return self.picture.name

    @property
    def as_of(self) -> date | None:
        """The day it says what was."""
        return self.picture.as_of

    def rows(self) -> Iterator[R | SkippedLine]:
        """Everything told, always in the same order."""
        seen = sha256()
        for line, one in enumerate(self._told(), 1):
            row = SkippedLine(line, one) if isinstance(one, str) else self._row(line, one)
            seen.update(repr(row).encode())
            yield row
        self.digest = seen.hexdigest()


class Picture:
    """What is kept of the resources, and the three registers it tells."""

    def __init__(self, shelf: Shelf, name: str) -> None:
        self.shelf, self.name = shelf, name
        self.report = Report.from_json(shelf.marked(REPORT, {}))
        self.structures = _Part(self, self._structures, rows.facility_row)
        self.roles = _Part(self, self._roles, rows.role_row)
        self.mailboxes = _Part(self, self._mailboxes, rows.mailbox_row)

    @property
    def as_of(self) -> date | None:
        """The day of its latest news."""
        return iso_day(self.shelf.marked(DAY, ""))

    def begin(self) -> None:
        """Count anew; call inside a turn of the shelf, as the two that follow."""
        self.report = Report()
        self.shelf.mark(REPORT, self.report.as_json())

    def take(self, resource: Any, turn: int) -> None:
        """One resource more: kept, or dropped where it is no longer active or not readable."""
        self.report.read += 1
        one = read(resource)
        if isinstance(one, Kept):
            record = Record(one.key, one.link, one.facts)
            self.shelf.put(one.kind, record, turn)
            for remark in one.remarks:
                self.report.warn(self.report.read, remark)
        elif one.key:
            self.shelf.drop(one.kind, one.key)
        if isinstance(one, Left):
            self.report.skip(self.report.read, one.reason)
        elif isinstance(one, Gone):
            self.report.ended += 1

    def note(self, day: str = "") -> None:
        """Keep the counts, and the day of the latest news where one is told."""
        self.shelf.mark(REPORT, self.report.as_json())
        if day:
            self.shelf.mark(DAY, day)

    def _structures(self) -> Iterator[rows.Told | str]:
        for chunk in self.shelf.chunks(ORGANIZATION):
            owners = self.shelf.of_keys(ORGANIZATION, filter(None, (one.link for one in chunk)))
            for one in chunk:
                owner = owners.get(one.link)
                if one.body["finess"]:
                    yield rows.told_of_site(one.body, owner.body if owner else {})

    def _roles(self) -> Iterator[tuple[str, ...] | str]:
        for chunk in self.shelf.chunks(PRACTITIONER):
            found = self.shelf.of_links(ROLE, (one.key for one in chunk))
            sites = self._sites(found)
            held: dict[str, list[Record]] = {}
            for role in found:
                held.setdefault(role.link, []).append(role)
            for person in chunk:
                for role in held.get(person.key, [Record("", "", {})]):
                    yield from rows.cells_of_role(
                        person.body, role.body, sites.get(role.body.get("site", ""), {})
                    )
        yield from self._lost()

    def _lost(self) -> Iterator[str]:
        """Roles whose professional is not there: closed, left out, or not in this file."""
        for chunk in self.shelf.chunks(ROLE):
            known = self.shelf.of_keys(PRACTITIONER, (one.link for one in chunk))
            for one in chunk:
                if one.link not in known:
                    yield f"{ROLE}/{one.key} : professionnel inconnu ({PRACTITIONER}/{one.link})"

    def _mailboxes(self) -> Iterator[tuple[str, ...] | str]:
        for chunk in self.shelf.chunks(PRACTITIONER):
            for one in chunk:
                for box in one.body["mail"]:
                    yield rows.cells_of_mailbox(box, one.body, {})
        for chunk in self.shelf.chunks(ROLE):
            held = [one for one in chunk if one.body["mail"]]
            people = self.shelf.of_keys(PRACTITIONER, (one.link for one in held))
            sites = self._sites(held)
            for one in held:
                if one.link in people:
                    site = sites.get(one.body["site"], {})
                    for box in one.body["mail"]:
                        yield rows.cells_of_mailbox(box, people[one.link].body, site)
        for chunk in self.shelf.chunks(ORGANIZATION):
            for one in chunk:
                for box in one.body["mail"]:
                    yield rows.cells_of_mailbox(box, {}, one.body)

    def _sites(self, roles: list[Record]) -> dict[str, Facts]:
        wanted = filter(None, (one.body["site"] for one in roles))
        return {one.key: one.body for one in self.shelf.of_keys(ORGANIZATION, wanted).values()}


def day_of(resource: Any) -> str:
    """The day this resource was last changed, as it says."""
    meta = first(objects(resource, "meta")) if isinstance(resource, dict) else {}
    return text(meta, "lastUpdated")[:10]
