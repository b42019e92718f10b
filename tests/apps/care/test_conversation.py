"""A conversation around a person: by theme, by name, by a link, never in silence."""

import base64
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillon.apps.care import actions, invariants, queries
from maillon.apps.care.actions import Document, NewMessage, NewWord, mentions
from maillon.apps.care.models import (
    Attachment,
    CareTeamMember,
    Communication,
    Conversation,
    Mention,
)
from maillon.apps.cockpit import queries as cockpit
from maillon.apps.messaging.handlers import Delivery
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.messaging.wording import render
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, events
from maillon.kernel.access import SYSTEM
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import AGREED, CircleWorld, account_with, circle_world
from tests.factories.circle import person as somebody
from tests.factories.desk import MORNING, TODAY

pytestmark = pytest.mark.django_db
SOON = MORNING + timedelta(minutes=5)
SAID, SECRET = "Le pilulier est vide", "Zqglycémie"
PDF = b"%PDF-1.4 essai"


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


@pytest.fixture
def help_(world: CircleWorld) -> CareTeamMember:
    """The home help: no account, a telephone, daily life alone."""
    return world.join("home_help", AGREED, name="Fanny Roche", phone="+33199000032")


@pytest.fixture
def gp(world: CircleWorld) -> CareTeamMember:
    return world.join("gp", NewWord("recognised", "voice"), practitioner_role_id=world.gp.pk)


def said(world: CircleWorld, *asked: CareTeamMember, theme: str = "daily", text: str = SAID,
         **more: object) -> Communication:  # fmt: skip
    new = NewMessage(text, tuple(one.pk for one in asked), **more)  # type: ignore[arg-type]
    return actions.start_conversation(
        patient_id=world.patient.pk, theme=theme, subject="Sujet", new=new, by=world.by, now=MORNING
    )


def token_of(mention: Mention) -> str:
    return str(OutboxMessage.objects.get(key=f"mention:{mention.pk}").secret)


def opened(token: str, method: str = "get", days: int = 0, **given: object) -> tuple[int, str]:
    name = "message-page" if method == "get" else "message-answer"
    with clock.frozen(SOON + timedelta(days=days)):
        answer = getattr(Client(), method)(reverse(name, args=[token]), given)
    return answer.status_code, answer.content.decode()


def broken() -> list[str]:
    known = invariants.INVARIANTS.items()
    return [said for name, check in known if name.startswith("P9") for said in check(SOON)]


