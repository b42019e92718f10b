"""The circle of a transaction: opened on the person's word, joined, left, closed and why."""

from dataclasses import replace
from uuid import UUID

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewMember
from maillon.apps.care.queries import TeamPart, TeamRecord
from maillon.apps.care.versions import hold
from maillon.apps.care.vocabulary import CLOSINGS
from maillon.interop.fhir.careteam import from_careteam
from maillon.interop.fhir.entries import Entry
from maillon.interop.fhir.person import RELATIVES, from_related
from maillon.interop.fhir.problems import Problem
from maillon.interop.fhir.systems import CLOSING, ROLES
from maillon.interop.fhir.words import from_consent
from maillon.interop.fhir.work import Relative, Said, Work, uuid_of

__all__ = [
    "bring_relatives", "change_team", "keep_relative", "keep_word", "make_team",
    "refuse_lonely_words",
]  # fmt: skip


def keep_word(work: Work, entry: Entry) -> None:
    """An opposition is written at once; any other word waits for the circle it opens."""
    entry.refuse_condition()
    who = work.patient_of(entry.resource.get("patient"), f"{entry.where}.resource.patient")
    word = from_consent(entry.resource)
    if word.kind == "opposed":
        said = actions.record_word(patient_id=uuid_of(who), word=word, by=work.by, now=work.now)
        work.answer(entry, "201 Created", str(said.pk))
        return
    if who in work.words:
        raise Problem(422, "Une seule parole ouvre un réseau : ce Bundle en porte deux.",
                      code="duplicate", where=entry.where)  # fmt: skip
    work.words[who] = Said(entry, word)
    work.answers[entry.at] = {"status": "201 Created"}


def refuse_lonely_words(work: Work) -> None:
    """``Problem`` where a word opened nothing: it would be lost."""
    for said in work.words.values():
        raise Problem(422, "Cette parole n’ouvre aucun réseau : joignez le CareTeam.",
                      where=said.entry.where)  # fmt: skip


def keep_relative(work: Work, entry: Entry) -> None:
    """Somebody close waits for the CareTeam that names her; else she comes in by her own word."""
    entry.refuse_condition()
    where = f"{entry.where}.resource"
    who = work.patient_of(entry.resource.get("patient"), f"{where}.patient")
    key = entry.full_url or entry.where
    work.relatives[key] = Relative(entry, who, from_related(entry.resource))


def bring_relatives(work: Work, entry: Entry) -> None:
    """Whom no CareTeam of this Bundle named: into the open circle, as what she says she is."""
    one = work.relatives.pop(entry.full_url or entry.where)
    _require_relative(one.new.role, f"{entry.where}.resource.relationship")
    _bring(work, one, one.new)


def _bring(work: Work, one: Relative, new: NewMember) -> None:
    member = actions.add_to_circle(
        patient_id=uuid_of(one.patient), new=new, by=work.by, now=work.now
    )
    work.answer(one.entry, "201 Created", str(member.related_id))


def _require_relative(role: str, where: str) -> None:
    """A name alone is no professional: those are told by their register."""
    if role not in RELATIVES:
        told = ", ".join(RELATIVES)
        raise Problem(422, f"Lien attendu, du système {ROLES} : {told}.", code="code-invalid",
                      where=where)  # fmt: skip


def make_team(work: Work, entry: Entry) -> None:
    """A circle opens on the person's word, told in the same Bundle."""
    entry.refuse_condition()
    where = f"{entry.where}.resource"
    told = from_careteam(entry.resource)
    who = work.patient_of(entry.resource.get("subject"), f"{where}.subject")
    said = work.words.pop(who, None)
    if told.status != "active" or said is None:
        raise Problem(
            422, "Un réseau s’ouvre actif, sur la parole de la personne : joignez un Consent.",
            where=where,
        )  # fmt: skip
    team = actions.open_circle(
        patient_id=uuid_of(who), situation="other", word=said.word, by=work.by, now=work.now
    )
    _record_ins(work, who)
    for part in told.parts:
        if part.who != str(work.structure):  # the structure that opens it is in it
            _join(work, who, part)
    work.answer_team(entry, "201 Created", team.pk)


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
        _join_relative(work, who, part)
        return
    pk, in_person = uuid_of(part.who), part.kind == "role"
    new = NewMember(
        part.role, practitioner_role_id=pk if in_person else None,
        organization_id=None if in_person else pk, starts_on=part.start, ends_on=part.end,
    )  # fmt: skip
    actions.add_to_circle(patient_id=uuid_of(who), new=new, by=work.by, now=work.now)


