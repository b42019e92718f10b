"""Who signs in, and the scoped roles she holds; the programs of a structure."""

from maillon.apps.accounts.models.account import Account, ScopedRole
from maillon.apps.accounts.models.client import ApiClient

__all__ = ["Account", "ApiClient", "ScopedRole"]
