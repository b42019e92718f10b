"""The payer's and the ARS's door: the sent file, answers, replies; nobody, nothing live (Y)."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts import readers
from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import colleagues, viewer_of
from maillon.apps.contracts import actions, queries, receiving
from maillon.apps.contracts.models import EvidenceFile, PayerWord
from maillon.apps.contracts.web import zipping
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock, paper
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from maillon.kernel.models import AccessLogEntry
from tests.apps.contracts.test_filing import client_of
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.meetings import AFTER, around_a_table, held
from tests.factories.payer import asked, sent_file
from tests.factories.structures import coordinator, member, proof, refused, under_contract

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


def reader(by: AccountViewer, contract: UUID, email: str = "lectrice@payeur.test") -> AccountViewer:
    """Somebody of the payer, let in by the structure."""
    actions.open_door(contract_id=contract, email=email, name="Lise, CPAM", by=by, now=MORNING)
    return viewer_of(Account.objects.get(email=email), now=MORNING)


def walked(client: Client, start: str) -> dict[str, str]:
    """Every page of the reader's own rooms, from link to link."""
    seen: dict[str, str] = {}
    waiting = [start]
    while waiting:
        url = waiting.pop()
        answer = client.get(url)
        body = answer.content
        if "zip" in answer.headers["Content-Type"]:
            with zipfile.ZipFile(io.BytesIO(body)) as opened:
                body = b"\n".join(opened.read(one) for one in opened.namelist())
        seen[url] = body.decode(errors="replace")
        links = set(re.findall(r'href="(/d(?:ossiers|ocuments)-recus/[^"]*)"', seen[url]))
        waiting += [one for one in links if one not in seen and one not in waiting]
    return seen


def test_nobody_stands_in_what_a_reader_can_open(
    world: DeskWorld, house: UUID, by: AccountViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "pdf", lambda html, style="": html.encode())
    contract, _ = under_contract(by, house)
    member(by, house, name="Zoraline Quetzal", profession="COO", status="salaried", post="quality",
           weekly_hours="13.5", email="zoraline@exemple.test")  # fmt: skip
    proof(by, house, "placement", title="Stage suivi par Zoraline Quetzal")
    held(around_a_table(world, kind="case", subject="Autour de Zébulon"))
    with clock.frozen(AFTER):
        found = queries.file_page(by, contract, 2026, now=AFTER)
        actions.send_evidence(
            contract_id=contract, year=2026, on=date(2026, 12, 31), content=zipping.zipped(found),
            pieces=len(found.pieces), by=by, now=AFTER,
        )  # fmt: skip
        pages = walked(client_of(reader(by, contract)), reverse("payer-files"))
    assert len(pages) > 8
    assert any("Ouvrir la pièce" in text for text in pages.values())
    told = "\n".join(pages.values())
    assert "[nom retiré]" in told
    for canary in ("Zoraline", "Quetzal", "13,5", "13.5", "zoraline@", "Zébulon", "Camille Essai",
                   world.colleague.name, world.agent.name, str(house)):  # fmt: skip
        assert canary not in told, canary


def test_a_reader_is_no_colleague_and_an_account_is_never_both(
    house: UUID, by: AccountViewer
) -> None:
    contract, _ = under_contract(by, house)
    lise = reader(by, contract)
    assert not [one for one in colleagues(by, now=LATER) if one.id == lise.account_id]
    with refused("role_held"):
        reader(by, contract)
    worker = Account.objects.get(pk=by.account_id)
    with refused("role_apart"):
        actions.open_door(contract_id=contract, email=worker.email, name="x", by=by, now=MORNING)


