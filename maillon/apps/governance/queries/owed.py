from collections.abc import Collection
from uuid import UUID

from maillon.apps.governance.models import Attestation, Commitment, Mandate
from maillon.apps.structures import access
from maillon.kernel.access import AccountViewer

__all__ = ["owed"]

Told = dict[UUID, tuple[UUID, str, str]]


def owed(viewer: AccountViewer, kind: str, ids: Collection[UUID]) -> Told:
    """The origins of tasks of a kind, in her structures: structure, what to do, about what."""
    houses = access.read_by(viewer)
    if kind == "governance.mandate":
        mandates = Mandate.objects.filter(pk__in=ids, body__organization_id__in=houses)
        return {
            one.pk: (
                one.body.organization_id, f"Renouveler un mandat : {one.get_seat_display()}",
                f"{one.body.name}, fin le {one.ends_on:%d/%m/%Y}" if one.ends_on else one.body.name,
            )
            for one in mandates.select_related("body")
        }  # fmt: skip
    if kind == "governance.commitment":
        promised = Commitment.objects.filter(pk__in=ids, organization_id__in=houses)
        return {
            one.pk: (one.organization_id, f"Tenir un engagement : {one.text[:80]}",
                     one.get_partner_display())
            for one in promised
        }  # fmt: skip
    asked = Attestation.objects.filter(pk__in=ids, organization_id__in=houses).defer("content")
    return {
        one.pk: (one.organization_id, "Signer une attestation d’exercice coordonné",
                 f"année {one.year}")
        for one in asked
    }  # fmt: skip
