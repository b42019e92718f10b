"""Coordination time; the post, its cost, its load; who looks for one to share."""

from maillon.apps.posts.models.post import (
    CoordinationPost,
    DeliveredPresence,
    PostWish,
    SpendingCeiling,
    TaskLoad,
)
from maillon.apps.posts.models.time import CoordinationTime, RunningTimer

__all__ = [
    "CoordinationPost",
    "CoordinationTime",
    "DeliveredPresence",
    "PostWish",
    "RunningTimer",
    "SpendingCeiling",
    "TaskLoad",
]
