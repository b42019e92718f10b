"""Triage rules: dated and sourced data that remind; the agent decides."""

from maillon.apps.desk.rules.loading import TRIAGE, load, standing, written
from maillon.apps.desk.rules.matching import Situation, reminders
from maillon.apps.desk.rules.rule import Conditions, Rule, Source

__all__ = [
    "TRIAGE",
    "Conditions",
    "Rule",
    "Situation",
    "Source",
    "load",
    "reminders",
    "standing",
    "written",
]
