"""`maillon aci statement`: what a year of an MSP is worth under its contract, and why."""

from argparse import ArgumentTypeError
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillon.engines.aci import Malformed, Statement, rules, statement
from maillon.project.aci import as_json, flaws, telling
from maillon.project.aci.cases import Case, read_cases
from maillon.project.management.french import FrenchCommand


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("une date AAAA-MM-JJ qui existe est attendue") from None


class Command(FrenchCommand):
    help = (
        "Calcule ce que vaut une année de maison de santé selon son contrat (ACI) et dit pourquoi. "
        "Chaque ligne porte sa règle, sa source et sa fiabilité."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, title="actions")
        one = verbs.add_parser("statement", help="le relevé de chaque cas d’un fichier de faits")
        one.add_argument("file", type=Path, metavar="FAITS.yaml", help="une liste de cas, en YAML")
        one.add_argument(
            "--on", type=_day, metavar="DATE",
            help="les règles de ce jour, AAAA-MM-JJ (par défaut, le dernier de l’année du cas)",
        )  # fmt: skip
        one.add_argument("--json", action="store_true", help="résultat lisible par une machine")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            cases = read_cases(options["file"], options["on"])
            found = _statements(cases, options)
        except Malformed as error:
            file = Malformed(error.file or str(options["file"]), error.flaws)
            raise CommandError("\n".join(flaws.told(file))) from None
        if options["json"]:
            told = [as_json.case(case, one) for case, one in zip(cases, found, strict=True)]
            self.print_json({"cases": told})
            return
        for place, (case, one) in enumerate(zip(cases, found, strict=True)):
            self.stdout.write(("\n" + "═" * telling.WIDTH + "\n") if place else "", ending="")
            self.stdout.write("\n".join(telling.lines(case, one)))


def _statements(cases: Sequence[Case], options: dict[str, Any]) -> list[Statement]:
    """All of them, or the refusal of the first that asks for what nobody knows."""
    book = rules()
    found = []
    for case in cases:
        try:
            found.append(statement(book, case.facts, year=case.year, on=options["on"]))
        except Malformed as error:
            named = (replace(flaw, line=case.line, case=case.name) for flaw in error.flaws)
            raise Malformed("", named) from None
    return found