def test_who_has_an_account_owes_an_answer_and_gives_it(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    sent = said(world, gp, theme="health")
    mention = sent.mentions.get()
    task = Task.objects.get(kind="care.message")
    assert (mention.task_id, task.owner_account_id) == (task.pk, world.doctor.pk)
    assert (task.origin_id, OutboxMessage.objects.count()) == (mention.pk, 0)
    number = events.numbers([f"circle:{world.patient.pk}"])
    actions.answer(
        conversation_id=sent.conversation_id, new=NewMessage("Je passe"), by=world.gp_viewer,
        now=SOON,
    )  # fmt: skip
    task.refresh_from_db()
    mention.refresh_from_db()
    assert (task.outcome, mention.outcome) == ("answered", "answered")
    assert events.numbers([f"circle:{world.patient.pk}"]) != number
    assert broken() == []


def test_reading_is_said_and_what_came_since_stays_unread(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    sent = said(world, gp, theme="health")
    themes = {world.patient.pk: ["health"]}
    assert queries.unread_of(world.gp_viewer, themes) == {world.patient.pk: 1}
    assert queries.unread_of(world.by, themes) == {}
    again = NewMessage("Encore", (gp.pk,))
    actions.answer(conversation_id=sent.conversation_id, new=again, by=world.by, now=SOON)
    actions.mark_read(
        conversation_id=sent.conversation_id, until=MORNING, by=world.gp_viewer, now=SOON
    )
    assert [m.outcome for m in Mention.objects.order_by("communication__sent_at")] == ["read", ""]
    assert queries.unread_of(world.gp_viewer, themes) == {world.patient.pk: 1}


def test_only_readers_of_the_theme_may_be_asked(
    world: CircleWorld, help_: CareTeamMember, gp: CareTeamMember
) -> None:
    page = queries.new_talk(world.by, world.patient.pk, theme="health", now=SOON)
    assert [pk for pk, _ in page.mentionable] == [str(gp.pk)]
    stranger = circle_world("DAC d’ailleurs").join("family", AGREED, name="Zoé")
    for forged in (help_.pk, stranger.pk, uuid4()):
        with pytest.raises(Refused, match="mention_unknown"):
            actions.start_conversation(
                patient_id=world.patient.pk, theme="health", by=world.by, now=SOON,
                new=NewMessage(SAID, (forged,)),
            )  # fmt: skip
    assert not Conversation.objects.exists()
    with pytest.raises(Refused, match="message_theme"):
        said(world, theme="invented")


def test_without_account_a_link_shows_that_conversation_and_takes_the_answer(
    world: CircleWorld, help_: CareTeamMember
) -> None:
    said(world, theme="health", text=SECRET)
    said(world, theme="daily", text="Une autre affaire")
    mention = said(world, help_).mentions.get()
    message = OutboxMessage.objects.get()
    text = render(message.template, message.params, secret=message.secret, public_url="https://m")
    assert "un message vous attend" in text
    assert not {SAID, "Suzanne", "Fournier", "Sujet"} & set(text.split())
    assert message.not_before > MORNING
    token = token_of(mention)
    assert mention.token_hash
    assert token not in mention.token_hash
    status, body = opened(token)
    assert (status, SAID in body, "Fournier" in body) == (200, True, False)
    assert SECRET not in body
    assert "Une autre affaire" not in body
    line = AccessLogEntry.objects.latest("pk")
    assert (line.viewer_id, line.ground) == (f"message:{mention.pk}", "message_link")
    assert opened(token, "post", text="Je le remplis demain")[0] == 302
    written = Communication.objects.get(account=None)
    assert (written.text, written.member_id) == ("Je le remplis demain", help_.pk)
    mention.refresh_from_db()
    assert mention.outcome == "answered"
    assert opened(token, "post", text="")[0] == 422
    assert opened(token, days=15)[0] == 404
    assert opened("inconnu")[0] == 404


def test_the_link_dies_with_the_right_that_opened_it(
    world: CircleWorld, help_: CareTeamMember
) -> None:
    token = token_of(said(world, help_).mentions.get())
    actions.record_word(
        patient_id=world.patient.pk, member_id=help_.pk, word=NewWord("opposed", "voice"),
        by=world.by, now=MORNING,
    )  # fmt: skip
    assert (opened(token)[0], opened(token, "post", text="Encore")[0]) == (404, 404)


def test_a_link_is_stopped_or_handed_over_by_whoever_writes_there(
    world: CircleWorld, help_: CareTeamMember, gp: CareTeamMember
) -> None:
    mute = world.join("helper", AGREED, name="Sans téléphone")
    sent = said(world, help_, mute)
    first, second = sent.mentions.get(member=help_), sent.mentions.get(member=mute)
    former = token_of(first)
    assert (second.token_hash, second.task_id) == ("", None)
    given = actions.give_message_link(mention_id=second.pk, by=world.by, now=SOON)
    assert opened(given)[0] == 200
    actions.stop_message_link(mention_id=first.pk, by=world.gp_viewer, now=SOON)
    assert opened(former)[0] == 404
    assert OutboxMessage.objects.get().state == "cancelled"
    asked = said(world, gp, theme="health").mentions.get()
    with pytest.raises(NotFound):  # she has an account
        actions.give_message_link(mention_id=asked.pk, by=world.by, now=SOON)


def test_an_sms_that_does_not_arrive_is_said_until_it_does(
    world: CircleWorld, help_: CareTeamMember
) -> None:
    sent = said(world, help_)
    about = Delivery(uuid4(), "message_waits", ("mention", sent.mentions.get().pk), "")
    for hear, way in ((mentions.on_lost, "lost"), (mentions.on_arrived, "link")):
        hear(about, SOON)
        page = queries.conversation(world.by, sent.conversation_id, now=SOON)
        assert [one.way for one in page.messages[0].asked] == [way]


def test_the_person_reads_who_read_by_a_link(world: CircleWorld, help_: CareTeamMember) -> None:
    opened(token_of(said(world, help_).mentions.get()))
    file = queries.paper_file(world.by, world.patient.pk, now=SOON)
    assert ("Fanny Roche", "message_link") in {(one.name, one.ground) for one in file.reads}


def test_what_is_not_read_is_counted_in_the_cockpit_and_the_lists(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    new = NewMessage(SAID)
    actions.start_conversation(
        patient_id=world.patient.pk, theme="health", new=new, by=world.gp_viewer, now=MORNING
    )
    assert queries.unread_around(world.gp_viewer, now=SOON) == 0
    assert cockpit.cockpit(world.by, now=SOON).unread == 1
    assert [row.unread for row in cockpit.caseload(world.by, sort="unread", now=SOON).rows] == [1]
    assert [card.unread for card in queries.my_circles(world.by, now=SOON)] == [1]
    actions.record_word(
        patient_id=world.patient.pk, word=NewWord("opposed", "voice"), by=world.by, now=SOON
    )
    assert queries.unread_around(world.by, now=SOON) == 0


def test_nothing_changes_in_silence(world: CircleWorld, help_: CareTeamMember) -> None:
    sent = said(world, help_)
    with pytest.raises(NotFound):  # somebody else's
        actions.correct_message(message_id=sent.pk, text="Faux", by=world.gp_viewer, now=SOON)
    actions.correct_message(message_id=sent.pk, text="Il est plein", by=world.by, now=SOON)
    card = queries.conversation(world.by, sent.conversation_id, now=SOON).messages[0]
    assert (card.text, [words for words, _ in card.before]) == ("Il est plein", [SAID])
    for text, code in (("Il est plein", "message_unchanged"), (" ", "message_empty")):
        with pytest.raises(Refused, match=code):
            actions.correct_message(message_id=sent.pk, text=text, by=world.by, now=SOON)
    actions.withdraw_message(message_id=sent.pk, by=world.by, now=SOON)
    card = queries.conversation(world.by, sent.conversation_id, now=SOON).messages[0]
    assert (card.text, card.before, card.joined, card.asked) == ("", (), (), ())
    assert OutboxMessage.objects.get().state == "cancelled"
    assert Mention.objects.get().outcome == "withdrawn"
    with pytest.raises(Refused, match="message_withdrawn"):
        actions.withdraw_message(message_id=sent.pk, by=world.by, now=SOON)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"MZ\x90", "attachment_kind"), (b"<svg onload=x>", "attachment_kind"),
     (b"%PDF-" + b"0" * 5_000_000, "attachment_too_large")],
)  # fmt: skip
def test_a_document_is_what_its_bytes_say(world: CircleWorld, content: bytes, code: str) -> None:
    with pytest.raises(Refused, match=code):
        said(world, documents=(Document("photo.png", content),))
    assert not Communication.objects.exists()


