"""Writes of the directory: imports, responders, the ground they cover."""

from maillon.apps.directory.actions.annuaire import import_annuaire
from maillon.apps.directory.actions.communes import import_communes
from maillon.apps.directory.actions.coverage import declare_coverage
from maillon.apps.directory.actions.finess import import_activities, import_structures
from maillon.apps.directory.actions.mssante import import_mssante
from maillon.apps.directory.actions.organizations import open_structure
from maillon.apps.directory.actions.resources import (
    NewResource,
    Said,
    add_resource,
    close_resource,
    confirm_resource,
    correct_resource,
    reopen_resource,
)
from maillon.apps.directory.actions.responders import (
    declare_availability,
    declare_terms,
    enrol,
    opt_in,
    opt_out,
    pause,
)
from maillon.apps.directory.actions.rpps import import_rpps

__all__ = [
    "NewResource",
    "Said",
    "add_resource",
    "close_resource",
    "confirm_resource",
    "correct_resource",
    "declare_availability",
    "declare_coverage",
    "declare_terms",
    "enrol",
    "import_activities",
    "import_annuaire",
    "import_communes",
    "import_mssante",
    "import_rpps",
    "import_structures",
    "open_structure",
    "opt_in",
    "opt_out",
    "pause",
    "reopen_resource",
]
