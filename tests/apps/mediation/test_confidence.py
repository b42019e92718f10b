"""A mediation is its parties': no role opens it, and nothing says whose it is."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.handover.actions import end_access
from maillon.apps.handover.queries import handover_file
from maillon.apps.journal.models import Entry
from maillon.apps.mediation import actions, queries
from maillon.apps.mediation.models import Mediation, MediationNote
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, DeskWorld
from tests.factories.structures import coordinator, refused

pytestmark = pytest.mark.django_db
SUBJECT = "Le planning de la salle"


@pytest.fixture
def people(world: DeskWorld) -> list[AccountViewer]:
    """A mediator, then the two whom it concerns."""
    names = ("Ada Essai", "Zoé Essai", "Lou Essai")
    accounts = [situations.account(name, world.desk) for name in names]
    return [viewer_of(one, now=MORNING) for one in accounts]


def opened(house: UUID, people: list[AccountViewer], **changed: object) -> Mediation:
    given: dict[str, object] = {
        "mediator_id": people[0].account_id, "subject": SUBJECT, "by": people[1],
        "parties": [one.account_id for one in people[1:]], **changed,
    }  # fmt: skip
    return actions.open_mediation(organization_id=house, now=MORNING, **given)  # type: ignore[arg-type]


def test_only_the_mediator_and_the_parties_read_it_while_they_work_there(
    by: AccountViewer, house: UUID, world: DeskWorld, people: list[AccountViewer]
) -> None:
    one = opened(house, people)
    actions.write_note(mediation_id=one.pk, words="Je propose mardi", by=people[2], now=MORNING)
    for who in people:
        assert queries.mediation(who, one.pk).notes[0][2] == "Je propose mardi"
    manager, technician = (coordinator(world, code) for code in ("manager", "administrator"))
    outside = coordinator(situations.elsewhere())
    for who in (by, manager, technician, outside):
        with pytest.raises(NotFound):
            queries.mediation(who, one.pk)
        with pytest.raises(NotFound):
            actions.write_note(mediation_id=one.pk, words="x", by=who, now=MORNING)
    assert queries.mediations(manager, house, now=MORNING).lines == ()
    with pytest.raises(NotFound):
        actions.close_mediation(mediation_id=one.pk, outcome="agreed", by=people[1], now=MORNING)
    actions.close_mediation(mediation_id=one.pk, outcome="agreed", by=people[0], now=MORNING)
    for again in (
        lambda: actions.close_mediation(
            mediation_id=one.pk, outcome="partly", by=people[0], now=MORNING
        ),
        lambda: actions.write_note(mediation_id=one.pk, words="x", by=people[0], now=MORNING),
    ):
        with refused("mediation_over"):
            again()
    end_access(organization_id=house, account_id=people[2].account_id, last=MORNING.date(), by=by,
               now=MORNING)  # fmt: skip
    gone = viewer_of(Account.objects.get(pk=people[2].account_id), now=MORNING)
    with pytest.raises(NotFound):
        queries.mediation(gone, one.pk)


def test_nothing_says_whose_it_is(
    by: AccountViewer, house: UUID, people: list[AccountViewer]
) -> None:
    one = opened(house, people)
    actions.write_note(mediation_id=one.pk, words="Un secret", by=people[1], now=MORNING)
    entry = Entry.objects.get(act="mediation.opened")
    assert (entry.author_kind, entry.data) == ("system", {})
    assert not entry.participants.exists()
    stored = str([*Mediation.objects.values(), *MediationNote.objects.values()])
    assert SUBJECT not in stored
    assert "Un secret" not in stored
    told = str(handover_file(by, house, now=MORNING)).lower()
    assert "médiation" not in told


def test_what_is_no_mediation_is_refused(
    by: AccountViewer, house: UUID, people: list[AccountViewer]
) -> None:
    first, second, third = (one.account_id for one in people)
    stranger = coordinator(situations.elsewhere())
    for changed, code in (
        ({"subject": " "}, "mediation_wordless"),
        ({"parties": [second]}, "mediation_parties"),
        ({"parties": [first, second]}, "mediation_parties"),
        ({"by": by}, "mediation_outsider"),
        ({"parties": [second, stranger.account_id]}, "mediation_stranger"),
    ):
        with refused(code):
            opened(house, people, **changed)
    with pytest.raises(NotFound):
        opened(house, people, by=stranger)
    assert not Mediation.objects.exists()
    assert third is not None


def test_the_pages_open_write_and_end(house: UUID, people: list[AccountViewer]) -> None:
    mediator, one, two = people
    client = Client()
    client.force_login(Account.objects.get(pk=mediator.account_id))
    address = reverse("mediations", args=[house])
    with clock.frozen(MORNING):
        assert "Aucune." in client.get(address).content.decode()
        typed = {"subject": SUBJECT, "mediator": str(mediator.account_id),
                 "parties": [str(one.account_id), str(mediator.account_id)]}  # fmt: skip
        assert client.post(address, typed).status_code == 422
        typed["parties"] = [str(one.account_id), str(two.account_id)]
        there = client.post(address, typed).headers["Location"]
        assert client.post(there, {"words": " "}).status_code == 422
        client.post(there, {"words": "Bonjour"})
        page = client.get(there).content.decode()
        assert "Bonjour" in page
        assert SUBJECT not in page.split("</title>")[0]
        made = Mediation.objects.get()
        client.post(reverse("mediation-close", args=[made.pk]), {"outcome": "partly"})
        assert "un accord en partie" in client.get(there).content.decode()