def test_a_document_is_handed_over_to_readers_alone(
    world: CircleWorld, help_: CareTeamMember, gp: CareTeamMember, client: Client
) -> None:
    secret = said(world, theme="health", documents=(Document("bilan.pdf", PDF),))
    mine = said(world, help_, documents=(Document("menu.pdf", PDF),))
    token = token_of(mine.mentions.get())
    hers, other = mine.attachments.get(), secret.attachments.get()
    with clock.frozen(SOON):
        client.force_login(world.doctor)
        got = client.get(reverse("attachment", args=[other.pk]))
        assert (got.content, got["X-Content-Type-Options"]) == (PDF, "nosniff")
        assert got["Content-Disposition"].startswith("attachment")
        for one, status in ((hers, 200), (other, 404)):
            asked = Client().get(reverse("message-attachment", args=[token, one.pk]))
            assert asked.status_code == status
    actions.withdraw_message(message_id=secret.pk, by=world.by, now=SOON)
    with pytest.raises(NotFound):
        queries.attachment(world.by, other.pk, now=SOON)
    assert base64.b64decode(Attachment.objects.get(pk=hers.pk).content) == PDF


def test_the_pages_write_search_and_filter(
    world: CircleWorld, gp: CareTeamMember, client: Client
) -> None:
    client.force_login(world.coordinator)
    new, here = (reverse(name, args=[world.patient.pk]) for name in (
        "conversation-new", "conversations",
    ))  # fmt: skip
    with clock.frozen(SOON):
        assert "Personne n’a encore écrit" in client.get(here).content.decode()
        assert "Envoyer" not in client.get(new).content.decode()
        sent = client.post(new, {
            "theme": "health", "subject": "Bilan", "text": SECRET, "mentions": [str(gp.pk)],
            "documents": SimpleUploadedFile("b.pdf", PDF),
        })  # fmt: skip
        assert sent.status_code == 302
        shown = client.get(sent["Location"]).content.decode()
        assert SECRET in shown
        assert "a la question dans ses tâches" in shown
        found = client.post(here, {"q": SECRET}).content.decode()
        assert "Bilan" in found
        assert "document joint" in found
        assert "Rien de tel" in client.post(here, {"q": "absent"}).content.decode()
        assert "Bilan" not in client.get(here, {"theme": "daily"}).content.decode()
        assert (
            "(1 non lue)"
            not in client.get(reverse("person", args=[world.patient.pk])).content.decode()
        )
        client.force_login(world.doctor)
        assert "1 non lu" in client.get(reverse("person", args=[world.patient.pk])).content.decode()
        bad = client.post(new, {"theme": "health", "text": "x", "mentions": [str(uuid4())]})
        assert bad.status_code == 422


