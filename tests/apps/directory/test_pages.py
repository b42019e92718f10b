import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.directory.actions import declare_availability, declare_coverage
from maillon.apps.directory.models import Organization, Responder
from maillon.kernel import clock
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from tests.apps.directory.ground import (
    GIER,
    L_HORME,
    NOW,
    SAINT_CHAMOND,
    bring_in,
    responder,
    role,
)

pytestmark = pytest.mark.django_db


def signed_in(code: str = "") -> Client:
    """Somebody with an account, and perhaps a role."""
    account = Account.objects.create_user(
        f"{code or 'personne'}@essai.example", name="Dominique Essai", initials="DE"
    )
    if code:
        house = Organization.objects.create(
            kind="desk",
            name="Poste d’essai",
            folded_name="poste d essai",
            source="essai",
            as_of=NOW,
        )
        ScopedRole.objects.create(
            account=account, organization=house, code=code, starts_on=NOW.date()
        )
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, name: str, *args: object, **asked: Any) -> str:
    with clock.frozen(NOW):
        answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def declared() -> Responder:
    bring_in(GIER)
    who = responder(commune=SAINT_CHAMOND)
    declare_coverage(
        responder_id=who.pk, kind="communes", shape={"communes": [SAINT_CHAMOND]},
        by=SYSTEM, now=NOW,
    )  # fmt: skip
    declare_availability(responder_id=who.pk, availability="yes", by=SYSTEM, now=NOW)
    return who


def her_page(client: Client, who: Responder) -> str:
    assert who.practitioner_role is not None
    return page(client, "practitioner", who.practitioner_role.practitioner_id)


def test_the_list_finds_by_words_profession_and_commune() -> None:
    bring_in(GIER)
    role(1, family="VIOLETTE"), role(2, family="GENÊT", commune=L_HORME)
    client = signed_in()
    both = page(client, "practitioners")
    assert "VIOLETTE" in both
    assert "GENÊT" in both
    one = page(client, "practitioners", q="violette")
    assert "VIOLETTE" in one
    assert "GENÊT" not in one
    assert "GENÊT" not in page(client, "practitioners", commune=SAINT_CHAMOND)
    assert "Personne de ce nom" in page(client, "practitioners", q="zzz")


def test_asked_for_nothing_the_list_shows_those_the_desk_may_ask() -> None:
    bring_in(GIER)
    responder(1)
    role(2, family="GENÊT")
    told = page(signed_in(), "practitioners")
    assert "VIOLETTE" in told
    assert "GENÊT" not in told


def test_without_javascript_a_commune_may_be_typed() -> None:
    bring_in(GIER)
    role(1, family="VIOLETTE"), role(2, family="GENÊT", commune=L_HORME)
    client = signed_in()
    typed = page(client, "practitioners", commune_text="st chamond")
    assert "VIOLETTE" in typed
    assert "GENÊT" not in typed
    assert "Aucune commune pour « nulle part »" in page(
        client, "practitioners", commune_text="nulle part"
    )


@pytest.mark.parametrize(
    "asked", [{"page": "x"}, {"page": "-3"}, {"profession": "é" * 90}, {"q": "%"}]
)
def test_a_strange_search_is_never_an_error(asked: dict[str, str]) -> None:
    bring_in(GIER)
    role(1)
    assert "Professionnels" in page(signed_in(), "practitioners", **asked)


def test_pages_follow_each_other() -> None:
    bring_in(GIER)
    for number in range(32):
        role(number, family=f"LILAS{number:02d}")
    client = signed_in()
    assert "page=2" in page(client, "practitioners", q="lilas")
    second = page(client, "practitioners", q="lilas", page=2)
    assert "LILAS31" in second
    assert "page=1" in second


def test_the_export_holds_every_answer_of_the_search_and_not_one_page() -> None:
    bring_in(GIER)
    for number in range(32):
        role(number, family=f"LILAS{number:02d}")
    role(40, family="GENÊT")
    client = signed_in()
    told = page(client, "practitioners-csv", q="lilas").removeprefix("\ufeff")
    titles, *lines = csv.reader(io.StringIO(told), delimiter=";")
    assert (titles[0], titles[-1]) == ("Nom", "Date de l’extrait")
    assert len(lines) == 32
    assert all("LILAS" in line[0] and line[-2] == "RPPS" for line in lines)
    with clock.frozen(NOW):
        assert client.get(reverse("practitioners-xlsx"), {"q": "lilas"}).status_code == 200


def test_asked_for_nothing_the_export_holds_those_the_desk_may_ask() -> None:
    bring_in(GIER)
    responder(1)
    role(2, family="GENÊT")
    told = page(signed_in(), "practitioners-csv")
    assert "VIOLETTE" in told
    assert "GENÊT" not in told


def test_an_empty_directory_says_what_to_do_first() -> None:
    assert "maillon import rpps" in page(signed_in(), "practitioners")


def test_each_fact_of_a_professional_bears_its_source_and_its_day() -> None:
    told = her_page(signed_in(), declared())
    assert "RPPS, extrait du 1er jan. 2026" in told
    assert "déclaré par SMS le 24 nov. 2026" in told
    assert "Se déplace à :" in told
    assert "Communes voisines" in told
    assert "Personne inventée" in told


def test_an_old_extract_and_an_old_word_ask_to_be_checked() -> None:
    who = declared()
    client = signed_in()
    recent = her_page(client, who).count("à vérifier")
    declare_availability(
        responder_id=who.pk, availability="yes", by=SYSTEM, now=NOW - timedelta(days=9)
    )
    assert her_page(client, who).count("à vérifier") == recent + 1


def test_her_own_line_is_shown_to_a_desk_and_to_nobody_else() -> None:
    who = declared()
    assert "06 12 34 56 78" in her_page(signed_in("agent"), who)
    hidden = her_page(signed_in("requester"), who)
    assert "06 12 34 56 78" not in hidden
    assert "+33612345678" not in hidden


def test_words_of_the_register_are_shown_as_words() -> None:
    bring_in(GIER)
    hostile = role(1, family="D’<b>O\"R'IGINE</b>", given="{{ x }}")
    client = signed_in()
    for told in (
        page(client, "practitioners"),
        page(client, "practitioner", hostile.practitioner_id),
    ):
        assert "<b>O" not in told
        assert "&lt;b&gt;O" in told
        assert "{{ x }}" in told


def test_an_unknown_professional_is_missing() -> None:
    answer = signed_in().get(reverse("practitioner", args=[new_id()]))
    assert answer.status_code == 404


def test_communes_come_in_json_for_a_combobox() -> None:
    bring_in(GIER)
    with clock.frozen(NOW):
        answer = signed_in().get(reverse("commune-search"), {"q": "st cham"})
    assert answer.json() == {
        "results": [{"value": "42207", "label": "Saint-Chamond (42400)", "hint": "Loire"}]
    }


def test_communes_come_as_options_for_a_fragment() -> None:
    bring_in(GIER)
    client = signed_in()
    with clock.frozen(NOW):
        answer = client.get(
            reverse("commune-search"),
            {"q": "horme", "pres": "42207"},
            headers={"HX-Request": "true"},
        )
        nothing = client.get(
            reverse("commune-search"), {"q": "zz<i>zz"}, headers={"HX-Request": "true"}
        )
    assert '<option value="42110"' in answer.content.decode()
    assert "Aucune commune pour « zz&lt;i&gt;zz »" in nothing.content.decode()


@pytest.mark.parametrize("name", ["practitioners", "commune-search"])
def test_nobody_enters_without_an_account(name: str) -> None:
    answer = Client().get(reverse(name))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
