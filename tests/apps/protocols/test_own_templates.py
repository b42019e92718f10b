"""A team's own template: made of a protocol, run in one gesture, shown by an explicit one."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.directory.models import Commune, Organization
from maillon.apps.protocols import actions, queries
from maillon.apps.protocols.actions import NewProtocol, NewTemplate, Order
from maillon.apps.protocols.invariants import INVARIANTS
from maillon.apps.protocols.models import Protocol, TeamTemplateVersion, TemplateRun
from maillon.errors import NotFound
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY
from tests.factories.protocols import TEXT, adopted, draft, signers, team_template
from tests.factories.structures import member, refused

pytestmark = pytest.mark.django_db


def run(by: AccountViewer, house: UUID, version: TeamTemplateVersion) -> TemplateRun:
    nurse, doctor = signers(by, house)
    steps = version.planned["steps"]
    order = Order(
        MORNING + timedelta(days=14),
        {f"s{n}": (nurse.pk, TODAY + timedelta(days=20)) for n in range(1, len(steps) + 1)},
        [nurse.pk, doctor.pk],
    )  # fmt: skip
    return actions.run_template(
        organization_id=house, key=f"{version.template_id}:{version.number}", order=order, by=by,
        now=MORNING,
    )  # fmt: skip


@pytest.fixture
def next_door(house: UUID) -> AccountViewer:
    """Who coordinates a structure of the same département."""
    other = situations.organization("Pôle voisin", "msp")
    both = Organization.objects.filter(pk__in=(house, other.pk))
    both.update(commune=Commune.objects.filter(departement="42").earliest("pk"))
    account = situations.account("Vera Essai")
    ScopedRole.objects.create(
        account=account, organization=other, code="coordinator", starts_on=TODAY
    )
    by = viewer_of(account, now=MORNING)
    member(by, other.pk, name="Vera Essai", account_id=account.pk)
    return by


def test_a_template_is_run_and_undone_and_its_copy_says_from_which_version(
    by: AccountViewer, house: UUID
) -> None:
    one = adopted(by, house)
    first = team_template(by, one)
    made = run(by, house, first)
    copy = Protocol.objects.get(template=f"{first.template_id}:1")
    assert copy.versions.get().sections == TEXT
    assert (copy.template, copy.copied_from_id) == (f"{first.template_id}:1", first.source_id)
    told = queries.protocol_page(by, copy.pk, now=MORNING).origin
    assert told.startswith("modèle de l’équipe « Essai modèle », version 1, de ")
    again = team_template(by, one, "Essai deux")
    assert (again.template_id, again.number) == (first.template_id, 2)
    with refused("template_changed"):
        run(by, house, first)
    code = str(first.template_id)
    own = queries.own_template(by, house, code, now=MORNING)
    assert own is not None
    assert [(pk, number) for pk, number, _ in own.copies] == [(copy.pk, 1)]
    assert not [words for check in INVARIANTS.values() for words in check(MORNING)]
    actions.undo_run(run_id=made.pk, by=by, now=MORNING)
    assert not Protocol.objects.filter(pk=copy.pk).exists()


def test_only_a_text_in_force_becomes_a_template(by: AccountViewer, house: UUID) -> None:
    with refused("template_text"):
        team_template(by, draft(by, house))
    one = adopted(by, house)
    with refused("template_short"):
        new = NewTemplate("Essai", "", 45, [], [])
        actions.make_template(protocol_id=one.pk, new=new, by=by, now=MORNING)
    made = team_template(by, one)
    actions.withdraw_template(template_id=made.template_id, by=by, now=MORNING)
    with refused("template_withdrawn"):
        actions.withdraw_template(template_id=made.template_id, by=by, now=MORNING)
    assert queries.template_shelf(by, house, now=MORNING).teams == ()


def test_a_neighbour_reads_and_runs_it_only_while_it_is_shown(
    by: AccountViewer, house: UUID, next_door: AccountViewer
) -> None:
    there = next_door.roles[0].organization_id
    made = team_template(by, adopted(by, house))
    code, shown = str(made.template_id), {"template_id": made.template_id}
    with pytest.raises(NotFound):
        queries.template_page(next_door, there, code, now=MORNING)
    far = situations.organization("Loin", "msp")
    with pytest.raises(NotFound):
        actions.share_template(**shown, organization_id=far.pk, by=by, now=MORNING)
    with pytest.raises(NotFound):
        actions.share_template(**shown, organization_id=there, by=next_door, now=MORNING)
    actions.share_template(**shown, organization_id=there, by=by, now=MORNING)
    with refused("template_shared"):
        actions.share_template(**shown, organization_id=there, by=by, now=MORNING)
    assert queries.template_page(next_door, there, code, now=MORNING).template.version == 1
    assert queries.own_template(next_door, there, code, now=MORNING) is None
    run(next_door, there, made)
    copy = Protocol.objects.get(organization_id=there)
    with pytest.raises(NotFound):  # the text that it copied stays its own team's
        queries.protocol_page(next_door, made.source.protocol_id, now=MORNING)
    actions.unshare_template(**shown, organization_id=there, by=by, now=MORNING)
    with pytest.raises(NotFound):
        queries.template_page(next_door, there, code, now=MORNING)
    assert queries.protocol_page(next_door, copy.pk, now=MORNING).origin.startswith("modèle de")


def test_the_pages_make_show_and_withdraw_it(
    by: AccountViewer, house: UUID, next_door: AccountViewer
) -> None:
    one, there = adopted(by, house), next_door.roles[0].organization_id
    client = Client()
    client.force_login(Account.objects.get(pk=by.account_id))
    make = reverse("template-of", args=[one.pk])
    with clock.frozen(MORNING):
        assert "En faire un modèle" in client.get(reverse("protocol", args=[one.pk])).text
        assert "Essai plaies" in client.get(make).text
        typed = {
            "title": "Plaies", "minutes": "45", "agenda": "Relire\n\nDécider",
            "steps": "Adapter le texte, 10 jours\nSigner",
        }  # fmt: skip
        assert client.post(make, {**typed, "steps": ""}).status_code == 422
        page = client.post(make, typed, follow=True).text
        assert "Un modèle de notre équipe" in page
        version = TeamTemplateVersion.objects.get()
        assert version.planned["steps"] == [["Adapter le texte", 10], ["Signer", 14]]
        assert "Adapter le texte, 10 jours" in client.get(make).text
        act = reverse("template-own", args=[house, version.template_id])
        told = {"organization": str(there)}
        assert "Ne plus montrer" in client.post(act, {**told, "geste": "share"}, follow=True).text
        assert client.post(act, {"geste": "share", "organization": "x"}).status_code == 404
        shut = client.post(act, {**told, "geste": "unshare"}, follow=True).text
        assert "ne voit plus le modèle" in shut
        assert "est retiré" in client.post(act, {"geste": "withdraw"}, follow=True).text
        new = NewProtocol("team", "Autre", TEXT)
        other = actions.write_protocol(organization_id=house, new=new, by=by, now=MORNING)
        assert "Rien à recopier" in client.get(reverse("template-of", args=[other.pk])).text
