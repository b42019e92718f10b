"""A structure's statutes and sites, its members, the lists they came from."""

from maillon.apps.structures.models.imports import ColumnName, MemberImport
from maillon.apps.structures.models.member import Member
from maillon.apps.structures.models.profile import Site, Statutes

__all__ = ["ColumnName", "Member", "MemberImport", "Site", "Statutes"]
