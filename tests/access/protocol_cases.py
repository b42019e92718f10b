"""Routes of protocols: whom each answers."""

from tests.access.case import COORDINATOR, WORKERS, Case

__all__ = ["PROTOCOL_CASES"]

TEAM = WORKERS | {"manager"}
WRITERS = COORDINATOR | {"manager"}


def _template(own: frozenset[str], *, post: bool = False) -> Case:
    return Case(
        lambda t: {"structure_id": t.world.desk.organization_id, "code": "visio-ehpad"}, own,
        *((None, lambda _: {"key": ""}) if post else ()),
    )  # fmt: skip


def _protocol(own: frozenset[str]) -> Case:
    return Case(lambda t: {"protocol_id": t.house.protocol_id}, own)


PROTOCOL_CASES: dict[str, Case] = {
    "protocols": Case(lambda t: {"structure_id": t.world.desk.organization_id}, TEAM),
    "protocol-new": Case(
        lambda t: {"structure_id": t.world.desk.organization_id}, TEAM, post=lambda _: {"title": ""}
    ),
    **dict.fromkeys(
        ("protocol", "protocol-compare", "protocol-print", "protocol-pdf", "protocol-docx"),
        _protocol(TEAM),
    ),
    "protocol-write": Case(
        lambda t: {"protocol_id": t.house.draft_id}, WRITERS, post=lambda _: {"title": ""}
    ),
    "protocol-act": Case(
        lambda t: {"protocol_id": t.house.protocol_id}, TEAM, None, lambda _: {"geste": "except"}
    ),
    "protocol-scan": Case(lambda t: {"signature_id": t.house.signature_id}, TEAM),
    "templates": Case(lambda t: {"structure_id": t.world.desk.organization_id}, TEAM),
    "template": _template(TEAM),
    "template-make": _template(WRITERS, post=True),
    "template-of": Case(
        lambda t: {"protocol_id": t.house.protocol_id}, WRITERS, post=lambda _: {"title": ""}
    ),
    "template-own": Case(
        lambda t: {
            "structure_id": t.world.desk.organization_id, "template_id": t.house.template_id
        },
        WRITERS, None, lambda _: {"geste": "withdraw"},
    ),
    "template-run": Case(lambda t: {"run_id": t.house.run_id}, TEAM),
    "template-act": Case(
        lambda t: {"run_id": t.house.run_id}, COORDINATOR, None, lambda _: {"geste": "undo"}
    ),
    "protocol-share-end": Case(
        lambda t: {"share_id": t.house.shown_id}, WRITERS, None, lambda _: {"geste": ""}
    ),
}  # fmt: skip
