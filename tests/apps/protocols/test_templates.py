"""Templates that execute: what they say, what they create, what undoing takes back."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.cockpit.team_openers import template_steps
from maillon.apps.journal.models import Entry
from maillon.apps.library import loading
from maillon.apps.library.loading import named, template, templates
from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings.models import Meeting
from maillon.apps.meetings.vocabulary import Kind, Rhythm
from maillon.apps.protocols import actions
from maillon.apps.protocols.actions import NewProtocol
from maillon.apps.protocols.models import Protocol, TemplateRun
from maillon.apps.protocols.vocabulary import KINDS, SECTIONS, gaps
from maillon.apps.tasks.models import Task
from maillon.errors import NotFound, Refused, RuleError
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY
from tests.factories.protocols import order_of, signers, template_run

WOUND, VIDEO = "plaie-chronique", "visio-ehpad"


def test_each_template_can_be_run_and_leaves_what_is_clinical_to_the_team() -> None:
    for one in templates():
        assert one.meeting.kind in Kind.values, one.code
        assert one.meeting.rhythm in Rhythm.values, one.code
        assert all((one.steps, one.meeting.agenda, one.sources)), one.code
        assert len({step.code for step in one.steps}) == len(one.steps), one.code
        if one.protocol:
            assert one.protocol.kind in KINDS, one.code
            assert set(one.protocol.sections) <= set(SECTIONS), one.code
            for part in ("public", "roles", "alerts"):
                assert gaps(one.protocol.sections[part]), (one.code, part)
    assert named(f"{WOUND}:1") == "modèle « Plaie chronique à domicile », version 1"
    assert named("parti:3") == "modèle parti, version 3"


def test_a_template_that_lacks_something_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "FOLDER", tmp_path)
    (tmp_path / "essai.yaml").write_text("version: 1\ntitle: Essai\nabout: x\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"essai\.yaml.*meeting"):
        loading.templates.__wrapped__()


@pytest.mark.django_db
def test_one_gesture_creates_the_draft_the_meeting_the_steps_and_their_trace(
    by: AccountViewer, house: UUID
) -> None:
    order = order_of(by, house, WOUND, partners=["Voisine Essai"])
    key = f"{WOUND}:1"
    run = actions.run_template(organization_id=house, key=key, order=order, by=by, now=MORNING)
    again = actions.run_template(organization_id=house, key=key, order=order, by=by, now=MORNING)
    assert again.pk == run.pk
    assert (Protocol.objects.count(), Meeting.objects.count()) == (1, 1)
    protocol = Protocol.objects.get()
    assert run.protocol_id == protocol.pk
    assert protocol.template == key
    meeting = Meeting.objects.get(pk=run.meeting_id)
    assert (meeting.starts_at, meeting.state) == (order.starts_at, "set")
    names = {one.name for one in meeting.guests.all()}
    assert {"Ida Essai", "Dr Léo Essai", "Voisine Essai"} <= names
    tasks = Task.objects.filter(kind="protocols.step")
    assert tasks.count() == 3
    keys = [one.origin_id for one in tasks]
    told = template_steps(by, keys, MORNING)
    assert {one.title for one in told.values()} == {one.title for one in run.steps.all()}
    trace = Entry.objects.get(act="protocols.template_run")
    assert trace.data == {"template": WOUND, "version": 1}
    with pytest.raises(Refused, match="protocol_gaps"):
        actions.propose(
            protocol_id=protocol.pk, asked=actions.Invitation([], TODAY), by=by, now=MORNING
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("template_day", {"starts_at": MORNING - timedelta(days=1)}),
        ("template_owner", {"steps": {}}),
        ("meeting_without_guest", {"guests": []}),
    ],
)
def test_a_refusal_creates_nothing(
    by: AccountViewer, house: UUID, code: str, changed: dict[str, object]
) -> None:
    with pytest.raises(Refused, match=code):
        template_run(by, house, WOUND, **changed)
    for rows in (TemplateRun, Protocol, Meeting, Task):
        assert not rows.objects.exists()


@pytest.mark.django_db
def test_another_version_another_house_or_an_unknown_template_run_nothing(
    by: AccountViewer, house: UUID
) -> None:
    order = order_of(by, house, VIDEO)
    with pytest.raises(Refused, match="template_changed"):
        actions.run_template(
            organization_id=house, key=f"{VIDEO}:0", order=order, by=by, now=MORNING
        )
    with pytest.raises(NotFound):
        actions.run_template(organization_id=house, key="rien:1", order=order, by=by, now=MORNING)
    with pytest.raises(NotFound):
        template_run(replace(by, roles=()), house, VIDEO)


@pytest.mark.django_db
def test_undoing_takes_everything_back_and_keeps_the_trace(by: AccountViewer, house: UUID) -> None:
    run = template_run(by, house)
    actions.undo_run(run_id=run.pk, by=by, now=MORNING)
    assert not Protocol.objects.exists()
    assert Meeting.objects.get().state == "cancelled"
    assert Counter(Task.objects.values_list("outcome", flat=True)) == {"undone": 3}
    run.refresh_from_db()
    assert (run.undone_at, run.version) == (MORNING, 1)
    assert Entry.objects.filter(act="protocols.template_undone").count() == 1
    with pytest.raises(Refused, match="template_undone"):
        actions.undo_run(run_id=run.pk, by=by, now=MORNING)


def _write(run: TemplateRun, by: AccountViewer) -> None:
    protocol = Protocol.objects.get()
    draft = protocol.versions.get()
    new = NewProtocol("team", "Autre titre", draft.sections)
    seen = actions.seen_of(protocol, draft)
    actions.rewrite(
        protocol_id=protocol.pk, new=new, changes="", seen=seen, by=by, now=MORNING
    )  # fmt: skip


def _add(run: TemplateRun, by: AccountViewer) -> None:
    meetings.add_item(meeting_id=run.meeting_id, title="Un point", by=by, now=MORNING)


def _settle(run: TemplateRun, by: AccountViewer) -> None:
    actions.settle_step(step_id=run.steps.all()[0].pk, by=by, now=MORNING)


@pytest.mark.django_db
@pytest.mark.parametrize("touch", [_write, _add, _settle])
def test_what_somebody_worked_on_is_not_undone(
    by: AccountViewer, house: UUID, touch: object
) -> None:
    run = template_run(by, house)
    touch(run, by)  # type: ignore[operator]
    with pytest.raises(Refused, match="template_touched"):
        actions.undo_run(run_id=run.pk, by=by, now=MORNING)
    assert Protocol.objects.exists()
    assert Meeting.objects.get().state == "set"


@pytest.mark.django_db
def test_the_pages_show_before_create_and_take_back(by: AccountViewer, house: UUID) -> None:
    nurse, _ = signers(by, house)
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        shelf = client.get(reverse("templates", args=[house])).content.decode()
        assert "Visioconférence hebdomadaire avec un EHPAD" in shelf
        before = client.get(reverse("template", args=[house, VIDEO])).content.decode()
        assert "chaque semaine" in before
        assert "fiabilité C" in before
        assert client.get(reverse("template", args=[house, "rien"])).status_code == 404
        assert not Meeting.objects.exists()
        make = reverse("template-make", args=[house, VIDEO])
        assert client.post(make, {"key": f"{VIDEO}:1"}).status_code == 422
        run = _created(client, make, str(nurse.pk))
        page = client.get(reverse("template-run", args=[run.pk])).content.decode()
        assert "Tout défaire" in page
        act = reverse("template-act", args=[run.pk])
        step = str(run.steps.all()[0].pk)
        assert "est faite" in client.post(act, {"etape": step}, follow=True).content.decode()
        told = client.post(act, {"geste": "undo"}, follow=True).content.decode()
        assert "déjà travaillé" in told
        assert "Tout défaire" not in told
        assert client.post(act, {"etape": "x"}).status_code == 404


def _created(client: Client, make: str, nurse: str) -> TemplateRun:
    found = template(VIDEO)
    assert found is not None
    typed = {
        "key": found.key, "sent": "11111111-1111-4111-8111-111111111111", "hour": "13:00",
        "day": (TODAY + timedelta(days=14)).isoformat(), "partners": "Cadre de l’EHPAD Essai\n",
    }  # fmt: skip
    for one in found.steps:
        typed[f"owner_{one.code}"] = nurse
        typed[f"due_{one.code}"] = (TODAY + timedelta(days=one.in_days)).isoformat()
    past = {**typed, "day": (TODAY - timedelta(days=3)).isoformat()}
    assert "déjà passée" in client.post(make, past).content.decode()
    assert "Tout est créé" in client.post(make, typed, follow=True).content.decode()
    meeting = Meeting.objects.get()
    assert (meeting.rhythm, meeting.guests.count()) == ("weekly", 2)
    return TemplateRun.objects.get()
