"""Reads of messaging: whether messages leave."""

from maillon.apps.messaging.queries.leaving import SmsState, sms_state

__all__ = ["SmsState", "sms_state"]
