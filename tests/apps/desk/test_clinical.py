"""D3, story 8: advice given or a specialty asked; nothing closes before the caller knows."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.desk import actions
from maillon.apps.desk.models import Answer, Callback, ExpertQuestion, Need, ServiceRequest
from maillon.apps.desk.queries.board import board
from maillon.apps.desk.queries.sheet import request_sheet
from maillon.apps.desk.web.sheet_page import present
from maillon.apps.desk.web.wording import script
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.project.invariants import check_all
from tests.factories import desk as situations
from tests.factories.albi import albi, opinion_wanted
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.intake import typed

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DUE = MORNING + timedelta(hours=5)
TEXT = "Diminuer le diurétique, ECG demain"


@pytest.fixture
def world() -> DeskWorld:
    return albi()


def ask(world: DeskWorld, request: ServiceRequest, specialty: str = "cardiology") -> ExpertQuestion:
    return actions.ask_expert(
        request_id=request.pk, specialty=specialty, expert="Docteur Essai", phone="4512",
        question="Syncopes : que faire ?", due_at=DUE, by=world.by, now=MORNING + MINUTE,
    )  # fmt: skip


def ask_again(world: DeskWorld, request: ServiceRequest) -> ExpertQuestion:
    return actions.ask_expert(
        request_id=request.pk, specialty="neurology", expert="", phone="", question="Et vous ?",
        due_at=DUE + timedelta(hours=1), by=world.by, now=DUE + MINUTE,
    )  # fmt: skip


def answer(world: DeskWorld, question: ExpertQuestion, now: datetime = DUE - MINUTE) -> None:
    actions.record_answer(
        question_id=question.pk, text=TEXT, said_by="Docteur Essai", by=world.by, now=now
    )


def fresh(request: ServiceRequest) -> ServiceRequest:
    request.refresh_from_db()
    return request


def states(request: ServiceRequest) -> list[str]:
    return list(request.needs.order_by("position").values_list("state", flat=True))


def broken(now: datetime) -> dict[str, list[str]]:
    """Nobody runs the timers and delivers the messages here: the rest must hold."""
    found = check_all(now).items()
    late = ("I7", "I5 à l’échéance")
    return {name: lines for name, lines in found if lines and not name.startswith(late)}


def test_advice_on_the_line_closes_the_request_with_the_caller(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    actions.give_advice(request_id=request.pk, text=TEXT, told=True, by=world.by, now=MORNING)
    assert fresh(request).closing == "answered"
    assert states(request) == ["answered"]
    told = Callback.objects.get(request=request, kind="answer")
    assert (told.outcome, told.channel) == ("reached", "call")
    acts = list(
        Entry.objects.filter(subjects__object_id=request.pk).order_by("subjects__id")
        .values_list("act", flat=True)
    )  # fmt: skip
    assert acts == ["desk.received", "desk.triaged", "desk.advised", "desk.called", "desk.closed"]
    assert broken(MORNING + MINUTE) == {}


def test_advice_given_later_is_owed_and_the_request_waits_for_it(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    actions.give_advice(request_id=request.pk, text=TEXT, told=False, by=world.by, now=MORNING)
    assert (fresh(request).lane, request.next_step) == ("to_call_back", "desk.answer")
    assert request.closed_at is None


def test_story_8_the_answer_of_the_specialty_comes_back_to_the_caller(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    question = ask(world, request)
    assert (fresh(request).lane, request.next_step) == ("searching", "desk.expert")
    assert (request.deadline_at, states(request)) == (DUE, ["asked"])
    (task,) = Task.objects.about("request", request.pk).open()
    assert (task.kind, task.owner_account_id) == ("desk.expert", world.agent.pk)
    assert broken(MORNING + 2 * MINUTE) == {}
    answer(world, question)
    assert (fresh(request).lane, states(request)) == ("to_call_back", ["answered"])
    assert request.closed_at is None, "nothing closes before she has the answer"
    sheet = request_sheet(world.by, request.pk, DUE)
    said = script(sheet.calls[0], sheet, DUE)
    assert any(TEXT in words for words in said.words)
    assert any("Docteur Essai, cardiologie" in words for words in said.words)
    owed = Callback.objects.get(request=request, kind="answer")
    actions.record_outcome(callback_id=owed.pk, outcome="voicemail", by=world.by, now=DUE)
    assert fresh(request).closed_at is None
    actions.record_outcome(callback_id=owed.pk, outcome="reached", by=world.by, now=DUE)
    assert fresh(request).closing == "answered"
    assert broken(DUE + MINUTE) == {}


def test_two_specialties_are_both_awaited_and_said_in_one_call(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    first, second = ask(world, request), ask(world, request, "pharmacy")
    answer(world, first)
    assert (fresh(request).lane, states(request)) == ("to_call_back", ["asked"])
    owed = Callback.objects.get(request=request, kind="answer")
    answer(world, second)
    assert Callback.objects.filter(request=request, kind="answer").count() == 1
    assert {one.callback_id for one in Answer.objects.all()} == {owed.pk}
    actions.record_outcome(callback_id=owed.pk, outcome="reached", by=world.by, now=DUE)
    assert fresh(request).closing == "answered"


@pytest.mark.parametrize("outcome", ["declined", "silent"])
def test_a_specialty_that_does_not_answer_leaves_it_to_be_handled(
    world: DeskWorld, outcome: str
) -> None:
    request = opinion_wanted(world)
    question = ask(world, request)
    actions.end_question(question_id=question.pk, outcome=outcome, by=world.by, now=DUE)
    assert (fresh(request).lane, request.next_step) == ("to_handle", "desk.handle")
    assert states(request) == ["waiting"]
    assert broken(DUE + MINUTE) == {}
    with pytest.raises(Refused, match="question_ended"):
        answer(world, question)


def test_a_reminder_moves_the_deadline_and_nothing_else(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    question = ask(world, request)
    actions.chase_expert(question_id=question.pk, by=world.by, now=DUE - MINUTE)
    assert fresh(request).deadline_at == DUE - MINUTE + timedelta(hours=2)
    assert states(request) == ["asked"]
    assert not Callback.objects.filter(request=request).exists()


@pytest.mark.parametrize("late", ["chased", "silent"])
def test_i5_past_the_moment_told_the_caller_is_owed_that_there_is_no_answer_yet(
    world: DeskWorld, late: str
) -> None:
    request = opinion_wanted(world)
    question = ask(world, request)
    if late == "chased":
        actions.chase_expert(question_id=question.pk, by=world.by, now=DUE)
    else:
        actions.end_question(question_id=question.pk, outcome=late, by=world.by, now=DUE)
    owed = Callback.objects.get(request=request, closed_at=None)
    assert owed.kind == "not_found_yet"
    page = present(request_sheet(world.by, request.pk, DUE), DUE)
    (call,) = page.calls_now
    assert "pas encore de réponse" in call.script.title
    assert "trouvé" not in " ".join(call.script.words)
    if late == "silent":
        question = ask_again(world, request)
    answer(world, question, DUE + 5 * MINUTE)
    assert list(Callback.objects.filter(request=request, closed_at=None).values_list("kind")) == [
        ("answer",)
    ], "the answer takes its place"
    assert broken(DUE + 6 * MINUTE) == {}


def test_the_care_asked_beside_the_opinion_keeps_its_own_way(world: DeskWorld) -> None:
    dressing = actions.NewNeed("dressing", "daily", TODAY + timedelta(days=1))
    request = opinion_wanted(world, dressing)
    question = ask(world, request)
    assert states(request) == ["asked", "waiting"]
    assert fresh(request).lane == "to_handle"
    actions.triage_for_care(request_id=request.pk, by=world.by, now=MORNING + 2 * MINUTE)
    assert states(request) == ["asked", "searching"]
    answer(world, question)
    owed = Callback.objects.get(request=request, kind="answer")
    actions.record_outcome(callback_id=owed.pk, outcome="reached", by=world.by, now=DUE)
    assert fresh(request).closed_at is None, "the dressing is still searched"
    assert broken(DUE + MINUTE) == {}


def test_searching_leaves_the_opinion_to_be_given(world: DeskWorld) -> None:
    dressing = actions.NewNeed("dressing", "daily", TODAY + timedelta(days=1))
    request = opinion_wanted(world, dressing)
    actions.triage_for_care(request_id=request.pk, by=world.by, now=MORNING + MINUTE)
    assert states(request) == ["waiting", "searching"]
    assert fresh(request).deadline_at is not None
    assert broken(MORNING + 2 * MINUTE) == {}
    with pytest.raises(Refused, match="need_wants_answer"):
        actions.triage_for_care(request_id=request.pk, by=world.by, now=DUE)


def test_an_objection_stops_the_question_too(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    question = ask(world, request)
    actions.record_agreement(
        request_id=request.pk, agreement="objected", informed_by="desk", by=world.by, now=DUE
    )
    question.refresh_from_db()
    assert (question.outcome, states(request)) == ("dropped", ["waiting"])
    assert not Task.objects.about("request", request.pk).open().filter(kind="desk.expert").exists()
    assert broken(DUE + MINUTE) == {}


def test_a_desk_that_is_not_held_by_clinicians_gives_no_opinion(world: DeskWorld) -> None:
    plain = situations.elsewhere()
    with pytest.raises(Refused, match="not_clinical"):
        situations.request_received(plain, needs=(actions.NewNeed("advice", "once", TODAY),))
    request = situations.request_received(plain)
    with pytest.raises(Refused, match="not_clinical"):
        actions.give_advice(request_id=request.pk, text=TEXT, told=True, by=plain.by, now=MORNING)
    with pytest.raises(Refused, match="not_clinical"):
        ask(plain, request)


def test_what_is_missing_is_said_and_nothing_is_written(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    known = {"expert": "", "phone": "", "by": world.by, "now": MORNING}
    for code, told in {
        "specialty_unknown": {"specialty": "astrology", "question": "?", "due_at": DUE},
        "question_missing": {"specialty": "cardiology", "question": " ", "due_at": DUE},
        "moment_past": {"specialty": "cardiology", "question": "?", "due_at": MORNING},
    }.items():
        with pytest.raises(Refused, match=code):
            actions.ask_expert(request_id=request.pk, **known, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="answer_missing"):
        actions.give_advice(request_id=request.pk, text=" ", told=True, by=world.by, now=MORNING)
    assert states(request) == ["waiting"]
    assert not ExpertQuestion.objects.exists()


def test_the_words_of_care_stay_out_of_the_journal_and_of_strangers(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    question = ask(world, request)
    answer(world, question)
    assert not any(TEXT in str(e.data) or "Syncopes" in str(e.data) for e in Entry.objects.all())
    stranger = situations.elsewhere()
    situations.request_received(stranger)
    with pytest.raises(NotFound):
        answer(stranger, question)
    client = signed_in(stranger.agent)
    with clock.frozen(MORNING):
        assert client.get(reverse("request", args=[request.pk])).status_code == 404


def signed_in(account: Account) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def test_the_sheet_and_the_board_speak_of_opinions(world: DeskWorld) -> None:
    request = opinion_wanted(world)
    client, sheet = signed_in(world.agent), reverse("request", args=[request.pk])
    with clock.frozen(MORNING + MINUTE):
        before = client.get(sheet).content.decode()
        assert "Chercher un intervenant" not in before
        assert "Interroger une spécialité" in before
        asked = client.post(
            reverse("request-ask", args=[request.pk]),
            {
                "specialty": "neurology",
                "question": "Chutes",
                "on": TODAY.isoformat(),
                "at": "17:00",
            },
        )
        assert asked.status_code == 303
        page = client.get(sheet).content.decode()
        lanes = board(world.by, world.desk.pk, now=MORNING + MINUTE).lanes
        question = ExpertQuestion.objects.get()
        noted = client.post(
            reverse("question-answer", args=[question.pk]), {"text": TEXT, "said_by": "Dr X"}
        )
        assert noted.status_code == 303
        after = client.get(sheet).content.decode()
    assert "Avis demandé : neurologie" in page.replace("\xa0", " ")
    assert [lane.title for lane in lanes] == [
        "À traiter",
        "Réponse attendue",
        "Soin à confirmer",
        "À rappeler",
    ]
    assert [lane.count for lane in lanes] == [0, 1, 0, 0]
    assert "donner la réponse" in after
    assert TEXT in after
    assert Need.objects.get().state == "answered"


def test_an_opinion_needs_no_prescription(world: DeskWorld) -> None:
    form = typed(
        world, need=["advice"], prescription=None,
        **{"advice-frequency": "once", "advice-starts_on": TODAY.isoformat()},
    )  # fmt: skip
    with clock.frozen(MORNING):
        assert signed_in(world.agent).post(reverse("intake"), form).status_code == 303
    assert ServiceRequest.objects.get().prescription == "none"
