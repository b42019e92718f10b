import pytest

from maillon.apps.directory.models import PractitionerRole
from maillon.apps.directory.queries import practitioner, professions, search_practitioners
from maillon.apps.directory.queries import practitioners as reads
from maillon.apps.directory.queries.practitioners import PAGE
from maillon.errors import NotFound
from maillon.kernel.access import SYSTEM
from maillon.kernel.chance import new_id
from tests.apps.directory.ground import (
    CREPOL,
    GIER,
    HERBASSE,
    NOW,
    SAINT_CHAMOND,
    SAINT_ETIENNE,
    bring_in,
    responder,
    role,
)

pytestmark = pytest.mark.django_db


def names(text: str, **narrowed: str) -> list[str]:
    found = search_practitioners(SYSTEM, text, **narrowed)  # type: ignore[arg-type]
    return [one.name for one in found.results]


def a_few() -> None:
    bring_in((*GIER, *HERBASSE))
    role(1, family="VIOLETTE", given="Clémence")
    role(2, family="SŒURDEBOIS", given="Noël", profession="10", label="Médecin")
    role(
        3, family="GENÊT", given="Anaïs", profession="70",
        label="Masseur-Kinésithérapeute", commune=CREPOL,
    )  # fmt: skip
    role(4, family="CHIRUR", given="Inès", profession="40", label="Chirurgien-Dentiste")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("violette", "Clémence VIOLETTE"),
        ("viol clem", "Clémence VIOLETTE"),
        ("CLEMENCE", "Clémence VIOLETTE"),
        ("soeurdebois", "Noël SŒURDEBOIS"),
        ("sœurdebois noel", "Noël SŒURDEBOIS"),
        ("genet", "Anaïs GENÊT"),
        ("infirmière", "Clémence VIOLETTE"),
        ("infirmieres", "Clémence VIOLETTE"),
        ("infirmiers saint-chamond", "Clémence VIOLETTE"),
        ("idel", "Clémence VIOLETTE"),
        ("kiné", "Anaïs GENÊT"),
        ("kinésithérapeutes crépol", "Anaïs GENÊT"),
        ("médecins", "Noël SŒURDEBOIS"),
        ("docteur", "Noël SŒURDEBOIS"),
        ("docteures", "Noël SŒURDEBOIS"),
        ("généralistes", "Noël SŒURDEBOIS"),
        ("médecins généralistes saint-chamond", "Noël SŒURDEBOIS"),
        ("kinés", "Anaïs GENÊT"),
        ("idels", "Clémence VIOLETTE"),
        ("infirmier libéral saint-chamond", "Clémence VIOLETTE"),
        ("infirmières libérales", "Clémence VIOLETTE"),
        ("kiné libérale", "Anaïs GENÊT"),
        ("médecins libéraux", "Noël SŒURDEBOIS"),
        ("dentistes", "Inès CHIRUR"),
    ],
)
def test_a_professional_is_found_by_the_words_people_use(typed: str, found: str) -> None:
    a_few()
    assert names(typed) == [found]


def test_a_name_that_is_also_a_way_to_practise_is_still_a_name() -> None:
    a_few()
    role(5, family="LIBÉRAL", given="Rose", profession="60", label="Infirmier")
    assert names("libéral") == ["Rose LIBÉRAL"]


def test_every_word_must_answer() -> None:
    a_few()
    assert names("violette crépol") == []
    assert names("zzz") == []


def test_profession_and_commune_narrow_the_search() -> None:
    a_few()
    assert names("", profession="70") == ["Anaïs GENÊT"]
    assert names("", commune=CREPOL) == ["Anaïs GENÊT"]
    assert names("", profession="60", commune=CREPOL) == []
    assert len(names("", commune=SAINT_CHAMOND)) == 3


def test_ended_practices_are_not_found() -> None:
    a_few()
    PractitionerRole.objects.filter(profession="60").update(ended_on=NOW.date())
    assert names("violette") == []
    assert "60" not in dict(professions(SYSTEM))


def test_long_lists_come_by_pages_in_the_order_of_names() -> None:
    bring_in(GIER)
    for number in range(PAGE + 3):
        role(number, family=f"AUBÉPINE{number:03d}")
    first, second = (search_practitioners(SYSTEM, "aubepine", page=page) for page in (1, 2))
    assert (len(first.results), first.more) == (PAGE, True)
    assert (len(second.results), second.more) == (3, False)
    together = [one.name for one in (*first.results, *second.results)]
    assert together == sorted(together)


def test_a_search_that_says_too_little_is_told_so_and_its_pages_still_hold_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reads, "SORTED", 40)
    bring_in(GIER)
    for number in range(45):
        role(number, family=f"AUBÉPINE{number:03d}")
    first, second = (search_practitioners(SYSTEM, "aubepine", page=page) for page in (1, 2))
    assert first.broad
    together = {one.name for one in (*first.results, *second.results)}
    assert len(together) == 45
    assert not search_practitioners(SYSTEM, "aubepine01").broad


def test_a_page_out_of_bounds_is_empty_or_the_first() -> None:
    a_few()
    assert search_practitioners(SYSTEM, page=99).results == ()
    assert search_practitioners(SYSTEM, page=-1).page == 1


def test_her_card_holds_each_site_with_its_extract_and_what_she_declared() -> None:
    bring_in(GIER)
    who = responder(1, commune=SAINT_ETIENNE)
    assert who.practitioner_role is not None
    card = practitioner(SYSTEM, who.practitioner_role.practitioner_id)
    (site,) = card.roles
    assert (site.commune_name, site.source) == ("Saint-Étienne", "RPPS")
    assert site.responder is not None
    assert site.responder.id == who.pk


def test_an_unknown_professional_is_not_found() -> None:
    with pytest.raises(NotFound):
        practitioner(SYSTEM, new_id())
