"""Responders with the zones they declared: everybody there is, before a need is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillon.engines.dispatch.facts import CandidateFacts, NeedFacts, Works

__all__ = ["Circle", "Resident", "placed"]


@dataclass(frozen=True, slots=True)
class Resident:
    """One responder and her zone: codes of the communes she covers, and of those around.

    ``works``: when she said she works, None where she said nothing. ``facts`` says what no need
    changes; a ``Circle`` and a need say the rest.
    """

    facts: CandidateFacts
    covered: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    works: Works | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """What depends on the person, the need and the week: responder ids, and counts by id."""

    usual: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    already_asked: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    busy: frozenset[str] = frozenset()
    live_offers: Mapping[str, int] = field(default_factory=dict, hash=False)
    offers_last_week: Mapping[str, int] = field(default_factory=dict, hash=False)


def placed(resident: Resident, need: NeedFacts, circle: Circle) -> CandidateFacts:
    """The facts of this responder for that need; covering its commune wins over its ring."""
    pk, works = resident.facts.responder_id, resident.works
    covers = need.commune in resident.covered
    return resident.facts._replace(
        covers_commune=covers,
        covers_neighbour=not covers and need.commune in resident.near,
        usual=pk in circle.usual,
        chosen_by_person=pk in circle.chosen,
        refused_by_person=pk in circle.refused,
        live_offers=circle.live_offers.get(pk, 0),
        offers_last_week=circle.offers_last_week.get(pk, 0),
        already_asked=pk in circle.already_asked,
        withdrawn=pk in circle.withdrawn,
        busy=pk in circle.busy,
        outside_hours=works is not None and not works.at(need.part_of_day, need.only_day),
    )
