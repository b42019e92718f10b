"""Each gesture on the sheet: it is done, said, or refused in a sentence; never for strangers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Callback, Handover, Offer, ServiceRequest
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import clock, jobs
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=12)
PANEL = {"HX-Request": "true", "HX-Target": "panel"}
Post = Callable[..., HttpResponse]


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def post(client: Client, world: DeskWorld) -> Post:
    """Post on a route as the agent, at ``LATER``; in the panel unless told otherwise."""
    client.force_login(world.agent)

    def send(
        route: str, pk: UUID, panel: bool = True, at: Any = LATER, **said: Any
    ) -> HttpResponse:
        with clock.frozen(at):
            headers = PANEL if panel else {}
            return client.post(reverse(route, args=[pk]), said, headers=headers)  # type: ignore[return-value]

    return send


def text(answer: HttpResponse) -> str:
    assert answer.status_code in (200, 422), answer.status_code
    return answer.content.decode().replace("\u00a0", " ")


def callback(request: ServiceRequest, kind: str) -> Callback:
    return Callback.objects.get(request=request, kind=kind, closed_at=None)


def test_searching_starts_and_the_panel_says_so(world: DeskWorld, post: Post) -> None:
    request = situations.request_received(world)
    said = text(post("request-triage", request.pk))
    assert "La recherche est lancée." in said
    assert 'data-announce="La recherche est lancée."' in said
    assert Offer.objects.filter(need__request=request, state="open").count() == 1


def test_without_javascript_a_success_leads_back_to_the_sheet(world: DeskWorld, post: Post) -> None:
    request = situations.request_received(world)
    answer = post("request-triage", request.pk, panel=False)
    assert (answer.status_code, answer["Location"]) == (303, reverse("request", args=[request.pk]))


def test_without_javascript_a_refusal_is_a_page_that_says_why(world: DeskWorld, post: Post) -> None:
    request = situations.request_received(world, agreement="objected")
    answer = post("request-triage", request.pk, panel=False)
    assert answer.status_code == 422
    assert "Ce n’est pas fait" in text(answer)


def test_hastening_during_the_usual_carer_s_window_is_refused_in_a_sentence(
    world: DeskWorld, post: Post
) -> None:
    need = situations.request_searching(world).needs.get()
    said = text(post("need-hasten", need.pk))
    assert "a encore son délai pour répondre, seul" in said
    assert Offer.objects.filter(need=need).count() == 1


def test_hastening_later_opens_the_next_wave(world: DeskWorld, post: Post) -> None:
    need = situations.request_searching(world).needs.get()
    jobs.run_due(MORNING + timedelta(minutes=31))
    at = MORNING + timedelta(minutes=33)
    assert "La vague suivante est ouverte." in text(post("need-hasten", need.pk, at=at))
    assert need.waves.filter(kind="neighbours", opened_at=at).exists()


def test_a_colleague_takes_the_request(world: DeskWorld, post: Post, client: Client) -> None:
    request = situations.request_searching(world)
    client.force_login(world.colleague)
    assert "La demande est à vous." in text(post("request-take", request.pk))
    request.refresh_from_db()
    assert request.owner_account == world.colleague


def test_a_handover_is_noted_then_its_answer(world: DeskWorld, post: Post) -> None:
    request = situations.request_received(world)
    said = text(post("request-handover", request.pk, target="samu15", note="mots du médecin"))
    assert "Transmission notée" in said
    assert "Prend la suite" in said
    handover = Handover.objects.get(request=request)
    assert handover.note == "mots du médecin"
    assert "C’est fini" not in text(post("handover-outcome", handover.pk, outcome="refused"))
    handover.refresh_from_db()
    assert handover.outcome == "refused"


def test_what_was_typed_comes_back_with_a_refusal(world: DeskWorld, post: Post) -> None:
    request = situations.request_received(world)
    post("request-handover", request.pk, target="samu15")
    actions.end_handover(
        handover_id=Handover.objects.get().pk, outcome="refused", by=world.by, now=LATER
    )
    said = text(post("request-handover", request.pk, target="inconnu", note="trois mots dits"))
    assert "Ce n’est pas fait" in said
    assert "trois mots dits" in said
    assert Handover.objects.count() == 1


def test_cancelling_needs_a_reason(world: DeskWorld, post: Post) -> None:
    need = situations.request_searching(world).needs.get()
    assert "Il manque un choix" in text(post("need-cancel", need.pk, reason="parce que"))
    need.refresh_from_db()
    assert need.state == "searching"
    text(post("need-cancel", need.pk, reason="hospitalised"))
    need.refresh_from_db()
    assert need.state == "cancelled"


@pytest.mark.parametrize(
    ("said", "state", "refusal"),
    [
        ({"answer": "accepted"}, "accepted", ""),
        ({"answer": "declined", "reason": "away"}, "declined", "away"),
        ({"answer": "silent", "reason": "away"}, "declined", "no_answer"),
    ],
)
def test_a_carer_s_word_on_the_phone_counts_as_her_sms(
    world: DeskWorld, post: Post, said: dict[str, str], state: str, refusal: str
) -> None:
    offer = Offer.objects.get(need__request=situations.request_searching(world))
    text(post("offer-desk-answer", offer.pk, **said))
    offer.refresh_from_db()
    assert (offer.state, offer.refusal, offer.answer_channel) == (state, refusal, "call")


def test_a_yes_that_comes_too_late_is_said_to_be(world: DeskWorld, post: Post) -> None:
    request = situations.request_searching(world)
    jobs.run_due(MORNING + timedelta(minutes=31))
    first, second = Offer.objects.filter(need__request=request, wave__kind="zone")[:2]
    at = MORNING + timedelta(minutes=33)
    text(post("offer-desk-answer", first.pk, answer="accepted", at=at))
    said = text(post("offer-desk-answer", second.pk, answer="accepted", at=at))
    assert "arrive trop tard" in said
    assert Assignment.objects.filter(withdrawn_at=None).count() == 1


def test_one_click_per_outcome_of_a_call(world: DeskWorld, post: Post) -> None:
    request = situations.request_found(world)
    word = callback(request, "found")
    assert "le rappel reste dû" in text(post("callback-outcome", word.pk, outcome="no_answer"))
    assert "C’est noté." in text(post("callback-outcome", word.pk, outcome="reached"))
    word.refresh_from_db()
    assert (word.outcome, word.attempts) == ("reached", 1)
    assert "Ce rappel est déjà fait" in text(post("callback-outcome", word.pk, outcome="reached"))


def test_unreachable_too_early_is_refused_with_the_number_of_tries(
    world: DeskWorld, post: Post
) -> None:
    word = callback(situations.request_found(world), "found")
    assert "0 essai(s)" in text(post("callback-outcome", word.pk, outcome="unreachable"))


@pytest.mark.parametrize("phone", ["+33639980090", "+262692123456"])
def test_an_sms_to_the_requester_leaves_the_word_owed(
    world: DeskWorld, post: Post, phone: str
) -> None:
    doctor = actions.NewRequester("gp", "Dr Essai", phone=phone)
    word = callback(situations.request_found(world, requester=doctor), "found")
    assert "quand le téléphone l’aura reçu" in text(post("callback-sms", word.pk))
    word.refresh_from_db()
    assert word.closed_at is None
    assert OutboxMessage.objects.filter(about_kind="callback", about_id=word.pk).count() == 1


def test_a_landline_gets_no_sms(world: DeskWorld, post: Post) -> None:
    word = callback(situations.request_found(world), "found")
    assert "Le SMS n’est pas parti" in text(post("callback-sms", word.pk))


def test_care_begun_said_by_the_carer_on_the_phone(world: DeskWorld, post: Post) -> None:
    request = situations.request_found(world)
    held = Assignment.objects.get(need__request=request)
    assert "il reste à le dire au demandeur" in text(post("assignment-begun", held.pk))
    assert callback(request, "care_begun").need == held.need


def test_a_carer_gives_back_on_the_phone(world: DeskWorld, post: Post) -> None:
    request = situations.request_found(world)
    held = Assignment.objects.get(need__request=request)
    assert "la recherche reprend" in text(post("assignment-withdraw", held.pk, reason="sick"))
    held.refresh_from_db()
    assert held.withdrawn_reason == "sick"


def test_news_are_asked_at_the_desk_s_own_hour(world: DeskWorld, post: Post) -> None:
    request = situations.request_found(world)
    text(post("request-check", request.pk, on="2026-11-27", at_="", **{"at": LATER}))
    check = callback(request, "later_check")
    assert check.task.due_at.isoformat() == "2026-11-27T08:30:00+00:00"


def test_news_of_yesterday_are_refused_and_the_day_comes_back(world: DeskWorld, post: Post) -> None:
    request = situations.request_found(world)
    said = text(post("request-check", request.pk, on="2026-11-20"))
    assert "Ce moment est déjà passé" in said
    assert 'value="2026-11-20"' in said


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        (
            {"about": "agreement", "agreement": "objected", "informed_by": "desk"},
            "agreement",
            "objected",
        ),
        ({"about": "telling", "allowed": "yes"}, "may_tell_requester", True),
        ({"about": "gp", "wish": "refused"}, "gp_wish", "refused"),
    ],
)
def test_the_person_s_word_is_noted(
    world: DeskWorld, post: Post, said: dict[str, str], field: str, value: object
) -> None:
    request = situations.request_searching(world)
    assert "La parole de la personne est notée." in text(post("request-said", request.pk, **said))
    request.refresh_from_db()
    assert getattr(request, field) == value


def test_the_person_refuses_a_carer_from_the_order_of_asking(world: DeskWorld, post: Post) -> None:
    need = situations.request_searching(world).needs.get()
    carer = world.zone[0]
    text(post("need-carer-said", need.pk, responder=carer.pk, kind="refused"))
    jobs.run_due(MORNING + timedelta(minutes=31))
    assert not Offer.objects.filter(need=need, responder=carer).exists()


def everything(request: ServiceRequest) -> list[tuple[str, UUID, dict[str, str]]]:
    """Every gesture there is, on one request that was found."""
    need = request.needs.get()
    offer, held = Offer.objects.get(need=need), Assignment.objects.get(need=need)
    word = callback(request, "found")
    return [
        ("request-triage", request.pk, {}),
        ("request-take", request.pk, {}),
        ("request-handover", request.pk, {"target": "samu15"}),
        ("request-check", request.pk, {"on": "2026-12-01"}),
        ("request-said", request.pk, {"about": "telling", "allowed": "yes"}),
        ("need-hasten", need.pk, {}),
        ("need-cancel", need.pk, {"reason": "solved"}),
        ("need-carer-said", need.pk, {"responder": str(offer.responder_id), "kind": "refused"}),
        ("offer-desk-answer", offer.pk, {"answer": "declined"}),
        ("callback-outcome", word.pk, {"outcome": "reached"}),
        ("callback-sms", word.pk, {}),
        ("assignment-begun", held.pk, {}),
        ("assignment-withdraw", held.pk, {"reason": "sick"}),
    ]


def test_a_stranger_with_the_same_right_elsewhere_changes_nothing(
    world: DeskWorld, post: Post, client: Client
) -> None:
    request = situations.request_found(world)
    handover = actions.hand_over(
        request_id=request.pk, target="snp", target_name="", note="", by=world.by, now=LATER
    )
    before = ServiceRequest.objects.filter(pk=request.pk).values().get()
    client.force_login(situations.elsewhere().agent)
    gestures = [*everything(request), ("handover-outcome", handover.pk, {"outcome": "refused"})]
    for route, pk, said in gestures:
        for panel in (True, False):
            assert post(route, pk, panel=panel, **said).status_code == 404, route
            assert post(route, pk, panel=panel).status_code == 404, f"{route}, empty"
    assert ServiceRequest.objects.filter(pk=request.pk).values().get() == before


def test_a_get_never_acts(world: DeskWorld, client: Client) -> None:
    client.force_login(world.agent)
    with clock.frozen(LATER):
        for route, pk, _ in everything(situations.request_found(world)):
            assert client.get(reverse(route, args=[pk])).status_code == 405
