"""P11: a medication review between GP and pharmacist, the nurse told, a re-check owed."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewConclusion, NewLine, NewWord
from maillon.apps.care.invariants import INVARIANTS
from maillon.apps.care.models import (
    CareTeamMember,
    MedicationNotice,
    MedicationReview,
    MedicationStatement,
)
from maillon.apps.journal.models import Entry
from maillon.apps.messaging.models import OutboxMessage
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock, jobs
from maillon.kernel.access import AccountViewer, LinkViewer
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.circle import AGREED, INFORMED, account_with, circle_world, person
from tests.factories.desk import MORNING, TODAY

pytestmark = pytest.mark.django_db
SEEN = NewWord("recognised", "voice")
SOON, LATER = MORNING + timedelta(minutes=5), MORNING + timedelta(days=95)
RECHECK = TODAY + timedelta(days=90)
PLAIN = "Vous arrêtez le comprimé du soir."
LINE = NewLine("Zopiclone", "boxes", "7,5 mg", "le soir", "Dr Villard")


class Around:
    """The GP, the pharmacist and a nurse with accounts, a nurse with a telephone alone."""

    def __init__(self) -> None:
        self.world = circle_world()
        house = self.world.house
        self.pharmacy = situations.role("Inès", "Colin", "42207", profession="21")
        self.nurse_role = situations.role("Maud", "Perret", "42207", profession="60")
        self.chemist = account_with(
            "Pharmacie", "practitioner", house, practitioner=self.pharmacy.practitioner
        )
        self.nurse = account_with(
            "Infirmière", "practitioner", house, practitioner=self.nurse_role.practitioner
        )
        self.world.join("gp", SEEN, practitioner_role_id=self.world.gp.pk)
        self.world.join("pharmacist", SEEN, practitioner_role_id=self.pharmacy.pk)
        self.told = self.world.join("nurse", SEEN, practitioner_role_id=self.nurse_role.pk)

    @property
    def patient_id(self) -> object:
        return self.world.patient.pk

    def by(self, account: Account) -> AccountViewer:
        return viewer_of(account, now=MORNING)

    @property
    def chemist_by(self) -> AccountViewer:
        return self.by(self.chemist)

    def phoned_nurse(self) -> CareTeamMember:
        line = situations.responder("Lise", "Faure", "42207", "+33699000077")
        return self.world.join("usual_carer", SEEN, responder_id=line.pk)

    def open(self, at: object = MORNING) -> MedicationReview:
        return actions.open_medication_review(
            patient_id=self.world.patient.pk, question="Des chutes ?", by=self.chemist_by,
            now=at,  # type: ignore[arg-type]
        )  # fmt: skip

    def exchanged(self) -> tuple[MedicationReview, object]:
        """A review with a treatment and a proposal that waits for the GP."""
        review = self.open()
        key = actions.write_line(review_id=review.pk, new=LINE, by=self.chemist_by, now=MORNING)
        asked = actions.propose_change(
            review_id=review.pk, kind="stop", text="chutes la nuit", line_key=key,
            by=self.chemist_by, now=MORNING,
        )  # fmt: skip
        return review, asked

    def concluded(self) -> MedicationReview:
        review, asked = self.exchanged()
        actions.answer_proposal(
            proposal_id=asked, verdict="accepted", by=self.world.gp_viewer, now=SOON  # type: ignore[arg-type]
        )  # fmt: skip
        conclude(self, review)
        review.refresh_from_db()
        return review


def conclude(around: Around, review: MedicationReview, recheck: date = RECHECK) -> None:
    actions.conclude_medication_review(
        review_id=review.pk, new=NewConclusion(PLAIN, recheck, "Arrêt sur un mois."),
        by=around.world.gp_viewer, now=SOON,
    )  # fmt: skip


def broken(now: object = SOON) -> list[str]:
    return [line for one in INVARIANTS.values() for line in one(now)]  # type: ignore[arg-type]


@pytest.fixture
def around() -> Around:
    return Around()


def test_pharmacist_proposes_gp_answers_nurse_sees_and_the_recheck_is_owed(around: Around) -> None:
    phoned = around.phoned_nurse()
    review = around.concluded()
    card = queries.medication_review(
        around.world.by, around.world.patient.pk, review.pk, now=SOON
    ).review
    (line,) = card.lines
    assert (line.name, line.dose, line.source) == ("Zopiclone", "7,5 mg", "boxes")
    assert [(one.kind, one.answer and one.answer.verdict) for one in line.proposals] == [
        ("stop", "accepted")
    ]
    again = Task.objects.get(kind="care.medication_review")
    assert (again.due_at.date(), again.owner_group) == (RECHECK, "organization")
    ways = {one.member_id: one for one in MedicationNotice.objects.all()}
    assert ways[around.told.pk].channel == "task"
    assert ways[phoned.pk].channel == "sms"
    hers = ways[around.told.pk].task
    assert hers
    assert hers.owner_account_id == around.nurse.pk
    actions.acknowledge_notice(
        notice_id=ways[around.told.pk].pk, by=around.by(around.nurse), now=SOON
    )
    hers.refresh_from_db()
    assert hers.outcome == "seen"
    assert broken() == []
    said = list(Entry.objects.filter(act__startswith="care.medication"))
    assert {one.act for one in said} >= {"care.medication_opened", "care.medication_concluded"}
    assert "opiclone" not in "".join(str(one.data) for one in said)


def test_the_person_reads_what_changes_by_her_own_link_and_nothing_said_between_them(
    around: Around,
) -> None:
    who = around.world.patient.pk
    hers = actions.give_link(patient_id=who, by=around.world.by, now=MORNING)
    near = around.world.join("family", AGREED, name="Une nièce")
    page = own_page(hers)
    assert "Mes médicaments" not in page
    around.concluded()
    page = own_page(hers)
    assert PLAIN in page
    assert f"On refait le point le {RECHECK.day}" in page
    for between in ("chutes la nuit", "Zopiclone", "Arrêt sur un mois", "Des chutes ?"):
        assert between not in page
    actions.record_word(
        patient_id=who, word=NewWord("opposed", "phone"), by=around.world.by, now=SOON
    )
    assert PLAIN in own_page(hers)  # she stopped the others, not herself
    bearer = LinkViewer("family", near.pk)
    assert queries.own_medication(bearer, who, now=SOON) is None


def own_page(token: str) -> str:
    with clock.frozen(SOON):
        return Client().get(reverse("my-file", args=[token])).content.decode()


def test_nurse_without_account_reads_by_her_link_and_only_her_post_says_seen(
    around: Around,
) -> None:
    around.phoned_nurse()
    around.concluded()
    message = OutboxMessage.objects.get(template="to_read")
    path = reverse("medication-link", args=[message.secret])
    with clock.frozen(SOON):
        page = Client().get(path).content.decode()
        assert PLAIN in page
        assert "Zopiclone" in page
        assert MedicationNotice.objects.get(channel="sms").seen_at is None
        assert Client().post(path).status_code == 302
        assert "Vous avez dit avoir vu" in Client().get(path).content.decode()
        assert Client().post(path).status_code == 422
    notice = MedicationNotice.objects.get(channel="sms")
    assert notice.seen_at == SOON
    assert notice.task
    assert notice.task.closed_at == SOON
    assert str(message.secret) not in notice.token_hash
    read = AccessLogEntry.objects.filter(ground="medication_link").latest("at")
    assert read.patient_id == around.world.patient.pk
    with clock.frozen(SOON):
        for door in ("my-file", "family-page"):  # one purpose
            assert Client().get(reverse(door, args=[message.secret])).status_code == 404
    actions.record_word(
        patient_id=around.world.patient.pk, member_id=notice.member_id,
        word=NewWord("opposed", "phone"), by=around.world.by, now=SOON,
    )  # fmt: skip
    with clock.frozen(SOON + timedelta(seconds=1)):
        assert Client().get(path).status_code == 404
    with clock.frozen(LATER):
        assert Client().get(path).status_code == 404


def test_next_review_opens_with_the_conclusions_of_the_last(around: Around) -> None:
    first = around.concluded()
    again = around.open(LATER)
    page = queries.medication_review(
        around.world.by, around.world.patient.pk, again.pk, now=LATER
    ).review
    assert page.previous
    assert page.previous.plain == PLAIN
    (line,) = page.lines
    assert [one.text for one in line.decided] == ["chutes la nuit"]
    assert line.proposals == ()
    first.refresh_from_db()
    assert first.task
    assert first.task.outcome == "opened"
    assert broken(LATER) == []


def test_each_refusal_says_why(around: Around) -> None:
    review, asked = around.exchanged()
    with pytest.raises(Refused, match="medication_open"):
        around.open()
    with pytest.raises(Refused, match="medication_unanswered"):
        conclude(around, review)
    gp = around.world.gp_viewer
    with pytest.raises(Refused, match="medication_refusal"):
        actions.answer_proposal(proposal_id=asked, verdict="refused", by=gp, now=SOON)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="medication_verdict"):
        actions.answer_proposal(proposal_id=asked, verdict="maybe", by=gp, now=SOON)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="medication_recheck"):
        conclude(around, review, TODAY)
    for new, code in ((NewLine(" ", "boxes"), "medication_name"),
                      (NewLine("Paracétamol", "vidal"), "medication_source")):  # fmt: skip
        with pytest.raises(Refused, match=code):
            actions.write_line(review_id=review.pk, new=new, by=gp, now=SOON)
    actions.stop_medication_review(review_id=review.pk, reason="mistake", by=gp, now=SOON)
    with pytest.raises(Refused, match="medication_closed"):
        actions.write_line(review_id=review.pk, new=LINE, by=gp, now=SOON)
    empty = around.open()
    with pytest.raises(Refused, match="medication_no_line"):
        conclude(around, empty)


def test_pharmacist_does_not_answer_gp_does_not_propose_nurse_and_stranger_do_neither(
    around: Around,
) -> None:
    review, asked = around.exchanged()
    elsewhere = circle_world("DAC d’ailleurs")
    answer = {"proposal_id": asked, "verdict": "accepted", "now": SOON}
    for who in (around.chemist_by, around.by(around.nurse), elsewhere.by, elsewhere.gp_viewer):
        with pytest.raises(NotFound):
            actions.answer_proposal(by=who, **answer)  # type: ignore[arg-type]
    for who in (around.world.gp_viewer, around.by(around.nurse), elsewhere.by):
        with pytest.raises(NotFound):
            actions.propose_change(review_id=review.pk, kind="stop", text="x", by=who, now=SOON)
    actions.answer_proposal(by=around.world.by, **answer)  # type: ignore[arg-type]  # for the GP
    for who in (elsewhere.by, elsewhere.gp_viewer):
        with pytest.raises(NotFound):
            queries.medication_review(who, around.world.patient.pk, review.pk, now=SOON)


def test_who_does_not_read_the_theme_sees_nothing_of_it(around: Around) -> None:
    around.concluded()
    social = account_with("Assistante sociale", "practitioner", around.world.house)
    member = around.world.join("social_worker", AGREED, name="Mme Perrin")
    member.related.account = social  # type: ignore[union-attr]
    member.related.save()  # type: ignore[union-attr]
    hers = around.by(social)
    assert queries.person_page(hers, around.world.patient.pk, now=SOON).circle
    assert queries.medication_state(hers, around.world.patient.pk, now=SOON) is None
    with pytest.raises(NotFound):
        queries.medication_page(hers, around.world.patient.pk, now=SOON)


def test_a_correction_keeps_what_was_said_and_the_second_of_two_is_told(around: Around) -> None:
    review, _ = around.exchanged()
    line = MedicationStatement.objects.get()
    half = NewLine("Zopiclone", "person", "3,75 mg", "le soir")
    told = {"review_id": review.pk, "line_id": line.pk, "new": half, "now": SOON}
    actions.correct_line(by=around.chemist_by, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="medication_line_changed"):
        actions.correct_line(by=around.world.gp_viewer, **told)  # type: ignore[arg-type]
    (card,) = queries.medication_review(
        around.world.by, around.world.patient.pk, review.pk, now=SOON
    ).review.lines
    assert (card.dose, [one.dose for one in card.former]) == ("3,75 mg", ["7,5 mg"])
    assert [one.text for one in card.proposals] == ["chutes la nuit"]


def test_a_concluded_review_rewritten_at_rest_is_found(around: Around) -> None:
    review = around.concluded()
    line = MedicationStatement.objects.get(review=review)
    line.dose = "75 mg"
    line.save()
    assert any("n’est plus celui qui a été conclu" in one for one in broken())


def test_merging_erasure_and_export_know_of_it(around: Around) -> None:
    review = around.concluded()
    other = person(around.world.house)
    actions.open_circle(
        patient_id=other.pk, situation="frail", word=INFORMED, by=around.world.by, now=MORNING
    )
    merge = actions.merge_persons(
        keep_id=other.pk, absorb_id=around.world.patient.pk, reason="twice",
        by=around.world.by, now=SOON,
    )  # fmt: skip
    review.refresh_from_db()
    assert review.patient_id == other.pk
    assert [one for one in broken() if "médication" in one] == []
    actions.undo_merge(merge_id=merge.pk, by=around.world.by, now=SOON)
    told = queries.person_export(around.world.by, around.world.patient.pk, now=SOON)
    assert told.medication
    assert told.medication.plain == PLAIN
    actions.ask_erasure(patient_id=around.world.patient.pk, by=around.world.by, now=SOON)
    with clock.frozen(SOON + timedelta(days=31)):
        jobs.run_due(SOON + timedelta(days=31))
    assert not MedicationReview.objects.exists()
    assert not Task.objects.filter(kind__startswith="care.medication", closed_at=None).exists()


def test_the_page_writes_corrects_refuses_and_prints(around: Around) -> None:
    client = Client()
    client.force_login(around.world.coordinator)
    who = around.world.patient.pk
    with clock.frozen(MORNING):
        answer = client.post(reverse("medication", args=[who]), {"question": "Chutes"})
        page = answer.headers["Location"]
        act = f"{page}geste/"
        typed = {"geste": "line", "name": "Bisoprolol", "dose": "2,5 mg", "source": "prescription"}
        assert client.post(act, typed).status_code == 302
        assert (
            "Choisissez"
            in client.post(act, {"geste": "conclude", "plain": "Rien"}).content.decode()
        )
        shown = client.get(page).content.decode()
        key = re.search(r'name="key" value="([0-9a-f-]+)"', shown)
        assert key
        client.post(act, {"geste": "propose", "key": key[1], "kind": "watch", "text": "la tension"})
        held = client.get(page).content.decode()
        asked = re.search(r'name="proposal" value="([0-9a-f-]+)"', held)
        assert asked
        said = {"geste": "answer", "proposal": asked[1], "verdict": "refused", "reason": ""}
        assert "pourquoi vous refusez" in client.post(act, said).content.decode()
        client.post(act, {**said, "reason": "déjà suivie"})
        done = {"geste": "conclude", "plain": PLAIN, "recheck_on": RECHECK.isoformat()}
        assert client.post(act, done).status_code == 302
        for hands, words in (("personne", PLAIN), ("equipe", "déjà suivie")):
            sheet = client.get(f"{page}papier/{hands}/")
            assert words in sheet.content.decode()
            made = client.get(f"{page}pdf/{hands}/")
            assert made.status_code == 302 or made.content[:4] == b"%PDF"
        assert client.get(f"{page}papier/voisin/").status_code == 404
        assert client.post(act, {"geste": "ailleurs"}).status_code == 404
        assert PLAIN in client.get(reverse("person", args=[who])).content.decode()


def test_her_nurse_finds_it_on_her_first_page_and_the_coordinator_in_prevention(
    around: Around,
) -> None:
    around.concluded()
    client = Client()
    client.force_login(around.nurse)
    with clock.frozen(SOON):
        assert "ce qui change dans les médicaments" in client.get("/").content.decode()
    client.force_login(around.world.coordinator)
    with clock.frozen(LATER):
        inbox = client.get(reverse("cockpit-inbox", args=["prevention"])).content.decode()
    assert "Refaire le point sur les médicaments de" in inbox
