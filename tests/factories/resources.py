"""Local resources, invented."""

from typing import Any
from uuid import UUID

from maillon.apps.directory.actions import NewResource, Said, add_resource
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, DeskWorld

__all__ = ["RECEPTION", "local_resource", "typed_resource"]

RECEPTION = Said("l’accueil", "phone")


def typed_resource(**more: Any) -> NewResource:
    """Neighbours who bring meals to Saint-Chamond."""
    return NewResource(**{
        "name": "Les voisins du Creux", "nature": "neighbours", "needs": ("meals", "company"),
        "does": "Portent un repas chaud le midi, restent un moment. Pas le dimanche.",
        "commune_id": "42207", "area": ("42207", "42110"), "phone": "01 99 00 00 31",
        "hours": "du lundi au samedi", **more,
    })  # fmt: skip


def local_resource(
    *, world: DeskWorld | None = None, by: AccountViewer | None = None, house: UUID | None = None,
    **more: Any,
) -> UUID:  # fmt: skip
    """Written by whoever is given, this morning."""
    viewer = by or (world.by if world else None)
    assert viewer
    return add_resource(
        new=typed_resource(**more), organization_id=house or viewer.roles[0].organization_id,
        said=RECEPTION, by=viewer, now=MORNING, synthetic=True,
    )  # fmt: skip
