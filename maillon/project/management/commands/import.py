"""``maillon import``: communes, and the extracts of the national registers."""  # noqa: N999 - Django loads it by its name

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from maillon.apps.care.actions import import_persons
from maillon.apps.directory.actions import (
    import_activities,
    import_annuaire,
    import_communes,
    import_mssante,
    import_rpps,
    import_structures,
)
from maillon.apps.directory.actions.importing import BATCH
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.queries import communes_known, named_organization
from maillon.errors import Refused
from maillon.interop.annuaire import (
    FinessActivities,
    MssanteFile,
    RppsFile,
    directory_of,
    finess_file,
)
from maillon.interop.persons import PersonsFile
from maillon.kernel import clock
from maillon.kernel.access import System
from maillon.kernel.sentences import sentence
from maillon.project.management.french import FrenchCommand

BY = System("maillon import")
EXTRACTS = {
    "rpps": "extrait RPPS (PS_LibreAcces_Personne_activite_….txt)",
    "finess": "établissements : FINESS+ (structures, activités ; JSON, même en .gz) ou ancien CSV",
    "mssante": "extrait des boîtes MSSanté (Extraction_Correspondance_MSSante_….txt)",
}
REGISTERS = {
    "resources": "Ressources : ",
    "structures": "Établissements : ",
    "roles": "Situations d’exercice : ",
    "mailboxes": "Boîtes MSSanté : ",
}


