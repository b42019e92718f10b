"""A lived tenant on a database of its own: ``python -m tests.access.at_rest``.

Everything that may hold a word about a person is written: intake, drafts, hand-overs, SMS
sent to the demonstration telephones and received from them, reads in the access log.
"""

import django

BODY = "Zqsms oui demain, Zqsmsnom au premier"


def main() -> None:
    django.setup()
    from maillon.apps.desk.queries.sheet import request_sheet
    from maillon.interop.sms import simulator
    from maillon.kernel import clock
    from maillon.kernel.access import AccountViewer
    from maillon.project import worker
    from tests.access import cast
    from tests.access.cast import LATER

    with clock.frozen(LATER):
        tenant = cast.here()
        worker.turn()
        simulator.answer(tenant.world.usual.phone, BODY, LATER)
        worker.turn()
        by = AccountViewer(tenant.world.by.account_id, tenant.world.by.roles, origin="192.0.2.77")
        request_sheet(by, tenant.one("searching").pk, LATER)


if __name__ == "__main__":
    main()
