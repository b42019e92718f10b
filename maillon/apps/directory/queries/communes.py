"""Finding a commune by what a caller says."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from maillon.apps.directory.geography.files import departement_names
from maillon.apps.directory.models import Commune, FormerCommune
from maillon.engines.common import haversine_km
from maillon.errors import NotFound
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = [
    "CommuneCard",
    "card_of",
    "commune",
    "communes",
    "communes_known",
    "communes_matching",
    "spoken_name",
]

CONSIDERED = 400


@dataclass(frozen=True, slots=True)
class CommuneCard:
    """A commune in force; ``formerly`` is the old name under which it was found."""

    insee: str
    name: str
    postal_codes: tuple[str, ...]
    departement: str
    departement_name: str
    population: int | None
    lon: float | None
    lat: float | None
    formerly: str = ""

    @property
    def label(self) -> str:
        """« Valherbasse (26350) », and the old name it answers to."""
        code = self.postal_codes[0] if self.postal_codes else self.insee
        old = f", anciennement {self.formerly}" if self.formerly else ""
        return f"{self.name} ({code}){old}"


def commune(viewer: Viewer, insee: str) -> CommuneCard:
    """The commune of this code, followed through mergers; raises ``NotFound``."""
    row = Commune.objects.filter(pk=insee).first()
    if row is not None:
        return card_of(row)
    former = FormerCommune.objects.select_related("commune").filter(pk=insee).first()
    if former is None:
        raise NotFound
    return card_of(former.commune, former.name)


def communes(viewer: Viewer, codes: Iterable[str]) -> dict[str, CommuneCard]:
    """Communes in force by code; an unknown code is absent."""
    return {row.pk: card_of(row) for row in Commune.objects.filter(pk__in=set(codes))}


def communes_known() -> bool:
    """Whether the communes have been brought in."""
    return Commune.objects.exists()


def communes_matching(
    viewer: Viewer, text: str, *, limit: int = 10, near: tuple[float, float] | None = None
) -> tuple[CommuneCard, ...]:
    """Communes that a name, a former name, a postal code or an INSEE code points to.

    Accents, case, « St » and hyphens do not matter. Whole names come first, then those that
    begin so; among equals the nearest to ``near`` (longitude, latitude), else the most peopled.
    """
    wanted = spoken_name(text)
    if not wanted:
        return ()
    found: dict[str, CommuneCard] = {}
    for former in _former(wanted):
        found[former.commune_id] = card_of(former.commune, former.name)
    found.update((row.pk, card_of(row)) for row in _present(wanted))
    ordered = sorted(found.values(), key=lambda card: _order(card, wanted, near))
    return tuple(ordered[:limit])


def spoken_name(text: str) -> str:
    """A name folded, « st » and « ste » in full, as the columns of folded names hold it."""
    short = {"st": "saint", "ste": "sainte", "sts": "saints"}
    return " ".join(short.get(word, word) for word in fold(text).split())


def _present(wanted: str) -> Iterable[Commune]:
    code = wanted.upper().replace(" ", "")
    if code[:1].isdigit() and len(code) <= 5:
        postal = Q(postal_codes__startswith=code) | Q(postal_codes__contains=f" {code}")
        return Commune.objects.filter(Q(pk__startswith=code) | postal)[:CONSIDERED]
    begins = Q(folded_name__startswith=wanted) | Q(folded_name__contains=f" {wanted}")
    return Commune.objects.filter(begins).order_by("-population")[:CONSIDERED]


def _former(wanted: str) -> Iterable[FormerCommune]:
    code = wanted.upper().replace(" ", "")
    rows = FormerCommune.objects.select_related("commune")
    if code[:1].isdigit() and len(code) <= 5:
        return rows.filter(pk=code)
    begins = Q(folded_name__startswith=wanted) | Q(folded_name__contains=f" {wanted}")
    return rows.filter(begins).exclude(name="")[:CONSIDERED]


def _order(
    card: CommuneCard, wanted: str, near: tuple[float, float] | None
) -> tuple[int, float, str]:
    name = fold(card.formerly or card.name)
    rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2
    if near is None:
        return rank, -float(card.population or 0), name
    if card.lon is None or card.lat is None:
        return rank, float("inf"), name
    return rank, haversine_km(*near, card.lon, card.lat), name


def card_of(row: Commune, formerly: str = "") -> CommuneCard:
    """A commune as it is read; ``formerly``: the old name under which it was found."""
    return CommuneCard(
        insee=row.insee,
        name=row.name,
        postal_codes=tuple(row.postal_codes.split()),
        departement=row.departement,
        departement_name=departement_names().get(row.departement, row.departement),
        population=row.population,
        lon=row.longitude,
        lat=row.latitude,
        formerly=formerly if formerly != row.name else "",
    )
