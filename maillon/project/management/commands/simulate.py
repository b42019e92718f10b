"""`maillon simulate`: weeks of a desk, lived in seconds and judged."""

import sys
from argparse import ArgumentTypeError
from dataclasses import replace
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillon.apps.care.signals import habits
from maillon.project.management.french import FrenchCommand
from maillon.project.simulation import fairness, telling
from maillon.project.simulation.histories import histories, judged, judged_lines
from maillon.project.simulation.running import play_weeks
from maillon.project.simulation.shape import Shape
from maillon.project.simulation.verdicts import IDS


def _some(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100_000:
        raise ArgumentTypeError("un nombre entier d’au moins 1 est attendu")
    return int(text)


class Command(FrenchCommand):
    help = (
        "Vit des semaines de poste en quelques secondes, dans une base faite pour cela puis "
        "jetée : vraies actions, vrai travailleur, pannes tirées au sort, invariants jugés. "
        "Sort avec le code 1 si un invariant tombe ; la même graine rejoue la même semaine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what", choices=("desk-week", "fairness", "repetition"), metavar="QUOI",
            help="desk-week (une semaine et ses pannes), fairness (trois façons de solliciter) "
            "ou repetition (ce qui revient est-il remarqué ?)",
        )  # fmt: skip
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="graine (1)")
        parser.add_argument(
            "--seeds",
            type=_some,
            default=0,
            metavar="N",
            help="nombre de graines à la suite (1 ; fairness : 5)",
        )
        parser.add_argument("--requests", type=_some, default=100, metavar="N", help="demandes")
        parser.add_argument(
            "--practitioners", type=_some, default=54, metavar="N", help="soignants"
        )
        parser.add_argument("--agents", type=_some, default=3, metavar="N", help="agents du poste")
        parser.add_argument("--days", type=_some, default=7, metavar="N", help="jours d’appels")
        parser.add_argument(
            "--histories", type=_some, default=1000, metavar="N", help="histoires (repetition)"
        )
        parser.add_argument(
            "--mutate", choices=IDS, default="", metavar="I3",
            help="met dans le code la faute qui doit faire tomber cet invariant, et lui seul "
            "(une place donnée deux fois, I3, peut aussi être rendue à tort, I13)",
        )  # fmt: skip
        parser.add_argument(
            "--postgresql", action="store_true", help="sur un PostgreSQL démarré pour cela"
        )
        parser.add_argument("--json", action="store_true", help="résultat lisible par une machine")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "repetition":
            self._repetition(options)
            return
        shape = Shape(
            requests=options["requests"], agents=options["agents"], days=min(7, options["days"])
        ).practitioners(options["practitioners"])
        seeds = range(options["seed"], options["seed"] + _how_many(options))
        try:
            self._run(shape, seeds, options)
        except RuntimeError:
            raise CommandError("La simulation s’est arrêtée : ses mots sont plus haut.") from None

    def _run(self, shape: Shape, seeds: range, options: dict[str, Any]) -> None:
        if options["what"] == "fairness":
            self._fairness(shape, seeds, options)
            return
        weeks = play_weeks(seeds, shape, mutant=options["mutate"], postgresql=options["postgresql"])
        if options["json"]:
            self.print_json(weeks[0] if len(weeks) == 1 else telling.many(weeks))
        else:
            self.stdout.write("\n".join(telling.lines(weeks, _replay(options))))
        if any(not telling.holds(week) for week in weeks):
            sys.exit(1)

    def _repetition(self, options: dict[str, Any]) -> None:
        told = histories(options["seed"], options["histories"], habits())
        answer = {"seed": options["seed"], **judged(told, habits())}
        if options["json"]:
            self.print_json(answer)
        else:
            self.stdout.write("\n".join(judged_lines(answer)))

    def _fairness(self, shape: Shape, seeds: range, options: dict[str, Any]) -> None:
        # Capacity is declared in places at home: these weeks are of persons at home only.
        at_home = replace(shape, tells_hours=True, houses=0)
        weeks = {
            policy: play_weeks(seeds, at_home, weather="calm", policy=policy)
            for policy in fairness.POLICIES
        }
        found = fairness.compared(weeks)
        if options["json"]:
            self.print_json(found)
        else:
            self.stdout.write("\n".join(fairness.lines(found)))


def _how_many(options: dict[str, Any]) -> int:
    """One week to judge; five to compare ways of asking."""
    asked: int = options["seeds"]
    return asked or (5 if options["what"] == "fairness" else 1)


def _replay(options: dict[str, Any]) -> str:
    """The command that lives one of these weeks again; its seed is put at the end."""
    words = [
        f"--{name} {options[name]}" for name in ("requests", "practitioners", "agents", "days")
    ]
    words += [f"--mutate {options['mutate']}"] if options["mutate"] else []
    return " ".join(["maillon simulate desk-week", *words, "--seed"])
