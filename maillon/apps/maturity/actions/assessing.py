from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.journal import actions as journal
from maillon.apps.maturity.models import Assessment, AssessmentAnswer, ConsensusLevel
from maillon.apps.maturity.themes import LEVELS, themes
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["agree_level", "answer", "close_assessment", "open_assessment"]


def open_assessment(
    *, organization_id: UUID, chosen: Sequence[str], by: AccountViewer, now: datetime
) -> Assessment:
    """Open a self-assessment on the themes chosen, in the order of the axes.

    Raises ``NotFound`` for who does not write this structure, ``Refused``: ``assessment_themes``
    (three to twelve), ``assessment_open`` (one at a time).
    """
    structures.require_writer(by, organization_id)
    told = themes()
    kept = [code for code in told.by_code if code in set(chosen)]
    if not 3 <= len(kept) <= 12:
        raise Refused("assessment_themes")
    made = Assessment(
        organization_id=organization_id, revision=told.revision, themes=kept,
        opened_by_id=by.account_id, opened_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _tell("maturity.opened", made, by, now)
    except IntegrityError as error:
        raise Refused("assessment_open") from error
    return made


def answer(
    *, assessment_id: UUID, levels: Mapping[str, int], by: AccountViewer, now: datetime
) -> int:
    """What she answers alone, for some themes or all; her last word counts; how many.

    Raises ``NotFound`` for who does not work there, ``Refused``: ``assessment_closed``,
    ``assessment_level``.
    """
    with transaction.atomic():
        found = _locked(assessment_id, by)
        if not levels or any(not _fits(found, *one) for one in levels.items()):
            raise Refused("assessment_level")
        for theme, level in levels.items():
            AssessmentAnswer.objects.update_or_create(
                assessment=found, account_id=by.account_id, theme=theme,
                defaults={"level": level, "answered_at": now},
            )  # fmt: skip
        _tell("maturity.answered", found, by, now)
    return len(levels)


def agree_level(
    *, assessment_id: UUID, theme: str, level: int, note: str, by: AccountViewer, now: datetime
) -> ConsensusLevel:
    """The one level the team agrees on for a theme, until it is closed.

    Raises ``NotFound`` for who does not write this structure, ``Refused`` as ``answer``.
    """
    with transaction.atomic():
        found = _locked(assessment_id, by)
        structures.require_writer(by, found.organization_id)
        if not _fits(found, theme, level):
            raise Refused("assessment_level")
        made, _ = ConsensusLevel.objects.update_or_create(
            assessment=found, theme=theme,
            defaults={"level": level, "note": note.strip()[:300], "noted_by_id": by.account_id,
                      "noted_at": now},
        )  # fmt: skip
        _tell("maturity.agreed", found, by, now)
    return made


def close_assessment(*, assessment_id: UUID, by: AccountViewer, now: datetime) -> Assessment:
    """Close once every theme has its level; ``Refused``: ``assessment_unsaid``,
    ``assessment_closed``.
    """
    with transaction.atomic():
        found = _locked(assessment_id, by)
        structures.require_writer(by, found.organization_id)
        if found.agreed.count() < len(found.themes):
            raise Refused("assessment_unsaid")
        found.closed_at = now
        found.save(update_fields=["closed_at"])
        _tell("maturity.closed", found, by, now)
    return found


def _fits(found: Assessment, theme: str, level: int) -> bool:
    return theme in found.themes and level in LEVELS


def _locked(assessment_id: UUID, by: AccountViewer) -> Assessment:
    found = Assessment.objects.select_for_update(of=("self",)).filter(pk=assessment_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(by, found.organization_id)
    if found.closed_at is not None:
        raise Refused("assessment_closed")
    return found


def _tell(act: str, found: Assessment, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=found.organization_id, by=by, now=now,
        subjects=[("assessment", found.pk)],
    )  # fmt: skip
