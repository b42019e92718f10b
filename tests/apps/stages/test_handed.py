"""The letter of intent and the project through the payer's door, and her answer to the step."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.projects import actions as projects
from maillon.apps.stages import actions, queries
from maillon.apps.stages.invariants import INVARIANTS
from maillon.apps.stages.models import StageFiling
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock, paper
from maillon.kernel.access import AccountViewer
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING
from tests.factories.stages import accepted, begun, sent_step
from tests.factories.structures import coordinator, member, refused

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)
EMAIL = "lectrice@ars.test"


@pytest.fixture
def letter(by: AccountViewer, house: UUID) -> UUID:
    begun(by, house)
    return sent_step(by, house, "letter")


@pytest.fixture
def reader(by: AccountViewer, house: UUID, letter: UUID) -> AccountViewer:
    actions.open_reader(organization_id=house, email=EMAIL, name="Lise, ARS", by=by, now=MORNING)
    return viewer_of(Account.objects.get(email=EMAIL), now=MORNING)


def client_of(viewer: AccountViewer) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=viewer.account_id))
    return client


def open_tasks() -> int:
    return Task.objects.filter(kind="stages.step", closed_at=None).count()


def answer(reader: AccountViewer, filing: UUID, kind: str, words: str = "Parce que.") -> None:
    actions.answer_received(filing_id=filing, kind=kind, words=words, by=reader, now=LATER)


def test_nothing_is_read_before_it_is_handed_nor_by_anybody_else(
    by: AccountViewer, house: UUID, letter: UUID, reader: AccountViewer
) -> None:
    assert queries.handed([house]) == ()
    with pytest.raises(NotFound):
        answer(reader, letter, "accepted")
    actions.hand_filing(filing_id=letter, by=by, now=MORNING)
    with refused("stage_handed"):
        actions.hand_filing(filing_id=letter, by=by, now=MORNING)
    assert [one.id for one in queries.handed([house])] == [letter]
    stranger = coordinator(situations.elsewhere())
    for viewer in (by, stranger):
        with pytest.raises(NotFound):
            answer(viewer, letter, "accepted")
    with pytest.raises(NotFound):
        actions.hand_filing(filing_id=letter, by=stranger, now=MORNING)
    role = queries.stage_page(by, house, now=MORNING).readers[0].role_id
    actions.close_reader(organization_id=house, role_id=role, by=by, now=MORNING)
    gone = viewer_of(Account.objects.get(email=EMAIL), now=LATER)
    with pytest.raises(NotFound):
        answer(gone, letter, "accepted")


def test_a_question_is_a_task_and_the_answer_is_the_step_s(
    by: AccountViewer, house: UUID, letter: UUID, reader: AccountViewer
) -> None:
    member(by, house, name="Zoraline Quetzal")
    actions.hand_filing(filing_id=letter, by=by, now=MORNING)
    with refused("stage_question"):
        answer(reader, letter, "returned", " ")
    with refused("stage_reply"):
        actions.reply_received(filing_id=letter, words="Oui.", by=by, now=LATER)
    answer(reader, letter, "question", "Le samedi aussi ?")
    assert open_tasks() == 1
    told = actions.reply_received(
        filing_id=letter, words="Oui, par Zoraline Quetzal.", by=by, now=LATER
    )
    assert told.words == "Oui, par [nom retiré]."
    assert open_tasks() == 0
    answer(reader, letter, "returned", "Précisez le territoire.")
    found = StageFiling.objects.get(pk=letter)
    assert (found.answer, found.reason) == ("returned", "Précisez le territoire.")
    assert found.answered_on == LATER.date()
    assert open_tasks() == 1  # to be sent again
    with refused("stage_answered"):
        answer(reader, letter, "question")
    again = sent_step(by, house, "letter", now=LATER)
    actions.hand_filing(filing_id=again, by=by, now=LATER)
    answer(reader, again, "question")
    answer(reader, again, "accepted", "")
    assert open_tasks() == 0
    assert queries.stage_page(by, house, now=LATER).current == "project"
    assert [words for check in INVARIANTS.values() for words in check(LATER)] == []


def test_the_adopted_project_leaves_without_anybody(
    by: AccountViewer, house: UUID, reader: AccountViewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "pdf", lambda html, style="": None)
    member(by, house, name="Zoraline Quetzal", profession="10")
    project = projects.open_project(organization_id=house, by=by, now=MORNING)
    section = project.sections.order_by("position")[0]
    projects.write_section(section_id=section.pk, seen=0, by=by, now=MORNING,
                           text="Zoraline Quetzal répond au 06 12 34 56 78.")  # fmt: skip
    projects.adopt_project(
        project_id=project.pk, body="assemblée", adopted_on=MORNING.date(), by=by, now=MORNING
    )
    StageFiling.objects.filter(step="letter").update(
        answer="accepted", answered_on=MORNING.date(), answered_by="ARS"
    )
    filing = sent_step(by, house, "project", document=b"", adoption=1)
    actions.hand_filing(filing_id=filing, by=by, now=MORNING)
    hers = client_of(reader)
    with clock.frozen(LATER):
        told = hers.get(reverse("payer-document", args=["etape", filing])).content.decode()
    assert "[nom retiré] répond au [nom retiré]" in told
    assert " : 1</li>" in told  # counted by profession
    writer = Account.objects.get(pk=by.account_id).name
    for canary in ("Zoraline", "Quetzal", "06 12", writer):
        assert canary not in told, canary


def test_the_pages_of_both_sides(
    by: AccountViewer, house: UUID, letter: UUID, reader: AccountViewer
) -> None:
    hers, team = client_of(reader), client_of(by)
    act, page = reverse("stage-act", args=[house]), reverse("stage", args=[house])
    with clock.frozen(LATER):
        assert "Remettre au lecteur" in team.get(page).content.decode()
        team.post(act, {"geste": "hand", "filing": letter})
        listed = hers.get(reverse("payer-files")).content.decode()
        address = reverse("payer-paper", args=["etape", letter])
        assert address in listed
        seen = hers.get(address).content.decode()
        assert "Je le rends, à compléter" in seen
        assert (
            AccessLogEntry.objects.filter(object_type="stage_filing", object_id=letter).count() == 1
        )
        give = reverse("payer-paper-answer", args=["etape", letter])
        assert hers.post(give, {"kind": "returned", "words": ""}).status_code == 422
        assert hers.post(give, {"kind": "question", "words": "Le samedi ?"}).status_code == 303
        assert "Le samedi ?" in team.get(page).content.decode()
        team.post(act, {"geste": "reply", "filing": letter, "words": "Oui."})
        assert "Oui." in hers.get(address).content.decode()
        assert hers.post(give, {"kind": "accepted"}).status_code == 303
        assert "Cette étape a sa réponse" in hers.get(address).content.decode()
        assert "Accepté" in team.get(page).content.decode()
        assert team.get(address).status_code == 404
        door = {"geste": "door", "name": "Max, CPAM", "email": "max@cpam.test"}
        team.post(act, door)
        assert "Max, CPAM" in team.get(page).content.decode()


def test_only_letters_and_projects_are_handed(by: AccountViewer, house: UUID) -> None:
    begun(by, house)
    accepted(by, house, "letter", "project")
    contract = sent_step(by, house, "contract")
    with refused("stage_not_handed"):
        actions.hand_filing(filing_id=contract, by=by, now=MORNING)
