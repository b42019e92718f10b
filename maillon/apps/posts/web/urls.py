"""Addresses of coordination time and of the post."""

from django.urls import path

from maillon.apps.posts.web import inviting, post, sharing, time

urlpatterns = [
    path("temps/", time.mine, name="my-time"),
    path("structures/<uuid:structure_id>/temps/", time.page, name="time"),
    path("structures/<uuid:structure_id>/temps/noter/", time.note, name="time-note"),
    path("structures/<uuid:structure_id>/temps/chronometre/", time.timer, name="time-timer"),
    path("structures/<uuid:structure_id>/temps/reunion/", time.take, name="time-meeting"),
    path("temps/<uuid:line_id>/", time.line, name="time-line"),
    path("structures/<uuid:structure_id>/poste/", post.page, name="post"),
    path("structures/poste/<uuid:post_id>/terminer/", post.end, name="post-end"),
    path("structures/<uuid:structure_id>/poste/partager/", sharing.page, name="post-sharing"),
    path(
        "structures/<uuid:structure_id>/poste/invitation/<uuid:invitation_id>/",
        inviting.page,
        name="post-invitation",
    ),
    path(
        "structures/<uuid:structure_id>/poste/partager/convention.docx",
        sharing.docx,
        name="post-agreement-docx",
    ),
    path(
        "structures/<uuid:structure_id>/poste/partager/convention.pdf",
        sharing.pdf,
        name="post-agreement-pdf",
    ),
]
