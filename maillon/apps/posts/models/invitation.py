import json
from collections.abc import Sequence
from typing import Any

from django.db import models

from maillon.apps.posts.vocabulary import ANSWERS
from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class PostInvitation(Base):
    """A structure invites neighbours to share a post: the draft agreement, as it was that day.

    Whoever is invited reads this text and nothing else of the structure.
    """

    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    text = EncryptedTextField()  # JSON: parties, articles
    sent_by = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(withdrawn_at=None),
                name="one_invitation_at_a_time",
            ),
        )  # fmt: skip

    @property
    def told(self) -> Any:
        """``parties`` (names), ``articles`` (title, paragraphs)."""
        return json.loads(self.text)

    def keep(self, parties: Sequence[str], articles: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Write the text."""
        told = {"parties": list(parties), "articles": [[one, list(said)] for one, said in articles]}
        self.text = json.dumps(told, ensure_ascii=False)


class Invitee(Base):
    """A structure invited, and what it answered, with a word."""

    invitation = models.ForeignKey(PostInvitation, models.CASCADE, related_name="invitees")
    organization = models.ForeignKey("directory.Organization", models.PROTECT, related_name="+")
    task = models.OneToOneField("tasks.Task", models.PROTECT, related_name="+")
    answer = models.CharField(max_length=4, choices=[*ANSWERS.items()], blank=True)
    words = EncryptedTextField(blank=True)
    answered_by = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["invitation", "organization"], name="invited_once_with_each"
            ),
            models.CheckConstraint(
                name="invitee_answers_at_a_moment",
                condition=models.Q(answer="", answered_at=None)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
            ),
        )
