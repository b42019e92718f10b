"""A carer whose words no rule understands. Everybody is invented."""

from datetime import datetime

from maillon.apps.directory.models import Responder
from maillon.apps.messaging import actions
from maillon.apps.messaging.models import InboundMessage
from maillon.kernel.chance import new_id
from tests.factories.desk import MORNING

__all__ = ["WORDS", "wrote"]

WORDS = "pouvez vous me rappeler svp"


def wrote(
    carer: Responder, body: str = WORDS, at: datetime = MORNING
) -> tuple[str, InboundMessage]:
    """A message of hers, received as any other: what was made of it, and its row."""
    name = new_id().hex
    outcome = actions.receive(
        provider="essai", provider_id=name, phone=carer.phone, body=body, received_at=at, now=at
    )
    return outcome, InboundMessage.objects.get(provider_id=name)
