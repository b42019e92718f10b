"""What a page of intake posts: a call from a ward, as an agent types it."""

from typing import Any
from uuid import uuid4

from tests.factories.desk import DeskWorld

__all__ = ["PAGE", "typed"]

PAGE = "/demandes/nouvelle/"


def typed(world: DeskWorld, **changes: Any) -> dict[str, Any]:
    """A whole form; ``None`` takes a field away."""
    form: dict[str, Any] = {
        "draft": str(uuid4()),
        "desk": str(world.desk.pk),
        "action": "keep",
        "phone": "01 99 00 00 14",
        "kind": "hospital",
        "caller_name": "Inès Marchand",
        "house": "Chirurgie, hôpital de la vallée",
        "need": ["dressing"],
        "dressing-frequency": "daily",
        "dressing-starts_on": "2026-11-25",
        "urgency": "today",
        "prescription": "held",
        "commune": world.desk.commune_id,
        "quarter": "le Creux",
        "address": "3 rue des Essais",
        "birth_date": "4/5/1941",
        "birth_name": "Fournier",
        "given_name": "Suzanne",
        "informed_by": "requester",
        "agreement": "agreed",
        "gp_wish": "tell",
    }
    return {name: value for name, value in (form | changes).items() if value is not None}
