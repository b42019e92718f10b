"""`maillon bench`: the things people wait for, timed."""

import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillon.project.bench import imports, statements
from maillon.project.bench.extracts import WRITERS
from maillon.project.bench.running import MEASURES, run
from maillon.project.bench.telling import lines
from maillon.project.management.french import FrenchCommand


class Command(FrenchCommand):
    help = (
        "Mesure ce que l’on attend, dans des bases faites pour cela puis jetées : la base réglée "
        "n’est jamais ouverte. TMPDIR choisit le disque."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what", nargs="?", choices=(*MEASURES, "imports", "aci", "all"), default="all",
            metavar="QUOI",
            help="dispatch (qui solliciter), search (chercher un professionnel), persons "
            "(trouver une personne), cockpit (la journée d’une coordinatrice), offers "
            "(propositions durables), web (pages sous charge), all (tout cela) ; imports (un "
            "registre entier, tué puis repris) ; aci (relevés du contrat)",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="résultat lisible par une machine")
        parser.add_argument(
            "--practitioners", type=int, nargs="+", default=[1000, 10_000], metavar="N",
            help="nombres d’intervenants, à densité égale, jusqu’à un million (1000 10000)",
        )  # fmt: skip
        parser.add_argument(
            "--persons", type=int, default=10_000, metavar="N", help="personnes (10000)"
        )
        parser.add_argument(
            "--requests", type=int, default=100, metavar="N",
            help="demandes vécues (100) ; le double au tableau",
        )  # fmt: skip
        parser.add_argument(
            "--boards", type=int, default=60, metavar="N", help="tableaux ouverts à la fois (60)"
        )
        parser.add_argument(
            "--seconds", type=float, default=30, metavar="S", help="durée de la charge (30)"
        )
        parser.add_argument(
            "--size", default="80MB", help="imports : taille du fichier, par exemple 800MB (80MB)"
        )
        parser.add_argument(
            "--registers", nargs="+", choices=WRITERS, default=["finess"], metavar="R",
            help="imports : finess, rpps, mssante (finess)",
        )  # fmt: skip
        parser.add_argument(
            "--statements", type=int, default=10_000, metavar="N", help="aci : relevés (10000)"
        )
        parser.add_argument("--sqlite-only", action="store_true", help="ne pas chercher PostgreSQL")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "imports":
            self._imports(options)
            return
        if options["what"] == "aci":
            self._statements(options)
            return
        if min(*options["practitioners"], options["persons"]) < 50 or options["requests"] < 5:
            raise CommandError(
                "Trop peu pour mesurer : au moins 50 intervenants, 50 personnes et 5 demandes."
            )
        names = MEASURES if options["what"] == "all" else (options["what"],)
        try:
            found = run(
                names,
                sizes=options["practitioners"],
                persons=options["persons"],
                requests=options["requests"],
                boards=options["boards"],
                seconds=options["seconds"],
                postgresql=not options["sqlite_only"],
                tell=lambda words: print(words, file=sys.stderr, flush=True),
            )
        except RuntimeError as failed:
            raise CommandError(f"La mesure {failed} a échoué : ses mots sont plus haut.") from None
        if options["json"]:
            self.print_json(found)
        else:
            self.stdout.write("\n".join(lines(found)))

    def _statements(self, options: dict[str, Any]) -> None:
        if options["statements"] < 1:
            raise CommandError("Un relevé au moins est attendu.")
        found = statements.run(
            options["statements"], lambda words: print(words, file=sys.stderr, flush=True)
        )
        if options["json"]:
            self.print_json(found)
        else:
            self.stdout.write("\n".join(statements.lines(found)))

    def _imports(self, options: dict[str, Any]) -> None:
        try:
            found = imports.run(
                options["registers"],
                size=imports.megabytes(options["size"]),
                postgresql=not options["sqlite_only"],
                tell=lambda words: print(words, file=sys.stderr, flush=True),
            )
        except ValueError:
            raise CommandError("Une taille s’écrit « 800MB », 99999 au plus.") from None
        except RuntimeError as failed:
            raise CommandError(f"La mesure a échoué : {failed}") from None
        if options["json"]:
            self.print_json(found)
        else:
            self.stdout.write("\n".join(imports.lines(found)))
