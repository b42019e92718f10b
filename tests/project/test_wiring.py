"""What the composition root fills: nothing planned, written or answered is left to nobody."""

import re

import pytest

from maillon.apps.care import access
from maillon.apps.journal import acts
from maillon.apps.messaging import handlers, providers
from maillon.kernel import jobs
from maillon.kernel.access import Relation
from maillon.project import wiring
from tests.architecture import source

PLANNED = re.compile(r"enqueue\(\s*\"([a-z_.]+)\"")
WRITTEN = re.compile(r"act=\"([a-z_.]+)\"")
ALSO_WRITTEN = re.compile(r"_note\([^)]*\"(desk\.[a-z_]+)\"")


def found(pattern: re.Pattern[str]) -> set[str]:
    return {code for module in source.modules("maillon/") for code in pattern.findall(module.text)}


def test_every_timer_that_is_planned_has_somebody_to_do_it() -> None:
    planned = found(PLANNED)
    assert {"desk.open_wave", "desk.ask_proof", "desk.not_found_yet"} <= planned
    assert planned <= set(jobs.handlers)


def test_every_act_that_is_written_is_declared_and_the_other_way_round() -> None:
    declared = {act.code for act in acts.declared()}
    written = found(WRITTEN) | found(ALSO_WRITTEN)
    assert written <= declared
    assert len(written) > 10


def test_filling_the_registries_again_adds_nobody_twice() -> None:
    before = (
        len(access._registry), len(handlers.reply_handlers), len(handlers.delivered_handlers),
        len(handlers.failed_handlers), set(jobs.handlers),
    )  # fmt: skip
    gateway = providers.current()
    wiring.wire()
    providers.use(gateway)
    assert before == (
        len(access._registry), len(handlers.reply_handlers), len(handlers.delivered_handlers),
        len(handlers.failed_handlers), set(jobs.handlers),
    )  # fmt: skip


@pytest.mark.parametrize("relation", [Relation.MANAGER, Relation.ADMINISTRATOR, Relation.NONE])
def test_who_has_no_care_relation_has_no_field_of_a_person(relation: Relation) -> None:
    counted = {"counts", "minutes_counted", "points", "reads_metadata"}
    assert access.FIELDS[relation] <= counted


def test_an_open_offer_opens_the_kind_of_need_and_nothing_else() -> None:
    assert access.FIELDS[Relation.OFFERED] == {"need", "own_reads"}
    assert "identity" not in access.FIELDS[Relation.OFFERED]
