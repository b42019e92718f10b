"""The pages of a protocol: from a blank page to paper."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.protocols import actions
from maillon.apps.protocols.models import Protocol, ProtocolVersion
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.protocols import TEXT, adopted, draft, signers
from tests.factories.structures import coordinator

pytestmark = pytest.mark.django_db


def signed_in(by: AccountViewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    return client


def asked(client: Client, name: str, pk: UUID, **query: Any) -> str:
    return client.get(reverse(name, args=[pk]), query).content.decode()


def gestures(nurse: str, doctor: str) -> list[tuple[dict[str, Any], str]]:
    """What is posted one after the other, and what the page says then."""
    ask = {"geste": "propose", "due_on": "2026-12-01", "members": [nurse]}
    return [
        ({"geste": "adopt"}, "En vigueur depuis le"),
        (ask, "soumis"), ({"geste": "reopen"}, "rouvert"), (ask, "soumis"),
        ({"geste": "paper", "member": nurse, "signed_on": "2026-04-07"}, "notée"),
        ({"geste": "paper", "member": doctor, "signed_on": "2026-04-07"}, "notée"),
        ({"geste": "adopt", "day": "2026-04-08", "review_on": "2027-04-08", "owner": nurse},
         "est adopté"),
        ({"geste": "except", "day": "2026-04-09", "reason": "means", "what": "Sans appareil"},
         "L’exception est notée"),
        ({"geste": "except", "day": "2026-04-01", "reason": "means", "what": "Avant"},
         "n’était pas en vigueur"),
        ({"geste": "review", "review_on": "2027-05-08", "owner": doctor}, "prévu"),
        ({"geste": "review", "review_on": "2027-06-08", "owner": doctor, "inchange": "1"},
         "inchangé"),
        ({"geste": "share", "organization": "x"}, "Choisissez la structure"),
        ({"geste": "version"}, "nouvelle version"),
    ]  # fmt: skip


def test_the_pages_take_a_protocol_from_a_blank_page_to_its_next_version(
    by: AccountViewer, house: UUID
) -> None:
    nurse, doctor = signers(by, house)
    client = signed_in(by)
    with clock.frozen(MORNING):
        assert "Aucun protocole encore" in asked(client, "protocols", house)
        address = reverse("protocol-new", args=[house])
        assert client.post(address, {"title": "", "kind": "team"}).status_code == 422
        typed = {"title": "Essai page", "kind": "team", **TEXT, "authors": [str(nurse.pk)]}
        assert client.post(address, typed).status_code == 303
        made = Protocol.objects.get()
        assert "Soumettre aux signatures" in asked(client, "protocol", made.pk)
        act = reverse("protocol-act", args=[made.pk])
        for post, says in gestures(str(nurse.pk), str(doctor.pk)):
            assert says in client.post(act, post, follow=True).content.decode(), post
        assert client.post(act, {"geste": "inconnu"}).status_code == 404
        write = reverse("protocol-write", args=[made.pk])
        assert "Écrire la version 2" in client.get(write).content.decode()
        crossed = client.post(write, {**typed, "seen": "autre"})
        assert crossed.status_code == 422
        assert "enregistré entre-temps" in crossed.content.decode()
        assert "Mettre côte à côte" in asked(client, "protocol-compare", made.pk, version=2)
        first = ProtocolVersion.objects.get(number=1).pk
        told = asked(client, "protocol-compare", made.pk, version=2, avec=str(first))
        assert "dans les mêmes mots" in told
        assert client.post(act, {"geste": "discard"}, follow=True).status_code == 200
        assert client.get(reverse("protocol", args=[made.pk]), {"version": 2}).status_code == 404


def test_a_protocol_is_found_printed_withdrawn_and_a_draft_thrown_away(
    world: DeskWorld, by: AccountViewer, house: UUID
) -> None:
    made = adopted(by, house, title="Essai page")
    client = signed_in(by)
    with clock.frozen(MORNING):
        assert "Empreinte" in asked(client, "protocol-print", made.pk)
        docx = client.get(reverse("protocol-docx", args=[made.pk]))
        assert docx.content[:2] == b"PK"
        listing = asked(client, "protocols", house, q="page", state="adopted", sort="review")
        assert "Essai page" in listing
        assert "Aucun protocole de ce côté" in asked(client, "protocols", house, q="rien")
        act = reverse("protocol-act", args=[made.pk])
        end = {"geste": "withdraw", "day": "2026-05-01", "reason": "unused"}
        assert "est retiré" in client.post(act, end, follow=True).content.decode()
        lone = draft(by, house, title="Essai jeté")
        away = client.post(reverse("protocol-act", args=[lone.pk]), {"geste": "discard"})
        assert away.headers["Location"] == reverse("protocols", args=[house])
    reader = coordinator(world, "practitioner")
    with pytest.raises(NotFound):
        actions.withdraw(protocol_id=made.pk, reason="unused", day=TODAY, by=reader, now=MORNING)
