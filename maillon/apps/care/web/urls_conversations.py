"""Addresses of conversations: ids and codes only, never a word of a message."""

from django.urls import path

from maillon.apps.care.web import conversations, message_links

urlpatterns = [
    path(
        "personnes/<uuid:patient_id>/conversation/", conversations.conversations,
        name="conversations",
    ),
    path(
        "personnes/<uuid:patient_id>/conversation/nouvelle/", conversations.conversation_new,
        name="conversation-new",
    ),
    path(
        "personnes/conversations/<uuid:conversation_id>/", conversations.conversation,
        name="conversation",
    ),
    path(
        "personnes/conversations/<uuid:conversation_id>/lu/", conversations.conversation_read,
        name="conversation-read",
    ),
    path(
        "personnes/messages/<uuid:message_id>/corriger/", conversations.message_correct,
        name="message-correct",
    ),
    path(
        "personnes/messages/<uuid:message_id>/retirer/", conversations.message_withdraw,
        name="message-withdraw",
    ),
    path(
        "personnes/messages/liens/<uuid:mention_id>/", conversations.mention_link,
        name="mention-link",
    ),
    path(
        "personnes/messages/liens/<uuid:mention_id>/arreter/", conversations.mention_stop,
        name="mention-stop",
    ),
    path("personnes/pieces/<uuid:attachment_id>/", message_links.attachment, name="attachment"),
    path("m/<str:token>/", message_links.message_page, name="message-page"),
    path("m/<str:token>/reponse/", message_links.message_answer, name="message-answer"),
    path(
        "m/<str:token>/pieces/<uuid:attachment_id>/", message_links.message_attachment,
        name="message-attachment",
    ),
]  # fmt: skip
