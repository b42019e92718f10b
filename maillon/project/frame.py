"""What the frame around every page shows: the rail, its counts, the account."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the rail; empty for anybody not signed in."""
    return {}
