"""Bodies decide by their own rule; a secret vote tells nobody; what is promised is owed."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.governance import actions, queries
from maillon.apps.governance.actions import NewMandate, NewVote
from maillon.apps.governance.counting import Rule, Tally, decided, quorum_of
from maillon.apps.governance.invariants import INVARIANTS
from maillon.apps.governance.models import Ballot, Mandate, Motion
from maillon.apps.handover.queries import leaving_page
from maillon.apps.journal.models import Entry
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.governing import governed, seated
from tests.factories.structures import PAPER, coordinator, member, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("majority", "told", "result"),
    [
        ("simple", Tally(10, 4, 4, 0, 0), "no_quorum"),
        ("simple", Tally(10, 5, 2, 1, 2), "adopted"),
        ("simple", Tally(10, 6, 3, 3, 0), "rejected"),
        ("absolute", Tally(10, 6, 3, 1, 2), "rejected"),
        ("absolute", Tally(10, 6, 4, 2, 0), "adopted"),
        ("two_thirds", Tally(10, 7, 4, 2, 1), "adopted"),
        ("two_thirds", Tally(10, 7, 4, 3, 0), "rejected"),
        ("two_thirds", Tally(10, 7, 0, 0, 7), "rejected"),
    ],
)
def test_the_rule_of_the_body_decides(majority: str, told: Tally, result: str) -> None:
    assert decided(Rule(50, majority), told) == result
    assert (quorum_of(5, 50), quorum_of(0, 50), quorum_of(7, 0)) == (3, 0, 0)


def test_a_secret_vote_stores_nobody_s_voice_whatever_was_sent(
    by: AccountViewer, house: UUID
) -> None:
    body, people = seated(by, house)
    told = NewVote(
        "Ouvrir le samedi", TODAY, secret=True, ballots=dict.fromkeys(people, "against"),
        present=people[:3], sums=(2, 1, 0),
    )  # fmt: skip
    one = actions.record_vote(body_id=body, new=told, by=by, now=MORNING)
    assert (one.result, one.present, one.eligible) == ("adopted", 3, 4)
    assert not Ballot.objects.exists()
    page = queries.vote_page(by, one.pk, now=MORNING)
    assert {said for _, said in page.people} == {""}
    entry = Entry.objects.get(act="governance.vote_recorded")
    assert entry.data == {"body": "assembly", "result": "adopted", "secret": True, "present": 3}
    assert not entry.participants.exists()
    assert "samedi" not in str(Motion.objects.values().get())
    # By name, each voice is told
    by_name = NewVote("Idem", TODAY, secret=False, ballots={people[0]: "for", people[1]: "for"})
    two = actions.record_vote(body_id=body, new=by_name, by=by, now=MORNING)
    assert two.result == "adopted"
    assert [said for _, said in queries.vote_page(by, two.pk, now=MORNING).people] == ["pour"] * 2
    assert [words for check in INVARIANTS.values() for words in check(MORNING)] == []
    Ballot.objects.create(motion=one, member_id=people[0], choice="for")
    assert [words for check in INVARIANTS.values() for words in check(MORNING)]


def test_what_is_no_vote_is_refused(by: AccountViewer, house: UUID) -> None:
    body, people = seated(by, house)
    partner = member(by, house, name="Sacha Partenaire", status="partner")
    for new, code in (
        (NewVote(" ", TODAY, secret=False, ballots={people[0]: "for"}), "vote_wordless"),
        (NewVote("x", TODAY + timedelta(days=1), secret=True), "vote_later"),
        (NewVote("x", TODAY, secret=True, sums=(1, 0, 0)), "vote_nobody"),
        (NewVote("x", TODAY, secret=False, ballots={partner.pk: "for"}), "vote_stranger"),
        (NewVote("x", TODAY, secret=False, ballots={people[0]: "maybe"}), "vote_stranger"),
        (NewVote("x", TODAY, secret=True, present=people, sums=(3, 0, 0)), "vote_sum"),
        (NewVote("x", TODAY, secret=True, present=people, sums=(9, -5, 0)), "vote_sum"),
        (NewVote("x", TODAY, secret=False, ballots={people[0]: "for"}, meeting_id=body),
         "vote_meeting"),
    ):  # fmt: skip
        with refused(code):
            actions.record_vote(body_id=body, new=new, by=by, now=MORNING)
    assert not Motion.objects.exists()


def test_a_mandate_is_owed_before_it_ends_and_settled_by_the_next(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    body, people = seated(by, house)
    account = situations.account("Solange Essai", world.desk)
    manager = member(by, house, name="Solange Essai", account_id=account.pk)
    ends = TODAY + timedelta(days=100)

    def seat(who: UUID, starts: date, until: date | None) -> Mandate:
        new = NewMandate(who, "chair", starts, until)
        return actions.give_mandate(body_id=body, new=new, by=by, now=MORNING)

    first = seat(manager.pk, date(2025, 1, 1), ends)
    assert first.task is not None
    assert (first.task.due_at.date(), first.task.owner_group_id) == (
        ends - timedelta(days=60), house
    )  # fmt: skip
    changes = leaving_page(by, house, account.pk, now=MORNING).changes
    assert any("mandat tenu : présidence" in one.words for one in changes)
    with refused("mandate_held"):
        seat(manager.pk, TODAY, None)
    with refused("mandate_days"):
        seat(people[0], TODAY, TODAY)
    with refused("mandate_member"):
        seat(people[0], date(2020, 1, 1), None)
    seat(people[0], ends, None)
    first.task.refresh_from_db()
    assert first.task.outcome == "followed"
    actions.end_mandate(mandate_id=first.pk, on=TODAY, by=by, now=MORNING)
    with refused("mandate_over"):
        actions.end_mandate(mandate_id=first.pk, on=TODAY, by=by, now=MORNING)


def test_a_promise_is_a_task_until_it_is_kept_and_says_late(by: AccountViewer, house: UUID) -> None:
    def promised(days: int) -> UUID:
        return actions.promise(
            organization_id=house, partner="ars", text="Un atelier", made_on=date(2026, 1, 5),
            due_on=TODAY + timedelta(days=days), by=by, now=MORNING,
        ).pk  # fmt: skip

    late, dropped, ahead = promised(-3), promised(5), promised(9)
    assert Task.objects.open().filter(kind="governance.commitment").count() == 3
    actions.keep_commitment(commitment_id=late, kept_on=TODAY, by=by, now=MORNING)
    actions.drop_commitment(commitment_id=dropped, by=by, now=MORNING)
    with refused("commitment_settled"):
        actions.drop_commitment(commitment_id=late, by=by, now=MORNING)
    with refused("commitment_later"):
        actions.keep_commitment(
            commitment_id=ahead, kept_on=TODAY + timedelta(days=1), by=by, now=MORNING
        )
    page = queries.governance(by, house, now=MORNING)
    assert [one.state for one in page.commitments] == ["kept_late", "dropped", "running"]
    assert Task.objects.open().filter(kind="governance.commitment").count() == 1


def test_each_doctor_attests_once_by_account_or_on_paper(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    viewer = coordinator(world, "practitioner")
    one = member(by, house, name="Dr Un", profession="10", account_id=viewer.account_id)
    two = member(by, house, name="Dr Deux", profession="10")
    assert actions.ask_attestations(organization_id=house, year=2026, by=by, now=MORNING) == 2
    with refused("attested_none"):
        actions.ask_attestations(organization_id=house, year=2026, by=by, now=MORNING)
    owed = Task.objects.open().filter(kind="governance.attestation")
    assert {task.owner_account_id for task in owed} == {viewer.account_id, None}
    actions.sign_attestation(organization_id=house, year=2026, by=viewer, now=MORNING)
    with refused("attested_already"):
        actions.sign_attestation(organization_id=house, year=2026, by=viewer, now=MORNING)
    with refused("attested_not_doctor"):
        actions.sign_attestation(organization_id=house, year=2026, by=by, now=MORNING)
    for document, code in ((b"", "attested_paperless"), (b"MZ", "record_paper")):
        with refused(code):
            actions.file_attestation(member_id=two.pk, year=2026, signed_on=TODAY,
                                     document=document, by=by, now=MORNING)  # fmt: skip
    actions.file_attestation(
        member_id=two.pk, year=2026, signed_on=TODAY, document=PAPER, by=by, now=MORNING
    )
    assert not owed.all().exists()
    page = queries.attestations(by, house, 2026, now=MORNING)
    assert {(row.member_id, row.by_account) for row in page.lines} == {
        (one.pk, True), (two.pk, False)
    }  # fmt: skip
    assert page.missing == 0
    with pytest.raises(NotFound):
        queries.attestations(coordinator(situations.elsewhere()), house, 2026, now=MORNING)


def test_the_pages_write_a_body_a_vote_and_tell_them(by: AccountViewer, house: UUID) -> None:
    told = governed(by, house)
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        body = {"kind": "bureau", "name": "Bureau", "voters": "mandates", "quorum_percent": "0",
                "majority": "simple"}  # fmt: skip
        assert client.post(reverse("body-new", args=[house]), body).status_code == 303
        page = client.get(reverse("governance", args=[house])).content.decode()
        for words in ("Assemblée d’essai", "à bulletin secret", "Tenir un atelier", "Bureau"):
            assert words in page
        address = reverse("vote-new", args=[told.body_id])
        assert "Dépouillement".lower() in client.get(f"{address}?mode=secret").content.decode()
        voter = queries.body_form(by, told.body_id, now=MORNING).voters[0][0]
        few = {"text": "Une question", "day": "2026-11-24", f"v-{voter}": "for", "mode": "nom"}
        answer = client.post(address, few)
        assert answer.status_code == 303
        assert "quorum non atteint" in client.get(answer.headers["Location"]).content.decode()
        paper = client.get(reverse("attestation-paper", args=[told.attestation_id]))
        assert paper.content == PAPER
        listed = client.get(reverse("attestations-pdf", args=[house]))
        assert listed.content.startswith(b"%PDF")
        settle = reverse("commitment-settle", args=[told.commitment_id])
        assert client.post(settle, {"on": "2026-11-24"}).status_code == 303
        assert "tenu" in client.get(reverse("governance", args=[house])).content.decode()
