"""What is known of a contract's year: acts of the journal, members, words declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from maillon.apps.contracts.counting import needed
from maillon.apps.contracts.evidence import evidence
from maillon.apps.contracts.gathering import Declared, Found, Told, gather, typed
from maillon.apps.contracts.models import AciContract, DeclaredFact
from maillon.apps.journal.models import Entry
from maillon.apps.meetings import cases
from maillon.apps.meetings.models import Meeting
from maillon.apps.structures.models import Member
from maillon.apps.structures.vocabulary import HEALTH

__all__ = ["PARIS", "Known", "acts_until", "gathered", "unclosed"]

ABOUT: Final = frozenset({"meeting", "record", "protocol"})
PARIS: Final = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Known:
    """Every fact of a year up to a day, by key."""

    year: int
    on: date
    facts: Mapping[str, Found]


def gathered(
    contract: AciContract, year: int, on: date, *, without: UUID | None = None
) -> Known:  # fmt: skip
    """The facts of a contract for any day of a year, as if this member were not of the team where
    one is told; the caller has checked the right to it.
    """
    day = min(on, date(year, 12, 31))
    house = contract.organization_id
    facts = gather(
        evidence(), acts_until(house, day) + unclosed(house, day), _team(house, day, without),
        _words(contract, year), year=year, on=day, needed=needed(year),
    )  # fmt: skip
    for key, value in (
        ("contract_signed_on", contract.signed_on),
        ("new_structure", contract.new_structure),
    ):
        facts[key] = Found(key, "contract", value, value, value)
    return Known(year, day, facts)


def acts_until(organization_id: UUID, on: date) -> list[Told]:
    """Every act that stands, counts for this structure and proves something, up to a day."""
    until = datetime.combine(on, time.max, PARIS)
    rows = Entry.objects.filter(
        credits__organization_id=organization_id, act__in=evidence().acts, cancels=None,
        cancelled_by=None, occurred_at__lte=until,
    ).prefetch_related("subjects")  # fmt: skip
    return [_told(one) for one in rows]


def unclosed(organization_id: UUID, on: date) -> list[Told]:
    """Case meetings that were held, somebody there, and whose minutes are not closed: done, and
    proven by nothing yet. Closed, each is an act of the journal and leaves this list.
    """
    until = datetime.combine(on, time.max, PARIS)
    rows = Meeting.objects.filter(
        organization_id=organization_id, kind="case", starts_at__lte=until, closed_at=None,
        cancelled_at=None,
    ).prefetch_related("guests")  # fmt: skip
    return [
        Told(
            one.pk, "meetings.case_held", one.starts_at.astimezone(PARIS).date(), False,
            {"present": len(came)}, frozenset(cases.persons(one.pk)), ("meeting", one.pk),
        )
        for one in rows
        if one.starts_at and (came := [guest for guest in one.guests.all() if guest.came])
    ]  # fmt: skip


def _told(entry: Entry) -> Told:
    subjects = [(one.kind, one.object_id) for one in entry.subjects.all()]
    return Told(
        entry.pk, entry.act, entry.occurred_at.astimezone(PARIS).date(), bool(entry.documents),
        entry.data, frozenset(pk for kind, pk in subjects if kind == "patient"),
        next(((kind, pk) for kind, pk in subjects if kind in ABOUT), None),
    )  # fmt: skip


def _team(organization_id: UUID, on: date, without: UUID | None) -> dict[str, int]:
    rows = Member.objects.of(organization_id).on(on)
    rows = rows.exclude(pk=without) if without else rows
    people = list(rows.values_list("profession", "status", "post"))
    health = [one for one in people if one[0] in HEALTH and one[1] == "associate"]
    return {
        "health": len(health),
        "doctors": sum(one[0] == "10" for one in health),
        "coordinator": sum(one[2] == "coordinator" for one in people),
        "ipa": sum(one[0] == "IPA" for one in people),
    }


def _words(contract: AciContract, year: int) -> dict[str, Declared]:
    rows = DeclaredFact.objects.filter(contract=contract, year=year, withdrawn_at=None)
    return {
        one.key: Declared(
            one.pk, typed(one.key, one.value), one.declared_at.astimezone(PARIS).date(),
            bool(one.digest),
        )
        for one in rows.defer("content")
    }  # fmt: skip
