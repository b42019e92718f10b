"""`maillon retention`: files kept long enough; what would go and why, then set aside for good."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from maillon.apps.care.actions import ask_erasure, rehearse_erasure, undo_erasure
from maillon.apps.care.queries.retention import Kept, old_files
from maillon.apps.care.retention import rule_on
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.sentences import sentence
from maillon.project.management.french import FrenchCommand

HELD = {"request": "gardé : une demande est ouverte", "circle": "gardé : un réseau est ouvert"}
KINDS = {  # the kinds of rows, as whoever decides reads them; « de qui l’entoure »: her own circle
    "care.CareTeam": "réseaux",
    "care.CareTeamMember": "membres de réseaux",
    "care.Consent": "paroles sur le partage",
    "care.CarePlan": "projets",
    "care.CaseItem": "points de réunion à son sujet",
    "care.RelatedPerson": "proches",
    "desk.Requester": "demandeurs, proches ou voisins, qui n’ont appelé que pour elle",
    "desk.ServiceRequest": "demandes au poste, vidées de leurs mots",
    "meetings.AgendaItem": "points de réunion, vidés de leurs mots",
    "meetings.Decision": "décisions de réunion, vidées de leurs mots",
    "meetings.Guest": "invités sans compte de ses réunions, sans nom",
    "meetings.Meeting": "réunions de son réseau, sans lieu",
    "welcome.HelpRequest": "demandes d’aide, vidées de leurs mots",
}


class Command(FrenchCommand):
    help = "Dit quels dossiers ont été gardés assez longtemps, ou les met de côté (--apply)."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="dit seulement (par défaut)")
        what.add_argument("--apply", action="store_true", help="met de côté, puis efface au terme")
        what.add_argument("--undo", type=UUID, metavar="PERSONNE", help="annule un effacement")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        if options["undo"]:
            self._undo(options["undo"])
            return
        rule = rule_on(now.date())
        self.stdout.write(f"Règle : {rule.source}")
        files = old_files(SYSTEM, now=now)
        going_of = _counted([one for one in files if not one.held], now)
        for one in files:
            if options["apply"] and not one.held:
                ask_erasure(patient_id=one.patient_id, by=SYSTEM, now=now, ground="retention")
            self.stdout.write(_line(one, rule.undo_days))
        for label, count in sorted(going_of.items()):
            self.stdout.write(f"  {count:>6}  {KINDS.get(label, label)}")
        going = sum(not one.held for one in files)
        verb = "mis de côté" if options["apply"] else "à mettre de côté (rien n’est changé)"
        self.stdout.write(f"{going} dossiers {verb}, {len(files) - going} gardés.")

    def _undo(self, patient_id: UUID) -> None:
        try:
            undo_erasure(patient_id=patient_id, by=SYSTEM, now=clock.now())
        except NotFound as missing:
            raise CommandError("Cet identifiant ne correspond à rien.", returncode=2) from missing
        except Refused as refused:
            raise CommandError(sentence(refused), returncode=2) from refused
        self.stdout.write("Annulé : le dossier est comme avant.")


def _counted(files: list[Kept], now: datetime) -> Counter[str]:
    """What would go of all these files, by kind of row; nothing is changed."""
    counts = Counter[str]()
    for one in files:
        counts += Counter(rehearse_erasure(patient_id=one.patient_id, by=SYSTEM, now=now))
    return counts


def _line(one: Kept, days: int) -> str:
    what = HELD.get(one.held, f"effacé {days} jours après sa mise de côté")
    return f"{one.patient_id}  dernier contact le {one.last_contact:%d/%m/%Y}, {what}"
