"""Opening a mediation, writing in it, ending it. The journal hears that there was one: written by
Maillon itself, since an author would already say whom it concerns.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maillon.apps.accounts.house import works_there
from maillon.apps.journal import actions as journal
from maillon.apps.mediation import access
from maillon.apps.mediation.models import Mediation, MediationNote, MediationParty
from maillon.apps.mediation.vocabulary import OUTCOMES
from maillon.apps.structures import access as structures
from maillon.errors import NotFound, Refused
from maillon.kernel.access import SYSTEM, AccountViewer

__all__ = ["close_mediation", "open_mediation", "write_note"]


def open_mediation(
    *, organization_id: UUID, mediator_id: UUID, parties: Collection[UUID], subject: str,
    by: AccountViewer, now: datetime,
) -> Mediation:  # fmt: skip
    """Open one: by somebody whom it concerns, or by its mediator.

    Raises ``NotFound`` for who does not work there, ``Refused``: ``mediation_wordless``,
    ``mediation_parties``, ``mediation_outsider``, ``mediation_stranger``.
    """
    structures.require_reader(by, organization_id)
    concerned = set(parties)
    if not subject.strip():
        raise Refused("mediation_wordless")
    if mediator_id in concerned or len(concerned) < 2:
        raise Refused("mediation_parties")
    if by.account_id not in concerned | {mediator_id}:
        raise Refused("mediation_outsider")
    everybody = concerned | {mediator_id}
    if not all(works_there(pk, organization_id, day=now.date()) for pk in everybody):
        raise Refused("mediation_stranger")
    one = Mediation(
        organization_id=organization_id, mediator_id=mediator_id, subject=subject.strip()[:500],
        opened_at=now,
    )  # fmt: skip
    with transaction.atomic():
        one.save(force_insert=True)
        MediationParty.objects.bulk_create(
            MediationParty(mediation=one, account_id=pk) for pk in sorted(concerned)
        )
        _tell("mediation.opened", one, now)
    return one


def write_note(
    *, mediation_id: UUID, words: str, by: AccountViewer, now: datetime
) -> MediationNote:
    """Write to the others of this mediation.

    Raises ``NotFound``, ``Refused``: ``mediation_note``, ``mediation_over``.
    """
    with transaction.atomic():
        one = access.require_concerned(by, mediation_id)
        if not words.strip():
            raise Refused("mediation_note")
        if one.closed_at is not None:
            raise Refused("mediation_over")
        note = MediationNote(
            mediation=one, author_id=by.account_id, words=words.strip()[:5000], written_at=now
        )
        note.save(force_insert=True)
    return note


def close_mediation(
    *, mediation_id: UUID, outcome: str, by: AccountViewer, now: datetime
) -> Mediation:
    """Say how it ends. Raises ``NotFound`` for whoever is not its mediator,
    ``Refused('mediation_over')``.
    """
    with transaction.atomic():
        one = access.require_mediator(by, mediation_id)
        if outcome not in OUTCOMES:
            raise NotFound
        ended = Mediation.objects.filter(pk=one.pk, closed_at=None).update(
            closed_at=now, outcome=outcome
        )
        if not ended:
            raise Refused("mediation_over")
        _tell("mediation.closed", one, now)
    one.refresh_from_db()
    return one


def _tell(act: str, one: Mediation, now: datetime) -> None:
    journal.record(
        act=act, organization_id=one.organization_id, by=SYSTEM, now=now,
        subjects=[("mediation", one.pk)],
    )  # fmt: skip
