"""A contract with the payer, what was declared for it, what was stated, what is to be proved."""

from maillon.apps.contracts.models.contract import AciContract, DeclaredFact, ProofTask
from maillon.apps.contracts.models.file import EvidenceFile
from maillon.apps.contracts.models.statement import KeptStatement

__all__ = ["AciContract", "DeclaredFact", "EvidenceFile", "KeptStatement", "ProofTask"]
