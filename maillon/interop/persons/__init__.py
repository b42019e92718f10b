"""Lists of persons kept elsewhere (a previous tool, a spreadsheet), read and never trusted."""

from maillon.interop.persons.file import PersonsFile

__all__ = ["PersonsFile"]
