"""Reading about a person: viewer first, only what a ground opens."""

from maillon.apps.care.queries.circle import CircleCard, circle_version, may_hear, my_circles
from maillon.apps.care.queries.intake import Around, FoundPerson, around, find_persons
from maillon.apps.care.queries.irritants import IrritantPage, irritants, workplaces
from maillon.apps.care.queries.persons import (
    PersonPage,
    coordinated_structures,
    identity_of,
    ins_leaving,
    like_persons,
    person_page,
    search_persons,
    searchable,
)
from maillon.apps.care.queries.plan import (
    HandOut,
    PlanPage,
    Versions,
    hand_out,
    plan_page,
    plan_versions,
)
from maillon.apps.care.queries.plan_cards import PlanCard
from maillon.apps.care.queries.reads import (
    OwnFile,
    count_reviews,
    link_viewer,
    may_break,
    own_file,
    paper_file,
    proof,
    reviews,
    spoken_about,
)

__all__ = [
    "Around",
    "CircleCard",
    "FoundPerson",
    "HandOut",
    "IrritantPage",
    "OwnFile",
    "PersonPage",
    "PlanCard",
    "PlanPage",
    "Versions",
    "around",
    "circle_version",
    "coordinated_structures",
    "count_reviews",
    "find_persons",
    "hand_out",
    "identity_of",
    "ins_leaving",
    "irritants",
    "like_persons",
    "link_viewer",
    "may_break",
    "may_hear",
    "my_circles",
    "own_file",
    "paper_file",
    "person_page",
    "plan_page",
    "plan_versions",
    "proof",
    "reviews",
    "search_persons",
    "searchable",
    "spoken_about",
    "workplaces",
]
