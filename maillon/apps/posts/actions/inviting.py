from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from maillon.apps.journal import actions as journal
from maillon.apps.posts import access, draft
from maillon.apps.posts.models import Invitee, PostInvitation, PostWish
from maillon.apps.posts.queries import agreement
from maillon.apps.posts.vocabulary import ANSWERS
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["answer_invitation", "invite_neighbours", "withdraw_invitation"]

ANSWER_WITHIN: Final = timedelta(days=30)
LONGEST: Final = 1000


def invite_neighbours(
    *, organization_id: UUID, with_: Collection[UUID], key: str, full_time: Decimal | None,
    by: AccountViewer, now: datetime,
) -> PostInvitation:  # fmt: skip
    """Invite the others of a group that fits to share a post: each receives the draft agreement
    as it is now, and a task to answer it.

    Raises ``NotFound`` for who does not write the structure and for a group that does not fit,
    ``Refused``: ``invitation_open`` (one at a time), ``pool_population``.
    """
    access.require_writer(by, organization_id)
    told = agreement(
        by, organization_id, with_=with_, key=key, full_time=full_time, now=now
    )  # fmt: skip
    text = draft.of(told, now.date())
    sent = PostInvitation(organization_id=organization_id, sent_by_id=by.account_id, sent_at=now)
    sent.keep(text.parties, text.articles)
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
            for other in {UUID(code) for code in told.group.sites} - {organization_id}:
                _ask(sent, other, by, now)
            _tell("posts.invitation_sent", organization_id, sent, by, now)
    except IntegrityError:
        raise Refused("invitation_open") from None
    return sent


def answer_invitation(
    *, invitation_id: UUID, organization_id: UUID, answer: str, words: str, by: AccountViewer,
    now: datetime,
) -> Invitee:  # fmt: skip
    """Accept or refuse for an invited structure, with a word; its task is done. It binds nobody:
    an agreement is signed elsewhere.

    Raises ``NotFound`` for who does not write the structure or one that was not invited,
    ``Refused``: ``invitation_withdrawn``, ``invitation_answered``, ``invitation_answer``.
    """
    with transaction.atomic():
        access.require_writer(by, organization_id)
        rows = Invitee.objects.select_for_update(of=("self",)).select_related("invitation")
        one = rows.filter(invitation_id=invitation_id, organization_id=organization_id).first()
        if one is None:
            raise NotFound
        if one.invitation.withdrawn_at is not None:
            raise Refused("invitation_withdrawn")
        if one.answer:
            raise Refused("invitation_answered")
        if answer not in ANSWERS:
            raise Refused("invitation_answer")
        one.answer, one.words = answer, words.strip()[:LONGEST]
        one.answered_by_id, one.answered_at = by.account_id, now
        one.save()
        tasks.close_task(task_id=one.task_id, outcome=answer, by=by, now=now)
        _tell("posts.invitation_answered", organization_id, one.invitation, by, now)
    return one


def withdraw_invitation(
    *, invitation_id: UUID, by: AccountViewer, now: datetime
) -> PostInvitation:  # fmt: skip
    """Take the invitation back: at the next request nobody invited reads its text any more.

    Raises ``NotFound`` for who does not write the inviting structure,
    ``Refused('invitation_withdrawn')``.
    """
    with transaction.atomic():
        sent = PostInvitation.objects.select_for_update().filter(pk=invitation_id).first()
        if sent is None:
            raise NotFound
        access.require_writer(by, sent.organization_id)
        if sent.withdrawn_at is not None:
            raise Refused("invitation_withdrawn")
        sent.withdrawn_at = now
        sent.save(update_fields=["withdrawn_at"])
        for one in sent.invitees.filter(answer=""):
            tasks.close_task(task_id=one.task_id, outcome="withdrawn", by=by, now=now)
        _tell("posts.invitation_withdrawn", sent.organization_id, sent, by, now)
    return sent


def _ask(sent: PostInvitation, other: UUID, by: AccountViewer, now: datetime) -> None:
    """Whoever said that this structure looks for a post is asked."""
    wish = PostWish.objects.get(organization_id=other, closed_at=None)
    one = Invitee(invitation=sent, organization_id=other)
    one.task = tasks.open_task(
        kind="posts.invitation", organization_id=other,
        owner=tasks.Owner(account_id=wish.opened_by_id), origin=("invitee", one.pk),
        due_at=now + ANSWER_WITHIN, by=by, now=now,
    )  # fmt: skip
    one.save(force_insert=True)


def _tell(
    act: str, organization_id: UUID, sent: PostInvitation, by: AccountViewer, now: datetime
) -> None:
    journal.record(
        act=act, organization_id=organization_id, by=by, now=now,
        subjects=[("post_invitation", sent.pk)],
    )  # fmt: skip