class Command(FrenchCommand):
    help = (
        "Fait entrer des données de référence (les communes en vigueur, les extraits RPPS, FINESS "
        "et MSSanté, l’Annuaire Santé par son API FHIR) ou des personnes suivies ailleurs. Codes "
        "de sortie : 0 fait ; 2 refusé, rien n’a changé."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True, metavar="QUOI")
        communes = kinds.add_parser("communes", help="communes en vigueur et leurs fusions")
        communes.add_argument("path", nargs="?", type=Path, help="fichier (fourni par défaut)")
        extracts = [kinds.add_parser(name, help=told) for name, told in EXTRACTS.items()]
        annuaire = _annuaire(kinds)
        for extract in extracts:
            extract.add_argument("path", type=Path, help="fichier téléchargé")
        for extract in (*extracts, annuaire):
            extract.add_argument(
                "--allow-ended",
                action="store_true",
                help="accepte de mettre fin à plus de 5 %% de ce qui est connu",
            )
            extract.add_argument(
                "--batch",
                type=int,
                default=BATCH,
                metavar="N",
                help="lignes enregistrées à la fois",
            )
        persons = kinds.add_parser("persons", help="personnes suivies ailleurs (CSV, UTF-8)")
        persons.add_argument("path", type=Path, help="fichier")
        persons.add_argument(
            "--structure", required=True, help="structure responsable : son nom ou son identifiant"
        )
        persons.add_argument(
            "--synthetic", action="store_true", help="personnes inventées, marquées comme telles"
        )
        persons.add_argument("--json", action="store_true", help="résultat pour une machine")
        for each in (communes, *extracts, annuaire):
            each.add_argument("--as-of", type=date.fromisoformat, help="date du fichier")
            each.add_argument("--json", action="store_true", help="résultat pour une machine")

    def handle(self, *_: Any, **options: Any) -> None:
        doors: dict[str, Callable[[dict[str, Any]], Report | dict[str, Report]]] = {
            "communes": self.communes,
            "rpps": self.rpps,
            "finess": self.finess,
            "mssante": self.mssante,
            "annuaire-fhir": self.annuaire,
            "persons": self.persons,
        }
        try:
            report = doors[options["kind"]](options)
        except Refused as refused:
            self._refuse(sentence(refused), refused, as_json=options["json"])
        else:
            self._tell_all(report, as_json=options["json"])

    def communes(self, options: dict[str, Any]) -> Report:
        return import_communes(options["path"], by=BY, now=clock.now(), as_of=options["as_of"])

    def rpps(self, options: dict[str, Any]) -> Report:
        _ground()
        return import_rpps(RppsFile(options["path"]), **_asked(options))

    def finess(self, options: dict[str, Any]) -> Report:
        file = finess_file(options["path"])
        if isinstance(file, FinessActivities):
            return import_activities(file, **_asked(options))
        _ground()
        return import_structures(file, **_asked(options))

    def mssante(self, options: dict[str, Any]) -> Report:
        return import_mssante(MssanteFile(options["path"]), **_asked(options))

    def annuaire(self, options: dict[str, Any]) -> dict[str, Report]:
        _ground()
        with directory_of(
            options["source"] or settings.MAILLON_ANNUAIRE_URL,
            key=settings.MAILLON_ANNUAIRE_KEY,
            folder=settings.DATA_DIR,
            full=options["full"],
            now=clock.now(),
            progress=_progress,
        ) as picture:
            return {"resources": picture.report, **import_annuaire(picture, **_asked(options))}

    def persons(self, options: dict[str, Any]) -> Report:
        organization_id = named_organization(BY, options["structure"])
        if organization_id is None:
            raise Refused("persons_structure", name=options["structure"])
        _ground()
        return import_persons(
            PersonsFile(options["path"]),
            organization_id=organization_id,
            synthetic=options["synthetic"],
            by=BY,
            now=clock.now(),
            progress=_progress,
        )

    def _refuse(self, words: str, refused: Refused, *, as_json: bool) -> None:
        if as_json:
            answer = {"refused": refused.code, "sentence": words}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        raise CommandError(words, returncode=2)

    def _tell_all(self, told: Report | dict[str, Report], *, as_json: bool) -> None:
        several = told if isinstance(told, dict) else {"": told}
        if as_json:
            counts = {name: report.as_json() for name, report in several.items()}
            self.stdout.write(json.dumps(counts.get("", counts), ensure_ascii=False))
            return
        for name, report in several.items():
            self._tell(REGISTERS.get(name, ""), report)

    def _tell(self, title: str, report: Report) -> None:
        self.stdout.write(
            f"{title}{report.read} lignes lues : {report.created} créés, {report.updated} mis à "
            f"jour, {report.unchanged} inchangés, {report.ended} terminés ; "
            f"{report.skipped_total} lignes écartées, {report.warnings_total} avertissements."
        )
        for remark in report.skipped[:20] + report.warnings[:20]:
            print(f"  ligne {remark['line']} : {remark['reason']}", file=sys.stderr)


def _annuaire(kinds: Any) -> ArgumentParser:
    parser: ArgumentParser = kinds.add_parser("annuaire-fhir", help="Annuaire Santé, par son API")
    parser.add_argument(
        "source", nargs="?", metavar="CHEMIN|ADRESSE",
        help="fichier ou dossier de ressources enregistrées (NDJSON, Bundles), ou adresse d’un "
        "serveur (par défaut, celle de MAILLON_ANNUAIRE_URL)",
    )  # fmt: skip
    parser.add_argument(
        "--full", action="store_true", help="relit tout, et non les seuls changements"
    )
    return parser


def _ground() -> None:
    """Addresses point to communes: those vendored come first where there are none."""
    if not communes_known():
        print("Communes inconnues : les communes fournies entrent d’abord.", file=sys.stderr)
        import_communes(None, by=BY, now=clock.now())


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    return {
        "by": BY,
        "now": clock.now(),
        "as_of": options["as_of"],
        "allow_ended": options["allow_ended"],
        "batch": max(1, options["batch"]),
        "progress": _progress,
    }


def _progress(step: str, done: int, total: int) -> None:
    of = f" sur {total}" if total else ""
    end = "\r" if sys.stderr.isatty() and done != total else "\n"
    print(f"{step} : {done}{of} lignes", end=end, file=sys.stderr, flush=True)
