"""Routes of conversations: whom each answers."""

from tests.access.case import COORDINATOR, Args, Case, nothing, person

__all__ = ["TALK", "TALK_APART"]


def _of(name: str) -> Args:
    return lambda t: {name: getattr(t.talk, name)}


def _back(**post: str) -> Args:
    return lambda t: {"conversation": t.talk.conversation_id, **post}


TALK: dict[str, Case] = {
    "conversations": person(COORDINATOR, nothing, {"q": "essai"}),
    "conversation-new": person(COORDINATOR, lambda _: {"theme": "daily"}, {
        "theme": "daily", "text": "essai", "subject": "",
    }),
    "conversation": Case(
        _of("conversation_id"), COORDINATOR, nothing, lambda _: {"text": "essai"}
    ),
    "conversation-read": Case(_of("conversation_id"), COORDINATOR, None, nothing),
    "message-correct": Case(_of("message_id"), COORDINATOR, None, _back(text="autrement")),
    "message-withdraw": Case(_of("message_id"), COORDINATOR, None, _back()),
    "mention-link": Case(_of("mention_id"), COORDINATOR, None, _back()),
    "mention-stop": Case(_of("mention_id"), COORDINATOR, None, _back()),
    "attachment": Case(_of("attachment_id"), COORDINATOR),
}  # fmt: skip

TALK_APART: dict[str, str] = dict.fromkeys(
    ("message-page", "message-answer", "message-attachment"),
    "the link of somebody asked by name: tests/apps/care/test_conversation.py",
)
