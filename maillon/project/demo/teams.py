"""Light teams of the demonstration: an ESCAP with its scores, an ESP of a doctor and two
pharmacists, and what keeps coming back. Everybody is invented; so are the questions, and they say
so: nobody has published the real ones.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewCoordination, NewPerson
from maillon.apps.care.models import CareTeam, Patient
from maillon.apps.desk.models import Desk
from maillon.apps.directory.models import PractitionerRole
from maillon.kernel.access import AccountViewer
from maillon.project.demo.medication import begin_review, conclude_review
from maillon.project.demo.professionals import Staff

__all__ = ["chemists", "open_teams"]

TRIAL = {"name": "Questions d’essai de la démonstration : les vraies ne sont pas publiques",
         "confidence": "D"}  # fmt: skip
PRESS = {"name": "Le Quotidien du pharmacien, lancement du 24 mars 2025", "confidence": "C"}
ROSALIE = NewPerson("Montagne", "Rosalie", "1938-06-02", sex="F", phone="+33199089931")
EMILE = NewPerson("Verney", "Émile", "1935-10-21", sex="M", phone="+33199089932")
IRRITANTS = (
    ("discharge", 30, "weekly", "le vendredi soir"),
    ("reaching", 15, "daily", ""),
    ("document", 15, "weekly", "le compte rendu arrive après la visite"),
    ("family", 45, "weekly", "les écrans, le sommeil"),
    ("home", 60, "monthly", ""),
)


def open_teams(
    desk: Desk, doctor: Account, others: Sequence[Account], staff: Staff, now: datetime
) -> None:
    """By the real actions at past moments: the doctor opens both, all say what comes back."""
    by = viewer_of(doctor, now=now)
    gp = next(one for one in staff.gps if one.practitioner_id == doctor.practitioner_id)
    nurse = next(one.practitioner_role for one in staff.nurses if one.practitioner_role)
    pharmacists = chemists()
    rosalie = _escap(desk, by, (gp, nurse, pharmacists[0]), now)
    emile = _esp(desk, by, (gp, *pharmacists), now)
    for one in others:
        if one.practitioner_id == pharmacists[0].practitioner_id:
            chemist = viewer_of(one, now=now)
            conclude_review(rosalie, by, chemist, now)
            begin_review(emile, by, chemist, now)
    for number, (kind, minutes, frequency, words) in enumerate(IRRITANTS * 2):
        who = [doctor, *others][(number + number // len(IRRITANTS)) % (1 + len(others))]
        care.report_irritant(
            kind=kind, minutes=minutes, frequency=frequency, words=words,
            by=viewer_of(who, now=now), now=now - timedelta(days=9 - number),
        )  # fmt: skip


def chemists() -> list[PractitionerRole]:
    """Two pharmacists of the Loire."""
    known = PractitionerRole.objects.filter(
        profession="21", practitioner__synthetic=True, commune__departement="42"
    )
    return list(known.order_by("pk")[:2])


def _opened(
    desk: Desk, by: AccountViewer, person: NewPerson, kind: str,
    roles: Sequence[PractitionerRole], then: datetime,
) -> UUID:  # fmt: skip
    made = care.open_coordination(
        new=NewCoordination(
            desk.organization_id, kind, "frail", tuple(one.pk for one in roles), "voice",
            person=person, gp_id=roles[0].pk,
        ),
        by=by, now=then,
    )  # fmt: skip
    Patient.objects.filter(pk=made).update(synthetic=True, commune_id=desk.commune_id)
    return made


def _escap(desk: Desk, by: AccountViewer, roles: Sequence[PractitionerRole], now: datetime) -> UUID:
    """Opened three months ago, scored then and again last week: the next one is due in time."""
    then = now - timedelta(days=92)
    who = _opened(desk, by, ROSALIE, "escap", roles, then)
    grid = care.save_grid(document=_document(), by=by, now=then)
    for day, yes in ((then + timedelta(hours=1), 15), (now - timedelta(days=6), 13)):
        care.complete_response(
            patient_id=who, grid_id=grid, by=by, now=day,
            answers={f"q{n}": "yes" if n <= yes else "no" for n in range(1, 27)},
            situations=frozenset({"polypathology_over_65"}),
        )  # fmt: skip
    return who


def _esp(desk: Desk, by: AccountViewer, roles: Sequence[PractitionerRole], now: datetime) -> UUID:
    """Born around a person, then validated by the ARS."""
    who = _opened(desk, by, EMILE, "esp", roles, now - timedelta(days=40))
    team = CareTeam.objects.get(patient_id=who).managed_by_id
    if team is not None:
        facts = {"project_validated_by_ars": True}
        day = now - timedelta(days=12)
        care.move_team(team_id=team, kind="esp", facts=facts, by=by, now=day)
    return who


def _document() -> dict[str, Any]:
    return {
        "code": "escap", "title": "ESCAP, questions d’essai", "version": "essai",
        "since": "2025-03-24", "source": TRIAL, "rescore_days": 90,
        "entries": ["polypathology_over_65", "diabetes_on_insulin", "stroke_within_a_year",
                    "palliative_care"],
        "thresholds": [
            {"at_least": "13", "out_of": "26", "within": [], "source": PRESS},
            {"at_least": "14", "out_of": "28", "within": ["pregnancy"], "source": PRESS},
        ],
        "items": [_item(n) for n in range(1, 29)],
        "note": "Remplacez ces questions par celles du document remis à votre équipe.",
    }  # fmt: skip


def _item(n: int) -> dict[str, Any]:
    options = [{"code": "yes", "text": "oui", "points": "1"},
               {"code": "no", "text": "non", "points": "0"}]  # fmt: skip
    within = ["pregnancy"] if n > 26 else []
    return {"code": f"q{n}", "text": f"Question d’essai n° {n}", "options": options,
            "within": within}  # fmt: skip
