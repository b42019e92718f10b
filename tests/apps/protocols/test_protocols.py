"""A protocol's life: written, signed, adopted, shown, compared, withdrawn; and what it pays."""

import importlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.cockpit import opening
from maillon.apps.contracts import queries as contracts
from maillon.apps.directory.models import Organization
from maillon.apps.journal.models import Entry
from maillon.apps.protocols import actions, queries
from maillon.apps.protocols.actions import Invitation, NewProtocol, NewSignature
from maillon.apps.protocols.comparing import compare
from maillon.apps.protocols.invariants import INVARIANTS
from maillon.apps.protocols.models import Protocol, ProtocolVersion
from maillon.apps.structures import registers
from maillon.apps.structures.models import Record, Signature
from maillon.apps.tasks.models import Task
from maillon.apps.tasks.queries import TaskRow
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.protocols import (
    TEXT,
    adopted,
    draft,
    proposed,
    shown_to_another,
    signers,
    since,
)
from tests.factories.structures import (
    PAPER,
    coordinator,
    member,
    proof,
    refused,
    under_contract,
)

pytestmark = pytest.mark.django_db
LAST_YEAR = date(2025, 5, 6)


def broken() -> list[str]:
    return [words for check in INVARIANTS.values() for words in check(MORNING)]


def worker(world: DeskWorld, house: UUID, by: AccountViewer, profession: str) -> AccountViewer:
    """Somebody of the team with her own account."""
    viewer = coordinator(world, "practitioner")
    member(by, house, name="Avec Compte", profession=profession, account_id=viewer.account_id)
    return viewer


