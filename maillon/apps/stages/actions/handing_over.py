"""A filing handed to the reader of the payer or of the ARS, her answer, and the reply."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts.veiling import names_in, veiled
from maillon.apps.journal import actions as journal
from maillon.apps.stages import access
from maillon.apps.stages.actions.answering import NewAnswer, settle
from maillon.apps.stages.actions.moving import owe, today
from maillon.apps.stages.models import FilingWord, StageFiling
from maillon.apps.stages.vocabulary import HANDED, RECEIVER
from maillon.apps.structures.models import Member
from maillon.apps.tasks import actions as tasks
from maillon.errors import Refused
from maillon.kernel.access import AccountViewer

__all__ = ["answer_received", "hand_filing", "reply_received"]

Kind = FilingWord.Kind
REPLY_IN: Final = timedelta(days=15)  # ours: no text says
REDO_IN: Final = timedelta(days=30)
MOST: Final = 2_000  # characters


def hand_filing(*, filing_id: UUID, by: AccountViewer, now: datetime) -> StageFiling:
    """Hand what was sent for a step to the readers to whom the structure's door is open.

    Raises ``NotFound``, ``Refused``: ``stage_not_handed``, ``stage_answered``, ``stage_handed``.
    """
    filing = access.require_filing(by, filing_id, write=True)
    if filing.step not in HANDED:
        raise Refused("stage_not_handed")
    with transaction.atomic():
        filing = StageFiling.objects.select_for_update(of=("self",)).get(pk=filing.pk)
        if filing.answer:
            raise Refused("stage_answered")
        if filing.handed_at:
            raise Refused("stage_handed")
        filing.handed_at = now
        filing.save(update_fields=["handed_at"])
        _tell("stages.handed", filing, by, now)
    return filing


def answer_received(
    *, filing_id: UUID, kind: str, words: str, by: AccountViewer, now: datetime
) -> None:
    """The reader's word on a filing handed to her. A question becomes the structure's task and
    leaves the step open; accepted, returned, refused are the answer to the step, dated today.

    Raises ``NotFound``, ``Refused``: ``stage_question`` (words are lacking), ``stage_answered``.
    """
    filing = access.require_received(by, filing_id)
    said = words.strip()[:MOST]
    if kind != "accepted" and not said:
        raise Refused("stage_question")
    if kind != Kind.QUESTION:
        redo = None if kind == "accepted" else today(now) + REDO_IN
        settle(filing, NewAnswer(kind, today(now), RECEIVER, said, redo), by, now)
        return
    with transaction.atomic():
        filing = StageFiling.objects.select_for_update(of=("self",)).get(pk=filing.pk)
        if filing.answer:
            raise Refused("stage_answered")
        word = _word(filing, Kind.QUESTION, said, by, now)
        word.task_id = owe(filing.stage, word.pk, today(now) + REPLY_IN, by, now)
        word.save(force_insert=True)
        _tell("stages.questioned", filing, by, now)


def reply_received(*, filing_id: UUID, words: str, by: AccountViewer, now: datetime) -> FilingWord:
    """The structure's reply to the reader's questions; names of its people are covered before it
    leaves. Raises ``NotFound``, ``Refused('stage_reply')``.
    """
    filing = access.require_filing(by, filing_id, write=True)
    house = filing.stage.organization_id
    hidden = names_in(one.name for one in Member.objects.of(house))
    said = veiled(words.strip()[:MOST], hidden)
    with transaction.atomic():
        filing = StageFiling.objects.select_for_update(of=("self",)).get(pk=filing.pk)
        asked = filing.words.filter(task__isnull=False, task__closed_at=None)
        owed = list(asked.values_list("task_id", flat=True))
        if not said or not owed:
            raise Refused("stage_reply")
        for task_id in owed:
            tasks.close_task(task_id=task_id, outcome="replied", by=by, now=now)
        word = _word(filing, Kind.REPLY, said, by, now)
        word.save(force_insert=True)
        _tell("stages.replied", filing, by, now)
    return word


def _word(
    filing: StageFiling, kind: str, words: str, by: AccountViewer, now: datetime
) -> FilingWord:
    return FilingWord(filing=filing, kind=kind, words=words, position=filing.words.count(),
                      said_by_id=by.account_id, said_at=now)  # fmt: skip


def _tell(act: str, filing: StageFiling, by: AccountViewer, now: datetime) -> None:
    journal.record(
        act=act, organization_id=filing.stage.organization_id, by=by, now=now,
        subjects=[("stage", filing.stage_id)], data={"step": filing.step},
    )  # fmt: skip
