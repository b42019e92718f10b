"""A desk at work, to be backed up under load: ``python -m maillon.project.backup.load``.

``prepare`` lays a small invented desk in an empty database; ``work`` takes requests and starts
their search until it is killed, and writes on its output each one it has promised to a caller,
once the commit has come back.
"""

import os
import sys
from itertools import count

import django

__all__ = ["main"]

CARERS = 60


def main() -> int:
    """Only in a world made for it: this writes in the database of the settings."""
    if "MAILLON_DRILL" not in os.environ:
        sys.exit("« maillon drill » lance ceci dans un monde à part.")
    django.setup()
    {"prepare": _prepare, "work": _work}[sys.argv[1]]()
    return 0


def _prepare() -> None:
    from django.core.management import call_command
    from django.db import transaction

    from maillon.apps.directory.models import Commune, Responder
    from maillon.kernel import clock
    from maillon.kernel.crypto import blind_index
    from maillon.project.bench.country import Country
    from maillon.project.bench.post import open_desk

    call_command("migrate", verbosity=0, interactive=False)
    now = clock.now()
    country = Country(CARERS, now)
    country.lay()
    with transaction.atomic():
        country.settle(CARERS)
        for number, carer in enumerate(Responder.objects.order_by("pk")):
            carer.phone = f"+336399{number:05d}"
            carer.phone_index = blind_index("phone", carer.phone)
            carer.sms_ok, carer.live_limit, carer.takes = True, 30_000, None
            carer.availability, carer.paused_until = "yes", None
            carer.availability_declared_at = now
            carer.save()
        open_desk([Commune.objects.order_by("pk")[0]], now)


def _work() -> None:
    from maillon.apps.accounts.models import Account
    from maillon.apps.accounts.queries import viewer_of
    from maillon.apps.desk import actions
    from maillon.apps.desk.models import Desk, Offer
    from maillon.kernel import clock
    from maillon.kernel.access import SYSTEM
    from maillon.project.bench.post import new_request

    desk, account = Desk.objects.get(), Account.objects.get()
    for number in count():
        now = clock.now()
        by = viewer_of(account, now=now)
        new = new_request(desk, number, desk.commune_id, now)
        request = actions.receive_request(new=new, by=by, now=now)
        print(f"{clock.now().isoformat()} {request.reference}", flush=True)
        actions.triage_for_care(request_id=request.pk, by=by, now=now)
        offer = Offer.objects.filter(need__request=request, state="open").order_by("rank").first()
        if number % 3 == 0 and offer is not None:
            actions.accept_offer(offer_id=offer.pk, channel="sms", by=SYSTEM, now=clock.now())


if __name__ == "__main__":
    sys.exit(main())
