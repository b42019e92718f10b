"""Coordination time; the post, its cost, its load; who looks for one to share."""

from maillon.apps.posts.models.invitation import Invitee, PostInvitation
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
    "Invitee",
    "PostInvitation",
    "PostWish",
    "RunningTimer",
    "SpendingCeiling",
    "TaskLoad",
]
