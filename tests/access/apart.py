"""Routes of meetings that no tenant's object answers: each says where it is proved instead."""

__all__ = ["CONTRACTS", "MEETINGS"]

_LINK = "a guest's own link: tests/apps/meetings"
MEETINGS: dict[str, str] = dict.fromkeys(
    ("meeting-link", "meeting-link-answer", "meeting-link-ics"), _LINK
)
_FILE = "a year's evidence: tests/apps/contracts/test_filing.py"
CONTRACTS: dict[str, str] = {
    "contract-file": _FILE, "contract-send": _FILE,
}  # fmt: skip
