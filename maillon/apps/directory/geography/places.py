"""From a postal code and the name of a town, as addresses write them, to a commune in force."""

import re
from collections import defaultdict
from typing import Final

from rapidfuzz import fuzz, process

from maillon.apps.directory.geography.zones import CITIES
from maillon.apps.directory.models import Commune, FormerCommune
from maillon.kernel.crypto import fold

__all__ = ["Gazetteer"]

LIKE_ENOUGH: Final = 90
CEDEX = re.compile(r"\s*\bcedex\b.*$")
CODE = re.compile(r"^\d{5}\s+|\s+\d{5}$")
NUMBERED = re.compile(r"^(\w+) (\d+).*$")
ARRONDISSEMENT = re.compile(r"^(paris|lyon|marseille) (\d{1,2}) ?(?:er|e|eme|ere)?(?: arr\w*)?$")
SHORT: Final = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur"}
ARTICLES: Final = frozenset({"le", "la", "les", "l"})

Places = dict[str, set[str]]


class Gazetteer:
    """Every commune and former commune, in memory for the length of an import."""

    def __init__(self) -> None:
        self._by_postal: defaultdict[str, Places] = defaultdict(lambda: defaultdict(set))
        self._by_area: defaultdict[str, Places] = defaultdict(lambda: defaultdict(set))
        self._arrondissements: dict[str, str] = {}
        self._current: dict[str, str] = {}
        self._answers: dict[tuple[str, str, str], str | None] = {}
        self._load()

    def __bool__(self) -> bool:
        return bool(self._current)

    def resolve(self, code: str, postal_code: str, town: str) -> str | None:
        """The commune in force, or ``None`` where code, postal code and name point nowhere.

        The code decides when it is known, through mergers; then the name among the communes of
        the postal code; then the name alone in its département, for a cedex code has no commune.
        """
        asked = (code, postal_code, town)
        if asked not in self._answers:
            if len(self._answers) > 50_000:
                self._answers.clear()
            found = self._current.get(code) or self._by_name(postal_code, town)
            if found in CITIES.values():
                found = self._arrondissements.get(postal_code, found)
            self._answers[asked] = found
        return self._answers[asked]

    def _by_name(self, postal_code: str, town: str) -> str | None:
        name = _spoken(town)
        numbered = ARRONDISSEMENT.match(name)
        if numbered:
            name = f"{numbered[1]} {int(numbered[2])}"
        places = self._by_postal.get(postal_code)
        if places is None:
            near = self._by_area.get(_area(postal_code), {})
            return _only(near.get(name) or near.get(_bare(name)))
        return _pick(places, name) or self._arrondissements.get(postal_code)

    def _load(self) -> None:
        postal: dict[str, str] = {}
        rows = Commune.objects.values_list("pk", "folded_name", "postal_codes", "kind")
        for insee, name, codes, kind in rows.iterator():
            self._current[insee] = insee
            postal[insee] = codes
            if kind == "ARM":
                self._arrondissements.update(dict.fromkeys(codes.split(), insee))
                self._by_area[_area(insee)][NUMBERED.sub(r"\1 \2", name)].add(insee)
            else:
                self._file(insee, name, codes, _area(insee))
        former = FormerCommune.objects.values_list("pk", "folded_name", "commune_id")
        for insee, name, current in former.iterator():
            self._current.setdefault(insee, current)
            if name:
                self._file(current, name, postal[current], _area(insee))

    def _file(self, insee: str, name: str, postal_codes: str, area: str) -> None:
        name = _spoken(name)
        for spelling in {name, _bare(name)}:
            self._by_area[area][spelling].add(insee)
            for code in postal_codes.split():
                self._by_postal[code][spelling].add(insee)


def _spoken(town: str) -> str:
    """« ST CHAMOND CEDEX 2 » → « saint chamond »."""
    name = CODE.sub("", CEDEX.sub("", fold(town)))
    return " ".join(SHORT.get(word, word) for word in name.split())


def _bare(name: str) -> str:
    return " ".join(word for word in name.split() if word not in ARTICLES)


def _area(code: str) -> str:
    """What a postal code and the codes of its communes begin with, Corsica being one."""
    if code[:2] in ("97", "98"):
        return code[:3]
    return "20" if code[:2] in ("2A", "2B") else code[:2]


def _only(found: set[str] | None) -> str | None:
    return next(iter(found)) if found and len(found) == 1 else None


def _pick(places: Places, name: str) -> str | None:
    """The commune of that name among those of one postal code.

    A postal code of a single commune needs no name: hamlets and offices are written there.
    """
    exact = _only(places.get(name) or places.get(_bare(name)))
    if exact:
        return exact
    every = {insee for found in places.values() for insee in found}
    if len(every) == 1:
        return next(iter(every))
    if not name:
        return None
    close = process.extract(
        name, places.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=5
    )
    return _only({insee for spelling, _, _ in close for insee in places[spelling]})
