import pytest

from maillon.apps.directory.actions import declare_coverage
from maillon.apps.directory.geography.contours import contours
from maillon.apps.directory.geography.files import neighbours
from maillon.apps.directory.models import CoverageArea, CoverageCommune, Responder
from maillon.errors import NotFound, Refused
from maillon.kernel.access import SYSTEM, AccountViewer, LinkViewer, Role
from maillon.kernel.chance import new_id
from tests.apps.directory.ground import (
    CREPOL,
    DOIZIEUX,
    FARNAY,
    GIER,
    HERBASSE,
    L_HORME,
    LYON,
    MONTCHENU,
    NOW,
    PARIS,
    SAINT_CHAMOND,
    SAINT_ETIENNE,
    VALHERBASSE,
    bring_in,
    responder,
)

pytestmark = pytest.mark.django_db


def declared(who: Responder, kind: str, **shape: object) -> tuple[set[str], set[str]]:
    """Codes covered and codes near, as the rows tell them."""
    declare_coverage(responder_id=who.pk, kind=kind, shape=shape, by=SYSTEM, now=NOW)
    rows = CoverageCommune.objects.filter(responder=who)
    covered = set(rows.filter(near=False).values_list("commune_id", flat=True))
    return covered, set(rows.filter(near=True).values_list("commune_id", flat=True))


def test_a_list_covers_its_communes_and_the_ring_holds_those_that_touch_them() -> None:
    bring_in(GIER)
    covered, near = declared(responder(), "communes", communes=[L_HORME])
    assert covered == {L_HORME}
    assert near == set(neighbours()[L_HORME]) & set(GIER)
    assert SAINT_CHAMOND in near


def test_a_former_code_is_followed_to_the_commune_that_holds_it_now() -> None:
    bring_in((*GIER, *HERBASSE))
    covered, near = declared(responder(), "communes", communes=["26184"])
    assert covered == {VALHERBASSE}
    assert CREPOL in near


def test_a_radius_covers_the_communes_whose_point_lies_within() -> None:
    bring_in(GIER)
    covered, near = declared(responder(), "radius", lon=4.5125, lat=45.47665, km=4.5)
    assert covered == {SAINT_CHAMOND, L_HORME}
    assert not covered & near


def test_a_radius_smaller_than_a_commune_covers_the_nearest_one() -> None:
    bring_in(GIER)
    covered, _ = declared(responder(), "radius", lon=4.53, lat=45.46, km=0.2)
    assert covered == {SAINT_CHAMOND}


def test_a_drawn_contour_covers_the_communes_it_takes_ground_from() -> None:
    bring_in(GIER)
    square = [[4.50, 45.47], [4.56, 45.47], [4.56, 45.50], [4.50, 45.50], [4.50, 45.47]]
    covered, near = declared(responder(), "polygon", type="Polygon", coordinates=[square])
    assert {SAINT_CHAMOND, L_HORME} <= covered
    assert SAINT_ETIENNE not in covered
    assert DOIZIEUX in near


def test_a_small_contour_inside_one_commune_covers_it_alone() -> None:
    bring_in(GIER)
    spot = [[4.512, 45.476], [4.513, 45.476], [4.513, 45.477], [4.512, 45.476]]
    covered, _ = declared(responder(), "polygon", type="Polygon", coordinates=[spot])
    assert covered == {SAINT_CHAMOND}


def test_a_city_of_arrondissements_covers_them_all() -> None:
    bring_in((*GIER, *PARIS))
    covered, _ = declared(responder(), "communes", communes=["75056"])
    assert covered == set(PARIS)


def test_an_arrondissement_is_near_its_city_and_the_arrondissements_around() -> None:
    bring_in((*GIER, *LYON))
    covered, near = declared(responder(), "communes", communes=["69381"])
    assert covered == {"69381"}
    assert near == {"69123", "69383"}


def test_a_commune_without_contour_nor_point_is_near_those_of_its_postal_code() -> None:
    celles, neussargues, chavagnac = "15031", "15141", "15047"
    bring_in((*GIER, celles, neussargues, chavagnac))
    covered, near = declared(responder(), "communes", communes=[celles])
    assert (covered, near) == ({celles}, {neussargues})
    _, near = declared(responder(2), "communes", communes=[neussargues])
    assert celles in near


