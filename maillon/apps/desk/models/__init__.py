"""The desk: requests, needs, waves, offers, assignments, call-backs."""

from maillon.apps.desk.models.callback import Callback
from maillon.apps.desk.models.desk import DayCounter, Desk, DeskCommune, DeskShift
from maillon.apps.desk.models.intake import Draft, Handover, Requester
from maillon.apps.desk.models.need import Assignment, Need, Shift
from maillon.apps.desk.models.offer import Offer, Wave
from maillon.apps.desk.models.request import ServiceRequest

__all__ = [
    "Assignment",
    "Callback",
    "DayCounter",
    "Desk",
    "DeskCommune",
    "DeskShift",
    "Draft",
    "Handover",
    "Need",
    "Offer",
    "Requester",
    "ServiceRequest",
    "Shift",
    "Wave",
]
