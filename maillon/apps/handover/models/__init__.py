"""What was handed from one to another."""

from maillon.apps.handover.models.succession import PassedTask, Succession

__all__ = ["PassedTask", "Succession"]
