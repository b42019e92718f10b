"""Opening a self-assessment, answering alone, agreeing, closing."""

from maillon.apps.maturity.actions.assessing import (
    agree_level,
    answer,
    close_assessment,
    open_assessment,
)

__all__ = ["agree_level", "answer", "close_assessment", "open_assessment"]
