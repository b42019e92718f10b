from typing import ClassVar

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class Need(Base):
    """One thing that is needed; searched, assigned and proved alone."""

    class State(models.TextChoices):
        WAITING = "waiting", "à traiter"
        SEARCHING = "searching", "en recherche"
        FOUND = "found", "trouvé, soin à confirmer"
        BEGUN = "begun", "soin commencé"
        CANCELLED = "cancelled", "abandonné"
        ASKED = "asked", "avis demandé"
        ANSWERED = "answered", "réponse donnée"

    SETTLED: ClassVar = (State.BEGUN, State.ANSWERED, State.CANCELLED)

    request = models.ForeignKey("desk.ServiceRequest", models.CASCADE, related_name="needs")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)  # vocabulary.NEEDS
    detail = EncryptedTextField(blank=True)
    frequency = models.CharField(max_length=12)  # vocabulary.FREQUENCIES
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    part_of_day = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    search_started_at = models.DateTimeField(null=True)
    found_by = models.DateTimeField(null=True)  # past this moment the requester hears "not yet"
    begun_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)  # the last time a carer gave a seat back
    cancelled_reason = models.CharField(max_length=24, blank=True)
    renews = models.ForeignKey("self", models.SET_NULL, null=True, related_name="renewals")
    replaces = models.CharField(max_length=24, blank=True)  # why who came there does not go on

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["request", "position"], name="need_position_once"),
        )


class Shift(Base):
    """A stretch of care to cover, with one or more seats; every need has at least one.

    With moments it is a watch: nobody stands in two that overlap. Without, it is care at home
    from a day on, whose hours the carer settles with the person.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="shifts")
    number = models.PositiveSmallIntegerField(default=1)  # what an SMS calls it: OUI 4821 2
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    seats = models.PositiveSmallIntegerField(default=1)  # fewer once some are given up

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["need", "number"], name="shift_once"),
            models.CheckConstraint(
                name="shift_has_both_moments_in_order_or_none",
                condition=models.Q(starts_at=None, ends_at=None)
                | models.Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
            ),
        )


class Assignment(Base):
    """Who took a seat. At most one living assignment per need, shift and seat (I3)."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="assignments")
    shift = models.ForeignKey(Shift, models.CASCADE, related_name="assignments")
    seat = models.PositiveSmallIntegerField(default=1)
    responder = models.ForeignKey("directory.Responder", models.PROTECT)
    offer = models.ForeignKey("desk.Offer", models.PROTECT, related_name="assignments")
    hand = models.PositiveSmallIntegerField(default=1)  # which of those behind a shared line
    comes = EncryptedTextField(blank=True)  # who of a shared line: a first name, as it was said
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)  # "care has begun"
    accepted_at = models.DateTimeField()
    details_given_at = models.DateTimeField(null=True)
    details_channel = models.CharField(max_length=8, blank=True)  # call, signed_in
    begun_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["need", "shift", "seat"],
                condition=models.Q(withdrawn_at=None),
                name="one_living_assignment_per_seat",
            ),
            models.UniqueConstraint(
                fields=["shift", "responder", "hand"],
                condition=models.Q(withdrawn_at=None),
                name="one_seat_per_responder_and_shift",
            ),
        )
