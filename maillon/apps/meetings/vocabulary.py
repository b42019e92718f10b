"""The closed words of meetings: kinds, presences, answers to a date."""

from django.db import models

__all__ = ["Answer", "CorrectionReason", "Kind", "Presence", "Rhythm"]


class Kind(models.TextChoices):
    TEAM = "team", "réunion d’équipe"
    CASE = "case", "concertation sur des situations"
    CIRCLE = "circle", "réunion du réseau d’une personne"
    PARTNERS = "partners", "rencontre avec des partenaires"


class Presence(models.TextChoices):
    UNKNOWN = "unknown", "à dire"
    PRESENT = "present", "présent"
    REMOTE = "remote", "à distance"
    EXCUSED = "excused", "excusé"
    ABSENT = "absent", "absent"


class Answer(models.TextChoices):
    YES = "yes", "oui"
    MAYBE = "maybe", "si besoin"
    NO = "no", "non"


class Rhythm(models.TextChoices):
    ONCE = "", "une fois"
    WEEKLY = "weekly", "chaque semaine"
    FORTNIGHTLY = "fortnightly", "toutes les deux semaines"
    MONTHLY = "monthly", "chaque mois"


class CorrectionReason(models.TextChoices):
    """Why presence is said again; closed words, so that nothing of a person is kept for ever."""

    MISTAKEN = "mistaken", "quelqu’un était noté présent à tort"
    MISSED = "missed", "quelqu’un était là et n’était pas noté"
    BOTH = "both", "les deux, ou une autre erreur de saisie"
