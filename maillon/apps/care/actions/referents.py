"""Naming who answers for a structure's data, and telling her of each access to review (ACC-7)."""

from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from maillon.apps.care.models import BreakGlass, DataReferent
from maillon.apps.care.referents import eligible, in_force, named_by
from maillon.apps.directory.phones import e164
from maillon.apps.journal.actions import record
from maillon.apps.messaging.actions import cancel_about, queue
from maillon.apps.tasks.actions import Owner, move_task
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from maillon.kernel.access import AccountViewer

__all__ = ["TELL", "end_data_referent", "name_data_referent", "owner_of_review", "tell_referent",
           "tell_soon"]  # fmt: skip

TELL: Final = "care.tell_referent"
PARIS: Final = ZoneInfo("Europe/Paris")
WAKING: Final = time(8), time(21)  # no SMS wakes her: the mail waits for nobody
# Neither who, nor why, nor about whom: a mail is read over a shoulder and kept for ever.
SUBJECT = "Maillon : un accès exceptionnel attend votre relecture"
BODY = (
    "Bonjour,\n\n"
    "Vous êtes référente ou référent données de votre structure. Un accès exceptionnel vient "
    "d’être pris : il se relit et se signe ici, une fois connecté :\n\n{link}\n\n"
    "Ce message ne dit rien du dossier, et ce lien n’ouvre rien sans votre compte.\n"
)


def name_data_referent(
    *, organization_id: UUID, account_id: UUID, by: AccountViewer, now: datetime, phone: str = ""
) -> DataReferent:
    """From now on she answers for the structure's data; the one before ends. Reviews that wait
    become hers, and she is told, but for accesses she took herself.

    Raises ``NotFound`` (a structure she does not administer, coordinate or manage), ``Refused``:
    ``referent_unknown`` (nobody who works there), ``referent_phone``.
    """
    if organization_id not in named_by(by):
        raise NotFound
    number = e164(phone) if phone.strip() else ""
    if phone.strip() and not number:
        raise Refused("referent_phone")
    with transaction.atomic():
        if not eligible(organization_id, now).filter(pk=account_id).exists():
            raise Refused("referent_unknown")
        _end(organization_id, by, now)
        referent = DataReferent(
            organization_id=organization_id, account_id=account_id, phone=number, named_at=now,
            named_by_id=by.account_id,
        )  # fmt: skip
        referent.save(force_insert=True)
        for glass in _waiting(organization_id).exclude(account_id=account_id):
            move_task(task_id=glass.task_id, owner=Owner(account_id=account_id), by=by, now=now)
            tell_soon(glass, referent, now)
        _tell("data_referent", referent, by, now)
    return referent


def end_data_referent(*, organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    """Nobody answers for it any more; what waited is the structure's again. Raises ``NotFound``."""
    if organization_id not in named_by(by):
        raise NotFound
    with transaction.atomic():
        ended = _end(organization_id, by, now)
        if ended is None:
            raise NotFound
        _tell("data_referent_ended", ended, by, now)


def _end(organization_id: UUID, by: AccountViewer, now: datetime) -> DataReferent | None:
    """End who held it: the SMS that have not left stay, what waited for her is the structure's."""
    rows = DataReferent.objects.select_for_update()
    held = rows.filter(organization_id=organization_id, ended_at=None).first()
    if held is not None:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
        house = Owner(group="organization", group_id=organization_id)
        for glass in _waiting(organization_id):
            cancel_about("glass", glass.pk, now)
            move_task(task_id=glass.task_id, owner=house, by=by, now=now)
    return held


def _waiting(organization_id: UUID) -> QuerySet[BreakGlass]:
    return BreakGlass.objects.select_related("task").filter(
        patient__organization_id=organization_id, reviewed_at=None
    )


def owner_of_review(
    organization_id: UUID, breaker_id: UUID, now: datetime
) -> tuple[Owner, DataReferent | None]:
    """Whose task the review of an access is, and who is told: the referent, never of her own
    access; else the structure, and nobody in particular.
    """
    referent = in_force(organization_id, now)
    if referent is None or referent.account_id == breaker_id:
        return Owner(group="organization", group_id=organization_id), None
    return Owner(account_id=referent.account_id), referent


def tell_soon(glass: BreakGlass, referent: DataReferent, now: datetime) -> None:
    """A mail, and an SMS where she left a number; both leave if the caller's work commits."""
    key = f"{TELL}:{glass.pk}:{referent.pk}"
    payload = {"glass": str(glass.pk), "referent": str(referent.pk)}
    jobs.enqueue(TELL, key=key, run_at=now, payload=payload)
    if referent.phone:
        queue(
            template="glass_review", phone=referent.phone, key=key, about=("glass", glass.pk),
            params={"until": glass.task.due_at.astimezone(PARIS).date()},
            organization_id=referent.organization_id, not_before=_awake(now), now=now,
        )  # fmt: skip


def _awake(now: datetime) -> datetime:
    """Now, or the morning that follows the night it is."""
    begins, ends = WAKING
    here = now.astimezone(PARIS)
    if begins <= here.time() < ends:
        return now
    day = here.date() + timedelta(days=1 if here.time() >= ends else 0)
    return datetime.combine(day, begins, PARIS)


def tell_referent(payload: dict[str, Any], now: datetime) -> None:
    """Mail her where to review. Nothing when it is signed already, or when she was replaced."""
    referents = DataReferent.objects.select_related("account")
    referent = referents.filter(pk=UUID(payload["referent"]), ended_at=None).first()
    waits = BreakGlass.objects.filter(pk=UUID(payload["glass"]), reviewed_at=None).exists()
    if referent is None or not waits:
        return
    link = settings.MAILLON_PUBLIC_URL.rstrip("/") + reverse("glass-reviews")
    send_mail(SUBJECT, BODY.format(link=link), None, [referent.account.email])


def _tell(act: str, referent: DataReferent, by: AccountViewer, now: datetime) -> None:
    record(
        act=f"care.{act}", organization_id=referent.organization_id, by=by, now=now,
        subjects=[("data_referent", referent.pk)], data={"account": str(referent.account_id)},
    )  # fmt: skip
