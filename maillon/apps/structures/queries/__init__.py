"""Reading a structure: its team, one member, a list being judged."""

from maillon.apps.structures.queries.holdings import (
    HoldingLine,
    holding_paper,
    holdings,
    house_of_holding,
    owed_holdings,
)
from maillon.apps.structures.queries.lists import ListPage, list_page
from maillon.apps.structures.queries.records import (
    Paper,
    RecordLine,
    paper,
    record_kind,
    record_titles,
    records,
)
from maillon.apps.structures.queries.team import (
    MemberSheet,
    StructureCard,
    TeamPage,
    member_sheet,
    shareable,
    statutes,
    structures_read,
    team,
)

__all__ = [
    "HoldingLine",
    "ListPage",
    "MemberSheet",
    "Paper",
    "RecordLine",
    "StructureCard",
    "TeamPage",
    "holding_paper",
    "holdings",
    "house_of_holding",
    "list_page",
    "member_sheet",
    "owed_holdings",
    "paper",
    "record_kind",
    "record_titles",
    "records",
    "shareable",
    "statutes",
    "structures_read",
    "team",
]
