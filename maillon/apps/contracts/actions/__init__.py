"""Signing a contract, declaring, keeping a statement, chasing a proof, saying rates."""

from maillon.apps.contracts.actions.answering import answer_indicator, reply_payer
from maillon.apps.contracts.actions.answering_documents import answer_document
from maillon.apps.contracts.actions.chasing import chase_proof, settle_proofs
from maillon.apps.contracts.actions.declaring import declare_fact, withdraw_fact
from maillon.apps.contracts.actions.joining import join_minutes
from maillon.apps.contracts.actions.opening_door import close_door, open_door
from maillon.apps.contracts.actions.owing import YEAR, open_year
from maillon.apps.contracts.actions.paying import note_payment
from maillon.apps.contracts.actions.rating import say_ceiling, withdraw_rate, write_rate
from maillon.apps.contracts.actions.sending import send_evidence
from maillon.apps.contracts.actions.signing import sign_contract
from maillon.apps.contracts.actions.stating import keep_statement

__all__ = [
    "YEAR",
    "answer_document",
    "answer_indicator",
    "chase_proof",
    "close_door",
    "declare_fact",
    "join_minutes",
    "keep_statement",
    "note_payment",
    "open_door",
    "open_year",
    "reply_payer",
    "say_ceiling",
    "send_evidence",
    "settle_proofs",
    "sign_contract",
    "withdraw_fact",
    "withdraw_rate",
    "write_rate",
]
