"""Whether a flat fee is due, what proves it, and what nobody has said yet."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from maillon.engines.common import Reason
from maillon.engines.grids.composing import Composed
from maillon.engines.grids.model import Source
from maillon.engines.grids.scoring import Score, Verdict

__all__ = ["Eligibility", "Fee", "eligibility"]


@dataclass(frozen=True, slots=True)
class Fee:
    """A flat fee: the acts that must stand in the journal; ``euros`` is ``None`` until told."""

    code: str
    source: Source
    proofs: tuple[str, ...] = ()
    euros: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The verdict, the amount where it is known and due, the proofs, and what is lacking."""

    verdict: Verdict
    euros: Decimal | None
    evidence: Mapping[str, str]
    lacking: tuple[Reason, ...]


def eligibility(
    fee: Fee, score: Score | None, team: Composed, journal: Mapping[str, str]
) -> Eligibility:
    """Put the grid, the team and the journal together.

    ``journal`` gives, by code of act, the entry that proves it. ``score`` is ``None`` for a fee
    that asks for no grid. The amount is never guessed: it is asked for (``fee_amount_unknown``)
    where everything else is there.
    """
    verdicts = {team.verdict} | ({score.verdict} if score else set())
    missing = [
        Reason("fee_proof_missing", {"act": act}) for act in fee.proofs if act not in journal
    ]
    verdict = _worst(verdicts | ({"not_reached"} if missing else set()))
    lacking = [*_of_the_grid(score), *team.lacking, *missing]
    if verdict == "reached" and fee.euros is None:
        lacking.append(Reason("fee_amount_unknown", {"fee": fee.code}))
    evidence = {act: journal[act] for act in fee.proofs if act in journal}
    due = fee.euros if verdict == "reached" else None
    return Eligibility(verdict, due, evidence, tuple(lacking))


def _worst(verdicts: Set[Verdict]) -> Verdict:
    order: tuple[Verdict, ...] = ("not_reached", "undecided", "reached")
    return next(one for one in order if one in verdicts)


def _of_the_grid(score: Score | None) -> tuple[Reason, ...]:
    if score is None or score.verdict == "reached":
        return ()
    if score.verdict == "undecided":
        return (Reason("grid_questions_left", {"n": len(score.unanswered)}),)
    if not score.enters:
        return (Reason("grid_no_entry"),)
    lacking = score.threshold.at_least - score.most
    return (Reason("grid_points_lacking", {"points": str(lacking)}),)
