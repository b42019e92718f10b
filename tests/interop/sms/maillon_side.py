"""Maillon's side of a real gateway: ``python -m tests.interop.sms.maillon_side``.

One JSON line asks, one answers. Time is told by whoever asks, so that a lease of a minute
ends at once.

``queue`` KEY TEMPLATE PARAMS PHONE   puts a message in the outbox
``turn`` SECONDS                      one turn of the worker, that many seconds from now
``message`` KEY                       its state, error, attempts and the gateway's name for it
``through`` ADDRESS                   from now on the gateway is asked there, and not for long
``hand`` PHONE TEXT                    one text given to the gateway, past the outbox
``inbound``                           what was received: phone, text, outcome
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

PATIENCE = 5.0  # seconds


def queue(key: str, template: str, params: dict[str, Any], phone: str) -> bool:
    from maillon.apps.directory.models import Organization
    from maillon.apps.messaging import actions
    from maillon.kernel import clock

    house = Organization.objects.get()
    queued = actions.queue(
        template=template, params=params, phone=phone, organization_id=house.id, key=key,
        now=clock.now(),
    )  # fmt: skip
    return queued is not None


def turn(seconds: float) -> int:
    from maillon.apps.messaging import actions
    from maillon.kernel import clock, jobs

    now = clock.now() + timedelta(seconds=seconds)
    return jobs.run_due(now) + actions.deliver_due(now)


def message(key: str) -> dict[str, Any]:
    from maillon.apps.messaging.models import OutboxMessage

    row = OutboxMessage.objects.get(key=key)
    return {
        "state": row.state,
        "error": row.error,
        "attempts": row.attempts,
        "named": row.provider_id,
    }


def through(address: str) -> bool:
    from django.conf import settings

    from maillon.apps.messaging import providers
    from maillon.interop.sms.kannel import Account, KannelProvider

    account = Account(
        settings.MAILLON_SMS_USER, settings.MAILLON_SMS_SECRET, settings.MAILLON_SMS_CALLBACK
    )
    providers.use(KannelProvider(address, account, timeout=PATIENCE))
    return True


def hand(phone: str, text: str) -> str:
    from maillon.apps.messaging import providers

    return providers.current().send(phone, text, f"hand:{phone}").provider_id


def inbound() -> list[list[str]]:
    from maillon.apps.messaging.models import InboundMessage

    rows = InboundMessage.objects.order_by("received_at", "id")
    return [[row.phone, row.body, row.outcome] for row in rows]


ASKED: dict[str, Callable[..., Any]] = {
    "queue": queue,
    "through": through,
    "hand": hand,
    "turn": turn,
    "message": message,
    "inbound": inbound,
}


def main() -> None:
    django.setup()
    from tests.faults.nursery import prepare

    prepare()
    for line in sys.stdin:
        name, *given = json.loads(line)
        print(json.dumps(ASKED[name](*given)), flush=True)


if __name__ == "__main__":
    main()
