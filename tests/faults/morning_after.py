"""What the night left, read through our own rows: ``python -m tests.faults.morning_after``."""

import json
from collections import Counter
from typing import Any

import django


def facts() -> dict[str, Any]:
    """References kept, and everything that happened more often than it should have."""
    from maillon.apps.desk.models import Callback, Offer, ServiceRequest, Wave
    from maillon.apps.journal.models import Subject
    from maillon.apps.messaging.models import OutboxMessage
    from maillon.kernel.models import Job

    opened = Counter(
        f"{subject.object_id} vague {subject.entry.data['wave']}"
        for subject in Subject.objects.filter(
            kind="need", entry__act="desk.wave_opened"
        ).select_related("entry")
    )
    asked = Counter(str(pair) for pair in Offer.objects.values_list("need_id", "responder_id"))
    not_yet = Counter(
        str(pk)
        for pk in Callback.objects.filter(kind="not_found_yet").values_list("need_id", flat=True)
    )
    return {
        "references": list(ServiceRequest.objects.values_list("reference", flat=True)),
        "messages": dict(OutboxMessage.objects.values_list("key", "state")),
        "waves": [sum(opened.values()), Wave.objects.filter(opened_at__isnull=False).count()],
        "timers": dict(Counter(Job.objects.exclude(done_at=None).values_list("kind", flat=True))),
        "undone": Job.objects.filter(done_at=None).count(),
        "not_yet": len(not_yet),
        "twice": [key for each in (opened, asked, not_yet) for key, n in each.items() if n > 1],
    }


def main() -> None:
    django.setup()
    print(json.dumps(facts()))


if __name__ == "__main__":
    main()
