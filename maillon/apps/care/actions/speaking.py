"""The person's word about who reads: dated, by some means, with its proof; never edited."""

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from maillon.apps.care import access
from maillon.apps.care.models import (
    CareTeamMember,
    Consent,
    ConsentProof,
    Patient,
    RelatedPerson,
)
from maillon.apps.care.papers import LARGEST, sniffed
from maillon.apps.care.vocabulary import THEMES
from maillon.apps.journal.actions import record
from maillon.errors import NotFound, Refused
from maillon.kernel import events
from maillon.kernel.access import LinkViewer, Viewer

__all__ = ["NewWord", "Scan", "record_word", "write_word"]

EARLY: Final = timedelta(minutes=5)  # clocks differ


@dataclass(frozen=True, slots=True)
class NewWord:
    """What was said, how and when; by ``representative`` where she speaks for the person."""

    kind: str
    means: str
    said_at: datetime | None = None  # now, where it is not told
    representative_id: UUID | None = None
    themes: tuple[str, ...] = ()

    def as_kind(self, kind: str) -> "NewWord":
        """The same occasion, another word."""
        return replace(self, kind=kind, themes=())


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper as it was scanned: PDF, JPEG or PNG by its first bytes, whatever its name."""

    content: bytes

    def media_type(self) -> str:
        """Raises ``Refused``: ``proof_too_large``, ``proof_kind``."""
        if len(self.content) > LARGEST:
            raise Refused("proof_too_large")
        kind = sniffed(self.content)
        if not kind:
            raise Refused("proof_kind")
        return kind


def record_word(
    *,
    patient_id: UUID,
    word: NewWord,
    by: Viewer,
    now: datetime,
    member_id: UUID | None = None,
    scan: Scan | None = None,
) -> Consent:
    """Write her word about one member, or about all sharing; it counts at the next request.

    An opposition may be written by whoever reads about her; any other word by her care team, by
    her desk, or by the coordinators of the responsible structure; by her own link, her own.
    Raises ``NotFound``, ``Refused``: ``word_unknown``, ``word_themes``, ``word_to_come``,
    ``proof_missing`` (on paper, without the paper), ``proof_too_large``, ``proof_kind``.
    """
    patient = Patient.objects.filter(pk=patient_id, merged_into=None).first()
    if patient is None or not access.may_record_word(by, patient, word.kind, now):
        raise NotFound
    member = _member(patient, member_id)
    media_type = scan.media_type() if scan else ""
    if word.means == Consent.Means.PAPER and scan is None:
        raise Refused("proof_missing")
    with transaction.atomic():
        said = write_word(patient, member, word, by, now)
        if scan is not None:
            _keep(said, scan, media_type, now)
    return said


def _member(patient: Patient, member_id: UUID | None) -> CareTeamMember | None:
    if member_id is None:
        return None
    member = CareTeamMember.objects.filter(pk=member_id, patient=patient).first()
    if member is None:
        raise NotFound
    return member


def write_word(
    patient: Patient, member: CareTeamMember | None, word: NewWord, by: Viewer, now: datetime
) -> Consent:
    """One word, its journal entry and the news of it, in the caller's transaction.

    Raises as ``record_word``, and ``NotFound`` for a representative of somebody else.
    """
    _check(patient, word, by, now)
    said = Consent.objects.create(
        patient=patient, member=member, kind=word.kind, themes=list(word.themes),
        representative_id=word.representative_id, means=word.means, said_at=word.said_at or now,
        recorded_at=now, recorded_by_kind=by.kind, recorded_by_id=by.id,
    )  # fmt: skip
    record(
        act="care.word", organization_id=patient.organization_id, by=by, now=now,
        occurred_at=said.said_at, subjects=[("patient", patient.pk)],
        data={"word": str(said.pk), "kind": word.kind, "means": word.means,
              "member": str(member.pk) if member else ""},
    )  # fmt: skip
    events.bump(f"circle:{patient.pk}")
    return said


def _check(patient: Patient, word: NewWord, by: Viewer, now: datetime) -> None:
    if word.kind not in Consent.Kind.values or word.means not in Consent.Means.values:
        raise Refused("word_unknown")
    if (word.means == Consent.Means.LINK) != isinstance(by, LinkViewer):
        raise Refused("word_unknown")
    if set(word.themes) - set(THEMES) or (word.themes and word.kind != "agreed"):
        raise Refused("word_themes")
    if word.said_at is not None and word.said_at > now + EARLY:
        raise Refused("word_to_come")
    if (
        word.representative_id is not None
        and not RelatedPerson.objects.filter(
            pk=word.representative_id, patient=patient, represents=True
        ).exists()
    ):
        raise NotFound


def _keep(said: Consent, scan: Scan, media_type: str, now: datetime) -> None:
    proof = ConsentProof(
        consent=said, media_type=media_type, size=len(scan.content), added_at=now,
        digest=hashlib.sha256(scan.content).hexdigest(),
        content=base64.b64encode(scan.content).decode(),
    )  # fmt: skip
    proof.save(force_insert=True)
