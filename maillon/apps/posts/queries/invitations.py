from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from maillon.apps.contracts.knowing import PARIS
from maillon.apps.posts import access
from maillon.apps.posts.models import Invitee, PostInvitation
from maillon.apps.posts.vocabulary import ANSWERS
from maillon.apps.structures import access as structures
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["AnswerLine", "InvitationLine", "InvitationPage", "invitation_page", "invitation_tasks",
           "invitations"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What an invited structure answered; ``words`` only for itself and whoever invites."""

    name: str
    answer: str  # empty while it is waited for
    label: str
    day: date | None
    words: str


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation in the list of a structure: sent by it (``mine``) or received."""

    id: UUID
    mine: bool
    sender: str
    others: tuple[str, ...]
    sent_on: date
    state: str


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """What the invitation says, who answered what; ``answers``: hers is waited for."""

    id: UUID
    organization_id: UUID
    mine: bool
    sender: str
    sent_on: date
    withdrawn_on: date | None
    parties: tuple[str, ...]
    articles: tuple[tuple[str, tuple[str, ...]], ...]
    lines: tuple[AnswerLine, ...]
    answers: bool


def invitations(viewer: AccountViewer, organization_id: UUID) -> tuple[InvitationLine, ...]:
    """Those a structure has sent, and those it has received that still stand, newest first;
    ``NotFound`` for who does not write it.
    """
    access.require_writer(viewer, organization_id)
    return tuple(_line(one, organization_id) for one in _seen(organization_id))


def invitation_page(
    viewer: AccountViewer, organization_id: UUID, invitation_id: UUID
) -> InvitationPage:
    """One invitation, for who writes the structure that sent it or one that received it.

    ``NotFound`` for anybody else, and for who received one that was taken back.
    """
    access.require_writer(viewer, organization_id)
    sent = next((one for one in _seen(organization_id) if one.pk == invitation_id), None)
    if sent is None:
        raise NotFound
    mine, text = sent.organization_id == organization_id, sent.told
    rows = sorted(sent.invitees.all(), key=lambda one: one.organization.name)
    own = next((one for one in rows if one.organization_id == organization_id), None)
    return InvitationPage(
        sent.pk, organization_id, mine, sent.organization.name, _day(sent.sent_at),
        _day(sent.withdrawn_at) if sent.withdrawn_at else None, tuple(text["parties"]),
        tuple((title, tuple(said)) for title, said in text["articles"]),
        tuple(_answer(one, mine or one == own) for one in rows),
        own is not None and not own.answer,
    )  # fmt: skip


def invitation_tasks(
    viewer: AccountViewer, ids: Collection[UUID]
) -> dict[UUID, tuple[str, UUID, UUID]]:
    """Invitations to answer: whose, for which structure of hers, which."""
    rows = Invitee.objects.filter(
        pk__in=ids, organization_id__in=structures.written_by(viewer)
    ).select_related("invitation__organization")
    return {
        one.pk: (one.invitation.organization.name, one.organization_id, one.invitation_id)
        for one in rows
    }


def _seen(organization_id: UUID) -> list[PostInvitation]:
    received = Q(invitees__organization_id=organization_id, withdrawn_at=None)
    rows = PostInvitation.objects.filter(Q(organization_id=organization_id) | received)
    return list(
        rows.distinct().select_related("organization").prefetch_related("invitees__organization")
    )


def _line(sent: PostInvitation, organization_id: UUID) -> InvitationLine:
    rows = sorted(sent.invitees.all(), key=lambda one: one.organization.name)
    said = [one.answer for one in rows]
    state = (
        "retirée" if sent.withdrawn_at
        else "une structure refuse" if "no" in said
        else "tous d’accord" if all(said)
        else _count(sum(map(bool, said)), len(said))
    )  # fmt: skip
    return InvitationLine(
        sent.pk, sent.organization_id == organization_id, sent.organization.name,
        tuple(one.organization.name for one in rows), _day(sent.sent_at), state,
    )  # fmt: skip


def _count(said: int, asked: int) -> str:
    return f"{said} réponse{'s' if said > 1 else ''} sur {asked}"


def _answer(one: Invitee, whole: bool) -> AnswerLine:
    day = _day(one.answered_at) if one.answered_at else None
    label = ANSWERS.get(one.answer, "réponse attendue")
    return AnswerLine(one.organization.name, one.answer, label, day, one.words if whole else "")


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()
