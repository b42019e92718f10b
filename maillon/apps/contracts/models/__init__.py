"""A contract with the payer, what was declared, stated, to be proved; what members are paid."""

from maillon.apps.contracts.models.answer import PayerWord
from maillon.apps.contracts.models.contract import AciContract, DeclaredFact, ProofTask
from maillon.apps.contracts.models.file import EvidenceFile
from maillon.apps.contracts.models.minutes import JoinedMinutes
from maillon.apps.contracts.models.money import IndemnityCeiling, IndemnityRate
from maillon.apps.contracts.models.payment import Payment
from maillon.apps.contracts.models.statement import KeptStatement

__all__ = [
    "AciContract",
    "DeclaredFact",
    "EvidenceFile",
    "IndemnityCeiling",
    "IndemnityRate",
    "JoinedMinutes",
    "KeptStatement",
    "PayerWord",
    "Payment",
    "ProofTask",
]
