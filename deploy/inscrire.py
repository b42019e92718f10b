"""Inscrire des intervenants déjà connus par l'import RPPS. À copier, à remplir, puis :

    maillon shell < inscrire.py

Chacun doit l'avoir demandé. Relancer le fichier met à jour le téléphone et la zone.
"""

from maillon.apps.directory.actions import declare_coverage, enrol
from maillon.apps.directory.models import PractitionerRole
from maillon.errors import MaillonError, Refused
from maillon.kernel import clock
from maillon.kernel.access import System
from maillon.kernel.sentences import sentence

INTERVENANTS = [  # numéro RPPS, téléphone, communes de sa zone (codes INSEE)
    ("999…", "06 …", ["42207", "42110"]),
]
BY = System("inscription")


def role_of(rpps: str, communes: list[str]) -> PractitionerRole | None:
    """Sa situation d'exercice dans la zone ; à défaut, la première en cours."""
    roles = PractitionerRole.objects.filter(practitioner__national_id=f"8{rpps}", ended_on=None)
    return roles.filter(commune_id__in=communes).first() or roles.order_by("-mode").first()


for rpps, phone, communes in INTERVENANTS:
    role = role_of(rpps, communes)
    if role is None:
        print(f"{rpps} : inconnu de l'annuaire, ou son activité a pris fin.")
        continue
    now = clock.now()
    try:
        pk = enrol(role_id=role.pk, phone=phone, takes=None, by=BY, now=now)
        shape = {"communes": communes}
        declare_coverage(responder_id=pk, kind="communes", shape=shape, by=BY, now=now)
    except Refused as refused:
        print(f"{rpps} : {sentence(refused)}")
    except MaillonError as error:
        print(f"{rpps} : {type(error).__name__}.")
    else:
        print(f"{rpps} : {role.practitioner.display}, {len(communes)} communes.")
