"""What goes wrong, as FHIR tells it: a status and an OperationOutcome."""

from collections.abc import Iterable
from typing import Any, Final

__all__ = ["CODES", "Problem", "outcome"]

# HTTP status → the code of the issue, where the problem names no other.
CODES: Final = {
    400: "invalid", 401: "login", 403: "forbidden", 404: "not-found", 405: "not-supported",
    406: "not-supported", 409: "conflict", 412: "conflict", 413: "too-long", 415: "not-supported",
    422: "business-rule", 500: "exception",
}  # fmt: skip


class Problem(Exception):
    """A request that cannot be honoured; ``where`` is a FHIRPath into what was sent, ``allow`` the
    verbs that are served there.
    """

    def __init__(
        self, status: int, text: str, *, code: str = "", where: str = "", allow: Iterable[str] = ()
    ) -> None:
        super().__init__(text)
        self.status, self.text, self.where, self.allow = status, text, where, tuple(allow)
        self.code = code or CODES[status]


def outcome(problem: Problem) -> dict[str, Any]:
    """The resource that says so."""
    issue: dict[str, Any] = {
        "severity": "error", "code": problem.code, "diagnostics": problem.text,
    }  # fmt: skip
    if problem.where:
        issue["expression"] = [problem.where]
    return {"resourceType": "OperationOutcome", "issue": [issue]}