def test_a_new_zone_replaces_the_one_before() -> None:
    bring_in(GIER)
    who = responder()
    declared(who, "communes", communes=[SAINT_ETIENNE])
    covered, _ = declared(who, "communes", communes=[FARNAY])
    assert covered == {FARNAY}
    assert CoverageArea.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "shape", "code"),
    [
        ("communes", {"communes": []}, "coverage_empty"),
        ("communes", {}, "coverage_empty"),
        ("communes", {"communes": ["00000", SAINT_CHAMOND]}, "coverage_communes_unknown"),
        ("radius", {"lon": 4.5, "lat": 45.4, "km": 0}, "coverage_radius_wrong"),
        ("radius", {"lon": 4.5, "lat": 45.4, "km": 4000}, "coverage_radius_wrong"),
        ("radius", {"lon": "nan", "lat": 45.4, "km": 4}, "coverage_radius_wrong"),
        ("radius", {"lon": 4.5}, "coverage_radius_wrong"),
        ("radius", {"lon": -40.0, "lat": 10.0, "km": 5}, "coverage_empty"),
        ("polygon", {"type": "Point", "coordinates": [4, 45]}, "coverage_polygon_wrong"),
        ("polygon", {"type": "Polygon", "coordinates": "x"}, "coverage_polygon_wrong"),
        ("polygon", {}, "coverage_polygon_wrong"),
        (
            "polygon",
            {"type": "Polygon", "coordinates": [[[4, 45], [5, 46], [5, 45], [4, 46], [4, 45]]]},
            "coverage_polygon_wrong",
        ),
        (
            "polygon",
            {"type": "Polygon", "coordinates": [[[-5, 41], [9, 41], [9, 51], [-5, 41]]]},
            "coverage_polygon_wrong",
        ),
        ("region", {}, "coverage_kind_unknown"),
    ],
)
def test_a_zone_that_cannot_be_resolved_is_refused_and_the_old_one_stands(
    kind: str, shape: dict[str, object], code: str
) -> None:
    bring_in(GIER)
    who = responder()
    declared(who, "communes", communes=[FARNAY])
    with pytest.raises(Refused) as refused:
        declare_coverage(responder_id=who.pk, kind=kind, shape=shape, by=SYSTEM, now=NOW)
    assert refused.value.code == code
    assert CoverageCommune.objects.filter(responder=who, near=False).get().commune_id == FARNAY


def test_a_stranger_cannot_move_the_zone_of_another() -> None:
    bring_in(GIER)
    who, other = responder(1), responder(2)
    strangers = (
        AccountViewer(new_id(), responder_ids=frozenset({other.pk})),
        AccountViewer(new_id(), roles=(Role("requester", new_id()),)),
        LinkViewer("offer", new_id(), other.pk),
    )
    for stranger in strangers:
        with pytest.raises(NotFound):
            declare_coverage(
                responder_id=who.pk, kind="communes", shape={"communes": [FARNAY]},
                by=stranger, now=NOW,
            )  # fmt: skip
    assert not CoverageArea.objects.exists()


def test_the_way_a_zone_was_declared_is_kept() -> None:
    bring_in(GIER)
    who = responder()
    herself = AccountViewer(new_id(), responder_ids=frozenset({who.pk}))
    declare_coverage(
        responder_id=who.pk, kind="communes", shape={"communes": [FARNAY]}, by=herself, now=NOW
    )
    area = CoverageArea.objects.get()
    assert (area.origin, area.declared_at) == ("account", NOW)


def test_the_vendored_neighbours_are_those_the_contours_show() -> None:
    around = {insee for one in (CREPOL, MONTCHENU) for insee in neighbours()[one]}
    shapes = contours({*around, CREPOL, MONTCHENU})
    for one in (CREPOL, MONTCHENU):
        touching = {
            insee
            for insee, shape in shapes.items()
            if insee != one and shape.dwithin(shapes[one], 3e-4)
        }
        assert touching >= set(neighbours()[one])
        assert touching - set(neighbours()[one]) <= {CREPOL, MONTCHENU}


def test_neighbours_are_mutual_and_nobody_neighbours_herself() -> None:
    told = neighbours()
    assert all(insee not in near for insee, near in told.items())
    assert all(insee in told[other] for insee, near in told.items() for other in near)
