"""The desk: requests, needs, waves, offers, assignments, call-backs."""

from maillon.apps.desk.models.answer import Answer, ExpertQuestion
from maillon.apps.desk.models.call import Call, Extension
from maillon.apps.desk.models.callback import Callback
from maillon.apps.desk.models.desk import DayCounter, Desk, DeskCommune, DeskShift
from maillon.apps.desk.models.enrolment import Enrolment
from maillon.apps.desk.models.intake import Draft, Handover, Requester
from maillon.apps.desk.models.need import Assignment, Need, Shift
from maillon.apps.desk.models.offer import Offer, Wave
from maillon.apps.desk.models.relay import Presence, Relay, Sitting
from maillon.apps.desk.models.request import ServiceRequest
from maillon.apps.desk.models.rule import TriageRule
from maillon.apps.desk.models.scenario import Scenario
from maillon.apps.desk.models.stay import AvoidedStay

__all__ = [
    "Answer",
    "Assignment",
    "AvoidedStay",
    "Call",
    "Callback",
    "DayCounter",
    "Desk",
    "DeskCommune",
    "DeskShift",
    "Draft",
    "Enrolment",
    "ExpertQuestion",
    "Extension",
    "Handover",
    "Need",
    "Offer",
    "Presence",
    "Relay",
    "Requester",
    "Scenario",
    "ServiceRequest",
    "Shift",
    "Sitting",
    "TriageRule",
    "Wave",
]
