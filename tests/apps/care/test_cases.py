"""A case on an agenda: read by whom it is open to, « une situation » for everybody else."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.care import queries
from maillon.apps.care.actions import NewWord, bring_case, record_word
from maillon.apps.journal.models import Entry
from maillon.apps.meetings import actions
from maillon.apps.meetings import queries as meetings
from maillon.apps.meetings.invariants import INVARIANTS
from maillon.apps.meetings.models import Meeting
from maillon.apps.meetings.rhythm import next_moment
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.models import AccessLogEntry
from tests.factories.cases import AFTER, DECISION, NOTE, QUESTION, CaseTable, case_table
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
SECRETS = (QUESTION, NOTE, DECISION, "Fournier", "Suzanne")
ROUTES = ("meeting", "meeting-minutes", "meeting-print", "meeting-ics", "meetings")


@pytest.fixture
def table() -> CaseTable:
    return case_table()


def pages(client: Client, table: CaseTable, account: Account) -> str:
    """Everything this account reads of the meeting."""
    client.force_login(account)
    with clock.frozen(AFTER):
        args = {name: [] if name == "meetings" else [table.meeting.pk] for name in ROUTES}
        urls = [reverse(name, args=args[name]) for name in ROUTES]
        return "".join(client.get(url).content.decode() for url in urls)


def test_the_team_reads_the_case_and_a_guest_who_is_not_of_it_reads_a_situation(
    table: CaseTable, client: Client
) -> None:
    table.hold()
    read = pages(client, table, table.world.doctor)
    assert all(word in read for word in (QUESTION, NOTE, DECISION, "Suzanne Fournier"))
    masked = pages(client, table, table.other)
    assert "Une situation" in masked
    assert [word for word in SECRETS if word in masked] == []
    read_by = AccessLogEntry.objects.filter(object_type="case").values_list("viewer_id", flat=True)
    assert str(table.world.doctor.pk) in read_by
    assert str(table.other.pk) not in read_by


def test_who_does_not_read_a_case_neither_writes_it_nor_takes_it_off(table: CaseTable) -> None:
    item, person, by = table.item.pk, table.world.patient.pk, table.stranger
    with pytest.raises(NotFound):
        actions.write_notes(item_id=item, seen="", text="x", by=by, now=AFTER)
    with pytest.raises(NotFound):
        actions.drop_item(item_id=item, by=by, now=AFTER)
    with pytest.raises(NotFound):
        bring_case(patient_id=person, meeting_id=table.meeting.pk, by=by, now=AFTER)


def test_an_opposition_closes_the_minutes_at_the_next_request(table: CaseTable) -> None:
    table.hold()
    record_word(
        patient_id=table.world.patient.pk, word=NewWord("opposed", "phone"), by=table.by, now=AFTER
    )
    page = meetings.meeting_page(table.world.gp_viewer, table.meeting.pk, now=AFTER)
    assert [one.title for one in page.agenda if one.closed] == ["Une situation"]
    assert DECISION not in str(page)


def test_a_decision_becomes_a_task_and_stands_in_the_circle(table: CaseTable) -> None:
    table.hold()
    assert Task.objects.get(kind="meetings.decision").owner_account_id == table.world.doctor.pk
    about = queries.meetings_about(table.by, table.world.patient.pk, now=AFTER)
    assert [line.text for line in about.rows[0].decisions] == [DECISION]
    entry = Entry.objects.get(act="meetings.case_held")
    told = {(one.kind, one.object_id) for one in entry.subjects.all()}
    assert told == {("meeting", table.meeting.pk), ("patient", table.world.patient.pk)}
    assert not any(word in str(entry.data) for word in SECRETS)
    assert [found for check in INVARIANTS.values() for found in check(AFTER)] == []


def test_what_was_decided_of_a_person_never_falls_among_what_all_read(table: CaseTable) -> None:
    table.hold(close=False)
    with pytest.raises(Refused, match="case_has_decisions"):
        actions.drop_item(item_id=table.item.pk, by=table.by, now=AFTER)


def test_a_series_calls_its_next_meeting_which_opens_with_the_case(client: Client) -> None:
    table = case_table("weekly")
    table.hold()
    following = Meeting.objects.get(follows=table.meeting)
    assert table.meeting.starts_at is not None
    assert following.starts_at == table.meeting.starts_at + timedelta(days=7)
    (first,) = meetings.meeting_page(table.by, following.pk, now=AFTER).agenda
    assert first.title.startswith(DECISION)
    (masked,) = meetings.meeting_page(table.stranger, following.pk, now=AFTER).agenda
    assert (masked.title, masked.before) == ("Une situation", None)


def test_a_case_nobody_came_to_is_on_the_next_agenda() -> None:
    table = case_table("monthly")
    actions.note_presence(
        guest_id=table.guest(table.world.coordinator), presence="present", by=table.by, now=AFTER
    )
    actions.close_minutes(meeting_id=table.meeting.pk, by=table.by, now=AFTER)
    (only,) = meetings.meeting_page(
        table.by, Meeting.objects.get(follows=table.meeting).pk, now=AFTER
    ).agenda
    assert only.told == f"Suzanne Fournier : {QUESTION}"


def test_a_monthly_meeting_keeps_its_weekday_its_rank_and_its_hour() -> None:
    paris = ZoneInfo("Europe/Paris")
    for day, expected in ((datetime(2026, 10, 13, 13), "2026-11-10"),
                          (datetime(2026, 9, 29, 13), "2026-10-27")):  # fmt: skip
        after = next_moment(day.replace(tzinfo=paris), "Europe/Paris", "monthly")
        assert (f"{after:%Y-%m-%d %H}", after.tzinfo) == (f"{expected} 13", paris)


def test_the_person_gets_her_part_on_paper_and_nobody_elses(
    table: CaseTable, client: Client
) -> None:
    table.hold()
    url = reverse("case-minutes", args=[table.world.patient.pk, table.meeting.pk])
    with clock.frozen(AFTER):
        client.force_login(table.world.coordinator)
        paper = client.get(url).content.decode()
        assert all(word in paper for word in (NOTE, DECISION, "Qui était là"))
        assert "Les congés" not in paper
        sheet = client.get(reverse("person", args=[table.world.patient.pk])).content.decode()
        assert DECISION in sheet
        client.force_login(table.other)
        assert client.get(url).status_code == 404


def persons(who: Account) -> str:
    client = Client()
    client.force_login(who)
    with clock.frozen(MORNING):
        return client.get(reverse("persons")).content.decode()


def test_the_share_of_the_list_looked_at_counts_a_person_once(table: CaseTable) -> None:
    before = queries.reviewed_share(table.by, now=MORNING)
    assert before is not None
    assert (before.circles, before.reviewed, before.left) == (
        1,
        0,
        frozenset({table.world.patient.pk}),
    )
    assert "Pas encore passés en revue (1)" in persons(table.world.coordinator)
    table.hold()
    after = queries.reviewed_share(table.by, now=AFTER + timedelta(minutes=1))
    assert after is not None
    assert (after.circles, after.reviewed, after.left) == (1, 1, frozenset())
    later = queries.reviewed_share(table.by, now=AFTER + timedelta(days=400))
    assert later is not None
    assert later.reviewed == 0
    assert queries.reviewed_share(table.stranger, now=AFTER) is None
