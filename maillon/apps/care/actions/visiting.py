"""Who comes each week, and whom to call at night."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.actions.planning import told
from maillon.apps.care.models import CareTeamMember, NightContact, Patient, Visit
from maillon.apps.care.vocabulary import THEMES
from maillon.errors import NotFound, Refused
from maillon.kernel.access import Viewer

__all__ = ["NewVisit", "add_visit", "end_visit", "name_night"]


@dataclass(frozen=True, slots=True)
class NewVisit:
    """Who comes, which days of the week (0 is Monday), when, to do what."""

    member_id: UUID
    weekdays: tuple[int, ...]
    what: str = ""
    theme: str = "daily"
    from_time: time | None = None
    to_time: time | None = None
    starts_on: date | None = None  # today
    ends_on: date | None = None  # excluded


def add_visit(*, patient_id: UUID, new: NewVisit, by: Viewer, now: datetime) -> Visit:
    """Write down that a member comes each week.

    Raises ``NotFound`` (also for somebody who is not of the circle), ``Refused``: ``visit_days``,
    ``visit_theme``, ``visit_times`` (the end before the start), ``member_ends_before``.
    """
    days = sorted(set(new.weekdays))
    if not days or not set(days) <= set(range(7)):
        raise Refused("visit_days")
    if new.from_time and new.to_time and new.to_time <= new.from_time:
        raise Refused("visit_times")
    starts_on = new.starts_on or now.date()
    if new.ends_on is not None and new.ends_on <= starts_on:
        raise Refused("member_ends_before")
    with transaction.atomic():
        patient = _edited(patient_id, by, now)
        if new.theme not in THEMES or new.theme not in access.themes_on(by, patient, now):
            raise Refused("visit_theme")
        visit = Visit(
            patient=patient, member=_member(patient, new.member_id, now), what=new.what.strip(),
            theme=new.theme, weekdays=days, from_time=new.from_time, to_time=new.to_time,
            starts_on=starts_on, ends_on=new.ends_on,
        )  # fmt: skip
        visit.save(force_insert=True)
        told("visit", patient, by, now, visit=str(visit.pk))
    return visit


def end_visit(*, visit_id: UUID, by: Viewer, now: datetime) -> None:
    """She comes no more, from tomorrow on; what began today or later is not to be at all.

    Raises ``NotFound``.
    """
    with transaction.atomic():
        visit = Visit.objects.filter(pk=visit_id).first()
        if visit is None:
            raise NotFound
        patient = _edited(visit.patient_id, by, now)
        if visit.theme not in access.themes_on(by, patient, now):
            raise NotFound
        visit.ends_on = max(visit.starts_on, now.date() + timedelta(days=1))
        if visit.starts_on >= now.date():
            visit.ends_on = visit.starts_on
        visit.save(update_fields=["ends_on"])
        told("visit_ended", patient, by, now, visit=str(visit.pk))


def name_night(
    *, patient_id: UUID, member_id: UUID | None, by: Viewer, now: datetime, note: str = ""
) -> NightContact:
    """Whom to call at night, or nobody any more. Raises ``NotFound``."""
    with transaction.atomic():
        patient = _edited(patient_id, by, now)
        contact = NightContact(
            patient=patient, note=note.strip(), named_at=now,
            member=_member(patient, member_id, now) if member_id else None,
        )  # fmt: skip
        contact.save(force_insert=True)
        told("night", patient, by, now)
    return contact


def _edited(patient_id: UUID, by: Viewer, now: datetime) -> Patient:
    patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
    if patient is None or not access.may_edit_circle(by, patient, now):
        raise NotFound
    if "contacts" not in access.themes_on(by, patient, now):
        raise NotFound
    return patient


def _member(patient: Patient, member_id: UUID, now: datetime) -> CareTeamMember:
    around = CareTeamMember.objects.present(now.date()).filter(patient=patient)
    member = around.filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member
