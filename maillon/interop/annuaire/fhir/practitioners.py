"""A Practitioner: number, name, profession, know-hows, and the mailboxes that are hers alone."""

from collections.abc import Iterator
from typing import Any

from maillon.interop.annuaire.fhir.elements import Element, codings, concepts, number, words
from maillon.interop.annuaire.fhir.labels import profession_label, skill_label
from maillon.interop.annuaire.fhir.mailboxes import mailboxes
from maillon.interop.annuaire.fhir.systems import IDNPS, PROFESSIONS, RPPS, SKILL_TYPE, SKILLS
from maillon.interop.annuaire.loose import first, objects, text

__all__ = ["facts"]


def facts(resource: Element, remarks: list[str]) -> dict[str, Any] | str:
    """Her facts under the names of the RPPS extract's columns, or why there are none."""
    kind, value = _number(resource)
    if not value:
        return "aucun numéro national"
    profession = next(_professions(resource), None)
    if profession is None:
        return "aucune profession"
    name = _name(resource)
    return {
        "id_type": kind,
        "identifier": value,
        "title": words(name.get("suffix")),
        "civility": words(name.get("prefix")),
        "family_name": text(name, "family"),
        "given_name": words(name.get("given")),
        "profession": profession[0],
        "profession_label": profession[1],
        "skills": list(_skills(resource)),
        "mail": mailboxes(resource, "PER", remarks),
    }


def _number(resource: Element) -> tuple[str, str]:
    """Type and number: RPPS (8) by its own system, else the national number, its type first."""
    rpps = number(resource, RPPS)
    if rpps:
        return "8", rpps
    national = number(resource, (IDNPS,))
    return national[:1], national[1:]


def _name(resource: Element) -> Element:
    found = list(objects(resource, "name"))
    living = (one for one in found if text(one, "use") != "old")
    return next(living, first(found))


def _professions(resource: Element) -> Iterator[tuple[str, str]]:
    for one in objects(resource, "qualification"):
        for said in codings(one, "code", PROFESSIONS):
            yield said.code, said.display or profession_label(said.code)


def _skills(resource: Element) -> Iterator[tuple[str, str, str]]:
    """Type, code and label: the type stands beside the code, in the same concept."""
    for one in objects(resource, "qualification"):
        for concept in concepts(one, "code"):
            kind = next((said.code for said in concept if said.table == SKILL_TYPE), "")
            for said in concept:
                if said.code and said.table in SKILLS:
                    yield kind, said.code, said.display or skill_label(said.code)
