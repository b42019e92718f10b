"""Activities of FINESS+: which ones an establishment exercises, in words where there are some."""

from collections.abc import Iterator
from typing import Any, Final

from maillon.apps.directory.extract import ServiceRow, SkippedLine
from maillon.interop.annuaire.finess_words import care_label, number_of
from maillon.interop.annuaire.loose import first, objects, text

__all__ = ["services"]

INSTALLED: Final = "09"  # status of a capacity
REGIMES_OF_CARE: Final = frozenset({"AMF"})


def services(line: int, record: dict[str, Any]) -> Iterator[ServiceRow | SkippedLine]:
    """The activities exercised by the establishments of one legal entity."""
    for site in objects(record, "ege"):
        number = number_of(text(site, "numFinessEge"))
        for told in objects(site, "activitesExercees"):
            yield _service(line, number, told)
            line += 1


def _service(line: int, number: str, told: dict[str, Any]) -> ServiceRow | SkippedLine:
    about = first(objects(told, "caracteristiquesGeneriques"))
    key = text(about, "activiteAeId")
    if not number or not key:
        return SkippedLine(line, "activité sans numéro, ou d’un établissement sans numéro")
    if text(about, "etatObjet") not in ("A", "") or text(about, "dateFinEffectiveActivite"):
        return SkippedLine(line, f"activité terminée : FINESS {number}")
    nature = first(objects(told, "nature"))
    regime = text(nature, "codeNature")
    activity = _code(nature)
    return ServiceRow(
        line=line,
        identifier=number,
        key=key[:120],
        nature=regime[:8],
        activity=activity[:20],
        label=_label(regime, activity),
        capacity=_capacity(told),
        warnings=(),
    )


def _code(nature: dict[str, Any]) -> str:
    """The codes of the activity itself, then of how and for whom it is done."""
    specific = first(objects(nature, "caracteristiquesSpecifiques"))
    for name in specific:
        if name.startswith("typeActivite"):
            kind = first(objects(specific, name))
            return "_".join(code for code in (text(kind, part) for part in kind) if code)
    return ""


def _label(regime: str, activity: str) -> str:
    word = care_label(activity.split("_")[0]) if regime in REGIMES_OF_CARE else None
    return word or f"activité {regime} {activity.replace('_', ' · ')}".strip()


def _capacity(told: dict[str, Any]) -> int | None:
    """Places installed in all: totals only, not their breakdown by habilitation or financing."""
    details = ("modeFinancement", "habilitation", "typeLogement", "genre")
    counted = [
        int(text(one, "nombre"))
        for one in objects(told, "capacite")
        if text(one, "statutCapacite") == INSTALLED
        and text(one, "nombre").isdecimal()
        and not any(text(one, detail) for detail in details)
    ]
    return min(sum(counted), 2**31 - 1) if counted else None
