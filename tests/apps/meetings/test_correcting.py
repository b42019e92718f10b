"""Presence said again after the minutes were closed: the act of before stays, another counts."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.journal.models import Entry
from maillon.apps.meetings import actions
from maillon.apps.meetings.invariants import INVARIANTS
from maillon.apps.meetings.models import PresenceCorrection
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from tests.factories.meetings import AFTER, around_a_table, held
from tests.factories.structures import refused

pytestmark = pytest.mark.django_db


def wrong() -> list[str]:
    return [words for one in INVARIANTS.values() for words in one(AFTER)]


def test_the_act_is_cancelled_and_written_again_and_the_story_stays() -> None:
    table = held(around_a_table())
    outsider, before = table.outsider, Entry.objects.get(act="meetings.team_held")
    client = Client()
    client.force_login(Account.objects.get(pk=table.by.account_id))
    address = reverse("meeting-presence", args=[table.meeting.pk])
    with clock.frozen(AFTER):
        minutes = client.get(reverse("meeting-minutes", args=[table.meeting.pk])).content.decode()
        assert address in minutes
        typed = {f"p-{one.pk}": one.presence for one in table.meeting.guests.all()}
        assert client.post(address, {**typed, "reason": "mistaken"}).status_code == 422
        typed[f"p-{outsider.pk}"] = "absent"
        assert client.post(address, typed).status_code == 422  # why is asked for
        assert client.post(address, {**typed, "reason": "mistaken"}).status_code == 303
        page = client.get(address).content.decode()
    assert "présent devient absent" in page
    after = Entry.objects.get(act="meetings.team_held", cancels=None, cancelled_by=None)
    said = PresenceCorrection.objects.get()
    assert (said.cancelled_id, said.entry_id) == (before.pk, after.pk)
    assert after.occurred_at == before.occurred_at
    assert (before.participants.count(), after.participants.count()) == (3, 2)
    table.meeting.refresh_from_db()
    assert after.documents == [table.meeting.digest] != before.documents
    assert wrong() == []


def test_who_did_not_call_it_and_does_not_hold_the_structure_corrects_nothing() -> None:
    table = held(around_a_table())
    guest = table.guest("Camille Essai")

    def corrected(**changed: object) -> Callable[[], object]:
        given = {"presences": {guest.pk: "absent"}, "reason": "mistaken", "by": table.by, **changed}
        return lambda: actions.correct_presence(
            meeting_id=table.meeting.pk,
            now=AFTER,
            **given,  # type: ignore[arg-type]
        )

    with pytest.raises(NotFound):
        corrected(by=table.colleague)()
    with refused("correction_reason"):
        corrected(reason="une raison à moi")()
    everybody = {one.pk: "absent" for one in table.meeting.guests.all()}
    with refused("meeting_nobody_came"):
        corrected(presences=everybody)()
    with pytest.raises(Refused):
        corrected(presences={})()
    assert not PresenceCorrection.objects.exists()
    assert wrong() == []


def test_a_colleague_forgotten_joins_who_was_there() -> None:
    table = around_a_table(guests=[actions.NewGuest("Camille Essai")])
    open_meeting = table.meeting.pk
    with refused("correction_open"):
        actions.correct_presence(
            meeting_id=open_meeting, presences={}, reason="missed", by=table.by, now=AFTER
        )
    held(table)
    actions.correct_presence(
        meeting_id=open_meeting, presences={}, reason="missed", by=table.by, now=AFTER,
        forgotten=table.colleague.account_id,
    )  # fmt: skip
    after = Entry.objects.get(act="meetings.team_held", cancels=None, cancelled_by=None)
    assert after.participants.filter(object_id=table.colleague.account_id).exists()
    assert wrong() == []
