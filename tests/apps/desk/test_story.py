"""The story of a request as its agents read it."""

from datetime import datetime, timedelta

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.acts import ACTS
from maillon.apps.desk.models import Assignment, Callback, Offer, ServiceRequest
from maillon.apps.desk.queries.sheet import Sheet, request_sheet
from maillon.apps.desk.queries.story import StoryLine
from maillon.apps.desk.web.wording.story import SENTENCES, Told, told
from maillon.apps.journal.actions import cancel
from maillon.apps.journal.models import Entry
from maillon.kernel import jobs
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db
NEXT_DAY = MORNING + timedelta(days=1, minutes=30)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def sheet_of(world: DeskWorld, request: ServiceRequest, now: datetime = MORNING) -> Sheet:
    return request_sheet(world.by, request.pk, now)


def lines(world: DeskWorld, request: ServiceRequest, now: datetime = MORNING) -> list[Told]:
    sheet = sheet_of(world, request, now)
    return [told(line, sheet, now) for line in sheet.story]


def texts(world: DeskWorld, request: ServiceRequest, now: datetime = MORNING) -> list[str]:
    return [line.text.replace("\u00a0", " ") for line in lines(world, request, now)]


@pytest.mark.parametrize("act", sorted(act.code for act in ACTS))
def test_every_act_has_its_sentence(world: DeskWorld, act: str) -> None:
    sheet = sheet_of(world, situations.request_received(world))
    line = StoryLine(sheet.id, act, MORNING, "", "", {})
    mark, sentence = SENTENCES[act](line, sheet)
    assert mark in {"ok", "no", "wait", "ask", "call", "sms", "next", "plain"}
    assert sentence.endswith(".")
    assert "_" not in sentence


def test_the_sentences_are_those_of_the_acts_and_no_other() -> None:
    assert set(SENTENCES) == {act.code for act in ACTS}


def test_it_begins_with_who_asked_what_and_the_person_s_agreement(world: DeskWorld) -> None:
    request = situations.request_received(world)
    first = lines(world, request)[0]
    assert (first.time.replace("\u00a0", " "), first.who) == ("9 h 41", "Léa Roche")
    assert texts(world, request) == [
        "Chirurgie, hôpital de la vallée demande : pansement et surveillance. "
        "Personne informée par le demandeur, d’accord."
    ]


def test_the_usual_nurse_s_silence_is_told_in_one_line(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    jobs.run_due(MORNING + timedelta(minutes=31))
    wave = lines(world, request)[2]
    assert wave.text == "L’infirmière habituelle a été sollicitée seule. Pas de réponse."
    assert wave.time.replace("\u00a0", " ") == "9 h 42 → 10 h 12"
    assert wave.mark == "no"


def test_answers_are_folded_into_the_wave_that_asked(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    at = MORNING + timedelta(minutes=31)
    jobs.run_due(at)
    offers = list(Offer.objects.filter(need__request=request, wave__kind="zone"))
    for offer in offers[:2]:
        actions.decline_offer(
            offer_id=offer.pk,
            reason="full",
            channel="sms",
            by=SYSTEM,
            now=at + timedelta(minutes=1),
        )
    story = texts(world, request, at)
    assert story[-1] == (
        "Trois infirmières de la zone sollicitées. Deux non : « tournée complète ». "
        "Une réponse attendue."
    )
    assert not any("ne peut pas" in line for line in story)


def test_a_carer_chosen_by_the_person_is_said_to_be(world: DeskWorld) -> None:
    request = situations.request_searching(world, usual=(), chosen=(world.zone[1].pk,))
    assert texts(world, request)[2] == (
        "L’infirmière choisie a été sollicitée seule. Réponse attendue."
    )


def test_several_needs_each_say_which_one_is_searched(world: DeskWorld) -> None:
    needs = (
        actions.NewNeed("dressing", "daily", TODAY),
        actions.NewNeed("injection", "daily", TODAY),
    )
    request = situations.request_searching(world, needs=needs)
    story = " ".join(texts(world, request))
    assert "pour : pansement et surveillance." in story
    assert "pour : injection." in story


def test_of_watches_it_is_the_watch_that_begins(world: DeskWorld) -> None:
    asked = situations.for_ehpad(needs=(situations.nights(1, 1),))
    sheet = sheet_of(world, situations.request_searching(world, **asked))
    said = {
        act: SENTENCES[act](StoryLine(sheet.id, act, MORNING, "", "Claire", data), sheet)[1]
        for act, data in (
            ("desk.begun", {"channel": "sms"}),
            ("desk.called", {"kind": "care_begun", "outcome": "reached"}),
            ("desk.tried", {"kind": "confirm_care", "outcome": "not_begun"}),
        )
    }
    assert said["desk.begun"] == "Claire dit par SMS que la garde a commencé."
    assert said["desk.called"].endswith("le sait : la garde a commencé.")
    assert said["desk.tried"] == "Appel à l’intervenant : pas encore commencé."


def test_the_whole_life_of_a_request(world: DeskWorld) -> None:
    request = situations.request_closed(world)
    story = texts(world, request, NEXT_DAY)
    assert story[3:] == [
        "Claire Vial dit oui par SMS.",
        "Identité et adresse données à Claire Vial, au téléphone.",
        "Chirurgie, hôpital de la vallée le sait : c’est trouvé.",
        "Le médecin traitant est prévenu.",
        "Claire Vial dit par SMS que le soin a commencé.",
        "Chirurgie, hôpital de la vallée le sait : le soin a commencé.",
        "Terminée : soin commencé, demandeur prévenu.",
    ]


def test_calls_without_answer_and_withdrawals_are_told(world: DeskWorld) -> None:
    request = situations.request_found(world)
    word = Callback.objects.get(request=request, kind="found", closed_at=None)
    at = MORNING + timedelta(minutes=12)
    actions.record_outcome(callback_id=word.pk, outcome="no_answer", by=world.by, now=at)
    held = Assignment.objects.get(need__request=request)
    actions.withdraw_assignment(assignment_id=held.pk, reason="sick", by=world.by, now=at)
    story = texts(world, request, at)
    assert "Appel au demandeur : pas de réponse." in story
    assert "Claire Vial ne peut plus : « souffrant ». La recherche reprend." in story


def test_a_handover_names_the_service_and_its_answer(world: DeskWorld) -> None:
    request = situations.request_received(world)
    handover = actions.hand_over(
        request_id=request.pk, target="samu15", target_name="", note="", by=world.by, now=MORNING
    )
    later = MORNING + timedelta(minutes=3)
    actions.end_handover(handover_id=handover.pk, outcome="transferred", by=world.by, now=later)
    story = texts(world, request, later)
    assert "Transmise : SAMU – 15. Réponse attendue." in story
    assert "SAMU – 15 : prend la suite." in story
    assert "Décision : le SAMU – 15 prend la suite." in story


def test_a_requester_who_may_not_know_is_never_said_to_have_heard_more(world: DeskWorld) -> None:
    relative = actions.NewRequester("relative", "Paul Martin", phone="+33639980088")
    request = situations.request_closed(world, requester=relative)
    story = texts(world, request, NEXT_DAY)
    assert "Paul Martin le sait : la demande est prise en charge." in story
    assert not any("Paul Martin le sait : c’est trouvé" in line for line in story)


def test_a_cancelled_act_stays_and_is_struck(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    entry = Entry.objects.get(act="desk.triaged")
    cancel(entry_id=entry.pk, by=world.by, now=MORNING, reason="mistake")
    struck = [line.struck for line in lines(world, request)]
    assert struck == [False, True, False]
