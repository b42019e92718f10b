"""Who signs in, and the scoped roles she holds; the programs of a structure."""

from maillon.apps.accounts.models.account import Account, ScopedRole
from maillon.apps.accounts.models.client import ApiClient, ClientMessage

__all__ = ["Account", "ApiClient", "ClientMessage", "ScopedRole"]
