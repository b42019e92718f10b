"""What must always hold of persons and circles, as queries for ``maillon verify``."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import F

from maillon.apps.care.identity import indexes
from maillon.apps.care.medication_invariants import INVARIANTS as MEDICATION
from maillon.apps.care.models import (
    BreakGlass,
    CarePlan,
    CarePlanRevision,
    CareTeam,
    CareTeamMember,
    CareTeamVersion,
    CaseItem,
    CircleMeeting,
    Consent,
    Conversation,
    DataReferent,
    Erasure,
    Mention,
    Patient,
    PatientMerge,
)
from maillon.apps.care.plan_text import fingerprint
from maillon.apps.care.talk_invariants import INVARIANTS as TALKS
from maillon.apps.care.team_invariants import INVARIANTS as TEAMS
from maillon.apps.care.versions import facts_of_team
from maillon.engines.identity import read_ins
from maillon.errors import Refused
from maillon.kernel.crypto import blind_index

__all__ = ["INVARIANTS"]

LATE = timedelta(days=7)


def person_is_found_again(now: datetime) -> Iterator[str]:
    """The blind indexes of each person are those of the traits under seal."""
    for one in Patient.objects.filter(erased_at=None).iterator(chunk_size=500):
        if (one.birth_date_index, one.name_index) != indexes(one.birth_date, one.birth_name):
            yield f"la personne {one.pk} ne serait pas retrouvée par ses traits"


def ins_is_whole(now: datetime) -> Iterator[str]:
    """A retrieved or qualified identity has an INS whose key is right where it is a real one."""
    for one in Patient.objects.exclude(ins_index="").iterator(chunk_size=500):
        try:
            ins = read_ins(one.ins, one.ins_system)
        except Refused as refused:
            yield f"la personne {one.pk} porte une INS impossible ({refused.code})"
            continue
        if one.ins_index != blind_index("ins", f"{ins.oid}|{ins.number}"):
            yield f"la personne {one.pk} ne serait pas retrouvée par son INS"
    for pk in Patient.objects.filter(status="QUAL", ins_index="").values_list("pk", flat=True):
        yield f"la personne {pk} est qualifiée sans INS"


def merge_is_told(now: datetime) -> Iterator[str]:
    """A file leads to another exactly while a merge says so, and nothing of it stays behind."""
    told = dict(
        PatientMerge.objects.filter(undone_at=None).values_list("absorbed_id", "kept_id")
    )  # fmt: skip
    led = dict(Patient.objects.exclude(merged_into=None).values_list("pk", "merged_into_id"))
    for pk in sorted({*told, *led}, key=str):
        if told.get(pk) != led.get(pk):
            yield f"la fiche {pk} mène ailleurs que ce que dit son rapprochement"
    for pk in CareTeamMember.objects.filter(patient__in=led).values_list("pk", flat=True):
        yield f"le membre {pk} est resté sur une fiche rapprochée"


def word_is_dated(now: datetime) -> Iterator[str]:
    """Each word is about a member of the same person, and a paper word has its paper."""
    strays = Consent.objects.exclude(member=None).exclude(patient=F("member__patient"))
    for pk in strays.values_list("pk", flat=True):
        yield f"la parole {pk} parle du membre d’une autre personne"
    papers = Consent.objects.filter(means=Consent.Means.PAPER, proof=None)
    for pk in papers.values_list("pk", flat=True):
        yield f"la parole {pk} est dite sur papier, sans le papier"


def circle_has_its_word(now: datetime) -> Iterator[str]:
    """No circle is open without a word of the person about sharing."""
    silent = CareTeam.objects.filter(closed_at=None, patient__merged_into=None)
    for pk in silent.filter(patient__words=None).values_list("pk", flat=True):
        yield f"le réseau {pk} est ouvert sans aucune parole de la personne"
    strays = CareTeam.objects.exclude(referent=None).exclude(patient=F("referent__patient"))
    for pk in strays.filter(closed_at=None).values_list("pk", flat=True):
        yield f"le réseau {pk} a pour référent le membre d’un autre réseau"


def circle_has_its_versions(now: datetime) -> Iterator[str]:
    """The versions of each circle follow each other, and the last one says what it is."""
    kept: dict[object, list[CareTeamVersion]] = {}
    for row in CareTeamVersion.objects.order_by("number"):
        kept.setdefault(row.team_id, []).append(row)
    for team in CareTeam.objects.iterator(chunk_size=500):
        rows = kept.get(team.pk, [])
        if [row.number for row in rows] != list(range(1, len(rows) + 1)) or not rows:
            yield f"il manque une version au réseau {team.pk}"
        elif rows[-1].facts != facts_of_team(team, rows[-1].facts):
            yield f"la dernière version du réseau {team.pk} n’est pas ce qu’il est"


def erased_is_empty(now: datetime) -> Iterator[str]:
    """Nothing is left of an erased person, and no erasure waits days after its delay."""
    for one in Patient.objects.exclude(erased_at=None):
        left = (one.birth_name, one.given_name, one.birth_date, one.ins, one.phone, one.address)
        rows = (CareTeam, CareTeamMember, Consent, Conversation, Mention)
        if any(left) or any(model.objects.filter(patient=one).exists() for model in rows):
            yield f"il reste des mots de la personne effacée {one.pk}"
    late = Erasure.objects.filter(undone_at=None, done_at=None, due_at__lt=now - LATE)
    for pk in late.values_list("pk", flat=True):
        yield f"l’effacement {pk} attend depuis plus d’une semaine après son délai"


def glass_is_reviewed(now: datetime) -> Iterator[str]:
    """An access without the usual grounds lasts an hour at most and is owed a review, or has it."""
    for one in BreakGlass.objects.select_related("task"):
        if (one.until - one.opened_at).total_seconds() > 3600:
            yield f"l’accès exceptionnel {one.pk} dure plus d’une heure"
        if (one.reviewed_at is None) != (one.task.closed_at is None):
            yield f"l’accès exceptionnel {one.pk} et sa relecture ne disent pas la même chose"
        if one.reviewed_at is None and one.task.owner_account_id == one.account_id:
            yield f"l’accès exceptionnel {one.pk} attend la signature de qui l’a pris"
        if one.reviewed_by_id == one.account_id:
            yield f"l’accès exceptionnel {one.pk} est relu par qui l’a pris"


def glass_waits_for_the_referent(now: datetime) -> Iterator[str]:
    """What waits for somebody by name waits for who answers for the data of that structure."""
    waiting = BreakGlass.objects.filter(reviewed_at=None, task__owner_account__isnull=False)
    held = dict(
        DataReferent.objects.filter(ended_at=None).values_list("organization_id", "account_id")
    )
    rows = waiting.values_list("pk", "patient__organization_id", "task__owner_account_id")
    for pk, organization_id, owner_id in rows:
        if held.get(organization_id) != owner_id:
            yield f"l’accès exceptionnel {pk} attend quelqu’un qui ne répond pas des données"


def plan_has_one_version_in_force(now: datetime) -> Iterator[str]:
    """Each project has exactly one current version, the last; numbers leave no gap."""
    for plan in CarePlan.objects.prefetch_related("revisions"):
        rows = sorted(plan.revisions.all(), key=lambda one: one.number)
        if [one.number for one in rows] != list(range(1, len(rows) + 1)):
            yield f"le projet {plan.pk} n’a pas des versions qui se suivent"
        current = [one.number for one in rows if one.replaced_at is None]
        if current != [len(rows)]:
            yield f"le projet {plan.pk} a {len(current)} version(s) en cours, ou pas la dernière"


def plan_version_never_changes(now: datetime) -> Iterator[str]:
    """Each version says what it said when it was written."""
    for one in CarePlanRevision.objects.iterator(chunk_size=200):
        if fingerprint(one) != one.digest:
            yield f"la version {one.pk} du projet n’est plus celle qui a été écrite"


def circle_meets_by_her_word(now: datetime) -> Iterator[str]:
    """In a meeting of a circle, nobody is a guest, let alone told, before the person's word."""
    for about in CircleMeeting.objects.select_related("meeting"):
        asked = [
            one
            for one in about.meeting.guests.exclude(account=about.meeting.organizer_id)
            if one.pk != about.person_guest_id
        ]
        agreed = {
            row.guest_id: row.said_at for row in about.guests.filter(word="yes") if row.said_at
        }
        for guest in asked:
            said_at = agreed.get(guest.pk)
            if said_at is None or (guest.invited_at and guest.invited_at < said_at):
                yield f"l’invité {guest.pk} d’une réunion de réseau, sans la parole de la personne"


