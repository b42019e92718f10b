"""Coordination time; the post, its cost, its load; who looks for one to share."""

from maillon.apps.posts.models.post import (
    CoordinationPost,
    DeliveredPresence,
    PostWish,
    SpendingCeiling,
    TaskLoad,
)
from maillon.apps.posts.models.time import AsideMeeting, CoordinationTime, RunningTimer

__all__ = [
    "AsideMeeting",
    "CoordinationPost",
    "CoordinationTime",
    "DeliveredPresence",
    "PostWish",
    "RunningTimer",
    "SpendingCeiling",
    "TaskLoad",
]
