from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from maillon.apps.maturity.counting import counts
from maillon.apps.maturity.models import Assessment, ConsensusLevel
from maillon.apps.maturity.themes import Theme, themes
from maillon.apps.maturity.vitality import Line, vitality
from maillon.apps.structures import access as structures
from maillon.apps.structures.queries import StructureCard, structures_read
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["AssessmentPage", "MaturityPage", "ThemeRow", "assessment_page", "house_of_assessment",
           "maturity_page", "open_assessment"]  # fmt: skip

TOO_FEW: Final = 3  # under as many answers, a spread would tell who said what


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme of an assessment: her own answer, how many said each level (empty while too few
    answered), what was agreed.
    """

    theme: Theme
    own: int
    spread: tuple[int, ...]
    level: int
    note: str


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """A self-assessment as one member of the team reads it."""

    id: UUID
    card: StructureCard
    opened_at: datetime
    closed_at: datetime | None
    rows: tuple[ThemeRow, ...]
    answered: int

    @property
    def answered_by_her(self) -> bool:
        """Whether the reader answered every theme."""
        return all(one.own for one in self.rows)

    @property
    def complete(self) -> bool:
        """Whether every theme has its level."""
        return all(one.level for one in self.rows)


@dataclass(frozen=True, slots=True)
class MaturityPage:
    """How a team looks at itself: vitality, the assessment that is open, levels over the years."""

    card: StructureCard
    lines: tuple[Line, ...]
    open_id: UUID | None
    closed: tuple[tuple[UUID, datetime], ...]
    trend: tuple[tuple[Theme, tuple[int, ...]], ...]

    @property
    def figure(self) -> int:
        """The vitality figure: the sum of its lines."""
        return sum(one.points for one in self.lines)


def _card(viewer: AccountViewer, organization_id: UUID, now: datetime) -> StructureCard:
    structures.require_reader(viewer, organization_id)
    return next(one for one in structures_read(viewer, now=now) if one.id == organization_id)


def maturity_page(
    viewer: AccountViewer, organization_id: UUID, *, now: datetime
) -> MaturityPage:  # fmt: skip
    """For whoever works in the structure, and nobody else: never a payer; ``NotFound``."""
    card = _card(viewer, organization_id, now)
    rows = list(
        Assessment.objects.filter(organization_id=organization_id).prefetch_related("agreed")
    )
    closed = [one for one in rows if one.closed_at]
    return MaturityPage(
        card, vitality(counts(organization_id, now)),
        next((one.pk for one in rows if not one.closed_at), None),
        tuple((one.pk, one.opened_at) for one in closed), _trend(closed),
    )  # fmt: skip


def open_assessment(viewer: AccountViewer, organization_id: UUID) -> UUID | None:
    """The assessment that is open, for whoever works in the structure; else ``NotFound``."""
    structures.require_reader(viewer, organization_id)
    rows = Assessment.objects.filter(organization_id=organization_id, closed_at=None)
    return rows.values_list("pk", flat=True).first()


def _trend(closed: Sequence[Assessment]) -> tuple[tuple[Theme, tuple[int, ...]], ...]:
    """Each theme ever agreed on: its level at each assessment, 0 where it was not looked at."""
    levels = [{said.theme: said.level for said in one.agreed.all()} for one in closed]
    return tuple(
        (theme, tuple(one.get(code, 0) for one in levels))
        for code, theme in themes().by_code.items()
        if any(code in one for one in levels)
    )


def assessment_page(
    viewer: AccountViewer, assessment_id: UUID, *, now: datetime
) -> AssessmentPage:  # fmt: skip
    """An assessment: her own answers alone; the others' as counts, once she answered or leads it,
    and enough did. ``NotFound`` for who does not work there.
    """
    found = Assessment.objects.filter(pk=assessment_id).first()
    if found is None:
        raise NotFound
    card = _card(viewer, found.organization_id, now)
    answers = list(found.answers.all())
    people = {one.account_id for one in answers}
    own = {one.theme: one.level for one in answers if one.account_id == viewer.account_id}
    shown = len(people) >= TOO_FEW and (card.writes or len(own) == len(found.themes))
    said = Counter((one.theme, one.level) for one in answers)
    agreed = {one.theme: one for one in found.agreed.all()}
    known = themes().by_code
    rows = [
        _row(known[code], own.get(code, 0), said if shown else None, agreed.get(code))
        for code in found.themes if code in known
    ]  # fmt: skip
    return AssessmentPage(
        found.pk, card, found.opened_at, found.closed_at, tuple(rows), len(people)
    )


def _row(
    theme: Theme, own: int, said: Counter[tuple[str, int]] | None, agreed: ConsensusLevel | None
) -> ThemeRow:
    spread = tuple(said[theme.code, level] for level in range(1, 5)) if said is not None else ()
    return ThemeRow(
        theme, own, spread, agreed.level if agreed else 0, agreed.note if agreed else ""
    )


def house_of_assessment(viewer: AccountViewer, assessment_id: UUID) -> UUID:
    """The structure of an assessment, for who works there; ``NotFound`` else."""
    found = Assessment.objects.filter(pk=assessment_id).first()
    if found is None:
        raise NotFound
    structures.require_reader(viewer, found.organization_id)
    return found.organization_id
