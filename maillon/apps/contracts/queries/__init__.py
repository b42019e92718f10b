"""Reading a contract: its year, an indicator, a supposition, indemnities, the three ledgers."""

from maillon.apps.contracts.queries.file import (
    FilePage,
    MinutesChoice,
    file_page,
    minutes_offered,
    sent_file,
)
from maillon.apps.contracts.queries.indemnities import (
    IndemnityPage,
    MemberIndemnities,
    PresenceLine,
    RatesPage,
    indemnities,
    indemnity_lines,
    member_indemnities,
    rates,
)
from maillon.apps.contracts.queries.indicator import IndicatorPage, indicator_page
from maillon.apps.contracts.queries.ledgers import LedgersPage, counted_ledgers, ledgers_page
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
    "IndemnityPage",
    "IndicatorPage",
    "LedgersPage",
    "MemberIndemnities",
    "MinutesChoice",
    "PresenceLine",
    "RatesPage",
    "Row",
    "Supposition",
    "Todo",
    "contract_of",
    "contract_page",
    "counted_ledgers",
    "file_page",
    "indemnities",
    "indemnity_lines",
    "indicator_page",
    "ledgers_page",
    "member_indemnities",
    "minutes_offered",
    "proof_tasks",
    "rates",
    "sent_file",
    "suppose",
]
