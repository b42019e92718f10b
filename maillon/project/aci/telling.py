"""« Pourquoi ce montant ? »: a statement line by line, for somebody who never saw the contract."""

import textwrap
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from maillon.apps.contracts.wording.figures import day, euros, number, printable, spaced
from maillon.apps.contracts.wording.reasons import sentences
from maillon.apps.contracts.wording.words import AXES, CHOICES, CONFIDENCE, FACTS, KINDS, STEPS
from maillon.engines.aci import (
    Accord,
    DatedRule,
    Doubt,
    Line,
    Remark,
    Settlement,
    Source,
    Statement,
    Step,
)
from maillon.project.aci.cases import Case

__all__ = ["lines"]

WIDTH: Final = 96
NOT_THE_PAYER: Final = (
    "Ce relevé est un calcul de Maillon d’après des sources publiques, pas un décompte de "
    "l’Assurance Maladie : c’est la CPAM qui arrête la somme."
)


class Legend:
    """Sources told once, at the end, under the number that each line gives."""

    def __init__(self) -> None:
        self.numbers: dict[Source, int] = {}

    def of(self, dated: DatedRule | Accord) -> str:
        """« sources [1] [4] »."""
        found = [self.numbers.setdefault(one, len(self.numbers) + 1) for one in dated.sources]
        return ("sources " if len(found) > 1 else "source ") + " ".join(f"[{n}]" for n in found)

    def lines(self) -> Iterator[str]:
        """Each source with its date and where to read it."""
        yield "SOURCES"
        for source, place in self.numbers.items():
            yield from _wrapped(f"[{place}] {source.name}, date : {source.date}.", "  ")
            if source.url:
                yield f"      {source.url}"


def lines(case: Case, found: Statement) -> Iterator[str]:
    """The whole of a statement, in French, as wide as a terminal."""
    yield from _title(case, found)
    axis, legend = "", Legend()
    for line in found.lines:
        if line.row.indicator.axis != axis:
            axis = line.row.indicator.axis
            yield from ("", AXES[axis].upper())
        yield from _line(line, legend)
    yield ""
    yield from _sum(found.settlement, legend) if found.settlement else _no_total(found, legend)
    yield from _expected(case, found)
    yield from ("", *legend.lines(), "")
    yield from (*_wrapped(NOT_THE_PAYER, ""), f"Révision des règles : {found.revision}.")


def _title(case: Case, found: Statement) -> Iterator[str]:
    yield f"{printable(case.name, 200)} · année {found.year}"
    yield f"Règles du {day(found.on)} : {found.accord.label}."
    if found.points is None:
        yield "PAS DE TOTAL : une partie des règles de cette année n’est pas connue."
    else:
        yield (
            f"{number(found.points)} points · {euros(_known(found.euros))}"
            f" · avance {euros(_known(found.advance))} · fiabilité {found.confidence}"
        )
    if found.missing_prerequisites:
        names = {line.id: line.row.indicator.label for line in found.lines}
        missing = ", ".join(f"{one} ({names[one]})" for one in found.missing_prerequisites)
        yield from _wrapped(f"Rien n’est payé tant qu’il manque un prérequis : {missing}.", "")
    used = "".join(sorted({line.confidence for line in found.lines}))
    yield from _wrapped(
        "Fiabilité : " + " ; ".join(f"{c}, {CONFIDENCE[c]}" for c in used) + ".", ""
    )


def _known(amount: Decimal | None) -> Decimal:
    return Decimal(0) if amount is None else amount


def _line(line: Line, legend: "Legend") -> Iterator[str]:
    indicator, version = line.row.indicator, line.version
    amount = _worth(line)
    head = f"{line.id}  {indicator.label} ({KINDS[version.kind]})"
    yield ""
    yield f"{head} {'.' * max(2, WIDTH - len(head) - len(amount) - 2)} {amount}"
    if _unclaimed(line):
        yield from _wrapped(f"Non demandé. {version.words} {_sure(line, legend)}")
        return
    yield from _wrapped(indicator.what)
    yield from _wrapped(f"Pourquoi : {sentences(line.reasons)}")
    if line.facts:
        yield from _wrapped(f"Faits : {_facts(line.facts)}.")
    yield from _wrapped(f"Règle : {version.words} {_sure(line, legend)}")
    if version.evidence:
        yield from _wrapped(f"Preuve à garder : {version.evidence}")
    for remark in line.remarks:
        yield from _wrapped(_remark(remark))


