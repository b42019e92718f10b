"""What must always hold in the journal."""

from collections.abc import Iterator

from maillon.apps.journal.chain import GENESIS, digest
from maillon.apps.journal.models import Entry, Seal

__all__ = ["chain_is_whole"]


def chain_is_whole() -> Iterator[str]:
    """AUD-2: each seal follows from the one before and from its entry, byte for byte; whatever has
    no seal yet waits for one.
    """
    number: dict[object, int] = {}
    previous: dict[object, str] = {}
    seals = (
        Seal.objects.order_by("organization_id", "number")
        .select_related("entry")
        .prefetch_related("entry__subjects", "entry__credits", "entry__participants")
    )
    for seal in seals.iterator(chunk_size=500):
        org = seal.organization_id
        before = previous.get(org, GENESIS)
        expected_number = number.get(org, 0) + 1
        if seal.number != expected_number or seal.previous != before:
            yield f"chaîne rompue au n° {seal.number} de la structure {org}"
        elif digest(seal.entry, seal.number, seal.previous) != seal.digest:
            yield f"acte {seal.entry_id} altéré (n° {seal.number} de la structure {org})"
        number[org], previous[org] = seal.number, seal.digest
    for pk in Entry.objects.filter(seal=None, unsealed=None).values_list("pk", flat=True):
        yield f"acte {pk} qu’aucun sceau n’attend"
