"""Who signs in, and the scoped roles she holds."""

from maillon.apps.accounts.models.account import Account, ScopedRole

__all__ = ["Account", "ScopedRole"]
