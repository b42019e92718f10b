"""Reading the money of a structure."""

from maillon.apps.money.queries.budget import BudgetPage, BudgetRow, budget_page, house_of_line
from maillon.apps.money.queries.invoices import (
    InvoiceRow,
    InvoicesPage,
    expense_lines,
    house_of_invoice,
    invoice_paper,
    invoice_tasks,
    invoices_page,
)
from maillon.apps.money.queries.quarters import (
    PayLine,
    QuarterPage,
    QuarterRow,
    QuartersPage,
    house_of_quarter,
    quarter_page,
    quarters_page,
)
from maillon.apps.money.queries.shares import (
    PartRow,
    SharePage,
    Sharer,
    ShareRow,
    SharesPage,
    share_page,
    share_preview,
    sharers,
    shares_page,
)

__all__ = [
    "BudgetPage",
    "BudgetRow",
    "InvoiceRow",
    "InvoicesPage",
    "PartRow",
    "PayLine",
    "QuarterPage",
    "QuarterRow",
    "QuartersPage",
    "SharePage",
    "ShareRow",
    "Sharer",
    "SharesPage",
    "budget_page",
    "expense_lines",
    "house_of_invoice",
    "house_of_line",
    "house_of_quarter",
    "invoice_paper",
    "invoice_tasks",
    "invoices_page",
    "quarter_page",
    "quarters_page",
    "share_page",
    "share_preview",
    "sharers",
    "shares_page",
]
