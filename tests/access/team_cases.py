"""Routes of grids, light teams and what keeps coming back: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case, nothing, of_person, of_person_read, person

__all__ = ["TEAM_CASES"]

TEAM_CASES: dict[str, Case] = {
    "teams": Case(),
    "team": Case(lambda t: {"team_id": t.team_id}, frozenset({"carer"})),
    "team-act": Case(
        lambda t: {"team_id": t.team_id}, frozenset({"carer"}), None,
        lambda _: {"geste": "move", "kind": "msp"},
    ),
    "coordination-new": Case(only=frozenset({"carer", "offered"}), post=lambda t: {
        "birth_date": t.words.birth_date, "birth_name": t.words["birth_name"],
        "given_name": t.words["given_name"], "situation": "frail", "kind": "escap",
        "means": "voice", "structure": t.world.desk.organization_id, "agreed": "on",
    }),
    **dict.fromkeys(("grids", "grid-new"), Case()),
    "grid": Case(lambda t: {"grid_id": t.grid_id}, WORKERS, post=nothing),
    "grid-version": Case(lambda t: {"grid_id": t.grid_id}, WORKERS, None, nothing),
    "person-scores": person(COORDINATOR, nothing),
    "grid-fill": of_person_read("grid_id", "grid_id"),
    "grid-draft": of_person(COORDINATOR, "grid_id", "grid_id"),
    "score": Case(lambda t: {"response_id": t.response_id}, COORDINATOR),
    "irritant-new": Case(only=WORKERS, post=lambda t: {
        "kind": "reaching", "minutes": "15", "frequency": "weekly",
        "place": t.world.desk.organization_id, "words": "",
    }),
    "irritant-undo": Case(
        lambda t: {"irritant_id": t.house.irritant_id}, COORDINATOR, None, nothing
    ),
    **dict.fromkeys(("irritants", "irritants-csv"), Case(only=COORDINATOR | {"manager"})),
}  # fmt: skip
