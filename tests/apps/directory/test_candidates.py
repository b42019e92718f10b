from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillon.apps.directory.actions import declare_coverage
from maillon.apps.directory.models import CoverageArea, CoverageCommune, Responder
from maillon.apps.directory.queries import candidates
from maillon.kernel.access import SYSTEM
from tests.apps.directory.ground import (
    CREPOL,
    GIER,
    HERBASSE,
    L_HORME,
    NOW,
    SAINT_CHAMOND,
    SAINT_ETIENNE,
    bring_in,
    responder,
)

pytestmark = pytest.mark.django_db


def covering(number: int, *communes: str, profession: str = "60") -> Responder:
    who = responder(number, commune=communes[0], profession=profession)
    declare_coverage(
        responder_id=who.pk, kind="communes", shape={"communes": list(communes)},
        by=SYSTEM, now=NOW,
    )  # fmt: skip
    return who


def asked(commune: str, *professions: str, also: tuple[Responder, ...] = ()) -> dict[object, str]:
    """Who would be considered, and how she stands to the commune."""
    found = candidates(
        SYSTEM, professions=professions, commune=commune, also=[one.pk for one in also]
    )
    return {
        one.id: "covers" if one.covers_commune else "near" if one.covers_neighbour else "away"
        for one in found
    }


def test_those_who_cover_and_those_who_are_near_are_found_and_nobody_else() -> None:
    bring_in((*GIER, *HERBASSE))
    here, near, away = covering(1, L_HORME), covering(2, SAINT_CHAMOND), covering(3, CREPOL)
    assert asked(L_HORME, "60") == {here.pk: "covers", near.pk: "near"}
    assert asked(CREPOL, "60") == {away.pk: "covers"}


def test_a_commune_both_covered_and_near_counts_as_covered() -> None:
    bring_in(GIER)
    both = covering(1, SAINT_CHAMOND, L_HORME)
    assert asked(L_HORME, "60") == {both.pk: "covers"}


def test_other_professions_are_left_out_unless_asked_of_by_name() -> None:
    bring_in(GIER)
    nurse, physiotherapist = covering(1, L_HORME), covering(2, L_HORME, profession="70")
    assert asked(L_HORME, "60") == {nurse.pk: "covers"}
    assert asked(L_HORME, "60", "70").keys() == {nurse.pk, physiotherapist.pk}
    assert asked(L_HORME, "60", also=(physiotherapist,))[physiotherapist.pk] == "covers"


def test_the_usual_carer_comes_from_wherever_she_works() -> None:
    bring_in((*GIER, *HERBASSE))
    usual = covering(1, CREPOL)
    assert asked(SAINT_ETIENNE, "60", also=(usual,)) == {usual.pk: "away"}


def test_whoever_ended_her_practice_is_gone_even_by_name() -> None:
    bring_in(GIER)
    gone = covering(1, L_HORME)
    assert gone.practitioner_role is not None
    gone.practitioner_role.ended_on = NOW.date()
    gone.practitioner_role.save()
    assert asked(L_HORME, "60", also=(gone,)) == {}


def test_one_query_answers_however_many_there_are_and_two_with_somebody_from_afar() -> None:
    bring_in((*GIER, *HERBASSE))
    known = [covering(number, L_HORME) for number in range(1, 8)]
    far = covering(8, CREPOL)
    with CaptureQueriesContext(connection) as sent:
        assert len(asked(L_HORME, "60", also=(known[0],))) == 7
    assert len(sent) == 1
    with CaptureQueriesContext(connection) as sent:
        assert len(asked(L_HORME, "60", also=(known[0], far))) == 8
    assert len(sent) == 2


def test_of_two_zones_the_one_that_covers_wins_in_whatever_order() -> None:
    bring_in(GIER)
    first, second = covering(1, SAINT_CHAMOND), covering(2, L_HORME)
    for who, other in ((first, L_HORME), (second, SAINT_CHAMOND)):
        area = CoverageArea.objects.create(
            responder=who, kind="communes", shape={"communes": [other]}, declared_at=NOW
        )
        CoverageCommune.objects.create(area=area, responder=who, commune_id=other, near=False)
    both = {first.pk: "covers", second.pk: "covers"}
    assert asked(L_HORME, "60") == asked(SAINT_CHAMOND, "60") == both


def test_the_facts_are_those_the_ranking_reads() -> None:
    bring_in(GIER)
    who = covering(1, L_HORME)
    Responder.objects.filter(pk=who.pk).update(
        takes=["dressing"], availability="yes", availability_declared_at=NOW, weekly_capacity=4,
        live_limit=2, paused_until=NOW + timedelta(days=1), opted_out_at=NOW,
    )  # fmt: skip
    (facts,) = candidates(SYSTEM, professions=["60"], commune=L_HORME)
    assert facts.takes == frozenset({"dressing"})
    assert (facts.availability, facts.availability_declared_at) == ("yes", NOW)
    assert (facts.weekly_capacity, facts.live_limit) == (4, 2)
    assert facts.paused_until == NOW + timedelta(days=1)
    assert facts.opted_out
    assert facts.sms_ok
    assert facts.lon == pytest.approx(4.55, abs=0.05)


def test_whoever_has_no_line_is_not_reached_by_sms() -> None:
    bring_in(GIER)
    who = covering(1, L_HORME)
    Responder.objects.filter(pk=who.pk).update(phone_index="")
    (facts,) = candidates(SYSTEM, professions=["60"], commune=L_HORME)
    assert not facts.sms_ok
