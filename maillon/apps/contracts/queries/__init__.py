"""Reading a contract: its year, an indicator, a supposition, indemnities, the three ledgers."""

from maillon.apps.contracts.queries.amount import Amount, contract_amount
from maillon.apps.contracts.queries.answers import (
    AnswersPage,
    DoorPage,
    answer_tasks,
    answers_page,
    door_page,
    refused_worth,
)
from maillon.apps.contracts.queries.file import (
    FilePage,
    MinutesChoice,
    file_page,
    minutes_offered,
    sent_file,
)
from maillon.apps.contracts.queries.handed import received_document, received_paper
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
    told_by_stages,
)
from maillon.apps.contracts.queries.paid import PaidPage, paid_page
from maillon.apps.contracts.queries.received import (
    received_file,
    received_files,
    received_part,
    received_sheet,
    received_zip,
)
from maillon.apps.contracts.queries.revising import Asked, RulesKept, RulesPage, suppose_rules
from maillon.apps.contracts.queries.supposing import SUPPOSABLE, Supposition, suppose
from maillon.apps.contracts.queries.tasks import ProofToGet, proof_tasks
from maillon.apps.contracts.queries.without import Without, without_member

__all__ = [
    "SUPPOSABLE",
    "Amount",
    "AnswersPage",
    "Asked",
    "ContractPage",
    "DoorPage",
    "FilePage",
    "IndemnityPage",
    "IndicatorPage",
    "LedgersPage",
    "MemberIndemnities",
    "MinutesChoice",
    "PaidPage",
    "PresenceLine",
    "ProofToGet",
    "RatesPage",
    "Row",
    "RulesKept",
    "RulesPage",
    "Supposition",
    "Todo",
    "Without",
    "answer_tasks",
    "answers_page",
    "contract_amount",
    "contract_of",
    "contract_page",
    "counted_ledgers",
    "door_page",
    "file_page",
    "indemnities",
    "indemnity_lines",
    "indicator_page",
    "ledgers_page",
    "member_indemnities",
    "minutes_offered",
    "paid_page",
    "proof_tasks",
    "rates",
    "received_document",
    "received_file",
    "received_files",
    "received_paper",
    "received_part",
    "received_sheet",
    "received_zip",
    "refused_worth",
    "sent_file",
    "suppose",
    "suppose_rules",
    "told_by_stages",
    "without_member",
]
