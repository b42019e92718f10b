"""Accounts are opened by the structure, never by the visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoorAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No self-registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
