"""Named situations of governance. Every person is invented."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from maillon.apps.governance import actions
from maillon.apps.governance.actions import NewBody, NewMandate, NewVote
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.factories.desk import MORNING, TODAY
from tests.factories.structures import PAPER, member

__all__ = ["Governed", "governed", "seated"]


@dataclass(frozen=True)
class Governed:
    """What a structure decided."""

    body_id: UUID = field(default_factory=new_id)
    mandate_id: UUID = field(default_factory=new_id)
    motion_id: UUID = field(default_factory=new_id)
    commitment_id: UUID = field(default_factory=new_id)
    doctor_id: UUID = field(default_factory=new_id)
    attestation_id: UUID = field(default_factory=new_id)


def seated(by: AccountViewer, house: UUID, count: int = 4) -> tuple[UUID, list[UUID]]:
    """An assembly of its associates: half must be there, more for than against."""
    people = [member(by, house, name=f"Associée {n}").pk for n in range(count)]
    body = actions.open_body(
        organization_id=house, by=by, now=MORNING,
        new=NewBody("assembly", "Assemblée d’essai", "associates", 50, "simple"),
    )  # fmt: skip
    return body.pk, people


def governed(by: AccountViewer, house: UUID) -> Governed:
    """A body, a mandate, a secret vote, a promise, a doctor who signed on paper."""
    body_id, people = seated(by, house)
    doctor = member(by, house, name="Dr Signataire", profession="10")
    mandate = actions.give_mandate(
        body_id=body_id, by=by, now=MORNING,
        new=NewMandate(people[0], "chair", date(2025, 1, 1), TODAY + timedelta(days=90)),
    )  # fmt: skip
    motion = actions.record_vote(
        body_id=body_id, by=by, now=MORNING,
        new=NewVote("Ouvrir le samedi", TODAY, secret=True, present=people, sums=(2, 1, 1)),
    )  # fmt: skip
    promised = actions.promise(
        organization_id=house, partner="ars", text="Tenir un atelier", made_on=TODAY,
        due_on=TODAY + timedelta(days=10), by=by, now=MORNING,
    )  # fmt: skip
    signed = actions.file_attestation(
        member_id=doctor.pk, year=2026, signed_on=TODAY, document=PAPER, by=by, now=MORNING
    )
    return Governed(body_id, mandate.pk, motion.pk, promised.pk, doctor.pk, signed.pk)
