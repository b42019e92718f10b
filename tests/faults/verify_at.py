"""Every invariant, at a moment given or on the fast clock: ``python -m tests.faults.verify_at``."""

import json
import sys
from datetime import datetime

import django


def main() -> None:
    django.setup()
    from maillon.kernel import clock
    from maillon.project.invariants import check_all
    from tests.faults import fast_clock

    fast_clock.keep()
    moment = datetime.fromisoformat(sys.argv[1]) if sys.argv[1:] else clock.now()
    found = check_all(moment)
    print(json.dumps({name: sentences for name, sentences in found.items() if sentences}))


if __name__ == "__main__":
    main()
