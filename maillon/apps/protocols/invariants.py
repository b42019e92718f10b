"""What must always hold of protocols."""

from collections.abc import Callable, Iterator
from datetime import datetime

from maillon.apps.protocols.models import Protocol, ProtocolVersion, TeamTemplateVersion
from maillon.apps.protocols.sealing import fingerprint

__all__ = ["INVARIANTS"]


def adopted_texts_are_what_was_signed(now: datetime) -> Iterator[str]:
    """A text proposed or adopted still has the fingerprint that the journal saw."""
    rows = ProtocolVersion.objects.exclude(digest="").select_related("protocol", "entry")
    for one in rows.iterator(chunk_size=200):
        if one.entry is not None and one.digest not in one.entry.documents:
            yield f"{_named(one)} : le journal a vu un autre texte"
        if one.digest != _told(one):
            yield f"{_named(one)} : changée depuis sa signature"


def _named(one: ProtocolVersion) -> str:
    return f"protocole {one.protocol_id}, version {one.number}"


def _told(one: ProtocolVersion) -> str:
    return fingerprint(one.protocol.kind, one.title, one.number, one.sections)


def acts_stand_with_their_versions(now: datetime) -> Iterator[str]:
    """An adoption stands with its act; cancelled, its act is cancelled too."""
    rows = ProtocolVersion.objects.filter(adopted_at__isnull=False)
    rows = rows.select_related("entry__cancelled_by", "record__entry__cancelled_by")
    for one in rows.defer("text", "changes", "record__content").iterator(chunk_size=200):
        act = one.record.entry if one.record else one.entry
        if (one.cancelled_at is not None) != (act is not None and hasattr(act, "cancelled_by")):
            yield f"protocole {one.protocol_id} : l’adoption et son acte au journal se contredisent"


def copies_tell_their_source(now: datetime) -> Iterator[str]:
    """A protocol made by a team's template copies the text that this version of it copied."""
    known = {
        f"{one.template_id}:{one.number}": one.source_id
        for one in TeamTemplateVersion.objects.defer("title", "about", "plan")
    }
    rows = Protocol.objects.filter(copied_from__isnull=False).exclude(template="")
    for pk, key, source in rows.values_list("pk", "template", "copied_from_id"):
        if known.get(key) != source:
            yield f"protocole {pk} : le modèle dont il vient a copié un autre texte"


INVARIANTS: dict[str, Callable[[datetime], Iterator[str]]] = {
    "PROTOCOLE un texte adopté est celui qui fut signé": adopted_texts_are_what_was_signed,
    "PROTOCOLE une adoption dit ce que dit le journal": acts_stand_with_their_versions,
    "PROTOCOLE une copie dit le texte dont elle vient": copies_tell_their_source,
}