def _join_relative(work: Work, who: str, part: TeamPart) -> None:
    """Named in this Bundle, or known around the person already: she comes back."""
    _require_relative(part.role, "CareTeam.participant.role")
    one = work.relatives.get(part.who)
    if one is not None and one.patient == who:
        del work.relatives[part.who]
        new = replace(one.new, role=part.role, starts_on=part.start, ends_on=part.end)
        _bring(work, one, new)
        return
    pk = work.made.get(part.who, part.who)
    new = NewMember(part.role, related_id=uuid_of(pk), starts_on=part.start, ends_on=part.end)
    actions.add_to_circle(patient_id=uuid_of(who), new=new, by=work.by, now=work.now)


def change_team(work: Work, entry: Entry) -> None:
    """The members who came, the last days of those who leave, the end of the circle itself."""
    pk = uuid_of(entry.id)
    hold(pk)
    before = queries.team_record(work.by, pk, now=work.now)
    entry.require_version(str(before.number))
    told = from_careteam(entry.resource)
    _require_same(work, before, told, entry)
    known = {part.id: part for part in before.parts}
    for part in told.parts:
        if part.id not in known:
            _join(work, before.patient, part)
        elif part != known[part.id]:
            _end(work, known[part.id], part, entry)
    if told.status == "inactive":
        _close(work, told, entry)
    work.answer_team(entry, "200 OK", pk)


def _close(work: Work, told: TeamRecord, entry: Entry) -> None:
    """It ends when this is received, and says why; after that the program reads it no more."""
    if told.closing not in CLOSINGS:
        raise Problem(
            422, f"Un réseau se ferme en disant pourquoi : extension {CLOSING}, "
            f"valueCode parmi {', '.join(CLOSINGS)}.", code="required",
            where=f"{entry.where}.resource.extension",
        )  # fmt: skip
    actions.close_circle(
        patient_id=uuid_of(told.patient), closing=told.closing, by=work.by, now=work.now
    )


def _require_same(work: Work, before: TeamRecord, told: TeamRecord, entry: Entry) -> None:
    """What a change leaves as it is: the person, the structure; nobody vanishes without a last
    day; an end is told with the status that goes with it, once it has come.
    """
    where = f"{entry.where}.resource"
    if before.status != "active":
        raise Problem(422, "Ce réseau est fermé : il ne change plus.", where=where)
    gone = {part.id for part in before.parts} - {part.id for part in told.parts}
    if gone:
        raise Problem(422, "Un membre sort par son period.end : il ne disparaît pas.",
                      where=f"{where}.participant")  # fmt: skip
    if told.patient != before.patient or told.organization not in ("", before.organization):
        raise Problem(422, "La personne et la structure d’un réseau ne changent pas.",
                      where=where)  # fmt: skip
    if told.end and (told.status == "active" or told.end > work.now):
        raise Problem(422, "Un réseau ne se ferme pas d’avance : il est fermé quand il devient "
                           "inactive.", where=f"{where}.period.end")  # fmt: skip


def _end(work: Work, before: TeamPart, told: TeamPart, entry: Entry) -> None:
    same = ("kind", "who", "role", "start")
    if told.end is None or any(getattr(before, name) != getattr(told, name) for name in same):
        raise Problem(
            422, "D’un membre, seul le dernier jour change : qui revient est une nouvelle entrée.",
            where=f"{entry.where}.resource.participant",
        )  # fmt: skip
    actions.change_member(member_id=UUID(before.id), ends_on=told.end, by=work.by, now=work.now)
