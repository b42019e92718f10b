"""D12: a carer enrols by SMS; nobody is offered anything before the desk has called her."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from maillon.apps.desk import actions
from maillon.apps.desk.models import Enrolment, Offer
from maillon.apps.desk.queries.enrolments import enrolments
from maillon.apps.directory.models import Responder
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import jobs
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.enrolling import PHONE, answered, enrolling, later, newcomer, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def verified(world: DeskWorld, hers: Enrolment) -> Responder:
    [waiting] = enrolments(world.by, world.desk.pk, now=MORNING).waiting
    pk = actions.verify_enrolment(
        enrolment_id=hers.pk, role_id=waiting.roles[0].id, by=world.by, now=later(hours=1)
    )
    return Responder.objects.get(pk=pk)


def test_three_messages_and_the_desk_knows_whom_to_call(world: DeskWorld) -> None:
    nurse = newcomer()
    assert says("Inscription") == "enrol_place"
    assert says("42400", later(minutes=1)) == "enrol_number"
    number = nurse.practitioner.national_id[1:]
    assert says(f"{number[:3]} {number[3:7]} {number[7:]}", later(minutes=2)) == "enrol_waits"
    [waiting] = enrolments(world.by, world.desk.pk, now=later(minutes=3)).waiting
    assert (waiting.name, waiting.places) == ("Inès Vasseur", ("Saint-Chamond (42400)",))
    task = Task.objects.open().get(kind="desk.verify_enrolment")
    assert task.owner_group_id == world.desk.pk


def test_one_message_may_say_everything(world: DeskWorld) -> None:
    assert enrolling(world).state == "to_verify"
    assert answered() == ["enrol_waits"]


def test_a_town_by_its_name_is_understood(world: DeskWorld) -> None:
    assert says("inscription rive de gier") == "enrol_number"
    assert Enrolment.objects.get().commune_id == "42186"


def test_where_several_desks_answer_the_place_is_asked(world: DeskWorld) -> None:
    situations.elsewhere()
    assert says("INSCRIPTION") == "enrol_place"
    assert says("Crépol", later(minutes=1)) == "enrol_number"
    hers = Enrolment.objects.select_related("desk").get()
    assert hers.desk
    assert hers.desk.name == "Poste de Crépol"


def test_a_commune_of_no_desk_is_told_so(world: DeskWorld) -> None:
    situations.commune("26107")
    assert says("INSCRIPTION 26350") == "enrol_outside"
    assert not Task.objects.filter(kind="desk.verify_enrolment").exists()


def test_a_wrong_number_is_asked_again_and_a_call_spares_it(world: DeskWorld) -> None:
    assert says("INSCRIPTION 42400") == "enrol_number"
    assert says("12345678901", later(minutes=1)) == "enrol_number_wrong"
    assert says("APPEL", later(minutes=2)) == "enrol_waits"
    [waiting] = enrolments(world.by, world.desk.pk, now=later(minutes=3)).waiting
    assert waiting.number == ""


def test_the_answer_tells_nobody_whether_the_register_knows_the_number(world: DeskWorld) -> None:
    unknown = situations.rpps(777)
    assert says(f"INSCRIPTION 42400 {unknown}") == "enrol_waits"
    [waiting] = enrolments(world.by, world.desk.pk, now=MORNING).waiting
    assert (waiting.name, waiting.roles) == ("", ())


def test_nothing_is_offered_before_the_desk_has_verified(world: DeskWorld) -> None:
    hers = enrolling(world)
    assert not Responder.objects.filter(phone_index=hers.phone_index).exists()
    situations.request_searching(world, later(minutes=5), usual=())
    assert not Offer.objects.filter(responder__phone_index=hers.phone_index).exists()


def test_once_verified_she_is_asked_where_she_said(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    assert set(line.covered.filter(near=False).values_list("commune_id", flat=True)) == {"42207"}
    request = situations.request_searching(world, later(hours=2), usual=())
    jobs.run_due(later(hours=2, minutes=5))
    asked = Offer.objects.filter(need__request=request).values_list("responder_id", flat=True)
    assert line.pk in set(asked)
    assert answered()[:2] == ["enrol_waits", "enrol_verified"]
    assert Entry.objects.filter(act="desk.enrolled").exists()
    assert not Task.objects.open().filter(kind="desk.verify_enrolment").exists()


def test_two_agents_verify_once(world: DeskWorld) -> None:
    hers = enrolling(world)
    line = verified(world, hers)
    assert line.practitioner_role_id
    with pytest.raises(Refused, match="enrolment_settled"):
        actions.verify_enrolment(
            enrolment_id=hers.pk, role_id=line.practitioner_role_id, by=world.by, now=MORNING
        )


def test_only_a_place_of_the_practitioner_she_named_can_be_chosen(world: DeskWorld) -> None:
    hers = enrolling(world)
    another = world.usual.practitioner_role_id
    assert another
    with pytest.raises(NotFound):
        actions.verify_enrolment(enrolment_id=hers.pk, role_id=another, by=world.by, now=MORNING)


def test_a_desk_elsewhere_neither_sees_nor_settles_it(world: DeskWorld) -> None:
    hers, stranger = enrolling(world), situations.elsewhere()
    assert enrolments(stranger.by, stranger.desk.pk, now=MORNING).waiting == ()
    with pytest.raises(NotFound):
        enrolments(stranger.by, world.desk.pk, now=MORNING)
    with pytest.raises(NotFound):
        actions.refuse_enrolment(
            enrolment_id=hers.pk, reason="not_her", by=stranger.by, now=MORNING
        )


def test_a_refusal_closes_the_task_and_frees_the_phone(world: DeskWorld) -> None:
    hers = enrolling(world)
    actions.refuse_enrolment(
        enrolment_id=hers.pk, reason="not_her", by=world.by, now=later(minutes=9)
    )
    assert answered() == ["enrol_waits", "enrol_refused"]
    assert not Task.objects.open().filter(kind="desk.verify_enrolment").exists()
    assert says("INSCRIPTION 42400", later(days=1)) == "enrol_number"


def test_no_answer_puts_the_call_off(world: DeskWorld) -> None:
    hers = enrolling(world)
    before = Task.objects.get(kind="desk.verify_enrolment").due_at
    actions.note_no_answer(enrolment_id=hers.pk, by=world.by, now=later(hours=3))
    assert Task.objects.get(kind="desk.verify_enrolment").due_at > before
    [waiting] = enrolments(world.by, world.desk.pk, now=MORNING).waiting
    assert waiting.tries == 1


def test_the_number_said_on_the_telephone_finds_her(world: DeskWorld) -> None:
    nurse = newcomer()
    says("INSCRIPTION 42400 APPEL")
    hers = Enrolment.objects.get()
    number = nurse.practitioner.national_id[1:]
    actions.note_number(enrolment_id=hers.pk, number=number, by=world.by, now=MORNING)
    [waiting] = enrolments(world.by, world.desk.pk, now=MORNING).waiting
    assert waiting.name == "Inès Vasseur"
    with pytest.raises(Refused, match="enrolment_number"):
        actions.note_number(enrolment_id=hers.pk, number="12345", by=world.by, now=MORNING)


def test_a_carer_already_asked_gets_her_page_and_no_second_enrolment(world: DeskWorld) -> None:
    phone = str(world.usual.phone)
    assert says("Inscription", phone=phone) == "enrol_known"
    assert answered(phone) == ["enrol_known"]
    assert Enrolment.objects.get().responder_id == world.usual.pk


def test_an_answer_to_an_offer_is_never_taken_for_an_enrolment(world: DeskWorld) -> None:
    request = situations.request_searching(world)
    offer = Offer.objects.get(need__request=request, state="open")
    phone = str(world.usual.phone)
    assert says(f"OUI {offer.code} inscription", later(minutes=2), phone) == "ask_clearly"
    offer.refresh_from_db()
    assert offer.state == "open"
    assert says("oui", later(minutes=3), phone) == "accepted"


def test_her_zone_is_changed_by_postal_codes(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    assert says("ZONE 42152 42420", later(days=1)) == "zone_counted"
    covered = line.covered.filter(near=False).values_list("commune_id", flat=True)
    assert set(covered) == {"42110", "42123"}


def test_pause_and_return_by_sms(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    assert says("PAUSE 3J", later(days=1)) == "paused"
    line.refresh_from_db()
    assert line.paused_until == later(days=4)
    assert says("REPRISE", later(days=2)) == "start"
    line.refresh_from_db()
    assert line.paused_until is None


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("PAUSE jusqu'à lundi", "2026-11-30"),
        ("PAUSE 24/12", "2026-12-24"),
        ("pause jusqu'au 3 janvier", "2027-01-03"),
        ("PAUSE", "2026-12-02"),
    ],
)
def test_a_pause_lasts_until_the_day_said_and_the_answer_says_that_day(
    world: DeskWorld, words: str, last: str
) -> None:
    line = verified(world, enrolling(world))
    assert says(words, later(days=1)) == "paused"
    told = OutboxMessage.objects.get(template="pause_done")
    assert told.params == {"until": last}
    line.refresh_from_db()
    assert line.paused_until is not None
    paris = ZoneInfo("Europe/Paris")
    assert (line.paused_until - timedelta(seconds=1)).astimezone(paris).date().isoformat() == last


@pytest.mark.parametrize("words", ["PAUSE 400", "pause la semaine prochaine", "pause 900 jours"])
def test_a_pause_not_understood_is_asked_again_and_pauses_nothing(
    world: DeskWorld, words: str
) -> None:
    line = verified(world, enrolling(world))
    assert says(words, later(days=1)) == "pause_unclear"
    line.refresh_from_db()
    assert line.paused_until is None
    assert answered()[-1] == "pause_when"
    assert Task.objects.open().filter(kind="desk.misread_words").exists()
    assert says("PAUSE 3J", later(days=1, minutes=2)) == "paused"
    assert not Task.objects.open().filter(kind="desk.misread_words").exists()


def test_inviting_writes_once_and_stop_forbids_it(world: DeskWorld) -> None:
    actions.invite(desk_id=world.desk.pk, phone="06 39 98 00 77", by=world.by, now=MORNING)
    actions.invite(desk_id=world.desk.pk, phone=PHONE, by=world.by, now=MORNING)
    assert answered() == ["enrol_invited"]
    says("STOP", later(minutes=1))
    with pytest.raises(Refused, match="enrolment_not_sent"):
        actions.invite(desk_id=world.desk.pk, phone=PHONE, by=world.by, now=later(days=1))


def test_a_landline_is_not_invited(world: DeskWorld) -> None:
    with pytest.raises(Refused, match="enrolment_landline"):
        actions.invite(desk_id=world.desk.pk, phone="04 77 00 00 00", by=world.by, now=MORNING)
    assert not Enrolment.objects.exists()


def test_a_carer_already_asked_is_invited_to_her_page_only(world: DeskWorld) -> None:
    phone = str(world.usual.phone)
    actions.invite(desk_id=world.desk.pk, phone=phone, by=world.by, now=MORNING)
    assert answered(phone) == ["enrol_known"]
    assert Enrolment.objects.get().state == "verified"


def test_a_repeated_inscription_is_not_an_endless_conversation(world: DeskWorld) -> None:
    for minute in range(0, 40, 4):
        says("INSCRIPTION 42400", later(minutes=minute))
    assert answered().count("enrol_number") == 3


def ask_fresh(day: float) -> list[str]:
    """Run what is due that many days later; what was asked of her so far."""
    jobs.run_due(MORNING + timedelta(days=day))
    return [one for one in answered() if one == "unchanged_asked"]


def test_freshness_is_asked_after_a_fortnight_and_not_before(world: DeskWorld) -> None:
    verified(world, enrolling(world))
    assert ask_fresh(13) == []
    assert len(ask_fresh(15)) == 1
    assert len(ask_fresh(16)) == 1
    assert len(ask_fresh(30)) == 2


def test_sms_4_freshness_is_asked_outside_quiet_hours(world: DeskWorld) -> None:
    world.desk.policy = {"quiet_start": "09:00", "quiet_end": "11:30"}
    world.desk.save()
    verified(world, enrolling(world))
    ask_fresh(15)
    asked = OutboxMessage.objects.get(template="unchanged_asked")
    assert asked.not_before >= MORNING + timedelta(days=14, hours=1)


@pytest.mark.parametrize("words", ["TOUJOURS", "toujours dispo", "Oui", "rien de changé"])
def test_her_word_makes_what_she_declared_fresh_again(world: DeskWorld, words: str) -> None:
    line = verified(world, enrolling(world))
    ask_fresh(15)
    answer = MORNING + timedelta(days=15, hours=1)
    assert says(words, answer) == "unchanged_done"
    line.refresh_from_db()
    assert line.availability_declared_at == answer


def test_an_offer_of_long_ago_does_not_take_the_oui_to_what_still_holds(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    situations.request_searching(world, later(hours=2), usual=())
    jobs.run_due(later(hours=2, minutes=5))
    Offer.objects.filter(responder=line).update(state="expired")
    ask_fresh(15)
    assert says("Oui", MORNING + timedelta(days=15, hours=1)) == "unchanged_done"


def test_what_she_took_before_the_question_does_not_take_her_oui(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    situations.request_searching(world, MORNING + timedelta(days=13), usual=(line.pk,))
    assert says("oui", MORNING + timedelta(days=13, minutes=9)) == "accepted"
    ask_fresh(15)
    assert says("Oui", MORNING + timedelta(days=15, hours=1)) == "unchanged_done"


def test_a_question_open_now_is_what_her_oui_answers(world: DeskWorld) -> None:
    line = verified(world, enrolling(world))
    ask_fresh(15)
    situations.request_searching(world, MORNING + timedelta(days=15, hours=1), usual=(line.pk,))
    assert says("Oui", MORNING + timedelta(days=15, hours=1, minutes=9)) == "accepted"


def test_a_carer_the_desk_already_asked_is_asked_too_whether_it_still_holds(
    world: DeskWorld,
) -> None:
    phone = str(world.usual.phone)
    says("Inscription", phone=phone)
    jobs.run_due(MORNING + timedelta(days=13))
    assert "unchanged_asked" not in answered(phone)
    jobs.run_due(MORNING + timedelta(days=15))
    assert answered(phone).count("unchanged_asked") == 1


def test_her_silence_and_her_stop_are_respected(world: DeskWorld) -> None:
    verified(world, enrolling(world))
    says("STOP", later(days=2))
    assert ask_fresh(15) == []
    says("START", later(days=20))
    assert len(ask_fresh(45)) == 1


def test_she_who_pauses_is_not_asked(world: DeskWorld) -> None:
    verified(world, enrolling(world))
    says("PAUSE 30J", later(days=10))
    assert ask_fresh(20) == []


def kept(day: float) -> bool:
    """Whether anything is still known of her once the timers of that day have run."""
    jobs.run_due(MORNING + timedelta(days=day))
    return Enrolment.objects.exists()


def test_what_a_carer_did_not_finish_is_erased_after_thirty_days(world: DeskWorld) -> None:
    says("INSCRIPTION 42400")
    assert kept(29)
    assert not kept(30.1)
    assert says("INSCRIPTION", later(days=31)) == "enrol_place"


def test_what_the_desk_refused_is_erased_thirty_days_after_it_did(world: DeskWorld) -> None:
    hers = enrolling(world)
    actions.refuse_enrolment(
        enrolment_id=hers.pk, reason="not_her", by=world.by, now=later(days=10)
    )
    assert kept(31)
    assert not kept(40.1)


def test_one_that_waits_for_a_call_and_one_verified_are_not_erased(world: DeskWorld) -> None:
    hers = enrolling(world)
    assert kept(31)
    verified(world, hers)
    assert kept(70)


def test_the_line_a_carer_gave_up_for_another_is_erased_after_thirty_days(
    world: DeskWorld,
) -> None:
    old = enrolling(world)
    verified(world, old)
    assert kept(31)
    assert (
        says(f"INSCRIPTION 42400 {old.national_number}", later(days=40), "+33639980078")
        == "enrol_waits"
    )
    [waiting] = enrolments(world.by, world.desk.pk, now=later(days=40)).waiting
    actions.verify_enrolment(
        enrolment_id=waiting.id, role_id=waiting.roles[0].id, by=world.by, now=later(days=40)
    )
    kept(69)
    assert Enrolment.objects.filter(pk=old.pk).exists()
    kept(70.1)
    assert list(Enrolment.objects.values_list("pk", flat=True)) == [waiting.id]
