from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.contracts import access
from maillon.apps.contracts.minutes import names_of
from maillon.apps.contracts.models import EvidenceFile, PayerWord
from maillon.apps.contracts.received import sent_sheet
from maillon.apps.contracts.veiling import veiled
from maillon.apps.journal import actions as journal
from maillon.apps.tasks import actions as tasks
from maillon.errors import NotFound, Refused
from maillon.kernel.access import AccountViewer

__all__ = ["answer_indicator", "reply_payer"]

Kind = PayerWord.Kind
DAYS: Final = {Kind.QUESTION: 15, Kind.REFUSED: 30}  # ours: no text says
TASKS: Final = {Kind.QUESTION: "contracts.question", Kind.REFUSED: "contracts.refusal"}
MOST: Final = 2_000  # characters


def answer_indicator(
    *, file_id: UUID, indicator: str, kind: str, words: str, by: AccountViewer, now: datetime
) -> PayerWord:
    """The payer's word on one commitment of a file she received: accepted, a question, refused
    with its reason. A question and a refusal become the structure's task; her next word ends it.

    Raises ``NotFound``, ``Refused``: ``answer_unknown``, ``answer_without_words``,
    ``answer_given`` (accepted already).
    """
    found = access.require_received(by, file_id)
    sent_sheet(found, indicator)
    if kind not in (Kind.ACCEPTED, *TASKS):
        raise Refused("answer_unknown")
    said = words.strip()[:MOST]
    if kind in TASKS and not said:
        raise Refused("answer_without_words")
    with transaction.atomic():
        EvidenceFile.objects.select_for_update(of=("self",)).get(pk=found.pk)
        last = _last(found, indicator)
        if kind == Kind.ACCEPTED and last is not None and last.kind == Kind.ACCEPTED:
            raise Refused("answer_given")
        _end(found, indicator, "answered", by, now)
        word = PayerWord(
            file=found, indicator=indicator, kind=kind, words=said, said_by_id=by.account_id,
            said_at=now, position=PayerWord.objects.filter(file=found).count(),
        )  # fmt: skip
        _owe(word, by, now)
        word.save(force_insert=True)
        _tell("contracts.answered", word, by, now)
    return word


def reply_payer(
    *, contract_id: UUID, year: int, indicator: str, words: str, by: AccountViewer, now: datetime
) -> PayerWord:
    """The structure's answer to the payer's question or refusal; without words it takes note of
    a refusal. Names of its people are covered before it leaves.

    Raises ``NotFound``, ``Refused``: ``reply_to_nothing``, ``reply_without_words``.
    """
    contract = access.require_writer(by, contract_id)
    found = EvidenceFile.objects.filter(contract=contract, year=year).first()
    if found is None:
        raise NotFound
    sent_sheet(found, indicator)
    said = veiled(words.strip()[:MOST], names_of(contract))
    with transaction.atomic():
        EvidenceFile.objects.select_for_update(of=("self",)).get(pk=found.pk)
        last = _last(found, indicator)
        if last is None or last.kind not in TASKS:
            raise Refused("reply_to_nothing")
        if not said and last.kind == Kind.QUESTION:
            raise Refused("reply_without_words")
        kind = Kind.REPLY if said else Kind.NOTED
        _end(found, indicator, "replied" if said else "noted", by, now)
        word = PayerWord(
            file=found, indicator=indicator, kind=kind, words=said, said_by_id=by.account_id,
            said_at=now, position=PayerWord.objects.filter(file=found).count(),
        )  # fmt: skip
        word.save(force_insert=True)
        _tell("contracts.replied", word, by, now)
    return word


def _last(file: EvidenceFile, indicator: str) -> PayerWord | None:
    """The reader's last word on it."""
    rows = PayerWord.objects.filter(file=file, indicator=indicator)
    return rows.filter(kind__in=(Kind.ACCEPTED, *TASKS)).order_by("-position").first()


def _owe(word: PayerWord, by: AccountViewer, now: datetime) -> None:
    kind = Kind(word.kind)
    if kind not in TASKS:
        return
    house = word.file.contract.organization_id
    word.task = tasks.open_task(
        kind=TASKS[kind], organization_id=house,
        owner=tasks.Owner(group="organization", group_id=house), origin=("payer_word", word.pk),
        due_at=now + timedelta(days=DAYS[kind]), by=by, now=now,
    )  # fmt: skip


def _end(
    file: EvidenceFile, indicator: str, outcome: str, by: AccountViewer, now: datetime
) -> None:
    waiting = PayerWord.objects.filter(
        file=file, indicator=indicator, task__isnull=False, task__closed_at=None
    )
    for task_id in waiting.values_list("task_id", flat=True):
        if task_id is not None:
            tasks.close_task(task_id=task_id, outcome=outcome, by=by, now=now)


def _tell(act: str, word: PayerWord, by: AccountViewer, now: datetime) -> None:
    contract = word.file.contract
    journal.record(
        act=act, organization_id=contract.organization_id, by=by, now=now,
        subjects=[("contract", contract.pk), ("payer_word", word.pk)],
        data={"year": word.file.year, "indicator": word.indicator, "kind": word.kind},
    )  # fmt: skip
