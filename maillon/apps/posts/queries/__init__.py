"""Reading coordination time, the post, and with whom it could be shared."""

from maillon.apps.posts.queries.invitations import (
    InvitationLine,
    InvitationPage,
    invitation_page,
    invitation_tasks,
    invitations,
)
from maillon.apps.posts.queries.post import LoadLine, PostLine, PostPage, post_house, post_page
from maillon.apps.posts.queries.sharing import (
    Agreement,
    Neighbour,
    SharingPage,
    Wish,
    agreement,
    cost_of,
    shares_of,
    sharing_page,
)
from maillon.apps.posts.queries.time import LinePage, TimePage, line_page, time_page

__all__ = [
    "Agreement",
    "InvitationLine",
    "InvitationPage",
    "LinePage",
    "LoadLine",
    "Neighbour",
    "PostLine",
    "PostPage",
    "SharingPage",
    "TimePage",
    "Wish",
    "agreement",
    "cost_of",
    "invitation_page",
    "invitation_tasks",
    "invitations",
    "line_page",
    "post_house",
    "post_page",
    "shares_of",
    "sharing_page",
    "time_page",
]
