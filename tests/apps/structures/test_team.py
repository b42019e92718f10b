"""The team of a structure: who comes, who leaves, and a list brought in."""

import io
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.journal.models import Entry
from maillon.apps.structures import actions, queries
from maillon.apps.structures.judging import guess, judge
from maillon.apps.structures.models import ColumnName, Member, MemberImport, Site
from maillon.apps.structures.web.reading import rows_of
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.structures import ROWS, coordinator, member, refused, sent

pytestmark = pytest.mark.django_db


def test_who_leaves_keeps_a_line_and_is_counted_until_her_last_day(
    by: AccountViewer, house: UUID
) -> None:
    one = member(by, house, profession="10")
    last = TODAY + timedelta(days=7)
    actions.note_departure(member_id=one.pk, left_on=last, leaving="moved", by=by, now=MORNING)
    assert queries.team(by, house, now=MORNING).doctors == 1
    assert queries.team(by, house, now=MORNING + timedelta(days=7)).doctors == 0
    gone = queries.team(by, house, now=MORNING + timedelta(days=8), gone=True)
    assert [(row.name, row.leaving) for row in gone.rows] == [
        ("Camille Essai", "installation ailleurs")
    ]
    with refused("member_gone"):
        actions.note_departure(member_id=one.pk, left_on=last, leaving="moved", by=by, now=MORNING)
    assert [e.data["day"] for e in Entry.objects.filter(act="structures.member_left")] == [
        last.isoformat()
    ]


def test_nobody_leaves_before_coming_nor_comes_twice(by: AccountViewer, house: UUID) -> None:
    one = member(by, house)
    with refused("member_there"):
        member(by, house, name="camille  ESSAI")
    with refused("member_day"):
        actions.note_departure(
            member_id=one.pk, left_on=date(2024, 8, 31), leaving="end", by=by, now=MORNING
        )
    with refused("member_nameless"):
        member(by, house, name="  ")
    assert Member.objects.count() == 1


