"""The blind index of a telephone; how one is spelled is said once, in the directory."""

from maillon.kernel.crypto import blind_index

__all__ = ["index"]


def index(phone: str) -> str:
    """The blind index of a telephone already in E.164."""
    return blind_index("phone", phone)