def test_the_door_closes_at_once_and_a_neighbour_s_reader_is_a_stranger(
    house: UUID, by: AccountViewer
) -> None:
    contract, _ = under_contract(by, house)
    sent = sent_file(by, contract)
    lise, there = reader(by, contract), coordinator(situations.elsewhere())
    other, _ = under_contract(there, there.roles[0].organization_id)
    stranger = reader(there, other, "ailleurs@payeur.test")
    address = reverse("payer-file", args=[sent.pk])
    hers, theirs = client_of(lise), client_of(stranger)
    with clock.frozen(LATER):
        assert hers.get(address).status_code == 200
        assert theirs.get(address).status_code == 404
        assert client_of(by).get(address).status_code == 404  # the team has its own pages
        line = AccessLogEntry.objects.get(object_type="evidence_file")
        assert (line.relation, line.ground) == ("Y", "evidence_received")
        door = client_of(by).get(reverse("contract-door", args=[contract])).content.decode()
        assert "lectrice@payeur.test" in door
        assert "ailleurs@payeur.test" not in door
        role = ScopedRole.objects.get(account_id=lise.account_id)
        with pytest.raises(NotFound):
            actions.close_door(contract_id=other, role_id=role.pk, by=there, now=LATER)
        closing = reverse("contract-door-close", args=[contract, role.pk])
        assert client_of(by).post(closing).status_code == 303
        assert hers.get(address).status_code == 404
        reader(by, contract)
        assert hers.get(address).status_code == 200
    with pytest.raises(NotFound):
        readers.readers(stranger, house)


def open_tasks(kind: str) -> int:
    return Task.objects.open().filter(kind=kind).count()


def test_a_question_and_a_refusal_are_tasks_until_somebody_answers(
    house: UUID, by: AccountViewer
) -> None:
    contract, _ = under_contract(by, house)
    member(by, house, name="Ysaline Canaride")
    sent = sent_file(by, contract)
    lise = reader(by, contract)
    asked(lise, sent.pk)
    assert open_tasks("contracts.question") == 1
    reply = reverse("contract-reply", args=[contract, 2026, "A2-4"])
    answers = reverse("contract-answers", args=[contract, 2026])
    team, hers = client_of(by), client_of(lise)
    with clock.frozen(LATER):
        assert "Quelle convention ?" in team.get(answers).content.decode()
        team.post(reply, {"words": ""})
        assert open_tasks("contracts.question") == 1  # a question waits for words
        team.post(reply, {"words": "Celle d’Ysaline, pièce 1"})
        assert open_tasks("contracts.question") == 0
        sheet = reverse("payer-sheet", args=[sent.pk, "A2-4"])
        assert "Celle d’[nom retiré], pièce 1" in hers.get(sheet).content.decode()
        answer = reverse("payer-answer", args=[sent.pk, "A2-4"])
        assert hers.post(answer, {"kind": "refused", "words": " "}).status_code == 422
        assert hers.post(answer, {"kind": "refused", "words": "Hors délai"}).status_code == 303
        assert open_tasks("contracts.refusal") == 1
        assert queries.refused_worth(EvidenceFile.objects.get().contract, 2026) == 700
        team.post(reply, {"words": ""})
        assert open_tasks("contracts.refusal") == 0
        assert hers.post(answer, {"kind": "accepted"}).status_code == 303
        assert hers.post(answer, {"kind": "accepted"}).status_code == 422
        team.post(reply, {"words": "Merci"})  # nothing waits
        kinds = ["question", "reply", "refused", "noted", "accepted"]
        assert list(PayerWord.objects.values_list("kind", flat=True)) == kinds
        assert hers.get(reverse("payer-sheet", args=[sent.pk, "A9-9"])).status_code == 404
        assert hers.get(reverse("payer-part", args=[sent.pk, "autre.pdf"])).status_code == 404
        assert "1 accepté" in hers.get(reverse("payer-files")).content.decode()


def test_another_room_hands_over_a_document_to_the_reader_alone(
    house: UUID, by: AccountViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = new_id()

    def listed(houses: Sequence[UUID]) -> list[receiving.Handed]:
        given = receiving.Handed("lettre", letter, "Lettre d’intention", "Essai", date(2026, 1, 5))
        return [given] if house in houses else []

    def opened(houses: Sequence[UUID], pk: UUID) -> tuple[bytes, str]:
        if house not in houses or pk != letter:
            raise NotFound
        return b"%PDF-", "application/pdf"

    monkeypatch.setattr(receiving, "_sources", {})
    receiving.register("lettre", receiving.Source(listed, opened))
    contract, _ = under_contract(by, house)
    hers = client_of(reader(by, contract))
    with clock.frozen(LATER):
        assert "Lettre d’intention" in hers.get(reverse("payer-files")).content.decode()
        for kind, pk, status in (("lettre", letter, 200), ("lettre", house, 404),
                                 ("autre", letter, 404)):  # fmt: skip
            assert hers.get(reverse("payer-document", args=[kind, pk])).status_code == status
        assert (
            client_of(by).get(reverse("payer-document", args=["lettre", letter])).status_code == 404
        )
