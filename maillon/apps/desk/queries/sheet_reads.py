"""What the sheet reads of a request beside its needs, resolved once; asked with its key.

Whoever asks has checked the right to the request.
"""

from typing import Final
from uuid import UUID

from maillon.apps.desk.models import Answer, Callback, ExpertQuestion, Handover
from maillon.apps.tasks.models import Task
from maillon.kernel.prepared import Prepared

__all__ = ["ANSWERS", "CALLS", "HANDOVERS", "QUESTIONS", "STEPS"]

HANDOVERS: Final = Prepared(
    lambda request_id: Handover.objects.filter(request=request_id).order_by("started_at"), UUID
)
CALLS: Final = Prepared(
    lambda request_id: (
        Callback.objects.filter(request=request_id, closed_at=None)
        .select_related("task")
        .order_by("task__due_at", "created_at")
    ),
    UUID,
)
STEPS: Final = Prepared(
    lambda request_id: (
        Task.objects.about("request", request_id)
        .open()
        .filter(callback=None)
        .order_by("due_at")
        .values_list("kind", "due_at")
    ),
    UUID,
)
QUESTIONS: Final = Prepared(
    lambda request_id: (
        ExpertQuestion.objects.filter(request=request_id)
        .select_related("task")
        .order_by("asked_at")
    ),
    UUID,
)
ANSWERS: Final = Prepared(
    lambda request_id: (
        Answer.objects.filter(request=request_id).select_related("question").order_by("given_at")
    ),
    UUID,
)
