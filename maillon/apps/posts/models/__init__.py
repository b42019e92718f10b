"""Coordination time, noted or running."""

from maillon.apps.posts.models.time import CoordinationTime, RunningTimer

__all__ = ["CoordinationTime", "RunningTimer"]
