"""Routes of a team's project: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case

__all__ = ["HEALTH_PROJECT_CASES"]

TEAM = WORKERS | {"manager"}  # whoever works there writes
LEADS = COORDINATOR | {"manager"}


def _of(name: str, own: frozenset[str], *, read: bool = True, **post: str) -> Case:
    path = lambda t: {name: getattr(t.house.written, name)}  # noqa: E731
    return Case(path, own, **({} if read else {"get": None}),
                post=(lambda _: post) if post else None)  # fmt: skip


def _house(own: frozenset[str], *, read: bool = True, **post: str) -> Case:
    path = lambda t: {"structure_id": t.world.desk.organization_id}  # noqa: E731
    return Case(path, own, **({} if read else {"get": None}),
                post=(lambda _: post) if post else None)  # fmt: skip


HEALTH_PROJECT_CASES: dict[str, Case] = {
    "project": _house(TEAM),
    "project-act": _house(LEADS, read=False, geste="open"),
    "project-section": _of("section_id", TEAM, text="", seen=""),
    "project-versions": _of("section_id", TEAM),
    "project-comment": _of("section_id", TEAM, read=False, comment=""),
    "project-resolve": Case(
        lambda t: {"comment_id": t.house.written.comment_id}, TEAM, None, lambda _: {"geste": ""}
    ),
    "project-conflict": Case(
        lambda t: {"version_id": t.house.written.aside_id}, TEAM, post=lambda _: {"seen": ""}
    ),
    "project-plan": _of("project_id", TEAM),
    "project-plan-act": _of("project_id", LEADS, read=False, geste="objective", text=""),
    "project-action": _of("action_id", TEAM),
    "project-action-act": _of("action_id", LEADS, read=False, geste="indicator", label=""),
    "stage": _house(TEAM),
    "stage-act": _house(LEADS, read=False, geste="territory", communes="Nulle-Part"),
    "stage-paper": Case(lambda t: {"filing_id": t.house.filing_id}, TEAM),
    "stage-annex": Case(lambda t: {"amount_id": t.house.amount_id}, TEAM),
    **dict.fromkeys(("project-print", "project-pdf", "project-docx"), _of("project_id", TEAM)),
}
