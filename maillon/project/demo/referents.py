"""Who answers for the data of the demonstration's structures, and two accesses taken at night."""

from datetime import datetime, timedelta

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import access
from maillon.apps.care import actions as care
from maillon.apps.care.models import CareTeam
from maillon.kernel import clock

__all__ = ["answer_for_data", "break_at_night"]


def answer_for_data(by: Account, who: Account, phone: str, now: datetime) -> None:
    """Named a week ago by whoever leads the structure."""
    then = now - timedelta(days=7)
    with clock.frozen(then):
        care.name_data_referent(
            organization_id=by.roles.earliest("starts_on").organization_id, account_id=who.pk,
            phone=phone, by=viewer_of(by, now=then), now=then,
        )  # fmt: skip


def break_at_night(doctor: Account, referent: Account, now: datetime) -> None:
    """Two accesses by the doctor on call: one signed, one that waits."""
    reader = viewer_of(doctor, now=now)
    around = CareTeam.objects.filter(
        organization_id=doctor.roles.earliest("starts_on").organization_id, closed_at=None
    ).order_by("opened_at", "pk")
    unknown = [
        one.patient_id for one in around
        if not access.grants_on(reader, one.patient_id, now)
        and not access.opposes_all(one.patient_id, now)
    ]  # fmt: skip
    told = (
        (60, "care", "Chute cette nuit, elle ne sait plus ce qu’elle prend."),
        (11, "replacement", "Je remplace son médecin jusqu’à lundi, malaise au téléphone."),
    )
    for patient_id, (hours, reason, text) in zip(unknown, told, strict=False):
        then = now - timedelta(hours=hours)
        glass = care.break_glass(
            patient_id=patient_id, reason=reason, text=text, by=viewer_of(doctor, now=then),
            now=then,
        )  # fmt: skip
        if hours > 24:
            signed = then + timedelta(hours=9)
            by = viewer_of(referent, now=signed)
            care.review_glass(glass_id=glass.pk, outcome="justified", by=by, now=signed)
