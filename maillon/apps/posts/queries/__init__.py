"""Reading coordination time: her week, one line and its history."""

from maillon.apps.posts.queries.time import LinePage, TimePage, line_page, time_page

__all__ = ["LinePage", "TimePage", "line_page", "time_page"]
