"""Patients as the engine compares them, and where like ones are looked for."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from maillon.apps.care.identity import indexes
from maillon.apps.care.models import Patient
from maillon.engines.identity import Likeness, Traits, Verdict, compare
from maillon.kernel.crypto import fold

__all__ = ["LISTED", "alike", "folded", "traits_of"]

LISTED: Final = 8
ORDER: Final = (Verdict.SAME, Verdict.PROBABLE, Verdict.HOMONYM)


def folded(
    birth_name: str, given_name: str, birth_date: str, used_name: str = "", sex: str = "",
    birth_place: str = "", ins: str = "",
) -> Traits:  # fmt: skip
    """Traits with names as they are compared."""
    return Traits(
        fold(birth_name), fold(given_name), birth_date, fold(used_name), sex, birth_place, ins
    )


def traits_of(patient: Patient) -> Traits:
    """What a file says of the person."""
    return folded(
        patient.birth_name, patient.given_name, patient.birth_date, patient.used_name,
        patient.sex, patient.birth_place, patient.ins,
    )  # fmt: skip


def alike(
    organization_id: UUID, traits: Traits, *, but: Iterable[UUID] = ()
) -> list[tuple[Patient, Likeness]]:
    """Living files of this structure like these traits, the likest first, at most ``LISTED``.

    Looked for where the birth date is the same or has day and month exchanged, and where the
    folded birth name is the same: the buckets of two blind indexes, then compared in clear.
    """
    by_date, by_name = indexes(traits.birth_date, traits.birth_name)
    year, month, day = traits.birth_date.split("-")
    swapped, _ = indexes(f"{year}-{day}-{month}", "")
    living = Patient.objects.living().filter(organization_id=organization_id)
    buckets = (  # one after the other: put together by OR, no index would serve
        living.filter(birth_date_index__in={by_date, swapped}),
        living.filter(name_index=by_name),
    )
    found = {one.pk: one for bucket in buckets for one in bucket.exclude(pk__in=list(but))}
    compared = [(one, compare(traits, traits_of(one))) for one in found.values()]
    kept = [(one, like) for one, like in compared if like.verdict is not Verdict.DIFFERENT]
    kept.sort(key=lambda pair: (ORDER.index(pair[1].verdict), -pair[1].score, str(pair[0].pk)))
    return kept[:LISTED]
