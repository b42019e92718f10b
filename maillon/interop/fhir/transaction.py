"""A transaction of another system: the person, her word, her circle; all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl
from uuid import UUID

from django.db import transaction

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewMember, NewWord
from maillon.apps.care.queries import TeamPart, TeamRecord
from maillon.errors import NotFound, Refused
from maillon.interop.fhir import reading
from maillon.interop.fhir.bundles import Answer
from maillon.interop.fhir.careteam import from_careteam
from maillon.interop.fhir.entries import Entry, entries_of
from maillon.interop.fhir.person import from_patient, ins_in
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import INS
from maillon.interop.fhir.words import from_consent
from maillon.kernel.access import ClientViewer
from maillon.kernel.sentences import sentence

__all__ = ["apply"]

ORDER: Final = ("Patient", "Consent", "CareTeam")  # each stands on the one before


@dataclass
class Work:
    """One transaction under way: who asks, what was made of each address of the Bundle."""

    by: ClientViewer
    now: datetime
    made: dict[str, str] = field(default_factory=dict)  # fullUrl → id
    words: dict[str, tuple[str, NewWord]] = field(default_factory=dict)  # patient → at, word
    ins: dict[str, tuple[str, str]] = field(default_factory=dict)  # patient → system, number
    answers: dict[int, dict[str, str]] = field(default_factory=dict)

    def patient_of(self, holder: Any, where: str) -> str:
        """The id of the person a reference leads to; ``Problem`` for one that leads nowhere."""
        kind, value = reading.reference(holder, where)
        if kind not in ("", "Patient") or (not kind and value not in self.made):
            raise Problem(422, "La référence ne mène à aucune personne de ce Bundle.",
                          code="not-found", where=where)  # fmt: skip
        return value if kind else self.made[value]


def apply(by: ClientViewer, bundle: dict[str, Any], now: datetime) -> Answer:
    """Do every entry in one transaction of the database; raises ``Problem`` and writes nothing
    where one of them cannot be done.
    """
    entries = entries_of(bundle)
    work = Work(by, now)
    with transaction.atomic():
        for entry in sorted(entries, key=lambda one: ORDER.index(one.kind)):
            _do(work, entry)
        _refuse_lonely_words(work)
    told = [{"response": work.answers[entry.at]} for entry in entries]
    return Answer({"resourceType": "Bundle", "type": "transaction-response", "entry": told})


def _do(work: Work, entry: Entry) -> None:
    doing = _change_team if entry.method == "PUT" else _MAKING[entry.kind]
    try:
        doing(work, entry)
    except NotFound:
        raise Problem(404, "Cette ressource n’existe pas pour ce logiciel.",
                      where=entry.where) from None  # fmt: skip
    except Refused as refused:
        raise Problem(422, sentence(refused), where=entry.where) from refused


def _make_patient(work: Work, entry: Entry) -> None:
    structure = work.by.roles[0].organization_id
    found = _already(work, entry, structure) if entry.unless else ()
    if len(found) > 1:
        raise Problem(412, "Plusieurs personnes répondent à ifNoneExist.", code="multiple-matches",
                      where=entry.where)  # fmt: skip
    if found:
        _answer(work, entry, "200 OK", str(found[0]))
        return
    person = from_patient(entry.resource)
    made = actions.create_provisional(
        person=person, organization_id=structure, by=work.by, now=work.now
    )
    if found_ins := ins_in(entry.resource):
        work.ins[str(made.pk)] = found_ins
    _answer(work, entry, "201 Created", str(made.pk))


def _already(work: Work, entry: Entry, structure: UUID) -> tuple[UUID, ...]:
    """Who answers to ``ifNoneExist``: an INS, or a birth date with a name; existence only."""
    asked = dict(parse_qsl(entry.unless, keep_blank_values=True))
    system, _, number = asked.get("identifier", "").partition("|")
    known = {uri: code for code, uri in INS.items()}
    if set(asked) == {"identifier"} and system in known:
        return queries.known_by_ins(
            work.by, organization_id=structure, system=known[system], number=number, now=work.now
        )
    if {"birthdate", "family"} <= set(asked) <= {"birthdate", "family", "given"}:
        found = queries.find_persons(
            work.by, organization_id=structure, birth_date=asked["birthdate"],
            name=asked["family"], given_name=asked.get("given", ""), now=work.now,
        )  # fmt: skip
        return tuple(one.id for one in found if one.same_name)
    raise Problem(
        422, "ifNoneExist connaît : identifier (une INS), ou birthdate et family, avec ou sans "
        "given.", code="not-supported", where=f"{entry.where}.request",
    )  # fmt: skip


def _make_word(work: Work, entry: Entry) -> None:
    """Kept for the circle it opens: a word alone opens nothing."""
    who = work.patient_of(entry.resource.get("patient"), f"{entry.where}.resource.patient")
    work.words[who] = (entry.where, from_consent(entry.resource))
    work.answers[entry.at] = {"status": "201 Created"}


def _refuse_lonely_words(work: Work) -> None:
    for where, _ in work.words.values():
        raise Problem(422, "Cette parole n’ouvre aucun réseau : joignez le CareTeam.",
                      where=where)  # fmt: skip


def _make_team(work: Work, entry: Entry) -> None:
    where = f"{entry.where}.resource"
    told = from_careteam(entry.resource)
    who = work.patient_of(entry.resource.get("subject"), f"{where}.subject")
    _, word = work.words.pop(who, ("", None))
    if told.status != "active" or word is None:
        raise Problem(
            422, "Un réseau s’ouvre actif, sur la parole de la personne : joignez un Consent.",
            where=where,
        )  # fmt: skip
    team = actions.open_circle(
        patient_id=UUID(who), situation="other", word=word, by=work.by, now=work.now
    )
    _record_ins(work, who)
    holder = work.by.roles[0].organization_id
    for part in told.parts:
        if part.who != str(holder):  # the structure that opens it is in it
            _join(work, who, part)
    _answer(work, entry, "201 Created", str(team.pk), team.pk)


def _record_ins(work: Work, who: str) -> None:
    """An INS that came with the person, once her circle gives the right to keep it."""
    if who in work.ins:
        system, number = work.ins.pop(who)
        actions.record_ins(
            patient_id=UUID(who), number=number, system=system, source="message", by=work.by,
            now=work.now,
        )  # fmt: skip


def _join(work: Work, who: str, part: TeamPart) -> None:
    if part.kind == "related":
        raise Problem(422, "Un proche est d’abord noté dans Maillon, avec son nom.",
                      code="not-supported")  # fmt: skip
    pk, in_person = _uuid(part.who), part.kind == "role"
    new = NewMember(
        part.role, practitioner_role_id=pk if in_person else None,
        organization_id=None if in_person else pk, starts_on=part.start, ends_on=part.end,
    )  # fmt: skip
    actions.add_to_circle(patient_id=UUID(who), new=new, by=work.by, now=work.now)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _change_team(work: Work, entry: Entry) -> None:
    """The members who came, and the last days of those who leave."""
    before = queries.team_record(work.by, _uuid(entry.id), now=work.now)
    if entry.version is None or entry.version != before.number:
        raise Problem(
            412, f'ifMatch attendu : W/"{before.number}", la version à remplacer.',
            where=f"{entry.where}.request",
        )  # fmt: skip
    told = from_careteam(entry.resource)
    _require_same(before, told, entry)
    known = {part.id: part for part in before.parts}
    for part in told.parts:
        if part.id not in known:
            _join(work, before.patient, part)
        elif part != known[part.id]:
            _end(work, known[part.id], part, entry)
    _answer(work, entry, "200 OK", entry.id, UUID(entry.id))


def _require_same(before: TeamRecord, told: TeamRecord, entry: Entry) -> None:
    """What a change leaves as it is: the person, the status; nobody vanishes without a last day."""
    gone = {part.id for part in before.parts} - {part.id for part in told.parts}
    if gone:
        raise Problem(422, "Un membre sort par son period.end : il ne disparaît pas.",
                      where=f"{entry.where}.resource.participant")  # fmt: skip
    if (told.patient, told.status) != (before.patient, before.status):
        raise Problem(
            422, "La personne et le statut ne changent pas ici : un réseau se ferme dans Maillon, "
            "en disant pourquoi.", where=f"{entry.where}.resource",
        )  # fmt: skip


def _end(work: Work, before: TeamPart, told: TeamPart, entry: Entry) -> None:
    same = ("kind", "who", "role", "start")
    if told.end is None or any(getattr(before, name) != getattr(told, name) for name in same):
        raise Problem(
            422, "D’un membre, seul le dernier jour change : qui revient est une nouvelle entrée.",
            where=f"{entry.where}.resource.participant",
        )  # fmt: skip
    actions.change_member(member_id=UUID(before.id), ends_on=told.end, by=work.by, now=work.now)


def _answer(work: Work, entry: Entry, status: str, pk: str, team_id: UUID | None = None) -> None:
    if entry.full_url:
        work.made[entry.full_url] = pk
    told = {"status": status, "location": f"{entry.kind}/{pk}"}
    if team_id is not None:
        team = queries.team_record(work.by, team_id, now=work.now)
        told["location"] += f"/_history/{team.number}"
        told |= {"etag": f'W/"{team.number}"', "lastModified": team.at.isoformat()}
    work.answers[entry.at] = told


_MAKING: Final[dict[str, Callable[[Work, Entry], None]]] = {
    "Patient": _make_patient, "Consent": _make_word, "CareTeam": _make_team,
}  # fmt: skip
