"""Resources of the national FHIR directory, of invented people, in its published shapes."""

from typing import Any

from tests.interop.annuaire.extracts import identifier
from tests.interop.annuaire.registers import finess

__all__ = ["NOS", "bundle", "gone", "mailbox", "person", "role", "site"]

Json = dict[str, Any]
NOS = "https://mos.esante.gouv.fr/NOS"
IG = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition"
CORE = "https://hl7.fr/ig/fhir/core"
TABLES = {
    "G15": "TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
    "R02": "TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite",
    "R04": "TRE_R04-TypeSavoirFaire/FHIR/TRE-R04-TypeSavoirFaire",
    "R09": "TRE_R09-CategorieProfessionnelle/FHIR/TRE-R09-CategorieProfessionnelle",
    "R13": "TRE_R13-Commune/FHIR/TRE-R13-Commune",
    "R22": "TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite",
    "R23": "TRE_R23-ModeExercice/FHIR/TRE-R23-ModeExercice",
    "R38": "TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
    "R66": "TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement",
    "R256": "TRE_R256-TypeMessagerie/FHIR/TRE-R256-TypeMessagerie",
    "R257": "TRE_R257-TypeBAL/FHIR/TRE-R257-TypeBAL",
}
SEEN = "2026-11-12T02:00:00.000+01:00"


def code(table: str, value: str) -> Json:
    """One coding; no label, as the directory gives none."""
    return {"system": f"{NOS}/{TABLES[table]}", "code": value}


def numbered(system: str, kind: str, value: str) -> Json:
    """One identifier."""
    typed = {"coding": [{"system": f"{CORE}/CodeSystem/fr-core-cs-v2-0203", "code": kind}]}
    return {"use": "official", "type": typed, "system": system, "value": value}


def _resource(kind: str, key: str, profile: str, seen: str) -> Json:
    meta = {
        "versionId": "1", "lastUpdated": seen, "source": "https://annuaire.sante.fr",
        "profile": [f"{IG}/{profile}"],
    }  # fmt: skip
    return {"resourceType": kind, "id": key, "meta": meta, "language": "fr", "active": True}


def person(number: int, seen: str = SEEN, **told: Any) -> Json:
    """A Practitioner: a nurse unless told otherwise."""
    rpps = told.pop("rpps", identifier(number))
    skills = told.pop("skills", ())
    profession = [code("G15", told.pop("profession", "60")), code("R09", "C")]
    name = {
        "use": "usual", "family": told.pop("family", f"VIOLETTE-{number}"),
        "given": [told.pop("given", "Clémence")], "prefix": ["MME"],
    }  # fmt: skip
    return _resource("Practitioner", f"003-{number}", "as-dp-practitioner", seen) | {
        "identifier": [
            numbered("urn:oid:1.2.250.1.71.4.2.1", "IDNPS", f"8{rpps}"),
            numbered("https://rpps.esante.gouv.fr", "RPPS", rpps),
        ],
        "name": [name],
        "qualification": [
            {"code": {"coding": profession}},
            *({"code": {"coding": [code("R04", "S"), code("R38", one)]}} for one in skills),
        ],
        **told,
    }


def role(number: int, site_number: int | None = None, seen: str = SEEN, **told: Any) -> Json:
    """A PractitionerRole of the person of that number, at the site of that number or her own."""
    at = number if site_number is None else site_number
    key = told.pop("key", f"005-{number}-{at}")
    return _resource("PractitionerRole", key, "as-dp-practitionerrole", seen) | {
        "identifier": [{"system": "https://rpps.esante.gouv.fr", "value": f"1{number:09d}"}],
        "practitioner": {"reference": f"Practitioner/003-{number}"},
        "organization": {"reference": f"Organization/001-{at}"},
        "code": [{"coding": [code("R22", "GENR01")]}, {"coding": [code("R23", "L")]}],
        **told,
    }


def site(number: int, seen: str = SEEN, **told: Any) -> Json:
    """An Organization: a geographical entity with a FINESS number; a cabinet with ``cabinet``."""
    fin = told.pop("finess", finess(number))
    rank = told.pop("rank", f"F{fin}")
    numbers = [numbered("https://rppsrang.esante.gouv.fr", "RPPSRG", rank)]
    if not told.pop("cabinet", False):
        numbers.append(numbered("https://finess.esante.gouv.fr", "FINEG", fin))
    insee = {
        "url": f"{CORE}/StructureDefinition/fr-core-address-insee-code",
        "valueCoding": code("R13", told.pop("commune", "42207")),
    }
    iso = "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-"
    parts = (("houseNumber", "5"), ("streetNameType", "RUE"), ("streetNameBase", "DES TILLEULS"))
    line = {"extension": [{"url": iso + part, "valueString": said} for part, said in parts]}
    return _resource("Organization", f"001-{number}", "as-dp-organization", seen) | {
        "identifier": numbers,
        "type": [
            {"coding": [code("R02", "SA05")]},
            {"coding": [code("R66", told.pop("category", "603"))]},
        ],
        "name": told.pop("name", f"MAISON DE SANTE {number}"),
        "telecom": told.pop("telecom", [{"system": "phone", "value": "0199004242", "rank": 1}]),
        "address": [
            {"extension": [insee], "_line": [line], "city": "42400 SAINT CHAMOND",
             "postalCode": "42400"},
        ],
        **told,
    }  # fmt: skip


def mailbox(address: str, kind: str = "PER", *about: Json) -> Json:
    """A telecom that is a secure mailbox, with further metadata."""
    typed = {"url": "type", "valueCodeableConcept": {"coding": [code("R257", kind)]}}
    email = {
        "url": f"{CORE}/StructureDefinition/fr-core-contact-point-email-type",
        "valueCoding": code("R256", "MSSANTE"),
    }
    metadata = {"url": f"{IG}/as-ext-mailbox-mss-metadata", "extension": [typed, *about]}
    return {"extension": [email, metadata], "system": "email", "value": address}


def gone(resource: Json, seen: str) -> Json:
    """What is left of a resource that is no longer active: its id, and that it is not."""
    meta = {"lastUpdated": seen}
    kind, key = resource["resourceType"], resource["id"]
    return {"resourceType": kind, "id": key, "meta": meta, "active": False}


def bundle(resources: list[Json], **told: Any) -> Json:
    """A searchset."""
    entry = [{"resource": one, "search": {"mode": "match"}} for one in resources]
    return {
        "resourceType": "Bundle", "type": "searchset", "total": len(resources), "entry": entry,
        **told,
    }  # fmt: skip
