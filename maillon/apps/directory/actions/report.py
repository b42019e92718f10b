"""What an import did, counted; at most a thousand reasons are listed, all are counted."""

from dataclasses import dataclass, field
from typing import Any

__all__ = ["LISTED", "Report"]

LISTED = 1000
Remark = dict[str, Any]


@dataclass(slots=True)
class Report:
    """Counts of one import; `read` counts data lines, the others count objects."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    skipped: list[Remark] = field(default_factory=list)
    skipped_total: int = 0
    warnings: list[Remark] = field(default_factory=list)
    warnings_total: int = 0

    def skip(self, line: int, reason: str) -> None:
        """Count a line left out, and list it while there is room."""
        self.skipped_total += 1
        if len(self.skipped) < LISTED:
            self.skipped.append({"line": line, "reason": reason})

    def warn(self, line: int, reason: str) -> None:
        """Count a doubt about a line that was kept, and list it while there is room."""
        self.warnings_total += 1
        if len(self.warnings) < LISTED:
            self.warnings.append({"line": line, "reason": reason})

    def as_json(self) -> dict[str, Any]:
        """The counts under their published names."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, counts: dict[str, Any]) -> "Report":
        """The report of a run that was interrupted."""
        return cls(**counts)
