"""The national health directory: its text extract (RPPS)."""

from maillon.interop.annuaire.rpps_file import RppsFile

__all__ = ["RppsFile"]