def _unclaimed(line: Line) -> bool:
    return [reason.code for reason in line.reasons] == ["not_claimed"]


def _sure(line: Line, legend: "Legend") -> str:
    version = line.version
    return f"Depuis le {day(version.since)}, fiabilité {line.confidence}, {legend.of(version)}."


def _worth(line: Line) -> str:
    if line.outcome.euros is not None:
        return f"{euros(line.outcome.euros)} (hors points)"
    return f"{number(line.points)} points"


def _facts(facts: Any) -> str:
    return " ; ".join(f"{FACTS[key]} : {_value(value)}" for key, value in facts.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Decimal):
        return number(value)
    return CHOICES[value] if isinstance(value, str) else day(value)


def _remark(remark: Remark) -> str:
    head = "Sources en désaccord" if remark.note.kind == "conflict" else "À faire confirmer"
    other = "" if remark.points is None else f" Autre lecture : {number(remark.points)} points."
    return f"⚠ {head} : {remark.note.words}{other}"


def _doubt(doubt: Doubt) -> str:
    head = "Sources en désaccord" if doubt.note.kind == "conflict" else "À faire confirmer"
    other = "" if doubt.euros is None else f" Autre lecture : {euros(doubt.euros)}."
    return f"⚠ {head} : {doubt.note.words}{other}"


def _sum(settlement: Settlement, legend: "Legend") -> Iterator[str]:
    yield "DES POINTS AUX EUROS"
    for step in settlement.steps:
        yield from _step(step, legend)
    yield from ("", f"Rémunération de l’année : {euros(settlement.euros)}")
    yield from _step(settlement.advance_step, legend)
    received = "déjà reçue" if settlement.advance_paid else "calculée"
    if settlement.balance < 0:
        yield f"L’avance {received} dépasse la rémunération : {euros(-settlement.balance)} à rendre"
    else:
        yield f"Solde (rémunération moins avance {received}) : {euros(settlement.balance)}"
    dates = settlement.deadlines
    yield (
        f"Preuves à la CPAM avant le {day(dates['evidence'])} ; "
        f"solde au plus tard le {day(dates['balance'])}."
    )


def _step(step: Step, legend: "Legend") -> Iterator[str]:
    amount = euros(step.euros)
    head = STEPS[step.name]
    yield f"{head} {'.' * max(2, WIDTH - len(head) - len(amount) - 2)} {amount}"
    sureness = step.version.sureness(())
    yield from _wrapped(
        f"{sentences(step.reasons)} Règle : {step.version.words} Fiabilité {sureness}, "
        f"{legend.of(step.version)}."
    )
    for doubt in step.doubts:
        yield from _wrapped(_doubt(doubt))


def _no_total(found: Statement, legend: "Legend") -> Iterator[str]:
    accord = found.incomplete
    if accord is not None:
        yield f"{accord.label.upper()} (depuis le {day(accord.since)})"
        yield from _bullets(f"Ce qui est connu (fiabilité {accord.confidence}) :", accord.known)
        yield from _bullets("Ce qui manque, et empêche un total :", accord.missing)
        yield from _bullets("Sources en désaccord :", accord.conflicts)
        yield f"D’après {legend.of(accord)}."
        yield from _wrapped("Les points ci-dessus suivent les dernières règles connues.", "")


def _bullets(head: str, items: Iterable[str]) -> Iterator[str]:
    yield head
    for item in items:
        yield from textwrap.wrap(
            spaced(item), WIDTH, initial_indent="  - ", subsequent_indent="    "
        )


def _expected(case: Case, found: Statement) -> Iterator[str]:
    counted = {"points": found.points, "euros": found.euros, "advance": found.advance}
    for key, value in (case.expect or {}).items():
        if counted[key] != value:
            yield f"⚠ Attendu pour « {key} » : {number(value)} ; compté autrement ici."


def _wrapped(text: str, indent: str = "      ") -> list[str]:
    return textwrap.wrap(
        spaced(text), WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
