"""The person of a transaction: met again, created, or reached otherwise than before."""

from typing import Any, Final
from urllib.parse import parse_qsl
from uuid import UUID

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import Contact
from maillon.apps.care.queries import PersonRecord
from maillon.apps.directory.phones import e164
from maillon.interop.fhir import reading
from maillon.interop.fhir.entries import Entry
from maillon.interop.fhir.person import contact_in, from_patient, ins_in, version_of
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import INS
from maillon.interop.fhir.work import Work, uuid_of

__all__ = ["change_patient", "make_patient"]

# What a Patient of ours tells; a change that holds anything else would lose it.
TOLD: Final = frozenset({
    "resourceType", "id", "meta", "language", "text", "extension", "identifier", "active", "name",
    "gender", "birthDate", "telecom", "address", "managingOrganization", "link",
})  # fmt: skip


def make_patient(work: Work, entry: Entry) -> None:
    """The person ``ifNoneExist`` meets, else a new one, provisional."""
    found = _already(work, entry) if entry.unless else ()
    if len(found) > 1:
        raise Problem(412, "Plusieurs personnes répondent à ifNoneExist.", code="multiple-matches",
                      where=entry.where)  # fmt: skip
    if found:
        work.answer(entry, "200 OK", str(found[0]))
        return
    person = from_patient(entry.resource)
    made = actions.create_provisional(
        person=person, organization_id=work.structure, by=work.by, now=work.now
    )
    if found_ins := ins_in(entry.resource):
        work.ins[str(made.pk)] = found_ins
    work.answer(entry, "201 Created", str(made.pk))


def _already(work: Work, entry: Entry) -> tuple[UUID, ...]:
    """Who answers to ``ifNoneExist``: an INS, or a birth date with a name; existence only."""
    asked = dict(parse_qsl(entry.unless, keep_blank_values=True))
    system, _, number = asked.get("identifier", "").partition("|")
    known = {uri: code for code, uri in INS.items()}
    if set(asked) == {"identifier"} and system in known:
        return queries.known_by_ins(
            work.by, organization_id=work.structure, system=known[system], number=number,
            now=work.now,
        )  # fmt: skip
    if {"birthdate", "family"} <= set(asked) <= {"birthdate", "family", "given"}:
        found = queries.find_persons(
            work.by, organization_id=work.structure, birth_date=asked["birthdate"],
            name=asked["family"], given_name=asked.get("given", ""), now=work.now,
        )  # fmt: skip
        return tuple(one.id for one in found if one.same_name)
    raise Problem(
        422, "ifNoneExist connaît : identifier (une INS), ou birthdate et family, avec ou sans "
        "given.", code="not-supported", where=f"{entry.where}.request",
    )  # fmt: skip


def change_patient(work: Work, entry: Entry) -> None:
    """Her telephone and her address; who she is does not change by a message."""
    before = queries.person_record(work.by, uuid_of(entry.id), now=work.now)
    entry.require_version(version_of(before))
    _require_told(entry)
    _require_same(before, entry)
    held = Contact(before.phone, before.address, before.commune)
    told = contact_in(entry.resource)
    phone = before.phone if e164(before.phone) == told.phone else told.phone
    after = Contact(phone, told.address, told.commune)
    actions.change_contact(
        patient_id=UUID(before.id), before=held, after=after, by=work.by, now=work.now
    )
    now = queries.person_record(work.by, UUID(before.id), now=work.now)
    work.answer(entry, "200 OK", now.id, version_of(now))


def _require_told(entry: Entry) -> None:
    resource, where = entry.resource, f"{entry.where}.resource"
    if "contact" in resource:
        raise Problem(422, "Un proche se dit par un RelatedPerson, pas dans le Patient.",
                      code="not-supported", where=f"{where}.contact")  # fmt: skip
    for name in sorted(set(resource) - TOLD):
        raise Problem(422, "Cet élément n’est pas tenu ici, et serait perdu : retirez-le.",
                      code="not-supported", where=f"{where}.{name[:40]}")  # fmt: skip
    for name in ("telecom", "address"):
        if len(reading.listed(resource, name, where)) > 1:
            raise Problem(422, "Une seule ligne et une seule adresse sont tenues ici.",
                          code="not-supported", where=f"{where}.{name}")  # fmt: skip


def _require_same(before: PersonRecord, entry: Entry) -> None:
    """Who she is: the strict traits, her INS, her file in use."""
    told = from_patient(entry.resource)
    names: tuple[str, ...] = ("birth_name", "given_name", "birth_date", "sex")
    same: bool = all(getattr(before, name) == getattr(told, name) for name in names)
    ins: Any = ins_in(entry.resource)
    if not same or ins not in (None, before.ins) or entry.resource.get("active", True) is not True:
        raise Problem(
            422, "Ici changent le téléphone et l’adresse. Le nom, la date de naissance, le sexe et "
            "l’INS se corrigent dans Maillon, en disant d’après quoi.",
            where=f"{entry.where}.resource",
        )  # fmt: skip
