"""What must always hold of contracts."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from maillon.apps.contracts.counting import count, digest_of, told
from maillon.apps.contracts.gathering import typed
from maillon.apps.contracts.indemnities import Span
from maillon.apps.contracts.knowing import PARIS
from maillon.apps.contracts.models import (
    AciContract,
    EvidenceFile,
    IndemnityRate,
    KeptStatement,
    PayerWord,
)
from maillon.apps.contracts.presence import first_year, presence
from maillon.apps.contracts.queries.ledgers import counted_ledgers
from maillon.apps.contracts.received import content_of
from maillon.engines.aci import rules

__all__ = ["INVARIANTS"]


def statements_replay(now: datetime) -> Iterator[str]:
    """A statement counted again from its own facts, under the same rules, gives the same."""
    for kept in KeptStatement.objects.iterator(chunk_size=200):
        if kept.digest != digest_of(kept.result):
            yield f"relevé {kept.pk} : changé depuis qu’il fut gardé"
        elif kept.revision == rules().revision:
            facts = {key: typed(key, value) for key, value in kept.facts.items()}
            again = count(facts, kept.year).statement
            if again is None or told(again) != kept.result:
                yield f"relevé {kept.pk} : compté de nouveau, il ne donne plus la même chose"


def _years(now: datetime) -> Iterator[tuple[UUID, int]]:
    """Every year of every structure that pays, or is paid for, meetings."""
    today = now.astimezone(PARIS).date()
    rows = IndemnityRate.objects.order_by("organization_id").values_list("organization_id")
    houses = {pk for (pk,) in rows} | set(
        AciContract.objects.values_list("organization_id", flat=True)
    )
    for pk in sorted(houses, key=str):
        for year in range(first_year(pk, today), today.year + 1):
            yield pk, year


def three_ledgers_agree(now: datetime) -> Iterator[str]:
    """Proofs, indemnities and activity say the same of each meeting, to the minute and the cent."""
    for pk, year in _years(now):
        for words in counted_ledgers(pk, year, date(year, 12, 31)).disagreements():
            yield f"structure {pk}, {year} : {words}"


def no_minute_is_paid_twice(now: datetime) -> Iterator[str]:
    """All structures together, nobody is paid for more minutes than her meetings lasted."""
    paid: dict[tuple[UUID, int], Decimal] = defaultdict(Decimal)
    spans: dict[tuple[UUID, int], set[Span]] = defaultdict(set)
    for pk, year in _years(now):
        found = presence(pk, year, date(year, 12, 31))
        acts = {one.id: one for one in found.acts}
        for line in (one.line for one in found.owed.lines):
            if line.account is not None and line.rate is not None:
                key, began = (line.account, year), acts[line.act].began
                paid[key] += line.counted
                spans[key].add((began, began + timedelta(milliseconds=int(line.minutes * 60_000))))
    for (account, year), minutes in paid.items():
        if minutes > _length(spans[account, year]) + Decimal(len(spans[account, year])) / 100:
            yield f"compte {account}, {year} : plus de minutes payées que de minutes passées"


def _length(spans: set[Span]) -> Decimal:
    """Minutes of the union of these spans."""
    whole, last = timedelta(), datetime.min.replace(tzinfo=PARIS)
    for began, ended in sorted(spans):
        whole += max(ended - max(began, last), timedelta())
        last = max(last, ended)
    return Decimal(whole // timedelta(milliseconds=1)) / 60_000


def sent_files_are_whole(now: datetime) -> Iterator[str]:
    """What was sent is, byte for byte, what its fingerprint says."""
    for file in EvidenceFile.objects.iterator(chunk_size=20):
        if hashlib.sha256(content_of(file)).hexdigest() != file.digest:
            yield f"dossier {file.pk} : changé depuis son envoi"


def what_the_payer_asks_is_owed(now: datetime) -> Iterator[str]:
    """A question or a refusal that nobody answered is an open task of the structure."""
    last: dict[tuple[UUID, str], PayerWord] = {}
    for word in PayerWord.objects.select_related("task").order_by("file", "position"):
        last[word.file_id, word.indicator] = word
    for word in last.values():
        if word.kind in ("question", "refused") and (word.task is None or word.task.closed_at):
            yield f"mot {word.pk} : sans réponse, et la tâche de personne"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "CONTRAT un relevé gardé se recompte à l’identique": statements_replay,
    "CONTRAT un dossier envoyé est resté entier": sent_files_are_whole,
    "CONTRAT ce que le payeur demande est une tâche": what_the_payer_asks_is_owed,
    "ARGENT un acte dit la même chose aux trois registres": three_ledgers_agree,
    "ARGENT aucune minute n’est payée deux fois": no_minute_is_paid_twice,
}
