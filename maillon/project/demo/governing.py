"""Who decides in the maison de santé: two bodies, mandates, votes, promises, attestations.
Everybody and every word is invented.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from maillon.apps.governance import actions
from maillon.apps.governance.actions import NewBody, NewMandate, NewVote
from maillon.apps.governance.queries import body_form
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer

__all__ = ["govern"]

PROMISES = (  # partner, words, days since it was made, days until due, days since it was kept
    ("ars", "Installer une consultation avancée de sage-femme au Bourg", 300, 40, None),
    ("cpam", "Tenir deux réunions avec la caisse dans l’année", 250, -20, 35),
    ("commune", "Rendre à la mairie le bilan des ateliers d’été", 120, -9, None),
    ("cls", "Participer au groupe « bien vieillir » du contrat local", 200, 90, None),
)


def govern(organization_id: UUID, by: AccountViewer, doctor: AccountViewer, now: datetime) -> None:
    """Bodies by their statutes, one mandate that ends within two months, one promise late."""
    today, team = now.date(), _team(organization_id, now.date())
    partners = actions.open_body(
        organization_id=organization_id, by=by, now=now,
        new=NewBody("managers", "Gérance", "mandates", 100, "simple"),
    )  # fmt: skip
    assembly = actions.open_body(
        organization_id=organization_id, by=by, now=now,
        new=NewBody("assembly", "Assemblée des associés", "associates", 50, "absolute"),
    )  # fmt: skip
    for name, ends in (("Dr Paul Verdier", today + timedelta(days=45)),
                       ("Sarah Nivet", today + timedelta(days=700))):  # fmt: skip
        actions.give_mandate(
            body_id=partners.pk, by=by, now=now,
            new=NewMandate(team[name], "manager", today - timedelta(days=1000), ends),
        )  # fmt: skip
    _vote(assembly.pk, by, now)
    for partner, text, made, due, kept in PROMISES:
        one = actions.promise(
            organization_id=organization_id, partner=partner, text=text, by=by, now=now,
            made_on=today - timedelta(days=made), due_on=today + timedelta(days=due),
        )  # fmt: skip
        if kept is not None:
            actions.keep_commitment(
                commitment_id=one.pk, kept_on=today - timedelta(days=kept), by=by, now=now
            )
    actions.sign_attestation(organization_id=organization_id, year=now.year, by=doctor, now=now)
    actions.ask_attestations(organization_id=organization_id, year=now.year, by=by, now=now)


def _team(organization_id: UUID, day: date) -> Mapping[str, UUID]:
    return {one.name: one.pk for one in Member.objects.of(organization_id).on(day)}


def _vote(body_id: UUID, by: AccountViewer, now: datetime) -> None:
    """One by name, one secret, in the spring and last month."""
    voters = [pk for pk, _ in body_form(by, body_id, now=now).voters]
    ballots = {pk: "against" if place == 4 else "for" for place, pk in enumerate(voters[:10])}
    actions.record_vote(
        body_id=body_id, by=by, now=now, new=NewVote(
            text="Ouvrir la consultation du samedi matin aux deux sites",
            day=(now - timedelta(days=190)).date(), secret=False, ballots=ballots,
        ),
    )  # fmt: skip
    actions.record_vote(
        body_id=body_id, by=by, now=now, new=NewVote(
            text="Accueillir un nouvel associé kinésithérapeute", secret=True,
            day=(now - timedelta(days=30)).date(), present=voters[:9], sums=(7, 1, 1),
        ),
    )  # fmt: skip