def test_a_text_is_frozen_signed_by_two_professions_then_adopted_with_its_review(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    nurse = worker(world, house, by, "60")
    member(by, house, name="Dr Essai", profession="10")
    made = draft(by, house, sections={**TEXT, "alerts": "[À compléter : qui appeler]"})
    mine = queries.protocol_page(nurse, made.pk, now=MORNING).team
    ask = Invitation([pk for pk, name in mine if "infirmier" in name], TODAY)
    with refused("protocol_gaps"):
        actions.propose(protocol_id=made.pk, asked=ask, by=by, now=MORNING)
    with refused("protocol_nothing_to_sign"):
        actions.sign(protocol_id=made.pk, by=nurse, now=MORNING)
    seen = queries.protocol_page(by, made.pk, now=MORNING).version.seen
    _rewrite(by, made, seen)
    with refused("protocol_changed"):
        _rewrite(by, made, seen)
    actions.propose(protocol_id=made.pk, asked=ask, by=by, now=MORNING)
    owed = Task.objects.get(kind="protocols.sign")
    told = opening.about(nurse, [_row(owed)], MORNING)
    assert told["protocols.sign", made.pk].title == "Signer : Essai plaies"
    actions.sign(protocol_id=made.pk, by=nurse, now=MORNING)
    owed.refresh_from_db()
    assert owed.outcome == "signed"
    with refused("protocol_signed"):
        actions.sign(protocol_id=made.pk, by=nurse, now=MORNING)


def _rewrite(by: AccountViewer, made: Protocol, seen: str) -> None:
    new = NewProtocol("team", "Essai plaies", TEXT)
    actions.rewrite(protocol_id=made.pk, new=new, changes="", seen=seen, by=by, now=MORNING)


def test_an_adoption_wants_two_professions_a_day_and_a_review_and_is_proven(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    nurse = worker(world, house, by, "60")
    doctor = member(by, house, name="Dr Essai", profession="10")
    made = draft(by, house)
    actions.propose(protocol_id=made.pk, asked=Invitation([], TODAY), by=by, now=MORNING)
    actions.sign(protocol_id=made.pk, by=nurse, now=MORNING)
    when: dict[str, Any] = {"review_on": TODAY + timedelta(days=365), "owner_id": doctor.pk}
    with refused("protocol_signers"):
        actions.adopt(protocol_id=made.pk, day=TODAY, by=by, now=MORNING, **when)
    note = NewSignature(TODAY, doctor.pk, scan=PAPER)
    one = actions.note_signature(protocol_id=made.pk, new=note, by=by, now=MORNING)
    assert queries.scan(nurse, one.pk) == (PAPER, "application/pdf")
    for day, review in ((TODAY - timedelta(days=1), 365), (TODAY, 0)):
        with refused("protocol_day" if review else "protocol_review_day"):
            actions.adopt(
                protocol_id=made.pk, day=day, review_on=TODAY + timedelta(days=review),
                owner_id=doctor.pk, by=by, now=MORNING,
            )  # fmt: skip
    actions.adopt(protocol_id=made.pk, day=TODAY, by=by, now=MORNING, **when)
    act = Entry.objects.get(act="protocols.adopted_team")
    assert len(act.documents) == 2  # the text, the page signed
    assert queries.protocol_page(by, made.pk, now=MORNING).review_owner == "la structure"
    actions.confirm(protocol_id=made.pk, by=by, now=MORNING, **when)
    assert Task.objects.open().filter(kind="protocols.review").count() == 1
    assert broken() == []
    altered = ProtocolVersion.objects.get()
    altered.sections = {**TEXT, "objective": "Autre chose."}
    altered.save()
    assert len(broken()) == 1


def _row(task: Task) -> TaskRow:
    return TaskRow(task.pk, task.kind, task.origin_kind, task.origin_id, task.due_at, True)


def test_a_relational_protocol_is_signed_by_both_houses_and_does_not_count(
    by: AccountViewer, house: UUID
) -> None:
    made = proposed(by, house, kind="relational")
    nurse = signers(by, house)[0]
    for new in (
        NewSignature(TODAY, nurse.pk),
        NewSignature(TODAY, name="Dr Ailleurs", house="Hôpital d’essai", profession="10"),
    ):
        with refused("protocol_partner"):
            _adopt(by, made, nurse.pk)
        actions.note_signature(protocol_id=made.pk, new=new, by=by, now=MORNING)
    with refused("protocol_signer"):
        actions.note_signature(
            protocol_id=made.pk, new=NewSignature(TODAY, name="Sans métier"), by=by, now=MORNING
        )
    _adopt(by, made, nurse.pk)
    assert Entry.objects.filter(act="protocols.adopted_relational").count() == 1


def _adopt(by: AccountViewer, made: Protocol, owner: UUID) -> None:
    actions.adopt(
        protocol_id=made.pk, day=TODAY, review_on=TODAY + timedelta(days=90), owner_id=owner,
        by=by, now=MORNING,
    )  # fmt: skip


def counted(by: AccountViewer, contract: UUID, year: int) -> tuple[str, str]:
    """Protocols proven, and the points they give."""
    page = contracts.indicator_page(by, contract, year, "A2.2", now=MORNING)
    fact = next(one for one in page.facts if one.key == "protocols")
    return fact.value, str(page.points)


def test_an_adopted_protocol_counts_once_whatever_its_versions_until_its_withdrawal(
    by: AccountViewer, house: UUID
) -> None:
    for number, profession in enumerate(("10", "60", "70")):
        member(by, house, name=f"Essai {number}", profession=profession)
    contract, _ = under_contract(by, house)
    proof(by, house, "crisis_plan", day=LAST_YEAR)
    proof(by, house, "opening", day=LAST_YEAR,
          notes={"hours": "12", "saturday": True, "weeks": 0})  # fmt: skip
    assert counted(by, contract, 2025) == ("0", "0")
    first = adopted(by, house, LAST_YEAR, scan=True)
    adopted(by, house, LAST_YEAR, title="Essai chutes")
    assert counted(by, contract, 2025) == ("2", "200")
    actions.begin_version(protocol_id=first.pk, by=by, now=MORNING)
    with refused("protocol_in_the_making"):
        actions.begin_version(protocol_id=first.pk, by=by, now=MORNING)
    actions.propose(protocol_id=first.pk, asked=Invitation([], TODAY), by=by, now=MORNING)
    since(by, first, date(2026, 4, 7))
    assert [counted(by, contract, year)[0] for year in (2025, 2026)] == ["2", "2"]
    page = contracts.indicator_page(by, contract, 2025, "A2.2", now=MORNING)
    assert "Essai plaies" in {act.title for fact in page.facts for act in fact.acts}
    found = contracts.file_page(by, contract, 2025, now=MORNING)
    told = [one for one in found.pieces if one.parts]
    assert {one.signed for one in told} == {("infirmier", "médecin")}
    assert all(len(one.seal) == 64 for one in told)
    actions.cancel_adoption(protocol_id=first.pk, by=by, now=MORNING)
    assert [counted(by, contract, year)[0] for year in (2025, 2026)] == ["2", "2"]
    actions.withdraw(
        protocol_id=first.pk, reason="unused", day=date(2026, 2, 3), by=by, now=MORNING
    )
    assert [counted(by, contract, year)[0] for year in (2025, 2026)] == ["2", "1"]
    other = Protocol.objects.exclude(pk=first.pk).get()
    actions.cancel_adoption(protocol_id=other.pk, by=by, now=MORNING)
    assert [counted(by, contract, year)[0] for year in (2025, 2026)] == ["1", "0"]
    with refused("protocol_withdrawn"):
        actions.begin_version(protocol_id=first.pk, by=by, now=MORNING)
    assert broken() == []


def test_a_line_of_the_register_comes_with_its_act_and_still_counts_as_one(
    by: AccountViewer, house: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    with refused("record_elsewhere"):
        proof(by, house, "protocol")
    nurse, doctor = signers(by, house)
    with monkeypatch.context() as before:
        old = {code: replace(kind, room="") for code, kind in registers.KINDS.items()}
        before.setattr("maillon.apps.structures.actions.recording.KINDS", old)
        line = proof(by, house, "protocol", document=b"")
        gone = proof(by, house, "national_protocol")
    for who in (nurse, doctor):
        Signature.objects.create(record=line, member=who, signed_on=line.day)
    module = importlib.import_module("maillon.apps.protocols.migrations.0002_lines_of_registers")
    for _ in range(2):
        module.carry_over(apps, None)
    page = queries.protocol_page(by, line.pk, now=MORNING)
    assert (page.state, page.version.title, page.version.signed) == ("adopted", "Essai protocol", 2)
    actions.cancel_adoption(protocol_id=gone.pk, by=by, now=MORNING)
    gone.refresh_from_db()
    assert gone.withdrawn_at is not None
    _kept_in_its_room(by, house, line)
    actions.begin_version(protocol_id=line.pk, by=by, now=MORNING)
    seen = queries.protocol_page(by, line.pk, now=MORNING).making
    assert seen is not None
    actions.rewrite(
        protocol_id=line.pk, new=NewProtocol("team", "Essai repris", TEXT), changes="écrit",
        seen=seen.seen, by=by, now=MORNING,
    )  # fmt: skip
    actions.propose(protocol_id=line.pk, asked=Invitation([], TODAY), by=by, now=MORNING)
    since(by, Protocol.objects.get(pk=line.pk), date(2026, 4, 8))
    contract, _ = under_contract(by, house)
    proof(by, house, "crisis_plan")
    assert counted(by, contract, 2026)[0] == "1"
    assert broken() == []


def _kept_in_its_room(by: AccountViewer, house: UUID, line: Record) -> None:
    """Its paper is joined here; the registers neither show nor change it."""
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        act = reverse("protocol-act", args=[line.pk])
        client.post(act, {"geste": "join", "document": SimpleUploadedFile("x.pdf", PAPER)})
        line.refresh_from_db()
        assert line.digest
        listing = client.get(reverse("registers", args=[house])).content.decode()
        assert "Essai protocol" not in listing
        assert client.get(reverse("record-new", args=[house, "protocol"])).status_code == 302
        assert client.post(reverse("record-withdraw", args=[line.pk])).status_code == 404


def test_a_neighbour_reads_what_is_in_force_of_that_protocol_alone_and_compares(
    by: AccountViewer, house: UUID
) -> None:
    one, hidden = adopted(by, house), adopted(by, house, title="Essai gardé")
    with refused("protocol_not_adopted"):
        actions.share(protocol_id=draft(by, house).pk, organization_id=house, by=by, now=MORNING)
    share, other = shown_to_another(by, one)
    with refused("protocol_shared"):
        actions.share(protocol_id=one.pk, organization_id=other.pk, by=by, now=MORNING)
    near = _next_door(other)
    page = queries.protocol_page(near, one.pk, now=MORNING)
    assert page.neighbour
    assert {told.name for told in page.version.signers} == {""}
    assert (page.team, page.history, page.exceptions, page.shares) == ((), (), (), ())
    for ask in (
        lambda: queries.protocol_page(near, hidden.pk, now=MORNING),
        lambda: queries.protocol_page(near, one.pk, now=MORNING, number=2),
        lambda: actions.begin_version(protocol_id=one.pk, by=near, now=MORNING),
        lambda: actions.sign(protocol_id=one.pk, by=near, now=MORNING),
        lambda: actions.end_share(share_id=share.pk, by=near, now=MORNING),
        lambda: _except(near, one),
    ):
        with pytest.raises(NotFound):
            ask()
    own = adopted(near, other.pk, sections={**TEXT, "steps": "Repérer.\nAdresser vite."})
    theirs = ProtocolVersion.objects.get(protocol=one)
    found = queries.comparison(near, own.pk, other=theirs.pk, now=MORNING)
    rows = {part.label: [row.kind for row in part.rows] for part in found.parts}
    assert rows == {"Objectif": ["same"], "Qui fait quoi": ["same", "same"],
                    "Étapes": ["same", "changed", "removed"]}  # fmt: skip
    assert [line.title for line in queries.shelf(near, other.pk, now=MORNING).shared] == [
        "Essai plaies"
    ]
    actions.end_share(share_id=share.pk, by=by, now=MORNING)
    with pytest.raises(NotFound):
        queries.protocol_page(near, one.pk, now=MORNING)


def _next_door(other: Organization) -> AccountViewer:
    account = situations.account("voisine")
    since_then = TODAY - timedelta(days=9)
    ScopedRole.objects.create(
        account=account, organization=other, code="coordinator", starts_on=since_then
    )
    return viewer_of(account, now=MORNING)


def _except(by: AccountViewer, made: Protocol) -> None:
    actions.note_exception(
        protocol_id=made.pk, day=TODAY, reason="means", what="Sans appareil.", by=by, now=MORNING
    )


def test_words_that_moved_are_marked_and_nothing_else() -> None:
    part = compare({"steps": "Appeler le médecin."}, {"steps": "Appeler vite le médecin."})[0]
    assert not part.same
    assert "".join(one.text for one in part.rows[0].after) == "Appeler vite le médecin."
    assert [one.text.strip() for one in part.rows[0].after if one.changed] == ["vite"]
    assert not [one for one in part.rows[0].before if one.changed]
    assert compare(TEXT, TEXT)[0].same
