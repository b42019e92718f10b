"""What the cockpit writes in the journal."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS"]

ACTS = (
    Act("cockpit.noted", "team", "chose à faire notée par la coordination"),
    Act("cockpit.settled", "team", "chose faite par la coordination",
        "un travail de coordination"),
    Act("cockpit.taken_up", "team", "chose mise de côté, reprise par la coordination"),
)  # fmt: skip
