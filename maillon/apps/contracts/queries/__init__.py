"""Reading a contract: its year, one indicator with its acts, a supposition, a kept statement."""

from maillon.apps.contracts.queries.file import FilePage, file_page, sent_file
from maillon.apps.contracts.queries.indicator import IndicatorPage, indicator_page
from maillon.apps.contracts.queries.page import (
    ContractPage,
    Row,
    Todo,
    contract_of,
    contract_page,
)
from maillon.apps.contracts.queries.supposing import SUPPOSABLE, Supposition, suppose
from maillon.apps.contracts.queries.tasks import proof_tasks

__all__ = [
    "SUPPOSABLE",
    "ContractPage",
    "FilePage",
    "IndicatorPage",
    "Row",
    "Supposition",
    "Todo",
    "contract_of",
    "contract_page",
    "file_page",
    "indicator_page",
    "proof_tasks",
    "sent_file",
    "suppose",
]
