"""Accounts and their roles: who opens them, what they open, how they end (X3, AUT-3)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from maillon.apps.accounts import actions
from maillon.apps.accounts.actions import NewRole
from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import account_sheet, accounts_administered, viewer_of
from maillon.apps.desk.access import desks_of
from maillon.apps.desk.models import Desk
from maillon.errors import NotFound, Refused
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.models import AccessLogEntry
from tests.factories import desk as situations
from tests.factories.desk import MORNING, TODAY, DeskWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> DeskWorld:
    return situations.saint_chamond()


def administrator(world: DeskWorld, name: str = "Ada Ministre") -> Account:
    account = situations.account(name)
    ScopedRole.objects.create(
        account=account, organization=world.desk.organization, code="administrator",
        starts_on=TODAY - timedelta(days=9),
    )  # fmt: skip
    return account


def viewer(account: Account) -> AccountViewer:
    return viewer_of(account, now=MORNING)


def opened(world: DeskWorld, by: AccountViewer, email: str = "neuve@exemple.test") -> Account:
    role = NewRole("agent", world.desk.organization_id, world.desk.pk)
    return actions.open_account(email=email, name="Zoé Neuve-Ame", role=role, by=by, now=MORNING)


def refusal(act: object, **given: object) -> str:
    with pytest.raises(Refused) as refused:
        act(now=MORNING, **given)  # type: ignore[operator]
    return refused.value.code


def test_an_account_is_opened_with_a_role_and_a_way_in_only_its_owner_gets(
    world: DeskWorld, client: Client, django_capture_on_commit_callbacks: type
) -> None:
    by = viewer(administrator(world))
    with django_capture_on_commit_callbacks(execute=True):
        account = opened(world, by)
    assert (account.initials, account.has_usable_password()) == ("ZA", False)
    assert desks_of(viewer(account)) == {world.desk.pk}
    [sent] = mail.outbox
    assert sent.to == ["neuve@exemple.test"]
    subject, body = str(sent.subject), str(sent.body)
    assert "Zoé" not in subject + body
    link = re.search(r"https?://[^/]+(/\S+)", body)
    assert link
    page = client.get(link.group(1), follow=True)
    assert page.status_code == 200
    assert "password1" in page.content.decode()


def test_an_address_known_already_is_refused_whoever_holds_it(world: DeskWorld) -> None:
    by = viewer(administrator(world))
    opened(world, by)
    role = NewRole("agent", world.desk.organization_id, world.desk.pk)
    for address in ("neuve@exemple.test", "NEUVE@exemple.test"):
        given = {"email": address, "name": "Une Autre", "role": role, "by": by}
        assert refusal(actions.open_account, **given) == "account_known"
    assert refusal(actions.open_account, email="ni@", name="X", role=role, by=by) == "account_email"


def test_a_role_of_a_desk_needs_one_of_the_structure_s_own(world: DeskWorld) -> None:
    other = situations.elsewhere()
    admin = administrator(world)
    target = opened(world, viewer(admin))
    mine = world.desk.organization_id
    for role in (NewRole("lead", mine), NewRole("lead", mine, other.desk.pk)):
        given = {"account_id": target.pk, "role": role, "by": viewer(admin)}
        assert refusal(actions.give_role, **given) == "role_needs_desk"
    with pytest.raises(NotFound):
        actions.give_role(
            account_id=target.pk, by=viewer(admin), now=MORNING,
            role=NewRole("lead", other.desk.organization_id, other.desk.pk),
        )  # fmt: skip


def test_a_professional_is_tied_to_her_line_of_the_directory(world: DeskWorld) -> None:
    by = viewer(administrator(world))
    assert world.usual.practitioner_role
    known = world.usual.practitioner_role.practitioner
    organization = world.desk.organization_id
    account = opened(world, by)
    unknown = NewRole("practitioner", organization, national_id="899999999999")
    given = {"account_id": account.pk, "by": by}
    assert refusal(actions.give_role, role=unknown, **given) == "role_needs_practitioner"
    role = NewRole("practitioner", organization, national_id=known.national_id)
    actions.give_role(account_id=account.pk, role=role, by=by, now=MORNING)
    account.refresh_from_db()
    assert viewer(account).responder_ids == {world.usual.pk}
    assert refusal(actions.give_role, role=role, **given) == "role_held"


def test_a_role_ended_opens_nothing_at_the_next_page(world: DeskWorld, client: Client) -> None:
    by = viewer(administrator(world))
    account = opened(world, by)
    client.force_login(account)
    with clock.frozen(MORNING):
        assert client.get("/demandes/").status_code == 200
        actions.end_role(role_id=account.roles.get().pk, by=by, now=MORNING)
        assert client.get("/demandes/").status_code == 404


def test_a_closed_account_loses_its_open_pages_at_once(world: DeskWorld, client: Client) -> None:
    by = viewer(administrator(world))
    account = opened(world, by)
    client.force_login(account)
    with clock.frozen(MORNING):
        assert client.get("/demandes/").status_code == 200
        actions.close_account(account_id=account.pk, by=by, now=MORNING)
        assert client.get("/demandes/").headers["Location"].startswith("/compte/entrer/")
    assert refusal(actions.invite_again, account_id=account.pk, by=by) == "account_is_closed"


def test_closing_here_leaves_what_somebody_holds_elsewhere(world: DeskWorld) -> None:
    other = situations.elsewhere()
    by = viewer(administrator(world))
    account = opened(world, by)
    ScopedRole.objects.create(
        account=account, organization=other.desk.organization, desk_id=other.desk.pk,
        code="agent", starts_on=TODAY,
    )  # fmt: skip
    assert refusal(actions.forget_second_factor, account_id=account.pk, by=by) == "account_shared"
    actions.close_account(account_id=account.pk, by=by, now=MORNING)
    account.refresh_from_db()
    assert account.is_active
    assert desks_of(viewer(account)) == {other.desk.pk}
    assert {role.structure for role in account_sheet(by, account.pk).roles} == {
        world.desk.organization.name
    }


def test_a_structure_keeps_an_administrator_and_nobody_closes_her_own_account(
    world: DeskWorld,
) -> None:
    admin = administrator(world)
    by, role = viewer(admin), admin.roles.get()
    assert refusal(actions.end_role, role_id=role.pk, by=by) == "last_administrator"
    assert refusal(actions.close_account, account_id=admin.pk, by=by) == "own_account"
    second = administrator(world, "Autre Ministre")
    actions.end_role(role_id=role.pk, by=viewer(second), now=MORNING)
    assert not viewer(admin).roles


def test_every_change_leaves_a_line_and_a_list_shows_only_one_s_own(world: DeskWorld) -> None:
    by = viewer(administrator(world))
    stranger = viewer(administrator(situations.elsewhere(), "Là Bas"))
    account = opened(world, by)
    lines = AccessLogEntry.objects.filter(object_type="account", object_id=str(account.pk))
    assert [line.fields for line in lines] == [["role_given:agent"]]
    assert account.pk in {one.id for one in accounts_administered(by)}
    assert account.pk not in {one.id for one in accounts_administered(stranger)}
    assert [one.name for one in accounts_administered(by, "neuve zoé")] == ["Zoé Neuve-Ame"]
    with pytest.raises(NotFound):
        account_sheet(stranger, account.pk)


def test_the_page_keeps_what_was_typed_and_says_why(world: DeskWorld, client: Client) -> None:
    client.force_login(administrator(world))
    typed = {"name": "Zoé Neuve", "email": "pas une adresse", "code": "agent"}
    with clock.frozen(MORNING):
        refused = client.post("/administration/comptes/ouvrir/", {**typed, "place": world.desk.pk})
        done = client.post(
            "/administration/comptes/ouvrir/",
            {**typed, "email": "zoe@exemple.test", "place": world.desk.pk},
        )
        page = client.get(done.headers["Location"]).content.decode()
    assert refused.status_code == 422
    assert "Zoé Neuve" in refused.content.decode()
    assert "prenom.nom@structure.fr" in refused.content.decode()
    assert "agent du poste" in page


def test_the_first_structure_comes_from_the_command_and_then_opens_its_desk(
    world: DeskWorld, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    with clock.frozen(MORNING):
        call_command(
            "account", "first", "Association neuve", "--commune", "42207",
            "--email", "ada@exemple.test", "--name", "Ada Ministre",
        )  # fmt: skip
    assert "/compte/mot-de-passe/oublie/" in capsys.readouterr().out
    ada = Account.objects.get(email="ada@exemple.test")
    organization_id = ada.roles.get().organization_id
    client.force_login(ada)
    desk = {
        "structure": organization_id, "name": "Poste neuf", "phone": "01 99 00 00 01",
        "sector": "Pilat", "radius_km": "6", "timezone": "Indian/Reunion", "days": [0, 2],
        "opens": "08:30", "closes": "18:00", "commune": "42207",
    }  # fmt: skip
    with clock.frozen(MORNING):
        wrong = client.post("/administration/postes/", {**desk, "closes": "08:00"})
        right = client.post("/administration/postes/", desk)
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "après celle d’ouverture" in wrong.content.decode()
    made = Desk.objects.get(name="Poste neuf")
    assert made.opening_hours == {"0": [["08:30", "18:00"]], "2": [["08:30", "18:00"]]}
    assert {one.commune_id for one in made.communes.all()} >= {"42207", "42110"}
    assert (made.phone, made.professionals_only) == ("+33199000001", False)


def test_the_command_says_what_is_wrong_and_writes_nothing(world: DeskWorld) -> None:
    given = ("--email", "ada@exemple.test", "--name", "Ada Ministre")
    with pytest.raises(CommandError, match="commune « 99999 » n’est pas connue"):
        call_command("account", "first", "Association", "--commune", "99999", *given)
    with pytest.raises(CommandError, match="l’une de"):
        call_command("account", "first", "A", "--kind", "x", "--commune", "42207", *given)
    with pytest.raises(CommandError, match="Aucun compte"):
        call_command("account", "link", "ada@exemple.test")
    assert not Account.objects.filter(email="ada@exemple.test").exists()
