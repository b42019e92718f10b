"""Each room tells a successor what is open there; what is late comes first; nobody's tasks are left
to somebody who has gone.
"""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account
from maillon.apps.handover import actions, queries
from maillon.apps.handover.queries import HandoverFile
from maillon.apps.posts.actions import NewPost, write_post
from maillon.apps.projects.actions import NewAction, add_action
from maillon.apps.projects.models import Objective
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY, DeskWorld
from tests.factories.money import budget_line, invoice, opened_assessment
from tests.factories.projects import written
from tests.factories.protocols import draft
from tests.factories.stages import begun, sent_step
from tests.factories.structures import coordinator, member, owed

pytestmark = pytest.mark.django_db


def told(found: HandoverFile, code: str) -> dict[str, tuple[str, date | None, str]]:
    part = next(one for one in found.sections if one.code == code)
    return {line.words: (line.who, line.day, line.state) for line in part.lines}


def test_projects_posts_stages_money_and_protocols_tell_what_is_open(
    by: AccountViewer, house: UUID
) -> None:
    project = written(by, house)
    ida = member(by, house, name="Ida Essai")
    objective = Objective.objects.get(project_id=project.project_id)
    soon = TODAY + timedelta(days=10)
    add_action(objective_id=objective.pk, new=NewAction("Écrire aux écoles", ida.pk, None, soon),
               by=by, now=MORNING)  # fmt: skip
    new = NewPost("external", Decimal("10.5"), date(2026, 1, 1), None, "Essai Conseil", 3,
                  "Tout est remis sous 30 jours.")  # fmt: skip
    write_post(organization_id=house, new=new, by=by, now=MORNING)
    begun(by, house)
    sent_step(by, house, "letter", sent_to="ARS fictive")
    invoice(by, budget_line(by, house).pk, issued_on=TODAY - timedelta(days=30),
            due_on=TODAY - timedelta(days=4))  # fmt: skip
    opened_assessment(by, house)
    draft(by, house)
    found = queries.handover_file(by, house, now=MORNING)
    lines = told(found, "project")
    assert lines["action : Écrire aux écoles"] == ("Ida Essai", soon, "")
    assert lines["action : Un atelier"] == ("personne encore", None, "à confier")
    assert any(words.startswith("deux textes sont à départager") for words in lines)
    assert any(words.startswith("1 remarque attend une réponse") for words in lines)
    post = told(found, "post")
    assert "poste prestataire : 10,5 h par semaine, depuis le 01/01/2026" in post
    assert post["préavis pour l’arrêter : 3 mois"][0] == "Essai Conseil"
    assert "à la fin du poste, il est convenu : Tout est remis sous 30 jours." in post
    assert any(who == "ARS fictive" for who, *_ in told(found, "stages").values())
    assert "en retard" in [state for *_, state in told(found, "money").values()]
    assert len(told(found, "protocols")) == 1
    assert len(told(found, "maturity")) == 1
    assert found.overdue[0].code in ("money", "tasks")
    assert found.next is not None
    assert found.next.line.day is not None
    assert found.next.line.day >= TODAY


def test_a_structure_that_begins_reads_what_is_to_do_first(by: AccountViewer, house: UUID) -> None:
    assert told(queries.handover_file(by, house, now=MORNING), "stages") == {}
    begun(by, house)
    lines = told(queries.handover_file(by, house, now=MORNING), "stages")
    assert next(iter(lines.values()))[2] == "à préparer"


def test_what_somebody_who_left_still_owes_is_shown_until_it_is_taken_over(
    by: AccountViewer, house: UUID, world: DeskWorld
) -> None:
    gone = coordinator(world, "practitioner")
    owed(by, house, gone.account_id, days=-3)
    owed(by, house, gone.account_id)
    owed(by, house, gone.account_id, kind="care.message")
    assert queries.handover_file(by, house, now=MORNING).behind == ()
    actions.end_access(
        organization_id=house, account_id=gone.account_id, last=TODAY, by=by, now=MORNING
    )
    (left,) = queries.handover_file(by, house, now=MORNING).behind
    assert (left.tasks, left.late, left.asked) == (2, 1, 1)
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    with clock.frozen(MORNING):
        address = reverse("handover", args=[house])
        page = client.get(address).content.decode()
        assert "2 tâches lui restent, dont 1 en retard" in page
        assert "<details" in page
        assert " open>" not in page
        assert " open>" in client.get(f"{address}?tout=1").content.decode()
        # Whoever reads it is proposed as the one who takes over
        taking = client.get(f"{reverse('handover-pass', args=[house])}?qui={gone.account_id}")
        assert f'value="{by.account_id}" selected' in taking.content.decode()
    actions.pass_tasks(organization_id=house, from_id=gone.account_id, to_id=by.account_id, by=by,
                       now=MORNING)  # fmt: skip
    (left,) = queries.handover_file(by, house, now=MORNING).behind
    assert (left.tasks, left.late, left.asked) == (0, 0, 1)
