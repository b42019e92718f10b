"""Everything that is held about one person, for her to take away (DAT-5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.care import access
from maillon.apps.care.models import CarePlan, CareTeam, CareTeamMember, Patient
from maillon.apps.care.queries.exchange import (
    PersonRecord,
    RelatedRecord,
    TeamRecord,
    WordRecord,
    latest_teams,
    person_record,
    related_of,
    words_of,
)
from maillon.apps.care.queries.medication import last_conclusion
from maillon.apps.care.queries.medication_cards import ReviewCard
from maillon.apps.care.queries.plan import plan_of
from maillon.apps.care.queries.plan_cards import PlanCard
from maillon.apps.care.queries.reads import OwnFile, own_file, paper_file
from maillon.apps.care.queries.talk import TalkExport, exported_talks
from maillon.kernel.access import AccountViewer, LinkViewer, Viewer

__all__ = ["PersonExport", "own_export", "person_export"]


@dataclass(frozen=True, slots=True)
class PersonExport:
    """Her identity, her circles, those around her, her words, her project, what her circle said
    to each other, the last review of her treatments, and who read.
    """

    person: PersonRecord
    teams: tuple[TeamRecord, ...]
    related: tuple[RelatedRecord, ...]
    words: tuple[WordRecord, ...]
    plan_id: str
    plan: PlanCard | None
    talks: tuple[TalkExport, ...]
    medication: ReviewCard | None  # the last one concluded
    file: OwnFile


def own_export(viewer: LinkViewer, *, now: datetime) -> PersonExport:
    """For the bearer of her link, herself or who represents her; traced. ``NotFound``."""
    return _export(viewer, own_file(viewer, now=now), now)


def person_export(viewer: AccountViewer, patient_id: UUID, *, now: datetime) -> PersonExport:
    """On her request, from the hands of a coordinator who holds her circle; what its ground does
    not open of her project is left out. Traced; ``NotFound``.
    """
    return _export(viewer, paper_file(viewer, patient_id, now=now), now)


def _export(viewer: Viewer, file: OwnFile, now: datetime) -> PersonExport:
    patient: Patient = access.resolve(file.id)
    teams = CareTeam.objects.filter(patient=patient).values_list("pk", flat=True)
    around = CareTeamMember.objects.filter(patient=patient).select_related("related", "responder")
    plan = CarePlan.objects.filter(patient=patient).first()
    return PersonExport(
        person=person_record(viewer, patient.pk, now=now),
        teams=latest_teams(teams),
        related=related_of(around),
        words=words_of(viewer, patient.pk, now=now),
        plan_id=str(plan.pk) if plan else "",
        plan=plan_of(viewer, patient, now),
        talks=exported_talks(patient, access.themes_on(viewer, patient, now), now),
        medication=last_conclusion(viewer, patient, now),
        file=file,
    )
