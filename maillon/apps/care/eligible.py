"""Whether a flat fee is due for a person: her score, her circle, the journal, put together."""

from datetime import datetime
from uuid import UUID

from maillon.apps.care.models import (
    CareTeam,
    CareTeamMember,
    Patient,
    QuestionnaireResponse,
    TeamStage,
)
from maillon.apps.care.teams import Standing, fee_of, standing
from maillon.apps.directory.models import PractitionerRole
from maillon.apps.journal.models import Entry
from maillon.engines.grids import Composed, Eligibility, Fee, Score, eligibility

__all__ = ["around", "facts_of_team", "fee_around", "latest"]


def around(patient: Patient, now: datetime) -> Standing | None:
    """The professionals who stand around her, held against the rule of the team that carries her
    circle; ``None`` without a team.
    """
    circle = CareTeam.objects.filter(patient=patient, closed_at=None).first()
    if circle is None or circle.managed_by is None:
        return None
    members = CareTeamMember.objects.present(now.date()).filter(patient=patient)
    rows = members.select_related("practitioner_role", "responder__practitioner_role")
    mates = [(role, one.role) for one in rows if (role := _role(one)) is not None]
    facts = facts_of_team(circle.managed_by_id)
    return standing(circle.managed_by.kind, mates, facts, now.date())


def _role(one: CareTeamMember) -> PractitionerRole | None:
    return one.practitioner_role or (one.responder.practitioner_role if one.responder else None)


def facts_of_team(team_id: UUID | None) -> dict[str, bool]:
    """What is known of a team today."""
    if team_id is None:
        return {}
    last = TeamStage.objects.filter(organization_id=team_id).order_by("at").last()
    return dict(last.facts) if last else {}


def latest(patient: Patient, code: str) -> QuestionnaireResponse | None:
    """Her newest score on a grid, under whatever version."""
    done = QuestionnaireResponse.objects.filter(
        patient=patient, questionnaire__code=code, status="completed"
    )
    return done.select_related("questionnaire").order_by("completed_at").last()


def fee_around(
    patient: Patient, found: Score | None, now: datetime
) -> tuple[Fee, Eligibility] | None:
    """The fee of her team's kind with its verdict, its proofs and what is lacking."""
    held = around(patient, now)
    fee = fee_of(held.kind) if held else None
    if held is None or fee is None:
        return None
    acts = Entry.objects.filter(
        subjects__kind="patient", subjects__object_id=patient.pk, act__in=fee.proofs
    ).order_by("recorded_at")
    proofs = {act: str(pk) for act, pk in acts.values_list("act", "pk")}
    composed = held.composed or Composed("undecided", ())
    return fee, eligibility(fee, found, composed, proofs)
