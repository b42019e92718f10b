import pytest
from django.db import connection

from maillon.apps.directory.actions import declare_coverage, enrol
from maillon.apps.directory.invariants import line_is_found_again, words_are_filed, zone_is_resolved
from maillon.apps.directory.models import CoverageCommune, Responder
from maillon.kernel.access import SYSTEM
from tests.apps.directory.ground import FARNAY, GIER, NOW, bring_in, responder, role

pytestmark = pytest.mark.django_db


def enrolled(number: int = 1) -> Responder:
    pk = enrol(role_id=role(number).pk, phone="0612345678", takes=None, by=SYSTEM, now=NOW)
    declare_coverage(
        responder_id=pk, kind="communes", shape={"communes": [FARNAY]}, by=SYSTEM, now=NOW
    )
    return Responder.objects.get(pk=pk)


def test_what_the_actions_write_breaks_nothing() -> None:
    bring_in(GIER)
    enrolled()
    assert [*zone_is_resolved(NOW), *line_is_found_again(NOW), *words_are_filed(NOW)] == []


def test_a_zone_that_lost_its_communes_is_named() -> None:
    bring_in(GIER)
    area = enrolled().coverage.get()
    CoverageCommune.objects.filter(near=False).delete()
    assert list(zone_is_resolved(NOW)) == [f"la zone {area.pk} ne couvre aucune commune"]


def test_a_zone_resolved_for_somebody_else_is_named() -> None:
    bring_in(GIER)
    area, other = enrolled(1).coverage.get(), responder(2)
    CoverageCommune.objects.filter(area=area).update(responder=other)
    (found,) = zone_is_resolved(NOW)
    assert str(area.pk) in found


def test_a_line_that_no_reply_would_find_is_named() -> None:
    bring_in(GIER)
    who = enrolled()
    Responder.objects.filter(pk=who.pk).update(phone_index="autre")
    (found,) = line_is_found_again(NOW)
    assert str(who.pk) in found


@pytest.mark.sqlite
def test_a_professional_whom_the_index_lost_is_counted() -> None:
    bring_in(GIER)
    role()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_practitionerrole_numbers")
    (found,) = words_are_filed(NOW)
    assert found.startswith("1 lignes de directory_practitionerrole")
