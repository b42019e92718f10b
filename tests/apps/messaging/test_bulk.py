"""Many messages at once are the rows that one after the other would be, on either database."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from maillon.apps.directory.models import Organization
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel import bulk, chance
from tests.apps.messaging.situations import NOW, PHONE

pytestmark = pytest.mark.django_db
MANY = 60
ODD = "«\t\\N\\.\n\\ é 🩹 » | , \"'"  # what a bulk format could take for its own signs


def rows(organization: Organization, numbers: range, **more: Any) -> list[dict[str, Any]]:
    return [
        {
            "organization_id": organization.pk,
            "template": "offer",
            "params": {"said": ODD, "none": None},
            "secret": f"secret {number}",
            "phone": PHONE,
            "phone_index": "index",
            "about_kind": "",
            "about_id": None,
            "key": f"offer:{number}",
            "not_before": NOW,
            "created_at": NOW,
            **more,
        }
        for number in numbers
    ]


@pytest.mark.parametrize("count", [1, MANY])
def test_what_is_written_is_what_is_read(organization: Organization, count: int) -> None:
    bulk.add(OutboxMessage, rows(organization, range(count), error=ODD[:9]))
    found = OutboxMessage.objects.order_by("key").first()
    assert found is not None
    assert OutboxMessage.objects.count() == count
    assert (found.params, found.error) == ({"said": ODD, "none": None}, ODD[:9])
    assert (found.secret, found.phone, found.about_id) == ("secret 0", PHONE, None)
    assert (found.state, found.attempts, found.created_at) == ("queued", 0, NOW)


def test_a_key_that_came_meanwhile_is_left_out_and_the_others_are_written(
    organization: Organization,
) -> None:
    bulk.add(OutboxMessage, rows(organization, range(3), template="closed"))
    with transaction.atomic():
        bulk.add(OutboxMessage, rows(organization, range(MANY)), ignore_known=True)
    assert OutboxMessage.objects.count() == MANY
    assert OutboxMessage.objects.filter(template="closed").count() == 3


def test_a_key_that_may_not_be_known_writes_nothing(organization: Organization) -> None:
    bulk.add(OutboxMessage, rows(organization, range(1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.add(OutboxMessage, rows(organization, range(MANY)))
    assert OutboxMessage.objects.count() == 1


def test_writing_a_statement_draws_nothing_by_lot(organization: Organization) -> None:
    """A simulated week is the same whatever was written before it in this process."""
    drawn = []
    bulk._statement.cache_clear()
    for number in (1, 2):  # the first writes the statement, the second finds it
        with chance.seeded(9):
            bulk.add(OutboxMessage, rows(organization, range(number, number + 1)))
            drawn.append(chance.new_id())
        OutboxMessage.objects.all().delete()
    assert drawn[0] == drawn[1]
