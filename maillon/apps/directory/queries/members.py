"""Who stands behind a shared line, as the national directory knows it."""

from uuid import UUID

from maillon.apps.directory.models import PractitionerRole, Responder
from maillon.kernel.access import Viewer
from maillon.kernel.crypto import fold

__all__ = ["member_named", "members"]


def members(viewer: Viewer, responder_id: UUID) -> tuple[str, ...]:
    """The professionals of a cabinet or structure who have its trade, by name.

    Professionals are public facts. Empty for one nurse's own line and where the directory
    knows nobody.
    """
    line = Responder.objects.filter(pk=responder_id).first()
    if line is None or line.organization_id is None:
        return ()
    roles = PractitionerRole.objects.filter(
        organization_id=line.organization_id, profession=line.profession, ended_on=None
    ).select_related("practitioner")
    return tuple(sorted(role.practitioner.display for role in roles))


def member_named(viewer: Viewer, responder_id: UUID, said: str) -> str:
    """The member that a first name or a whole name means; the words themselves where the
    directory knows nobody there; empty when it knows them and it is none, or several.
    """
    known = members(viewer, responder_id)
    if not known:
        return said.strip()
    words = fold(said).split()
    found = [one for one in known if words and set(words) <= set(fold(one).split())]
    return found[0] if len(found) == 1 else ""
