"""What keeps coming back is said in one tap, summed by kind, and names nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.care import actions, queries
from maillon.apps.care.models import Irritant
from maillon.apps.journal.models import Entry
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories import desk as situations
from tests.factories.circle import account_with
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db


def says(
    who: Account, kind: str = "reaching", minutes: int = 45, frequency: str = "weekly",
    words: str = "",
) -> None:  # fmt: skip
    by = viewer_of(who, now=MORNING)
    actions.report_irritant(
        kind=kind, minutes=minutes, frequency=frequency, words=words, by=by, now=MORNING
    )


def test_seven_times_forty_five_minutes_is_seen_and_nobody_is_named() -> None:
    house = situations.organization("CPTS d’essai", "cpts")
    chief = account_with("Coordination Cpts", "coordinator", house)
    doctors = [account_with(f"Docteur Zqnommé{n}", "practitioner", house) for n in range(7)]
    for doctor in doctors:
        says(doctor, words="toujours les mêmes questions")
    says(doctors[0])  # said again: her time is counted once
    says(doctors[1], "software", 5, frequency="daily")
    page = queries.irritants(viewer_of(chief, now=MORNING), now=MORNING)
    first, second = page.sums
    assert (first.kind, first.said, first.people, first.monthly) == ("reaching", 8, 7, 1260)
    assert (second.kind, second.monthly) == ("software", 100)
    client = Client()
    client.force_login(chief)
    with clock.frozen(MORNING):
        shown = client.get(reverse("irritants")).content.decode()
        sheet = client.get(reverse("irritants-csv")).content.decode()
    assert "toujours les mêmes questions" in shown
    assert "Zqnommé" not in shown + sheet
    assert "Joindre quelqu’un au téléphone;8;7;1260;chaque semaine" in sheet
    entry = Entry.objects.filter(act="care.irritant").first()
    assert entry is not None
    assert set(entry.data) == {"kind", "minutes", "frequency"}


def test_a_wrong_touch_is_taken_back_by_whoever_made_it_for_ten_minutes() -> None:
    house = situations.organization("CPTS d’essai", "cpts")
    chief = account_with("Coordination Cpts", "coordinator", house)
    doctor = account_with("Docteur Essai", "practitioner", house)
    client, typed = Client(), {"kind": "reaching", "minutes": "15", "frequency": "weekly"}
    client.force_login(doctor)
    with clock.frozen(MORNING):
        said = client.post(reverse("irritant-new"), {**typed, "place": house.pk}, follow=True)
    made = Irritant.objects.get()
    undo = reverse("irritant-undo", args=[made.pk])
    assert undo in said.content.decode()
    with pytest.raises(NotFound):
        actions.undo_irritant(irritant_id=made.pk, by=viewer_of(chief, now=MORNING), now=MORNING)
    late = MORNING + timedelta(minutes=11)
    with pytest.raises(Refused):
        actions.undo_irritant(irritant_id=made.pk, by=viewer_of(doctor, now=late), now=late)
    with clock.frozen(MORNING + timedelta(minutes=1)):
        assert "rien n’a été compté" in client.post(undo, follow=True).content.decode()
        assert client.post(undo).status_code == 404
    assert queries.irritants(viewer_of(chief, now=MORNING), now=MORNING).sums == ()
    first, second = Entry.objects.filter(act="care.irritant").order_by("recorded_at")
    assert second.cancels_id == first.pk


def test_only_who_coordinates_reads_the_sums_and_only_who_works_says() -> None:
    house = situations.organization("CPTS d’essai", "cpts")
    doctor = account_with("Docteur Essai", "practitioner", house)
    stranger = account_with(
        "Coordination ailleurs", "coordinator", situations.organization("DAC d’ailleurs", "dac")
    )
    says(doctor)
    with pytest.raises(NotFound):
        queries.irritants(viewer_of(doctor, now=MORNING), now=MORNING)
    there = viewer_of(stranger, now=MORNING)
    assert queries.irritants(there, now=MORNING).sums == ()
    with pytest.raises(NotFound):
        queries.irritants(there, now=MORNING, organization_id=house.pk)
    for kind, minutes, often in (
        ("?", 5, "weekly"),
        ("other", 0, "weekly"),
        ("other", 5, "?"),
    ):
        with pytest.raises(Refused):
            says(doctor, kind, minutes, often)
