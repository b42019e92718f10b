"""`maillon migrate`: Django's; killed in the middle, it is run again and ends well."""

from django.core.management.commands import migrate as djangos

from maillon.kernel.migrating import WholeOrNothing

__all__ = ["Command"]

vars(djangos)["MigrationExecutor"] = WholeOrNothing  # its handle() names no other way in


class Command(djangos.Command):
    """The same words and options."""
