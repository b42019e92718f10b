from typing import ClassVar
from uuid import UUID

from django.db import models

from maillon.kernel.fields import EncryptedTextField
from maillon.kernel.models import Base


class ServiceRequestQuerySet(models.QuerySet["ServiceRequest"]):
    def open(self) -> "ServiceRequestQuerySet":
        return self.filter(closed_at=None)

    def at_desk(self, desk_id: UUID) -> "ServiceRequestQuerySet":
        return self.filter(desk_id=desk_id)

    def most_pressing_first(self) -> "ServiceRequestQuerySet":
        return self.order_by(models.F("deadline_at").asc(nulls_last=True), "received_at", "id")


class ServiceRequest(Base):
    """A request (demande): who asked, for whom, what is needed, until care has begun."""

    class Lane(models.TextChoices):
        TO_HANDLE = "to_handle", "À traiter"
        SEARCHING = "searching", "En recherche"
        FOUND = "found", "Soin à confirmer"
        TO_CALL_BACK = "to_call_back", "À rappeler"
        CLOSED = "closed", "Terminée"

    class Urgency(models.TextChoices):
        IMMEDIATE = "immediate", "dans l’heure"
        TODAY = "today", "aujourd’hui"
        WITHIN_48H = "within_48h", "sous 48 heures"
        PLANNED = "planned", "programmé"

    class Prescription(models.TextChoices):
        HELD = "held", "reçue"
        AWAITED = "awaited", "attendue"
        NONE = "none", "sans prescription"

    class Agreement(models.TextChoices):
        AGREED = "agreed", "d’accord"
        OBJECTED = "objected", "s’y oppose"
        UNABLE = "unable", "hors d’état de répondre"

    class GpWish(models.TextChoices):
        TELL = "tell", "à prévenir"
        REFUSED = "refused", "la personne ne veut pas"
        NONE = "none", "pas de médecin traitant"

    desk = models.ForeignKey("desk.Desk", models.PROTECT, related_name="requests")
    # The desk that took the call and gave the number: it stays when the request moves.
    received_desk = models.ForeignKey("desk.Desk", models.PROTECT, related_name="received")
    organization = models.ForeignKey("directory.Organization", models.PROTECT)
    day = models.DateField()
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=12)  # MMDD-NNN, the number the caller hears
    # The person, or the establishment whose staff is short: one of them, never both.
    patient = models.ForeignKey("care.Patient", models.PROTECT, null=True, related_name="requests")
    establishment = models.CharField(max_length=160, blank=True)
    establishment_number = models.CharField(max_length=9, blank=True)  # FINESS, where it was picked
    establishment_address = models.CharField(max_length=200, blank=True)
    requester = models.ForeignKey("desk.Requester", models.PROTECT, related_name="requests")
    requester_kind = models.CharField(max_length=20)
    may_tell_requester = models.BooleanField(default=False)  # the person agrees she be told
    commune = models.ForeignKey("directory.Commune", models.PROTECT)
    quarter = EncryptedTextField(blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    prescription = models.CharField(max_length=8, choices=Prescription.choices)
    # Words of the person: empty where there is none.
    informed_by = models.CharField(max_length=20, blank=True)  # vocabulary.INFORMED_BY
    agreement = models.CharField(max_length=8, choices=Agreement.choices, blank=True)
    gp_wish = models.CharField(max_length=8, choices=GpWish.choices)
    gp_role = models.ForeignKey("directory.PractitionerRole", models.SET_NULL, null=True)
    living = EncryptedTextField(blank=True)  # JSON: vocabulary.LIVING codes and values
    note = EncryptedTextField(blank=True)
    lane = models.CharField(max_length=14, choices=Lane.choices, default=Lane.TO_HANDLE)
    deadline_at = models.DateTimeField(null=True)
    next_step = models.CharField(max_length=24, blank=True)  # what the deadline speaks of
    owner_account = models.ForeignKey("accounts.Account", models.PROTECT, null=True)
    owner_shift = models.ForeignKey("desk.DeskShift", models.PROTECT, null=True)
    received_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True)
    triage = models.CharField(max_length=20, blank=True)  # care, advice, expert, samu15, redirected
    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=24, blank=True)  # vocabulary.CLOSINGS
    revision = models.PositiveIntegerField(default=0)
    intake_seconds = models.PositiveIntegerField(null=True)
    synthetic = models.BooleanField(default=False)

    objects: ClassVar[ServiceRequestQuerySet] = ServiceRequestQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def subjects(self) -> list[tuple[str, UUID]]:
        """What an act about this request is about: itself, and the person where there is one."""
        person = [("patient", self.patient_id)] if self.patient_id else []
        return [("request", self.pk), *person]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["received_desk", "day", "number"], name="request_number_once"
            ),
            models.CheckConstraint(
                name="request_is_for_a_person_or_an_establishment",
                condition=models.Q(patient__isnull=False, establishment="")
                | (models.Q(patient=None) & ~models.Q(establishment="")),
            ),
            models.CheckConstraint(
                name="open_request_has_one_owner",
                condition=models.Q(closed_at__isnull=False)
                | models.Q(owner_account__isnull=False, owner_shift=None)
                | models.Q(owner_account=None, owner_shift__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_request_has_a_closing",
                condition=models.Q(closed_at=None, closing="")
                | (models.Q(closed_at__isnull=False, lane="closed") & ~models.Q(closing="")),
            ),
        )
        indexes = (
            models.Index(
                fields=["desk", "deadline_at"],
                name="request_open",
                condition=models.Q(closed_at=None),
            ),
            models.Index(fields=["patient", "received_at"], name="request_by_patient"),
        )
