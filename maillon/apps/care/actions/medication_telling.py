"""The nurses of the circle told of what changes: a task, a link by SMS, or a call; then « vu »."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.care import access, medication_access
from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.actions.planning import told
from maillon.apps.care.grounds import facts_of, members_of
from maillon.apps.care.medication_vocabulary import THEME, TOLD
from maillon.apps.care.models import CareTeamMember, MedicationNotice, MedicationReview, Patient
from maillon.apps.care.naming import account_of, phone_of
from maillon.apps.messaging.actions.outbox import queue
from maillon.apps.tasks import actions as tasks
from maillon.apps.tasks.actions import Owner
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer
from maillon.kernel.chance import new_token

__all__ = ["NOTICE", "acknowledge_notice", "house_or", "nurses_of", "tell_nurses"]

NOTICE: Final = "care.medication_notice"
SOON: Final = timedelta(days=2)  # when a nurse who has not read is called
LASTS: Final = timedelta(days=30)


def nurses_of(patient: Patient, now: datetime) -> list[CareTeamMember]:
    """Who is told: the nurses and usual carers of her circle who may read of her treatments."""
    around = CareTeamMember.objects.present(now.date()).filter(patient=patient, role__in=TOLD)
    facts = facts_of(patient.pk, now)
    rows = around.select_related(
        "related__account", "organization__commune", "responder__commune",
        "responder__practitioner_role__practitioner", "practitioner_role__practitioner",
        "practitioner_role__commune",
    ).order_by("starts_on", "pk")  # fmt: skip
    found = []
    for one in rows:
        regime = facts.regime(one, now)
        if regime.relation and THEME in regime.themes:
            found.append(one)
    return found


def tell_nurses(review: MedicationReview, by: Viewer, now: datetime) -> None:
    """Tell each, in the caller's transaction. A silent nurse is somebody's task in two days."""
    for member in nurses_of(review.patient, now):
        _tell(review, member, by, now)


def _tell(review: MedicationReview, member: CareTeamMember, by: Viewer, now: datetime) -> None:
    account = account_of(member)
    notice = MedicationNotice(
        patient=review.patient, review=review, member=member, channel="task", told_at=now
    )
    owner = Owner(account.pk) if account else house_or(review.patient, by, now)
    notice.task = tasks.open_task(
        kind=NOTICE, organization_id=review.patient.organization_id, owner=owner,
        origin=("medication_review", review.pk), due_at=now + SOON, by=by, now=now,
    )  # fmt: skip
    if account is None:
        notice.channel = _by_link(notice, phone_of(member), review, now)
    notice.save(force_insert=True)
    told("medication_told", review.patient, by, now, member=str(member.pk),
         channel=notice.channel)  # fmt: skip


def _by_link(notice: MedicationNotice, phone: str, review: MedicationReview, now: datetime) -> str:
    """A link by SMS, naming nobody; by voice where her phone takes none."""
    token = new_token()
    try:
        left = phone and queue(
            template="to_read", params={"link": "/alire/"}, phone=phone,
            organization_id=review.patient.organization_id, key=f"to_read:{notice.pk}", now=now,
            about=("medication_notice", notice.pk), secret=token,
        )  # fmt: skip
    except Refused:  # a number that takes no SMS
        left = None
    if not left:
        return "voice"
    notice.token_hash, notice.until = link_hash(token), now + LASTS
    return "sms"


def house_or(patient: Patient, by: Viewer, now: datetime) -> Owner:
    """The responsible structure where somebody coordinates for it, else who writes."""
    held = ScopedRole.objects.filter(
        organization_id=patient.organization_id, code="coordinator", starts_on__lte=now.date()
    ).exclude(ends_on__lte=now.date())
    if held.exists() or not isinstance(by, AccountViewer):
        return Owner(group="organization", group_id=patient.organization_id)
    return Owner(by.account_id)


def acknowledge_notice(*, notice_id: UUID, by: Viewer, now: datetime) -> None:
    """« Vu »: by the nurse told, or by who coordinates and told her by voice; once, its task is
    done. Raises ``NotFound``, ``Refused('medication_seen')``.
    """
    with transaction.atomic():
        notice = MedicationNotice.objects.select_for_update(of=("self",)).filter(
            pk=notice_id
        ).first()  # fmt: skip
        if notice is None:
            raise NotFound
        patient = access.resolve(notice.patient_id)
        if not _may_say_seen(notice, patient, by, now):
            raise NotFound
        if notice.seen_at is not None:
            raise Refused("medication_seen")
        notice.seen_at, notice.seen_by_kind, notice.seen_by_id = now, by.kind, by.id
        notice.save()
        if notice.task is not None and notice.task.closed_at is None:
            tasks.close_task(task_id=notice.task.pk, outcome="seen", by=by, now=now)
        told("medication_seen", patient, by, now, member=str(notice.member_id))


def _may_say_seen(notice: MedicationNotice, patient: Patient, by: Viewer, now: datetime) -> bool:
    """Her own link, her own part, or who coordinates."""
    if access.first_grant(by, patient.pk, medication_access.FIELD, now) is None:
        return False
    if isinstance(by, LinkViewer):
        return by.purpose == "medication" and by.object_id == notice.pk
    mine = members_of(by, patient.pk).filter(pk=notice.member_id).exists()
    return mine or medication_access.COORDINATOR in medication_access.parts_in(by, patient, now)
