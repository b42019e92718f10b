"""Codes of the desk as French words, for every page of this room."""

from maillon.apps.desk.web.wording.reasons import reason_side, reason_words, spoken

__all__ = ["reason_side", "reason_words", "spoken"]
