"""The sheet: who may see it, what it says, what may be said on the phone."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from maillon.apps.desk import actions
from maillon.apps.desk.models import Assignment, Callback, Offer, ServiceRequest
from maillon.apps.desk.queries.sheet import request_behind, request_sheet
from maillon.apps.desk.web.sheet_page import SheetPage, present
from maillon.errors import NotFound
from maillon.kernel import clock, jobs
from maillon.kernel.access import AccountViewer
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(minutes=12)


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


@pytest.fixture
def agent(client: Client, world: DeskWorld) -> Client:
    client.force_login(world.agent)
    return client


def shown(world: DeskWorld, request: ServiceRequest, now: datetime = LATER) -> SheetPage:
    return present(request_sheet(world.by, request.pk, now), now)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def spoken(page: SheetPage, kind: str) -> str:
    call = next(one for one in page.calls if one.card.kind == kind)
    return plain(" ".join(call.script.words))


def test_it_says_who_asked_for_whom_where_and_how(world: DeskWorld) -> None:
    page = shown(world, situations.request_searching(world))
    assert (
        plain(page.title) == "Pansement et surveillance, 1 × par jour dès demain, à Saint-Chamond"
    )
    assert plain(page.eyebrow) == "Demande 1124-001 · prise par Léa Roche, à 9 h 41"
    facts = {label: plain(text) for label, text in page.facts}
    assert facts["Chez elle"] == "2ᵉ étage, sans ascenseur, vit seule, entend mal"
    assert facts["Lieu"] == "Saint-Chamond, le Creux"
    assert facts["Son accord"] == "Le demandeur l’a informée, d’accord"
    assert facts["Médecin"] == "Dr Marc Gonin, 01 99 00 00 99 : à prévenir quand ce sera trouvé"
    assert plain(page.born) == "née le 4 mai 1941, 85 ans"


def test_the_doctor_is_said_told_once_somebody_there_has_heard_it(world: DeskWorld) -> None:
    request = situations.request_found(world)
    assert "à prévenir" in dict(shown(world, request).facts)["Médecin"]
    situations.answer_callbacks(world, request, MORNING + timedelta(minutes=8))
    assert dict(shown(world, request).facts)["Médecin"].endswith(": prévenu")


def test_it_says_what_happens_next_when_and_to_how_many(world: DeskWorld) -> None:
    page = shown(world, situations.request_searching(world))
    assert plain(page.next.text) == "À 10 h 12, trois infirmières de la zone seront sollicitées."
    assert plain(page.next.due.text) == "dans 19 min"
    assert [plain(words) for _, words in page.then] == ["Ensuite : trois infirmières de la zone."]


def test_nobody_hastens_while_the_usual_carer_stands_alone(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    assert not shown(world, request).needs[0].can_hasten
    jobs.run_due(MORNING + timedelta(minutes=31))
    later = shown(world, request, MORNING + timedelta(minutes=32))
    assert later.needs[0].can_hasten
    assert {one.state for one in later.needs[0].waves[0].asked} == {"attendue"}


def test_reasons_shown_are_those_the_asked_share(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    alone = shown(world, request).needs[0]
    assert alone.reasons_title == "Pourquoi elle ?"
    assert "vient déjà chez cette personne" in {reason["text"] for reason in alone.reasons}
    jobs.run_due(MORNING + timedelta(minutes=31))
    several = shown(world, request, MORNING + timedelta(minutes=32)).needs[0]
    assert several.reasons_title == "Pourquoi celles-ci ?"
    assert "la commune est dans sa zone" in {reason["text"] for reason in several.reasons}
    assert "disponibilité dite hier soir" not in {reason["text"] for reason in several.reasons}


def test_the_carer_hears_identity_and_address_from_the_desk_only(world: DeskWorld) -> None:
    page = shown(world, situations.request_found(world))
    details = next(one for one in page.calls if one.card.kind == "give_details")
    facts = {label: plain(text) for label, text in details.script.facts}
    assert facts["Personne"] == "Suzanne Fournier, née le 4 mai 1941, 85 ans"
    assert facts["Adresse"] == "3 rue des Essais, le Creux, Saint-Chamond"
    assert details.script.phone == world.usual.phone
    assert "jamais par SMS" in details.script.limit
    assert not details.card.sms_allowed


def test_a_professional_hears_who_comes_and_when(world: DeskWorld) -> None:
    page = shown(world, situations.request_found(world))
    assert spoken(page, "found") == (
        "Bonjour, ici le poste de Saint-Chamond, pour la demande 1124-001. "
        "Une infirmière est trouvée : Claire Vial. Elle commence demain. "
        "Je vous rappelle quand le soin aura commencé."
    )


def test_a_relative_hears_only_that_it_is_handled(world: DeskWorld) -> None:
    relative = actions.NewRequester("relative", "Paul Martin", phone="+33639980088")
    request = situations.request_found(world, requester=relative)
    page = shown(world, request)
    assert spoken(page, "found") == (
        "Bonjour, ici le poste de Saint-Chamond, pour la demande 1124-001. "
        "Elle est prise en charge."
    )
    call = next(one for one in page.calls if one.card.kind == "found")
    assert call.script.limit.startswith("Rien de plus")
    actions.allow_telling(request_id=request.pk, allowed=True, by=world.by, now=LATER)
    assert "Claire Vial" in spoken(shown(world, request), "found")


def test_a_relative_is_never_told_that_what_is_still_searched_is_handled(world: DeskWorld) -> None:
    relative = actions.NewRequester("relative", "Paul Martin", phone="+33639980088")
    request = situations.request_searching(world, requester=relative)
    with clock.frozen(request.received_at + timedelta(hours=6)):
        jobs.run_due(request.received_at + timedelta(hours=6))
    words = spoken(shown(world, request), "not_found_yet")
    assert "prise en charge" not in words
    assert "rien n’est réglé" in words


def test_the_person_herself_hears_everything(world: DeskWorld) -> None:
    herself = actions.NewRequester("person", "Jeanne Fournier", phone="+33639980089")
    page = shown(world, situations.request_found(world, requester=herself))
    assert "Claire Vial" in spoken(page, "found")


def test_an_sms_is_offered_to_a_mobile_only_and_says_what_closes_it(world: DeskWorld) -> None:
    request = situations.request_found(world)
    assert not any(one.card.sms_allowed for one in shown(world, request).calls)
    doctor = actions.NewRequester("gp", "Dr Essai", phone="+33639980090")
    other = situations.request_found(world, requester=doctor, duplicate_seen=True)
    word = Callback.objects.get(request=other, kind="found")
    actions.send_word(callback_id=word.pk, by=world.by, now=LATER)
    call = next(one for one in shown(world, other).calls if one.card.kind == "found")
    assert plain(call.sms) == "SMS en partance : son accusé de réception fermera ce rappel."


def test_injoignable_appears_after_three_tries(world: DeskWorld) -> None:
    request = situations.request_to_call_back(world)
    word = Callback.objects.get(request=request, closed_at=None)
    at = MORNING + timedelta(days=1, minutes=3)
    for tries in range(3):
        call = shown(world, request, at).calls[0]
        assert ("unreachable" in {b.value for b in call.script.buttons}) is False
        assert call.card.attempts == tries
        actions.record_outcome(callback_id=word.pk, outcome="no_answer", by=world.by, now=at)
    call = shown(world, request, at).calls[0]
    assert "unreachable" in {button.value for button in call.script.buttons}
    assert call.tries == "3 appels sans suite"


def test_an_objection_is_said_before_anything_else(world: DeskWorld) -> None:
    page = shown(world, situations.request_received(world, agreement="objected"))
    assert plain(page.next.text).startswith("La personne s’y oppose : personne ne sera sollicité.")


def test_triage_rules_remind_until_the_agent_has_decided(world: DeskWorld) -> None:
    request = situations.request_received(world, note="se plaint d’une douleur dans la poitrine")
    assert shown(world, request).reminders[0].suggests == "samu15"
    actions.triage_for_care(request_id=request.pk, by=world.by, now=LATER)
    assert shown(world, request).reminders == ()


def test_a_carer_who_gave_back_stays_readable(world: DeskWorld) -> None:
    request = situations.request_found(world)
    held = Assignment.objects.get(need__request=request)
    actions.withdraw_assignment(assignment_id=held.pk, reason="sick", by=world.by, now=LATER)
    need = shown(world, request).needs[0]
    assert need.coming == ()
    assert [one.card.name for one in need.gone] == ["Claire Vial"]
    [(level, words)] = need.gone[0].steps
    assert level == "late"
    assert words.startswith("a renoncé")
    assert words.endswith("souffrant")


def test_a_night_given_back_is_named(world: DeskWorld) -> None:
    request = situations.request_searching(
        world, **situations.for_ehpad(needs=(situations.nights(1, 2),))
    )
    offer = Offer.objects.filter(need__request=request, responder=world.usual).get()
    both = frozenset(offer.need.shifts.values_list("pk", flat=True))
    actions.accept_offer(offer_id=offer.pk, channel="call", by=world.by, now=LATER, shifts=both)
    second = Assignment.objects.get(shift__number=2)
    actions.withdraw_assignment(assignment_id=second.pk, reason="sick", by=world.by, now=LATER)
    [gone] = shown(world, request).needs[0].gone
    assert "mercredi 2 décembre" in plain(gone.steps[0][1])


def test_seeing_the_person_is_traced_with_its_ground(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    before = AccessLogEntry.objects.count()
    request_sheet(world.by, request.pk, LATER)
    entry = AccessLogEntry.objects.latest("at")
    assert AccessLogEntry.objects.count() == before + 1
    assert (entry.relation, entry.ground) == ("D", "desk_request")
    assert entry.patient_id == request.patient_id
    assert entry.viewer_id == str(world.agent.pk)


def test_the_stranger_with_the_same_right_elsewhere_finds_nothing(world: DeskWorld) -> None:
    request = situations.request_found(world)
    stranger = situations.elsewhere().by
    with pytest.raises(NotFound):
        request_sheet(stranger, request.pk, LATER)
    callback = Callback.objects.filter(request=request).first()
    assert callback is not None
    with pytest.raises(NotFound):
        request_behind(stranger, "callback", callback.pk, LATER)


def test_an_account_without_role_finds_nothing(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    with pytest.raises(NotFound):
        request_sheet(AccountViewer(world.agent.pk), request.pk, LATER)


def test_a_closed_request_is_gone_after_three_days(world: DeskWorld) -> None:
    request = situations.request_closed(world)
    assert request.closed_at is not None
    page = shown(world, request, request.closed_at + timedelta(hours=71))
    assert page.closed
    assert plain(page.next.text).startswith("Terminée mercredi 25 novembre")
    with pytest.raises(NotFound):
        request_sheet(world.by, request.pk, request.closed_at + timedelta(hours=72))


@pytest.mark.parametrize(
    ("headers", "holds", "lacks"),
    [
        ({}, "<html", 'id="sheet"'),
        ({"HX-Request": "true", "HX-Target": "panel"}, 'id="sheet"', "<html"),
        ({"HX-Request": "true", "HX-Target": "sheet-page"}, "request-columns", 'id="sheet"'),
    ],
)
def test_it_comes_as_a_page_a_panel_or_a_part(
    world: DeskWorld, agent: Client, headers: dict[str, str], holds: str, lacks: str
) -> None:
    request = situations.request_searching(world)
    with clock.frozen(LATER):
        answer = agent.get(reverse("request", args=[request.pk]), headers=headers)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert holds in text
    assert lacks not in text


LIVE = {"HX-Request": "true", "X-Maillon-Live": "1"}


def test_a_sheet_that_is_up_to_date_is_not_written_again_nor_the_person_read(
    world: DeskWorld, agent: Client
) -> None:
    request = situations.request_searching(world)
    url = f"{reverse('request', args=[request.pk])}?vu={request.revision}"
    reads = AccessLogEntry.objects.count()
    with clock.frozen(LATER):
        assert agent.get(url, headers=LIVE).status_code == 304
    assert AccessLogEntry.objects.count() == reads
    actions.take_request(request_id=request.pk, by=world.by, now=LATER)
    with clock.frozen(LATER):
        panel = agent.get(url, headers=LIVE).content.decode()
        columns = agent.get(f"{url}&page=1", headers=LIVE).content.decode()
    assert f'data-live-seen="{request.revision + 1}"' in panel
    assert 'id="sheet"' not in panel
    assert "request-columns" in columns


def test_a_stranger_does_not_even_learn_that_nothing_changed(
    world: DeskWorld, client: Client
) -> None:
    request = situations.request_searching(world)
    client.force_login(situations.elsewhere().agent)
    url = f"{reverse('request', args=[request.pk])}?vu={request.revision}"
    with clock.frozen(LATER):
        assert client.get(url, headers=LIVE).status_code == 404


SITUATIONS = [
    situations.request_received,
    situations.request_searching,
    situations.request_found,
    situations.request_to_call_back,
    situations.request_closed,
]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_state_has_its_page_and_its_paper(
    world: DeskWorld, agent: Client, situation: situations.Situation
) -> None:
    request = situation(world, MORNING)
    with clock.frozen(MORNING + timedelta(days=1, minutes=30)):
        for route in ("request", "request-print"):
            answer = agent.get(reverse(route, args=[request.pk]))
            assert answer.status_code == 200
            assert request.reference in answer.content.decode()


def test_no_word_of_anybody_reaches_the_page_as_code(world: DeskWorld, agent: Client) -> None:
    person = situations.intake(world).person
    assert person is not None
    hostile = replace(person, given_name="<script>x()</script>", address="l’“a” & <b>")
    requester = actions.NewRequester("hospital", "<i>Inès</i>", house="<u>Chirurgie</u>")
    request = situations.request_found(
        world, person=hostile, requester=requester, note="<img src=x>", quarter="<em>"
    )
    for route in ("request", "request-print"):
        with clock.frozen(LATER):
            text = agent.get(reverse(route, args=[request.pk])).content.decode()
        for tag in ("<script>x", "<i>Inès", "<u>Chirurgie", "<img src=x", "<em>", "<b>, "):
            assert tag not in text
        assert "&amp;lt;" not in text


def test_a_long_story_costs_no_more_reads_than_a_short_one(
    world: DeskWorld, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    request = situations.request_to_call_back(world)
    now = MORNING + timedelta(days=1, minutes=5)
    with django_assert_max_num_queries(25):
        present(request_sheet(world.by, request.pk, now), now)
