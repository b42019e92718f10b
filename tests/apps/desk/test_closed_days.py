"""A desk says its closed days; deadlines, the page, the telephone and the closing follow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.desk import actions
from maillon.apps.desk.models import Desk
from maillon.apps.desk.queries.calls import duty
from maillon.apps.desk.queries.opening import opening_of
from maillon.apps.desk.queries.settings import desk_settings
from maillon.apps.desk.timing import due, hours_of, next_closing
from maillon.apps.desk.web.closed_days import days_of_text, text_of_days
from maillon.apps.journal.models import Entry
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY
from tests.factories.region import overseas

pytestmark = pytest.mark.django_db
EVE = datetime(2026, 12, 24, 18, tzinfo=UTC)  # 19:00, half an hour before closing
BOXING_DAY = datetime(2026, 12, 26, 8, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def desk() -> Desk:
    return situations.desk("Poste du Gier", "Gier", ("42207",))


@pytest.fixture
def lead(desk: Desk) -> Account:
    return situations.account("Maud Serre", desk, "lead")


def settings(desk: Desk) -> actions.NewSettings:
    return actions.NewSettings(
        seen=desk.settings_revision, timezone=desk.timezone, opening_hours=desk.opening_hours,
        closed_notice=desk.closed_notice, evening_desk_id=None, policy=desk.policy,
    )  # fmt: skip


def close(desk: Desk, lead: Account, *days: date, holidays: bool = False) -> Desk:
    new = replace(settings(desk), closed_holidays=holidays, closed_days=days)
    return actions.change_settings(
        desk_id=desk.pk, new=new, by=viewer_of(lead, now=MORNING), now=MORNING
    )


def test_christmas_moves_what_is_due_to_the_next_day_open(desk: Desk, lead: Account) -> None:
    assert due(desk, EVE, HALF_AN_HOUR) == BOXING_DAY - timedelta(days=1) + HALF_AN_HOUR
    desk = close(desk, lead, holidays=True)
    assert due(desk, EVE, HALF_AN_HOUR) == BOXING_DAY + HALF_AN_HOUR
    noon = datetime(2026, 12, 25, 11, tzinfo=UTC)
    said = opening_of(desk, noon)
    assert (said.open, said.words) == (False, "fermé, il ouvre demain à 9\u00a0h\u00a000")
    assert next_closing(desk, noon) == BOXING_DAY + timedelta(hours=10, minutes=30)
    told = duty(SYSTEM, desk.pk, now=noon)
    assert (told.open, told.changes_at) == (False, BOXING_DAY)


def test_a_desk_closes_on_its_own_days_and_the_journal_says_who_said_so(
    desk: Desk, lead: Account
) -> None:
    desk = close(desk, lead, TODAY + timedelta(days=1))
    assert not hours_of(desk).is_open(MORNING + timedelta(days=1))
    assert hours_of(desk).is_open(MORNING + timedelta(days=2))
    entry = Entry.objects.get(act="desk.settings_changed")
    assert entry.data == {"changed": ["closed_days"]}
    assert desk_settings(viewer_of(lead, now=MORNING), desk.pk, now=MORNING).closed_days == (
        TODAY + timedelta(days=1),
    )


def test_i16_each_department_closes_on_its_own_holiday() -> None:
    slavery_ended = datetime(2026, 5, 22, 15, tzinfo=UTC)  # a Friday, in Martinique alone
    here = overseas("Poste des îles", "Îles", "97209", "America/Martinique")
    there = overseas("Poste de la Réunion", "Réunion", "97411", "Indian/Reunion")
    for desk in (here, there):
        desk.closed_holidays = True
    assert not hours_of(here).is_open(slavery_ended)
    assert hours_of(there).is_open(slavery_ended - timedelta(hours=8))


def test_a_desk_is_never_closed_two_months_in_a_row(desk: Desk, lead: Account) -> None:
    with pytest.raises(Refused) as refused:
        close(desk, lead, *(TODAY + timedelta(days=n) for n in range(61)))
    assert refused.value.code == "closed_too_long"
    close(desk, lead, *(TODAY + timedelta(days=n) for n in range(1, 61)))


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("", ()),
        ("24/12/2026", (date(2026, 12, 24),)),
        ("du 31/12/2026 au 2/1/2027, 24/12/2026",
         (date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2))),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_said(typed: str, days: tuple[date, ...]) -> None:
    assert days_of_text(typed) == days
    assert days_of_text(text_of_days(days)) == days


@pytest.mark.parametrize("typed", ["Noël", "31/02/2027", "24/12", "5/1/2027 au 2/1/2027"])
def test_days_that_do_not_read_are_sent_back_with_how_to_write_them(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="24/12/2026"):
        days_of_text(typed)


def test_the_page_shows_the_closed_days_and_keeps_them(desk: Desk, lead: Account) -> None:
    close(desk, lead, date(2026, 12, 24), date(2026, 12, 31), holidays=True)
    client = Client()
    client.force_login(lead)
    with clock.frozen(MORNING):
        shown = client.get(reverse("desk-settings")).content.decode()
    assert 'value="24/12/2026, 31/12/2026"' in shown
    assert "Fermé les jours fériés" in shown
    assert "jours fériés" in shown.split('id="changes"')[1]
