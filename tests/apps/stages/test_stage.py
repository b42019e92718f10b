"""From the pre-project to the contract: no step is jumped, nothing unknown is guessed."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.contracts.models import AciContract
from maillon.apps.directory.models import Commune, Organization
from maillon.apps.projects import actions as projects
from maillon.apps.stages import actions, queries
from maillon.apps.stages.actions import NewAnswer
from maillon.apps.stages.calendar import months_later
from maillon.apps.stages.invariants import INVARIANTS
from maillon.apps.stages.models import Stage
from maillon.apps.stages.path import STEPS, next_step
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY
from tests.factories.stages import ANSWERED, SENT, accepted, begun, sent_step
from tests.factories.structures import PAPER, refused

SOON = TODAY + timedelta(days=20)


def of_kind(house: UUID, kind: str) -> None:
    Organization.objects.filter(pk=house).update(kind=kind)


def answered(by: AccountViewer, filing: UUID, answer: str, **changed: object) -> None:
    given: dict[str, object] = {"answered_on": ANSWERED, "answered_by": "ARS fictive",
                                **changed}  # fmt: skip
    new = NewAnswer(answer, **given)  # type: ignore[arg-type]
    actions.answer_step(filing_id=filing, new=new, by=by, now=MORNING)


def broken() -> list[str]:
    return [words for check in INVARIANTS.values() for words in check(MORNING)]


def test_the_calendar_and_the_order_of_steps() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2026, 11, 29), 18) == date(2028, 5, 29)
    assert [next_step(STEPS[:place]) for place in range(5)] == [*STEPS, ""]
    assert next_step({"pre_project", "project"}) == "letter"


@pytest.mark.django_db
def test_a_letter_returned_is_completed_and_sent_again(by: AccountViewer, house: UUID) -> None:
    of_kind(house, "msp")
    begun(by, house)
    with refused("stage_order"):
        sent_step(by, house, "project")
    with refused("stage_paper"):
        sent_step(by, house, "letter", document=b"")
    first = sent_step(by, house, "letter", answer_by=SOON)
    with refused("stage_waits"):
        sent_step(by, house, "letter")
    for code, changed in (
        ("stage_reason", {}), ("stage_who", {"answered_by": " "}),
        ("stage_before", {"answered_on": SENT - timedelta(days=1), "reason": "x"}),
        ("stage_later", {"answered_on": SOON, "reason": "x"}),
    ):  # fmt: skip
        with refused(code):
            answered(by, first, "returned", **changed)
    answered(by, first, "returned", reason="Précisez le territoire.", redo_by=SOON)
    with refused("stage_answered"):
        answered(by, first, "accepted")
    tasks = Task.objects.filter(kind="stages.step").order_by("created_at")
    assert sorted(one.outcome for one in tasks) == ["", "returned"]
    told = queries.stage_tasks(by, [first])
    assert told[first][0].startswith("Compléter et renvoyer")
    again = sent_step(by, house, "letter", now=MORNING + timedelta(hours=1))
    assert not Task.objects.filter(kind="stages.step", closed_at=None).exists()
    answered(by, again, "accepted")
    page = queries.stage_page(by, house, now=MORNING)
    assert (page.current, [one.answer for one in page.steps[1].filings]) == (
        "project", ["returned", "accepted"],
    )  # fmt: skip
    assert broken() == []
    Stage.objects.update(contract_on=TODAY)
    assert broken() != []


@pytest.mark.django_db
def test_the_project_adopted_goes_and_the_contract_opens_the_other_room(
    by: AccountViewer, house: UUID
) -> None:
    of_kind(house, "msp")
    begun(by, house)
    accepted(by, house, "letter")
    project = projects.open_project(organization_id=house, by=by, now=MORNING)
    section = project.sections.all()[0]
    projects.write_section(section_id=section.pk, seen=0, text="Le nôtre.", by=by, now=MORNING)
    with pytest.raises(NotFound):
        sent_step(by, house, "project", document=b"", adoption=1)
    adopted = projects.adopt_project(project_id=project.pk, body="AG", adopted_on=TODAY, by=by,
                                     now=MORNING)  # fmt: skip
    filing = sent_step(by, house, "project", document=b"", adoption=1, sent_on=SENT)
    sent = Stage.objects.get().filings.get(pk=filing)
    assert (sent.digest, sent.content) == (adopted.digest, "")
    with pytest.raises(NotFound):
        queries.paper(by, filing)
    answered(by, filing, "accepted")
    contract = accepted(by, house, "contract")
    assert queries.paper(by, contract).content == PAPER
    signed = AciContract.objects.get(organization_id=house)
    assert (signed.signed_on, signed.new_structure) == (ANSWERED, True)
    assert queries.stage_page(by, house, now=MORNING).contract_id == signed.pk


@pytest.mark.django_db
def test_a_cpts_has_the_size_of_its_inhabitants_or_none(by: AccountViewer, house: UUID) -> None:
    of_kind(house, "cpts")
    begun(by, house)
    first, second = Commune.objects.order_by("pk")[:2]
    Commune.objects.filter(pk=first.pk).update(population=39_000)
    Commune.objects.filter(pk=second.pk).update(population=1_000)
    with refused("territory_unknown"):
        actions.write_territory(organization_id=house, names=["Nulle-Part"], by=by, now=MORNING)
    sizes = []
    for people in (None, 999, 1_000):
        Commune.objects.filter(pk=second.pk).update(population=people)
        actions.write_territory(organization_id=house, names=[first.pk, "", second.pk], by=by,
                                now=MORNING)  # fmt: skip
        found = queries.stage_page(by, house, now=MORNING).territory
        sizes.append((found.size, found.population, bool(found.note)))
    assert sizes == [(None, None, False), (1, 39_999, False), (2, 40_000, True)]
    rows = {one.name: one for one in queries.stage_page(by, house, now=MORNING).amounts}
    assert rows["operating"].euros is None  # size 2: no source tells it
    actions.write_territory(organization_id=house, names=[second.pk], by=by, now=MORNING)
    rows = {one.name: one for one in queries.stage_page(by, house, now=MORNING).amounts}
    assert (rows["operating"].euros, rows["access.fixed"].euros) == (Decimal(50_000), None)
    with refused("amount_before"):
        actions.write_amount(organization_id=house, name="operating", euros=Decimal(1), by=by,
                             annex_on=SENT, document=PAPER, now=MORNING)  # fmt: skip


@pytest.mark.django_db
def test_missions_have_their_days_and_amounts_their_annex(
    client: Client, by: AccountViewer, house: UUID
) -> None:
    of_kind(house, "cpts")
    begun(by, house)
    accepted(by, house, "letter", "project", "contract")
    page = queries.stage_page(by, house, now=MORNING)
    assert {one.code: (one.start_by, one.deploy_by) for one in page.missions} == {
        "access": (date(2026, 9, 2), date(2027, 9, 2)),
        "crisis": (date(2026, 9, 2), date(2027, 9, 2)),
        "pathways": (date(2027, 3, 2), date(2028, 3, 2)),
        "prevention": (date(2027, 3, 2), date(2028, 3, 2)),
    }
    for day in (TODAY - timedelta(days=5), TODAY):
        actions.move_mission(organization_id=house, mission="access", day=day, by=by, now=MORNING)
    with refused("mission_done"):
        actions.move_mission(organization_id=house, mission="access", day=TODAY, by=by, now=MORNING)
    assert Task.objects.filter(kind="stages.step", closed_at=None).count() == 3
    client.force_login(Account.objects.get(pk=by.account_id))
    act = reverse("stage-act", args=[house])
    with clock.frozen(MORNING):
        client.post(act, {
            "geste": "amount", "name": "access.fixed", "euros": "61 000,50",
            "annex_on": ANSWERED.isoformat(), "document": SimpleUploadedFile("a.pdf", PAPER),
        })  # fmt: skip
        shown = client.get(reverse("stage", args=[house])).content.decode()
        assert "annexe du contrat" in shown
        assert "à lire dans l’annexe" in shown
        row = next(
            one for one in queries.stage_page(by, house, now=MORNING).amounts if one.annex_id
        )
        assert row.euros == Decimal("61000.50")
        client.post(act, {"geste": "withdraw", "amount": str(row.annex_id)})
        assert not any(one.annex_id for one in queries.stage_page(by, house, now=MORNING).amounts)
        lacking = client.post(act, {"geste": "mission", "mission": "", "day": ""}, follow=True)
        assert "complétez les champs" in lacking.content.decode()


@pytest.mark.django_db
def test_a_stranger_and_a_kind_without_steps(by: AccountViewer, house: UUID) -> None:
    of_kind(house, "hospital")
    with refused("stage_kind"):
        begun(by, house)
    assert queries.stage_page(by, house, now=MORNING).way is None
    of_kind(house, "ess")
    begun(by, house)
    with refused("stage_begun"):
        begun(by, house)
    filing = sent_step(by, house, "letter")
    stranger = AccountViewer(by.account_id, ())
    for read in (lambda: queries.stage_page(stranger, house, now=MORNING),
                 lambda: queries.paper(stranger, filing)):  # fmt: skip
        with pytest.raises(NotFound):
            read()
    assert queries.stage_tasks(stranger, [filing]) == {}
