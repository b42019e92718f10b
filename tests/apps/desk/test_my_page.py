"""A carer's own page: what she types of her zone is understood, kept whole, and saved again."""

from typing import Any

import pytest
from django.test import Client

from maillon.apps.desk.models import Enrolment, Offer
from maillon.apps.directory.models import Commune, Responder
from maillon.kernel import clock, jobs
from maillon.kernel.crypto import fold
from tests.apps.desk.test_enrolling import verified
from tests.factories import desk as situations
from tests.factories.desk import SOURCE, TODAY, DeskWorld
from tests.factories.enrolling import enrolling, later, link

pytestmark = pytest.mark.django_db
GIER, MARNE, REUNION = (4.55, 45.55), (4.5, 48.7), (55.6, -21.4)


def commune(
    insee: str, name: str, codes: str, at: tuple[float, float] = GIER, people: int = 900
) -> Commune:
    return Commune(
        insee=insee, name=name, folded_name=fold(name), departement=insee[:2], region="84",
        postal_codes=codes, population=people, longitude=at[0], latitude=at[1], source=SOURCE,
        as_of=TODAY,
    )  # fmt: skip


@pytest.fixture
def world() -> DeskWorld:
    world = situations.saint_chamond()
    Commune.objects.bulk_create(
        [
            commune("42242", "Saint-Joseph", "42800", people=1_900),
            commune("97412", "Saint-Joseph", "97480", REUNION, people=38_000),
            commune("42259", "Saint-Martin-la-Plaine", "42800", people=3_700),
            *(commune(f"51{n}", f"Une-Commune-de-Champagne-{n}", "51300", MARNE)
              for n in range(100, 146)),
        ]
    )  # fmt: skip
    return world


@pytest.fixture
def line(world: DeskWorld) -> Responder:
    return verified(world, enrolling(world))


def page() -> Any:
    with clock.frozen(later(hours=2)):
        return Client().get(link())


def saved(places: str, **more: Any) -> Any:
    """Her form sent with these words for her zone and all the rest as shown."""
    form = page().context["form"]
    told = {name: form.initial.get(name, "") for name in form.fields}
    with clock.frozen(later(hours=2)):
        return Client().post(f"{link()}enregistrer/", {**told, "places": places, **more})


def kept() -> list[str]:
    return list(Enrolment.objects.get().communes)


def shown() -> str:
    return str(page().context["form"].initial["places"])


@pytest.mark.parametrize("typed", ["42400, 42800, 51300", "42400 51300", "51300, lorette"])
def test_what_she_declared_can_always_be_saved_again(line: Responder, typed: str) -> None:
    assert saved(typed).status_code == 302
    before, words = kept(), shown()
    assert len(words) < 100
    assert saved(words).status_code == 302
    assert (kept(), shown()) == (before, words)


def test_many_communes_without_their_code_are_saved_again_too(line: Responder) -> None:
    names = ", ".join(f"Une-Commune-de-Champagne-{n} (51300)" for n in range(100, 139))
    assert saved(f"{names}, 42400").status_code == 302
    assert len(shown()) > 400
    assert saved(f"{shown()}, 42420").status_code == 302
    assert len(kept()) == 41


def test_a_postal_code_gives_every_one_of_its_communes(line: Responder) -> None:
    saved("42400, 51300")
    assert len(kept()) == 47
    assert line.covered.filter(near=False).count() == 47


def test_kilometres_count_round_each_commune_she_names(line: Responder) -> None:
    assert saved("42400, 42420", km="5").status_code == 302
    covered = set(line.covered.filter(near=False).values_list("commune_id", flat=True))
    assert covered >= {"42207", "42110", "42123", "42186"}
    assert kept() == ["42207", "42123"]


def test_too_many_words_are_refused_with_a_sentence_and_change_nothing(line: Responder) -> None:
    refused = saved(", ".join(["Saint-Joseph"] * 41))
    assert refused.status_code == 422
    assert "au plus 40 communes" in refused.content.decode()
    assert kept() == ["42207"]


def test_of_communes_of_the_same_name_it_is_the_one_near_where_she_works(line: Responder) -> None:
    assert saved("Rive de gier, st joseph").status_code == 302
    assert kept() == ["42186", "42242"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lorette, st martin la plaine", ["42123", "42259"]),
        ("lorette; Saint-Joseph (42800)", ["42123", "42242"]),
        ("lorette, 42800 Saint-Joseph", ["42123", "42242"]),
        ("42400 42420", ["42207", "42123"]),
        ("42400, 42420,", ["42207", "42123"]),
    ],
)
def test_communes_are_typed_as_one_says_them(line: Responder, typed: str, meant: list[str]) -> None:
    assert saved(typed).status_code == 302
    assert kept() == meant


def test_a_name_known_only_far_away_needs_its_postal_code(line: Responder) -> None:
    Commune.objects.filter(pk="42242").delete()
    refused = saved("42400, st joseph")
    assert refused.status_code == 422
    assert "loin d’ici" in refused.content.decode()
    assert saved("42400, st joseph 97480").status_code == 302
    assert kept() == ["42207", "97412"]


@pytest.mark.parametrize(
    "typed", ["99999", "424", "nullepart sur rien", ",", "42400 42800 lorette"]
)
def test_what_names_no_commune_is_told(line: Responder, typed: str) -> None:
    assert saved(f"42400, {typed}" if typed != "," else typed).status_code == 422
    assert kept() == ["42207"]


def figures() -> tuple[int | None, str]:
    with clock.frozen(later(hours=3)):
        page = Client().get(f"{link()}demandes/")
    return page.context["page"].hours, page.content.decode()


def test_every_day_and_every_hour_ticked_is_told_and_is_a_week_whole(line: Responder) -> None:
    never = figures()
    assert never[0] is None
    assert "Vous n’avez pas dit" in never[1]
    saved("42400")
    always = figures()
    assert always[0] == 168
    assert "Vous n’avez pas dit" not in always[1]


def test_always_told_before_the_call_of_the_desk_counts_after_it(world: DeskWorld) -> None:
    hers = enrolling(world)
    assert saved("42400").status_code == 302
    verified(world, hers)
    assert figures()[0] == 168


def test_who_always_works_is_asked_at_any_hour(line: Responder, world: DeskWorld) -> None:
    saved("42400")
    request = situations.request_searching(world, later(hours=4), usual=())
    jobs.run_due(later(hours=4, minutes=5))
    assert Offer.objects.filter(need__request=request, responder=line).exists()
