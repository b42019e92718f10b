"""Finding professionals by words: the index, and looking at every row (LIKE), side by side."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial, reduce
from operator import or_
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from maillon.apps.directory.actions import import_communes
from maillon.apps.directory.models import Commune, Practitioner, PractitionerRole
from maillon.apps.directory.queries import search_practitioners
from maillon.apps.directory.queries.practitioners import SORTED
from maillon.apps.directory.wording import asked, search_text
from maillon.kernel import bulk, fulltext
from maillon.kernel.access import SYSTEM
from maillon.kernel.crypto import fold
from maillon.project.bench.figures import spread, timed
from maillon.project.demo import names

__all__ = ["Differ", "measure", "told"]

SOURCE: Final = "mesure de vitesse (synthétique)"
BATCH: Final = 5000
PROFESSIONS: Final = (
    ("60", "Infirmier"), ("60", "Infirmier"), ("60", "Infirmier"), ("10", "Médecin"),
    ("10", "Médecin"), ("70", "Masseur-Kinésithérapeute"), ("21", "Pharmacien"),
    ("50", "Sage-Femme"), ("91", "Orthophoniste"),
)  # fmt: skip
SYLLABLES: Final = (
    "ba", "bel", "cour", "dan", "for", "gar", "lan", "mar", "mon", "nel", "pel", "ra", "ro", "san",
    "ter", "val", "ver", "vin",
)  # fmt: skip
Tell = Callable[[str], None]


class Differ(Exception):
    """The index and the whole table did not find the same professionals."""


def measure(sizes: Sequence[int], now: datetime, tell: Tell) -> list[dict[str, Any]]:
    """Per size, in an empty database, both ways on the same words; raises ``Differ``."""
    import_communes(None, by=SYSTEM, now=now)
    places = list(Commune.objects.order_by("-population").values_list("pk", "name")[:4000])
    found, settled = [], 0
    for size in sorted(sizes):
        tell(f"{size} professionnels : écriture…")
        _settle(range(settled, size), places, now)
        settled = size
        tell(f"{size} professionnels : mesure…")
        found.append({"practitioners": size} | _measured())
    return found


def told(figures: dict[str, Any]) -> Iterator[str]:
    """One line for each way, then how many times quicker the index was."""
    yield f"  {figures['practitioners']} professionnels, {figures['searches']} recherches"
    for name, words in (
        ("index", "par l’index"),
        ("like", "en regardant tout (LIKE)"),
        ("page", "la page de résultats"),
    ):
        took = {key: str(figures[name][key]).replace(".", ",") for key in ("p50_ms", "p95_ms")}
        yield f"  {words:<26} p50 {took['p50_ms']} ms, p95 {took['p95_ms']} ms"
    yield f"  rapport des médianes : {str(figures['like_to_index']).replace('.', ',')}"


def _measured() -> dict[str, Any]:
    indexed: list[float] = []
    looked: list[float] = []
    pages: list[float] = []
    searches = _searches()
    for text in searches:
        if timed(partial(_listed, text), indexed) != timed(partial(_looked_at, text), looked):
            raise Differ(text)
        timed(partial(search_practitioners, SYSTEM, text), pages)
    index, like, page = spread(indexed), spread(looked), spread(pages)
    return {
        "searches": len(searches),
        "index": index.as_json(),
        "like": like.as_json(),
        "page": page.as_json(),
        "like_to_index": round(like.p50 / index.p50, 1),
    }


def _searches() -> list[str]:
    """What people type: a beginning, a name, a first name, a trade and a place, a trade alone."""
    draw = random.Random(20261124)
    roles = PractitionerRole.objects.select_related("practitioner").order_by("pk")
    typed = ["infirmières", "médecin", "kiné", "ma", "s"]
    for role in draw.sample(list(roles[:2000]), 25):
        family, given = role.practitioner.family_name, role.practitioner.given_name
        typed += [family[:4], family, f"{given} {family[:5]}", f"{family} {given}"]
        typed += [f"{role.profession_label}s {role.town}", f"kinés {role.town[:5]}", f"{family}zz"]
    return typed


def _listed(text: str) -> set[UUID] | None:
    rows = fulltext.answering(PractitionerRole.objects.filter(ended_on=None), asked(text))
    return _few(list(rows.values_list("pk", flat=True)[: SORTED + 1]))


def _looked_at(text: str) -> set[UUID] | None:
    rows = PractitionerRole.objects.filter(ended_on=None)
    for spellings in asked(text):
        begun = (Q(search_text__contains=f" {spelling}") for spelling in spellings)
        rows = rows.filter(reduce(or_, begun))
    return _few(list(rows.values_list("pk", flat=True)[: SORTED + 1]))


def _few(found: list[UUID]) -> set[UUID] | None:
    """Too many to be put in order: which of them comes first means nothing."""
    return set(found) if len(found) <= SORTED else None


def _settle(numbers: range, places: list[tuple[str, str]], now: datetime) -> None:
    for start in range(0, len(numbers), BATCH):
        people = [_person(n, now) for n in numbers[start : start + BATCH]]
        roles = [_role(person, places) for person in people]
        with transaction.atomic():
            bulk.write(Practitioner, people)
            bulk.write(PractitionerRole, roles)
    if connection.vendor == "postgresql":  # as autovacuum would, later
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _person(number: int, now: datetime) -> dict[str, Any]:
    draw = random.Random(number)
    family = "".join(draw.choices(SYLLABLES, k=draw.choice((2, 3, 3)))).upper()
    given = names.given(draw, draw.choice("FM"))
    return {
        "id": UUID(int=1 << 100 | number), "national_id": f"8{names.rpps(number)}", "id_type": "8",
        "civility": "", "family_name": family, "given_name": given,
        "folded_name": fold(f"{family} {given}"), "check_digit_ok": True, "synthetic": True,
        "source": SOURCE, "as_of": now.date(),
    }  # fmt: skip


def _role(person: dict[str, Any], places: list[tuple[str, str]]) -> dict[str, Any]:
    draw = random.Random(person["id"].int)
    profession, label = draw.choice(PROFESSIONS)
    insee, town = places[int(len(places) * draw.random() ** 2)]
    return {
        "id": UUID(int=draw.getrandbits(128)), "practitioner_id": person["id"],
        "site_key": "mesure", "organization_id": None, "profession": profession,
        "profession_label": label, "skills": [], "mode": "L", "site_name": "", "address": "",
        "postal_code": "", "town": town, "commune_id": insee, "phone": "", "sector": "",
        "search_text": search_text([person["folded_name"]], [label, town]), "digest": "",
        "source": SOURCE, "as_of": person["as_of"], "last_run_id": None, "ended_on": None,
    }  # fmt: skip
