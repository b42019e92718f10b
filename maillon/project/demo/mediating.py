"""A disagreement of the maison de santé and its mediator: invented, and over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.mediation import actions
from maillon.kernel import clock

__all__ = ["mediate"]

SAID = (
    ("Bastien Courbon", "Je trouve le planning fait avant que j’aie pu parler."),
    ("Sarah Nivet", "Proposition : le planning s’ouvre le 10, chacun écrit, on le ferme le 20."),
    ("Noé Drevet", "D’accord pour essayer deux mois."),
)


def mediate(organization_id: UUID, accounts: Mapping[str, Account], now: datetime) -> None:
    """Sarah helps Bastien and Noé about the planning of the treatment room."""
    then = now - timedelta(days=80)
    people = {name: accounts[name] for name, _ in SAID}
    with clock.frozen(then):
        one = actions.open_mediation(
            organization_id=organization_id, mediator_id=people["Sarah Nivet"].pk,
            parties=[people["Bastien Courbon"].pk, people["Noé Drevet"].pk],
            subject="Le planning de la salle de soins", now=then,
            by=viewer_of(people["Bastien Courbon"], now=then),
        )  # fmt: skip
        for days, (name, words) in enumerate(SAID):
            actions.write_note(
                mediation_id=one.pk, words=words, by=viewer_of(people[name], now=then),
                now=then + timedelta(days=days),
            )  # fmt: skip
    actions.close_mediation(
        mediation_id=one.pk, outcome="agreed", by=viewer_of(people["Sarah Nivet"], now=now),
        now=then + timedelta(days=9),
    )  # fmt: skip