def test_a_right_withdrawn_closes_it_at_the_next_request(
    world: CircleWorld, gp: CareTeamMember
) -> None:
    sent = said(world, gp, theme="health")
    assert queries.conversation(world.gp_viewer, sent.conversation_id, now=SOON).may_write
    actions.change_member(
        member_id=gp.pk, themes=("contacts",), ends_on=None, by=world.by, now=SOON
    )
    for reading in (
        lambda: queries.conversation(world.gp_viewer, sent.conversation_id, now=SOON),
        lambda: actions.answer(
            conversation_id=sent.conversation_id, new=NewMessage("x"), by=world.gp_viewer, now=SOON
        ),
    ):
        with pytest.raises(NotFound):
            reading()
    assert queries.conversations(world.gp_viewer, world.patient.pk, now=SOON).rows == ()


def test_a_broken_glass_reads_and_does_not_write(world: CircleWorld) -> None:
    sent = said(world, theme="health")
    night = situations.role("Nadia", "Garde", "42207", profession="10")
    account = account_with("Garde", "practitioner", world.house, practitioner=night.practitioner)
    from maillon.apps.accounts.queries import viewer_of

    by = viewer_of(account, now=MORNING)
    with pytest.raises(NotFound):
        queries.conversation(by, sent.conversation_id, now=SOON)
    actions.break_glass(
        patient_id=world.patient.pk, reason="vital", text="douleur cette nuit, seule chez elle",
        by=by, now=MORNING,
    )  # fmt: skip
    page = queries.conversation(by, sent.conversation_id, now=SOON)
    assert (page.messages[0].text, page.may_write) == (SAID, False)
    assert AccessLogEntry.objects.latest("pk").ground == "vital_urgency"
    with pytest.raises(NotFound):
        actions.answer(conversation_id=sent.conversation_id, new=NewMessage("x"), by=by, now=SOON)


def test_two_files_made_one_carry_their_messages(world: CircleWorld, gp: CareTeamMember) -> None:
    twin = somebody(world.house)
    sent = said(world, gp, theme="health")
    actions.merge_persons(
        keep_id=twin.pk, absorb_id=world.patient.pk, reason="twice", by=SYSTEM, now=SOON
    )
    page = queries.conversation(world.gp_viewer, sent.conversation_id, now=SOON)
    assert page.patient_id == twin.pk
    assert Mention.objects.get().patient_id == twin.pk
    assert broken() == []


def test_her_data_hold_what_was_said_and_go_with_her(
    world: CircleWorld, help_: CareTeamMember, gp: CareTeamMember
) -> None:
    said(world, help_, gp)
    told = queries.person_export(world.by, world.patient.pk, now=SOON)
    assert [one.messages[0].text for one in told.talks] == [SAID]
    actions.ask_erasure(patient_id=world.patient.pk, by=world.by, now=SOON)
    with pytest.raises(NotFound):
        queries.conversations(world.by, world.patient.pk, now=SOON)
    from maillon.kernel import jobs

    jobs.run_due(SOON + timedelta(days=31))
    for model in (Conversation, Communication, Mention, Attachment):
        assert not model.objects.exists()
    assert Task.objects.get(kind="care.message").outcome == "erased"


def test_a_member_of_yesterday_is_asked_no_more(world: CircleWorld, help_: CareTeamMember) -> None:
    CareTeamMember.objects.filter(pk=help_.pk).update(ends_on=TODAY)
    with pytest.raises(Refused, match="mention_unknown"):
        said(world, help_)
