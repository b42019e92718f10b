"""What must always hold in the directory."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from maillon.apps.directory.models import CoverageArea, CoverageCommune, Responder
from maillon.kernel import fulltext
from maillon.kernel.crypto import blind_index

__all__ = ["INVARIANTS", "line_is_found_again", "words_are_filed", "zone_is_resolved"]


def zone_is_resolved(now: datetime) -> Iterator[str]:
    """Each declared zone covers a commune at least, for the responder who declared it."""
    covered = CoverageCommune.objects.filter(area=OuterRef("pk"), near=False)
    for pk in CoverageArea.objects.filter(~Exists(covered)).values_list("pk", flat=True):
        yield f"la zone {pk} ne couvre aucune commune"
    strays = CoverageCommune.objects.exclude(responder=F("area__responder"))
    for pk in strays.values_list("area_id", flat=True).distinct():
        yield f"la zone {pk} est résolue pour un autre intervenant que le sien"


def line_is_found_again(now: datetime) -> Iterator[str]:
    """The blind index of each responder's line is that of the number under seal."""
    for responder in Responder.objects.only("phone", "phone_index").iterator(chunk_size=500):
        expected = blind_index("phone", responder.phone) if responder.phone else ""
        if responder.phone_index != expected:
            yield f"l’intervenant {responder.pk} ne serait pas reconnu à son numéro"


def words_are_filed(now: datetime) -> Iterator[str]:
    """Whatever is looked for by words is in the index, and nothing else is."""
    for table, different in fulltext.out_of_step():
        yield f"{different} lignes de {table} manquent à l’index des mots, ou y sont de trop"


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "X1 zones d’intervention résolues en communes": zone_is_resolved,
    "X1 lignes retrouvées par leur index": line_is_found_again,
    "X1 annuaire retrouvé par ses mots": words_are_filed,
}
