"""A conversation by the link of somebody who has no account; the documents joined to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.care.actions.links import link_hash
from maillon.apps.care.models import Attachment, Mention
from maillon.apps.care.naming import called
from maillon.apps.care.queries.talk import (
    MESSAGES,
    MessageCard,
    MessageState,
    cards_of,
    messages_of,
)
from maillon.apps.care.queries.talk_reading import bearer_of, reader_of, trace_talk
from maillon.apps.care.vocabulary import THEMES
from maillon.errors import NotFound
from maillon.kernel.access import LinkViewer, Viewer

__all__ = ["JoinedFile", "LinkPage", "attachment", "link_page", "message_link_viewer"]


@dataclass(frozen=True, slots=True)
class LinkPage:
    """A conversation for somebody asked by name who has no account."""

    given_name: str
    organization: str
    phone: str
    bearer: str
    subject: str
    theme_label: str
    messages: tuple[MessageCard, ...]
    answered: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A document, as it is handed over."""

    media_type: str
    content: str  # base64


def message_link_viewer(token: str, *, now: datetime, origin: str = "") -> LinkViewer:
    """Who bears this link; ``NotFound`` for one unknown, stopped or too old."""
    found = Mention.objects.filter(
        token_hash=link_hash(token), revoked_at=None, until__gt=now
    ).first()
    if found is None:
        raise NotFound
    return LinkViewer("message", found.pk, None, origin)


def link_page(viewer: LinkViewer, *, now: datetime) -> LinkPage:
    """The conversation of the link's bearer, while she reads its theme. Traced; ``NotFound``."""
    mention, held, patient, grant = bearer_of(viewer, now)
    trace_talk(viewer, grant, patient, held.pk, "conversation", [held.theme], now)
    state = MessageState(None, frozenset({mention.member_id}), None, now)
    rows = messages_of([held]).get(held.pk, [])
    return LinkPage(
        given_name=patient.given_name,
        organization=patient.organization.name,
        phone=patient.organization.phone,
        bearer=called(mention.member),
        subject=held.subject,
        theme_label=THEMES[held.theme],
        messages=cards_of(rows[-MESSAGES:], state),
        answered=mention.settled_at is not None,
        until=mention.until,
    )


def attachment(viewer: Viewer, attachment_id: UUID, *, now: datetime) -> JoinedFile:
    """A document of a message that stands, for whoever reads its conversation; traced. By a link:
    of its own conversation alone. ``NotFound``.
    """
    rows = Attachment.objects.select_related("communication__conversation")
    found = rows.filter(pk=attachment_id, communication__withdrawn_at=None).first()
    if found is None:
        raise NotFound
    held = found.communication.conversation
    if isinstance(viewer, LinkViewer):
        _, own, patient, grant = bearer_of(viewer, now)
        if own.pk != held.pk:
            raise NotFound
    else:
        patient, themes, grant = reader_of(viewer, held.patient_id, now)
        if held.theme not in themes:
            raise NotFound
    trace_talk(viewer, grant, patient, found.pk, "attachment", [held.theme], now)
    return JoinedFile(found.media_type, found.content)
