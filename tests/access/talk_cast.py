"""What is said around the person of a tenant, with its planted words."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.messaging.models import OutboxMessage
from maillon.kernel.access import AccountViewer
from maillon.kernel.chance import new_id
from tests.factories.desk import MORNING

if TYPE_CHECKING:
    from tests.access.cast import Tenant

__all__ = ["Talk", "talked"]

AT = MORNING + timedelta(minutes=20)


@dataclass
class Talk:
    """A conversation, its message, its document, who is asked in it."""

    conversation_id: UUID = field(default_factory=new_id)
    message_id: UUID = field(default_factory=new_id)
    attachment_id: UUID = field(default_factory=new_id)
    mention_id: UUID = field(default_factory=new_id)


def talked(tenant: "Tenant", member_id: UUID, by: AccountViewer) -> Talk:
    """The coordinator asks somebody close something of daily life, with a document."""
    words = tenant.words
    document = care.Document(words["talk_file"], b"%PDF-1.4 essai")
    sent = care.start_conversation(
        patient_id=tenant.patient_id, theme="daily", subject=words["talk_subject"], by=by, now=AT,
        new=care.NewMessage(words["talk_words"], (member_id,), (document,)),
    )  # fmt: skip
    mention = sent.mentions.get()
    assert not OutboxMessage.objects.filter(key=f"mention:{mention.pk}").exists()
    return Talk(sent.conversation_id, sent.pk, sent.attachments.get().pk, mention.pk)
