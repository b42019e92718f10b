"""A structure's statutes and sites, its members, the lists they came from."""

from maillon.apps.structures.models.holding import Holding
from maillon.apps.structures.models.imports import ColumnName, MemberImport
from maillon.apps.structures.models.member import Member
from maillon.apps.structures.models.profile import Site, Statutes
from maillon.apps.structures.models.record import Record, Signature

__all__ = ["ColumnName", "Holding", "Member", "MemberImport", "Record", "Signature", "Site",
           "Statutes"]  # fmt: skip
