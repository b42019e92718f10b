"""A register: what was done, the paper that proves it, and the act of the journal that says so."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.journal.models import Entry
from maillon.apps.structures import actions, queries
from maillon.apps.structures.invariants import INVARIANTS
from maillon.apps.structures.models import Record
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.structures import PAPER, coordinator, proof, refused

pytestmark = pytest.mark.django_db
ACT = "structures.proof_crisis_plan"


def standing() -> list[Entry]:
    """The acts of the journal that nobody cancelled."""
    return list(Entry.objects.filter(act=ACT, cancels=None, cancelled_by=None))


def test_the_paper_joined_later_makes_another_act_and_the_line_withdrawn_none(
    by: AccountViewer, house: UUID
) -> None:
    one = proof(by, house, "crisis_plan", document=b"")
    assert [entry.documents for entry in standing()] == [[]]
    actions.attach_document(record_id=one.pk, document=PAPER, by=by, now=MORNING)
    one.refresh_from_db()
    assert [entry.documents for entry in standing()] == [[one.digest]]
    assert standing()[0].occurred_at.date() == one.day
    assert queries.paper(by, one.pk).content == PAPER
    assert PAPER.decode() not in str(Record.objects.values().get())
    actions.withdraw_record(record_id=one.pk, by=by, now=MORNING)
    assert standing() == []
    with refused("record_withdrawn"):
        actions.withdraw_record(record_id=one.pk, by=by, now=MORNING)
    assert [words for check in INVARIANTS.values() for words in check(MORNING)] == []


def test_what_is_no_proof_is_refused_and_strangers_find_nothing(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    for changed, code in (
        ({"document": b"MZ a program"}, "record_paper"),
        ({"document": b"%PDF-" + b"0" * 8_000_000}, "record_large"),
        ({"title": " "}, "record_untitled"),
        ({"day": TODAY + timedelta(days=1)}, "record_later"),
    ):
        with refused(code):
            proof(by, house, "crisis_plan", **changed)
    assert not Record.objects.exists()
    one = proof(by, house, "crisis_plan")
    stranger = coordinator(situations.elsewhere())
    reader = coordinator(world, "practitioner")
    for ask in (
        lambda: queries.paper(stranger, one.pk),
        lambda: queries.records(stranger, house, now=MORNING),
        lambda: actions.withdraw_record(record_id=one.pk, by=reader, now=MORNING),
        lambda: proof(by, house, "unheard_of"),
    ):
        with pytest.raises(NotFound):
            ask()
    assert queries.paper(reader, one.pk).media_type == "application/pdf"


def test_the_pages_note_a_line_join_its_paper_and_open_it(by: AccountViewer, house: UUID) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        assert (
            "Par quoi commencer" in client.get(reverse("registers", args=[house])).content.decode()
        )
        address = reverse("record-new", args=[house, "opening"])
        assert "samedi" in client.get(address).content.decode()
        assert client.post(address, {"title": "x", "day": "2026-01-05"}).status_code == 422
        typed = {"title": "Affichage", "day": "2026-01-05", "hours": "12", "saturday": "on",
                 "weeks": "1"}  # fmt: skip
        assert client.post(address, typed).status_code == 303
        one = Record.objects.get()
        assert one.notes == {"hours": "12", "saturday": True, "weeks": 1}
        assert "à joindre" in client.get(reverse("registers", args=[house])).content.decode()
        for content, proven in ((b"GIF89a", False), (PAPER, True)):
            file = SimpleUploadedFile("x.pdf", content)
            client.post(reverse("record-attach", args=[one.pk]), {"document": file})
            one.refresh_from_db()
            assert bool(one.digest) is proven
        paper = client.get(reverse("record-paper", args=[one.pk]))
        assert (paper.content, paper.headers["X-Content-Type-Options"]) == (PAPER, "nosniff")
        client.post(reverse("record-withdraw", args=[one.pk]))
        assert "retiré" in client.get(reverse("registers", args=[house])).content.decode()
