"""A structure's ACI contract, as its hand-over file tells it."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from maillon.apps.contracts.models import EvidenceFile
from maillon.apps.contracts.queries import contract_of, contract_page
from maillon.apps.handover.sections import Line
from maillon.kernel.access import AccountViewer

__all__ = ["contract_lines"]


def contract_lines(viewer: AccountViewer, organization_id: UUID, now: datetime) -> Iterator[Line]:
    """The contract, what is asked for, the file of last year, and what is missing this year."""
    contract_id = contract_of(viewer, organization_id)
    if contract_id is None:
        return
    page = contract_page(viewer, contract_id, now=now)
    url = reverse("contract", args=[contract_id])
    yield Line(f"contrat signé le {page.signed_on:%d/%m/%Y}", page.payer, url=url)
    for _, words in page.asks:
        yield Line(f"à dire pour compter l’année : {words}", state="manque", tone="soon", url=url)
    if page.year - 1 in page.years:
        yield _last_year(contract_id, page.year - 1, url, now)
    for todo in page.todos:
        yield Line(
            f"{todo.label} : {todo.do}", "", todo.due_on,
            "déjà la tâche de quelqu’un" if todo.chased else
            "fait, son document manque" if todo.paper else "à portée", "info", url,
        )  # fmt: skip


def _last_year(contract_id: UUID, year: int, url: str, now: datetime) -> Line:
    rows = EvidenceFile.objects.filter(contract_id=contract_id, year=year)
    sent = rows.values_list("sent_at", flat=True).first()
    due = date(year + 1, 1, 31)
    late = sent is None and due < now.date()
    return Line(
        f"preuves de {year}", "", sent.date() if sent else due,
        "envoyées" if sent else "à envoyer", "calm" if sent else "late" if late else "soon",
        f"{url}?annee={year}",
    )  # fmt: skip
