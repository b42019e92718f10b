"""Real communes from the vendored file, as few as a test needs."""

import csv
import functools
import gzip
from collections.abc import Iterable
from datetime import UTC, date, datetime

from maillon.apps.directory.geography.files import COMMUNES, former_communes
from maillon.apps.directory.models import (
    Commune,
    FormerCommune,
    Practitioner,
    PractitionerRole,
    Responder,
)
from maillon.apps.directory.wording import search_text
from maillon.kernel.crypto import fold
from tests.interop.annuaire.extracts import identifier

NOW = datetime(2026, 11, 24, 8, 41, tzinfo=UTC)
DAY = date(2026, 1, 1)
SAINT_CHAMOND, L_HORME, FARNAY, DOIZIEUX, LORETTE, SAINT_ETIENNE = (
    "42207", "42110", "42093", "42085", "42123", "42218",
)  # fmt: skip
CREPOL, VALHERBASSE, LE_GRAND_SERRE, MONTCHENU = "26107", "26210", "26143", "26194"
GIER = (SAINT_CHAMOND, L_HORME, FARNAY, DOIZIEUX, LORETTE, SAINT_ETIENNE)
HERBASSE = (CREPOL, VALHERBASSE, LE_GRAND_SERRE, MONTCHENU)
PARIS = ("75056", "75101", "75112")
LYON = ("69123", "69381", "69383")


@functools.cache
def _rows() -> dict[str, dict[str, str]]:
    with gzip.open(COMMUNES, "rt", encoding="utf-8", newline="") as stream:
        return {row["insee"]: row for row in csv.DictReader(stream)}


def bring_in(codes: Iterable[str]) -> None:
    """These communes, and the former ones that they hold."""
    for code in codes:
        row = _rows()[code]
        lon = row["mairie_lon"] or row["point_lon"]
        lat = row["mairie_lat"] or row["point_lat"]
        Commune.objects.create(
            insee=code,
            name=row["nom"],
            folded_name=fold(row["nom"]),
            kind=row["type"],
            departement=row["departement"],
            region=row["region"],
            postal_codes=row["codes_postaux"],
            population=int(row["population"]),
            longitude=float(lon) if lon else None,
            latitude=float(lat) if lat else None,
            source="essai",
            as_of=DAY,
        )
    wanted = set(codes)
    FormerCommune.objects.bulk_create(
        FormerCommune(insee=old, name=name, folded_name=fold(name), commune_id=now)
        for old, name, now in former_communes()
        if now in wanted
    )


def role(
    number: int = 1,
    *,
    commune: str = SAINT_CHAMOND,
    profession: str = "60",
    label: str = "Infirmier",
    family: str = "VIOLETTE",
    given: str = "Clémence",
) -> PractitionerRole:
    """An invented professional at one site."""
    person = Practitioner.objects.create(
        national_id=f"8{identifier(number)}",
        id_type="8",
        civility="Mme",
        family_name=family,
        given_name=given,
        folded_name=fold(f"{family} {given}"),
        synthetic=True,
        source="RPPS",
        as_of=DAY,
    )
    place = Commune.objects.get(pk=commune)
    return PractitionerRole.objects.create(
        practitioner=person,
        site_key=f"T:C{number}",
        profession=profession,
        profession_label=label,
        town=place.name,
        postal_code=place.postal_codes.split()[0],
        commune=place,
        search_text=search_text([person.folded_name], [label, place.name]),
        source="RPPS",
        as_of=DAY,
    )


def responder(
    number: int = 1, *, commune: str = SAINT_CHAMOND, profession: str = "60"
) -> Responder:
    """An invented professional whom a desk may ask."""
    there = role(number, commune=commune, profession=profession)
    return Responder.objects.create(
        kind=Responder.Kind.PRACTITIONER_ROLE,
        practitioner_role=there,
        name=there.practitioner.display,
        folded_name=fold(there.practitioner.display),
        profession=profession,
        commune=there.commune,
        phone="+33612345678",
        phone_index="index-of-a-line",
        enrolled_at=NOW,
    )
