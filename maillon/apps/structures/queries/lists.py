from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maillon.apps.structures import access
from maillon.apps.structures.actions.importing import verdicts
from maillon.apps.structures.judging import Verdict, lacking
from maillon.apps.structures.models import MemberImport
from maillon.errors import NotFound
from maillon.kernel.access import AccountViewer

__all__ = ["ListPage", "list_page"]


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list as judged today: what each column holds, what becomes of each line."""

    id: UUID
    organization_id: UUID
    structure: str
    columns: tuple[tuple[int, str, str], ...]  # number, title, field
    lacks: tuple[str, ...]
    verdicts: tuple[Verdict, ...]

    def count(self, kind: str) -> int:
        """How many lines have this verdict."""
        return sum(one.kind == kind for one in self.verdicts)

    @property
    def writes(self) -> int:
        """How many lines would be written."""
        return self.count("new") + self.count("changed")


def list_page(viewer: AccountViewer, import_id: UUID, *, now: datetime) -> ListPage:
    """The list she sent and that is not written yet; ``NotFound`` for any other."""
    found = (
        MemberImport.objects.select_related("organization")
        .filter(pk=import_id, sent_by_id=viewer.account_id, applied_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    access.require_writer(viewer, found.organization_id)
    fields = {place: field for field, place in found.columns.items()}
    lacks = lacking(found.columns)
    return ListPage(
        id=found.pk, organization_id=found.organization_id, structure=found.organization.name,
        columns=tuple(
            (place, title, fields.get(place, "")) for place, title in enumerate(found.titles)
        ),
        lacks=lacks, verdicts=() if lacks else verdicts(found, now),
    )  # fmt: skip
