"""The demonstration accounts, shown on the sign-in page of a demonstration and nowhere else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from maillon.project.demo.accounts import ACCOUNTS, PASSWORD

__all__ = ["demo_accounts"]


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """Context of the sign-in page; empty outside a demonstration."""
    match = request.resolver_match
    if settings.PRODUCTION or not settings.MAILLON_DEMO:
        return {}
    if match is None or match.view_name != "account_login":
        return {}
    rows = [
        {
            "name": a.name or a.role,
            "role": a.role if a.name else "",
            "login": a.email,
            "password": PASSWORD,
        }
        for a in ACCOUNTS
    ]
    return {"demo_accounts": rows}
