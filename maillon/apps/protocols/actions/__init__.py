"""Writing a protocol, having it signed, adopting it, living with it."""

from maillon.apps.protocols.actions.adopting import adopt, cancel_adoption, withdraw
from maillon.apps.protocols.actions.drafting import (
    NewProtocol,
    begin_version,
    discard_draft,
    rewrite,
    seen_of,
    write_protocol,
)
from maillon.apps.protocols.actions.living import end_share, note_exception, share
from maillon.apps.protocols.actions.proposing import Invitation, propose, reopen
from maillon.apps.protocols.actions.reviewing import confirm, plan_review
from maillon.apps.protocols.actions.running import Order, run_template, settle_step, undo_run
from maillon.apps.protocols.actions.signing import NewSignature, note_signature, sign
from maillon.apps.protocols.actions.templating import (
    NewTemplate,
    make_template,
    share_template,
    unshare_template,
    withdraw_template,
)

__all__ = [
    "Invitation",
    "NewProtocol",
    "NewSignature",
    "NewTemplate",
    "Order",
    "adopt",
    "begin_version",
    "cancel_adoption",
    "confirm",
    "discard_draft",
    "end_share",
    "make_template",
    "note_exception",
    "note_signature",
    "plan_review",
    "propose",
    "reopen",
    "rewrite",
    "run_template",
    "seen_of",
    "settle_step",
    "share",
    "share_template",
    "sign",
    "undo_run",
    "unshare_template",
    "withdraw",
    "withdraw_template",
    "write_protocol",
]
