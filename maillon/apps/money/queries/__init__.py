"""Reading the money of a structure."""

from maillon.apps.money.queries.quarters import (
    PayLine,
    QuarterPage,
    QuarterRow,
    QuartersPage,
    house_of_quarter,
    quarter_page,
    quarters_page,
)

__all__ = [
    "PayLine",
    "QuarterPage",
    "QuarterRow",
    "QuartersPage",
    "house_of_quarter",
    "quarter_page",
    "quarters_page",
]
