from django.db import models

from maillon.kernel.models import Base


class Wave(Base):
    """A step of the search: a timer in UTC, then the carers asked together."""

    class Kind(models.TextChoices):
        USUAL = "usual", "l’intervenant habituel, seul"
        ZONE = "zone", "les professionnels de la zone"
        NEIGHBOURS = "neighbours", "les zones voisines"
        CALL_LIST = "call_list", "la liste d’appel"

    need = models.ForeignKey("desk.Need", models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    expected = models.PositiveSmallIntegerField(default=0)  # how many would be asked, when planned
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)  # a call list has no end of its own
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["need", "number"], name="wave_number_once"),)
        indexes = (
            models.Index(
                fields=["opens_at"], name="wave_planned", condition=models.Q(opened_at=None)
            ),
        )


class Offer(Base):
    """One need proposed to one responder: she takes the shifts still free that she wants."""

    class State(models.TextChoices):
        OPEN = "open", "en attente de réponse"
        ACCEPTED = "accepted", "acceptée"
        DECLINED = "declined", "refusée"
        EXPIRED = "expired", "sans réponse"
        TAKEN = "taken", "prise par quelqu’un d’autre"
        WITHDRAWN = "withdrawn", "retirée"

    class Channel(models.TextChoices):
        SMS = "sms", "SMS"
        CALL = "call", "appel"

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="offers")
    need = models.ForeignKey(
        "desk.Need", models.CASCADE, related_name="offers", db_index=False
    )  # found by offer_by_need
    # The only shift asked about; null where several are free and she chooses.
    shift = models.ForeignKey("desk.Shift", models.CASCADE, null=True, related_name="offers")
    responder = models.ForeignKey(
        "directory.Responder", models.PROTECT, related_name="offers", db_index=False
    )  # found by offer_by_responder
    channel = models.CharField(max_length=4, choices=Channel.choices)
    code = models.CharField(max_length=4)  # what she types back: OUI 4821
    token_hash = models.CharField(max_length=64, blank=True)
    rank = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)  # engine reason codes and data, for "why me?"
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer_channel = models.CharField(max_length=6, blank=True)  # sms, link, call, desk
    refusal = models.CharField(max_length=14, blank=True)  # vocabulary.REFUSALS

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["need", "responder"],
                condition=models.Q(state="open"),
                name="one_open_offer_per_responder_and_need",
            ),
            models.UniqueConstraint(
                fields=["responder", "code"],
                condition=models.Q(state="open"),
                name="open_offer_code_once_per_responder",
            ),
        )
        indexes = (
            models.Index(fields=["responder", "state"], name="offer_by_responder"),
            models.Index(fields=["need", "state"], name="offer_by_need"),
            # Not db_index: nothing asks how a hash begins, and PostgreSQL would keep a second one.
            models.Index(fields=["token_hash"], name="offer_by_token"),
        )