def test_strangers_find_nothing_and_members_only_read(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    one = member(by, house)
    stranger = coordinator(situations.elsewhere())
    for ask in (
        lambda: queries.team(stranger, house, now=MORNING),
        lambda: queries.member_sheet(stranger, one.pk, now=MORNING),
        lambda: member(stranger, house, name="Autre Essai"),
        lambda: actions.apply_import(import_id=sent(by, house), by=stranger, now=MORNING),
    ):
        with pytest.raises(NotFound):
            ask()
    nurse = coordinator(world, "practitioner")
    assert queries.team(nurse, house, now=MORNING).present == 1
    assert not queries.member_sheet(nurse, one.pk, now=MORNING).writes
    with pytest.raises(NotFound):
        actions.note_departure(
            member_id=one.pk, left_on=TODAY, leaving="end", by=nurse, now=MORNING
        )


def test_one_professional_in_two_structures_is_told_to_who_knows_both(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    other = situations.elsewhere()
    member(by, house, national_id="99900000010")
    away = coordinator(other)
    member(away, other.desk.organization_id, national_id="99900000010")
    assert [row.elsewhere for row in queries.team(by, house, now=MORNING).rows] == [()]
    ScopedRole.objects.create(
        account_id=by.account_id, organization=other.desk.organization, code="coordinator",
        starts_on=TODAY,
    )  # fmt: skip
    both = viewer_of(Account.objects.get(pk=by.account_id), now=MORNING)
    row = queries.team(both, house, now=MORNING).rows[0]
    assert row.elsewhere == (other.desk.organization.name,)
    assert queries.shareable(both, house) == (
        (other.desk.organization_id, other.desk.organization.name),
    )


def test_a_site_that_closes_keeps_its_line(by: AccountViewer, house: UUID) -> None:
    def write(*names: str) -> None:
        actions.write_statutes(
            organization_id=house, legal_form="sisa", registered_on=None, by=by, now=MORNING,
            sites=[actions.NewSite(name) for name in names],
        )  # fmt: skip

    write("Le bourg", "La gare")
    write("La gare")
    assert {one.name: one.closed_on for one in Site.objects.all()} == {
        "Le bourg": TODAY, "La gare": None,
    }  # fmt: skip
    with refused("site_nameless"):
        write(" ")


def test_a_list_is_judged_whole_then_written_once_and_changes_nothing_again(
    by: AccountViewer, house: UUID
) -> None:
    first = sent(by, house)
    page = queries.list_page(by, first, now=MORNING)
    assert [(one.number, one.kind) for one in page.verdicts] == [(2, "new"), (3, "refused")]
    assert "astronaute" in page.verdicts[1].words
    assert not Member.objects.exists()
    actions.apply_import(import_id=first, by=by, now=MORNING)
    one = Member.objects.get()
    assert (one.name, one.profession, one.joined_on) == ("Camille Essai", "60", date(2024, 9, 1))
    assert MemberImport.objects.get().lines == ""
    with refused("list_applied"):
        actions.apply_import(import_id=first, by=by, now=MORNING)
    again = sent(by, house)
    assert [v.kind for v in queries.list_page(by, again, now=MORNING).verdicts] == [
        "same", "refused",
    ]  # fmt: skip
    with refused("list_nothing"):
        actions.apply_import(import_id=again, by=by, now=MORNING)


def test_the_names_of_the_columns_are_remembered_for_the_next_list(
    by: AccountViewer, house: UUID
) -> None:
    rows = [["Qui", "Fait quoi"], ["Camille Essai", "kiné"]]

    def send() -> UUID:
        return actions.receive_list(organization_id=house, rows=rows, by=by, now=MORNING).pk

    first = send()
    assert queries.list_page(by, first, now=MORNING).lacks == ("nom", "métier")
    with refused("list_columns"):
        actions.apply_import(import_id=first, by=by, now=MORNING)
    actions.choose_columns(
        import_id=first, columns={0: "name", 1: "profession"}, by=by, now=MORNING
    )
    assert ColumnName.objects.count() == 2
    page = queries.list_page(by, send(), now=MORNING)
    assert (page.lacks, page.writes) == ((), 1)


def test_each_wrong_line_says_why_and_the_same_person_twice_is_told() -> None:
    titles = ["Nom complet", "Métier", "Statut", "Depuis", "Mail", "RPPS"]
    columns = guess(titles, {})
    lines = [
        ["", "médecin"], ["A", ""], ["A", "MG", "cousin"], ["A", "MG", "", "32/01/2024"],
        ["A", "MG", "", "", "pas une adresse"], ["A", "MG", "", "", "", "12345678901"],
        ["B", "MG"], ["b", "Médecin"], ["", ""],
    ]  # fmt: skip
    found = judge(lines, columns, {}, TODAY)
    assert [one.kind for one in found] == ["refused"] * 6 + ["new", "refused"]
    assert len({one.words for one in found}) == 8
    assert "ligne 8" in found[-1].words


def test_excel_and_csv_are_read_alike_and_anything_else_is_refused() -> None:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)  # type: ignore[union-attr]
    book.active.append(["Essai", "Dominique", "kiné", date(2025, 1, 2), None])  # type: ignore[union-attr]
    kept = io.BytesIO()
    book.save(kept)
    assert rows_of(kept.getvalue())[3] == ["Essai", "Dominique", "kiné", "2025-01-02", ""]
    text = "\n".join(";".join(row) for row in ROWS)
    assert rows_of(text.encode("cp1252")) == ROWS == rows_of(text.encode("utf-8-sig"))
    for content, code in ((b"PK\x03\x04 broken", "list_unreadable"), (b"\x00\x01",
                          "list_unreadable"), (b"a" * 2_000_001, "list_large")):  # fmt: skip
        with refused(code):
            rows_of(content)


def test_the_coordinator_s_pages_from_the_file_to_the_export(
    by: AccountViewer, house: UUID
) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        empty = client.get(reverse("structure", args=[house])).content.decode()
        assert "Personne encore" in empty
        text = "\n".join(";".join(row) for row in ROWS)
        file = SimpleUploadedFile("equipe.csv", text.encode())
        went = client.post(reverse("staff-list", args=[house]), {"file": file})
        assert went.status_code == 303
        assert "astronaute" in client.get(went.headers["Location"]).content.decode()
        assert client.post(went.headers["Location"], {"geste": "write"}).status_code == 303
        typed = {
            "name": "Dominique Essai", "profession": "COO", "status": "salaried",
            "joined_on": "2025-01-02", "post": "coordinator", "weekly_hours": "17.5",
        }  # fmt: skip
        assert client.post(reverse("staff-new", args=[house]), typed).status_code == 303
        assert client.post(reverse("staff-new", args=[house]), typed).status_code == 422
        page = client.get(reverse("structure", args=[house]), {"q": "coordination"})
        assert "Dominique Essai" in page.content.decode()
        assert "Camille" not in page.content.decode()
        one = Member.objects.get(profession="COO")
        changed = typed | {"weekly_hours": "20"}
        assert client.post(reverse("staff-correct", args=[one.pk]), changed).status_code == 303
        assert "20 h par semaine" in client.get(reverse("staff", args=[one.pk])).content.decode()
        gone = {"left_on": "2024-01-01", "leaving": "end"}
        assert client.post(reverse("departure", args=[one.pk]), gone).status_code == 422
        places = {"legal_form": "sisa", "sites": "Le bourg, 1 Grande Rue\nLa gare"}
        went = client.post(reverse("structure-statutes", args=[house]), places)
        assert "1 Grande Rue" in client.get(went.headers["Location"]).content.decode()
        sheet = client.get(reverse("structure-xlsx", args=[house]), {"sort": "profession"})
        lines = load_workbook(io.BytesIO(sheet.content)).active
        assert [cell.value for cell in lines["A"]] == [  # type: ignore[index]
            "Nom", "Dominique Essai", "Camille Essai",
        ]  # fmt: skip
        csv = client.get(reverse("structure-csv", args=[house])).content.decode()
        assert "Camille Essai;infirmier;associé" in csv
