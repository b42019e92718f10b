"""What leaves for the payer: sheets, protocols, minutes read again; nobody's name."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse

from maillon.apps.accounts.models import ScopedRole
from maillon.apps.contracts import actions, queries
from maillon.apps.contracts.veiling import names_in, veiled
from maillon.apps.contracts.web import zipping
from maillon.apps.meetings import actions as meetings
from maillon.errors import NotFound
from maillon.kernel import clock, paper
from maillon.kernel.access import AccountViewer
from maillon.project.aci.cases import read_cases
from tests.apps.contracts.test_filing import client_of
from tests.factories.desk import TODAY, DeskWorld
from tests.factories.meetings import AFTER, Table, around_a_table, held
from tests.factories.protocols import TEXT, adopted
from tests.factories.structures import member, refused, under_contract

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet stays the page it is made of, whose words are read here."""
    monkeypatch.setattr(paper, "pdf", lambda html, style="": html.encode())


def test_names_are_covered_however_they_are_written() -> None:
    names = names_in(["Dr Élise Grand-Perrin", "Zoé Li"])
    told = "ELISE GRAND PERRIN relit ; perrin et Zoë, grandeur, zoe@rives.example, 06 12 34 56 78."
    assert veiled(told, names) == (
        "[nom retiré] relit ; [nom retiré] et [nom retiré], grandeur, [nom retiré], [nom retiré]."
    )
    assert veiled("Rien à cacher", frozenset()) == "Rien à cacher"


def at_table(world: DeskWorld, by: AccountViewer, **changed: object) -> Table:
    """The agent who calls the meeting also coordinates the house."""
    ScopedRole.objects.create(
        account_id=world.by.account_id, organization_id=world.desk.organization_id,
        code="coordinator", starts_on=TODAY - timedelta(days=3),
    )  # fmt: skip
    return around_a_table(world, **changed)


def taken(by: AccountViewer, contract: UUID) -> dict[str, str]:
    """The zip as it stands, opened."""
    found = queries.file_page(by, contract, 2026, now=AFTER)
    with zipfile.ZipFile(io.BytesIO(zipping.zipped(found))) as opened:
        return {one: opened.read(one).decode(errors="replace") for one in opened.namelist()}


def test_each_commitment_has_its_sheet_and_nobody_is_named(
    world: DeskWorld, house: UUID, by: AccountViewer, pages: None, tmp_path: Path
) -> None:
    contract, _ = under_contract(by, house)
    for code in ("60", "10"):
        member(by, house, name="Ysaline Canaride", profession=code)
    adopted(by, house, title="Plaies, par Ysaline", sections={**TEXT, "alerts": "Voir Canaride."})
    files = taken(by, contract)
    assert files["pieces.csv"].count("Protocole") + files["pieces.csv"].count("protocole") >= 1
    assert "Plaies, par [nom retiré]" in files["engagements/A2.2.pdf"]
    sheet = next(text for name, text in files.items() if name.endswith("-fiche.pdf"))
    assert "2 membres de l’équipe : infirmier, médecin" in sheet
    assert "Voir [nom retiré]." in sheet
    assert not [name for name, text in files.items() if "Ysaline" in text or "Canaride" in text]
    (tmp_path / "faits.yaml").write_text(files["faits.yaml"], encoding="utf-8")
    (case,) = read_cases(tmp_path / "faits.yaml", date(2026, 12, 31))
    assert case.facts.patients == 4000
    assert len(files["empreintes.txt"].splitlines()) == len(files) - 1


def test_minutes_go_when_somebody_who_was_there_joins_them(
    world: DeskWorld, house: UUID, by: AccountViewer, pages: None
) -> None:
    contract, _ = under_contract(by, house)
    table = at_table(world, by, subject="Réunion avec Camille Essai")
    item = table.meeting.agenda.earliest("position")
    meetings.write_notes(item_id=item.pk, seen="", text="camille garde le samedi", rich=False,
                         by=table.by, now=AFTER)  # fmt: skip
    held(table)
    hers = client_of(table.by)
    with clock.frozen(AFTER):
        assert "comptes-rendus/01.pdf" not in taken(by, contract)
        with pytest.raises(NotFound):  # who was not there cannot say it was read again
            actions.join_minutes(
                contract_id=contract, year=2026, meeting_ids=[table.meeting.pk], by=by, now=AFTER
            )
        page = hers.get(reverse("contract", args=[contract])).content.decode()
        assert "que vous avez relus" in page
        address = reverse("contract-minutes", args=[contract, 2026])
        assert hers.post(address, {"minutes": str(table.meeting.pk)}).status_code == 303
        told = taken(by, contract)["comptes-rendus/01.pdf"]
        assert "[nom retiré] garde le samedi" in told
        assert "Appeler le service chaque jeudi" in told
        assert "amille" not in told
        hers.post(address, {})
        assert "comptes-rendus/01.pdf" not in taken(by, contract)
        hers.post(reverse("contract-send", args=[contract, 2026]))
        assert hers.post(address, {"minutes": "x"}).status_code == 404
        viewer = queries.minutes_offered
        assert [one.joined for one in viewer(by, contract, 2026)] == []
        by_her = AccountViewer(table.by.account_id, by.roles)
        with refused("evidence_sent"):
            actions.join_minutes(
                contract_id=contract, year=2026, meeting_ids=[], by=by_her, now=AFTER
            )


def test_a_case_meeting_held_and_not_closed_is_done_and_not_proven(
    world: DeskWorld, house: UUID, by: AccountViewer
) -> None:
    contract, _ = under_contract(by, house)
    table = around_a_table(world, kind="case")

    def told() -> tuple[str, str]:
        page = queries.indicator_page(by, contract, 2026, "A2.3", now=AFTER)
        fact = next(one for one in page.facts if one.key == "case_meetings")
        return fact.value, fact.done

    assert told() == ("0", "")  # nobody is said to be there
    for guest in table.meeting.guests.all():
        meetings.note_presence(guest_id=guest.pk, presence="present", by=table.by, now=AFTER)
    assert told() == ("0", "1")
    meetings.close_minutes(meeting_id=table.meeting.pk, by=table.by, now=AFTER)
    assert told() == ("1", "")