def case_is_marked(now: datetime) -> Iterator[str]:
    """A point that speaks of a person is marked as such, and what is decided there is a task."""
    for pk in CaseItem.objects.filter(item__is_case=False).values_list("item_id", flat=True):
        yield f"le point {pk} parle d’une personne et serait lu par tous"
    told = CaseItem.objects.filter(
        item__meeting__closed_at__isnull=False, item__decisions__isnull=False,
        item__decisions__task=None,
    )  # fmt: skip
    for pk in told.values_list("item_id", flat=True):
        yield f"le point {pk} a une décision sur une situation, sans tâche"


INVARIANTS: dict[str, Callable[[datetime], Iterable[str]]] = {
    "INS-1 personnes retrouvées par leurs traits": person_is_found_again,
    "INS-2 INS entières": ins_is_whole,
    "INS-3 rapprochements entiers": merge_is_told,
    "P3 chaque parole a son objet et sa preuve": word_is_dated,
    "P2 aucun réseau sans la parole de la personne": circle_has_its_word,
    "P4 une version en cours par projet, la dernière": plan_has_one_version_in_force,
    "P4 aucune version du projet n’est réécrite": plan_version_never_changes,
    "P5 chaque réseau a toutes ses versions": circle_has_its_versions,
    **TEAMS,
    **TALKS,
    "P5 un réseau se réunit par la parole de la personne": circle_meets_by_her_word,
    "P7 une situation est marquée, ses décisions ont une tâche": case_is_marked,
    **MEDICATION,
    "DAT-4 une personne effacée ne laisse rien": erased_is_empty,
    "ACC-7 accès exceptionnels relus par un autre": glass_is_reviewed,
    "ACC-7 la relecture attend qui répond des données": glass_waits_for_the_referent,
}
