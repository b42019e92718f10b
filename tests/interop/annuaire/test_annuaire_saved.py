"""Saved resources brought in: one a line, Bundles, a folder of them; cut, hostile, huge."""

import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillon.apps.directory.actions import import_annuaire
from maillon.apps.directory.actions.importing import silent
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.models import Organization, PractitionerRole
from maillon.errors import Refused
from maillon.interop.annuaire import directory_of
from maillon.kernel.access import SYSTEM
from maillon.kernel.sentences import sentence
from tests.apps.directory.ground import GIER, NOW, bring_in
from tests.interop.annuaire.resources import SEEN, bundle, person, role, site

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


@pytest.fixture(autouse=True)
def _ground() -> None:
    bring_in(GIER)


def bring(path: Path, **given: Any) -> dict[str, Report]:
    reading: dict[str, Any] = {"full": False, "now": NOW, "progress": silent}
    folder = path.parent.parent
    with directory_of(str(path), key="", folder=folder, **reading) as picture:
        return {
            "resources": picture.report,
            **import_annuaire(picture, by=SYSTEM, now=NOW, **given),
        }


def everything(count: int) -> list[Json]:
    return [made(n) for made in (role, person, site) for n in range(1, count + 1)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "enregistre"
    made.mkdir()
    return made


def lines(path: Path, resources: Iterable[Any]) -> Path:
    told = (one if isinstance(one, str) else json.dumps(one) for one in resources)
    path.write_text("".join(f"{one}\n" for one in told), encoding="utf-8")
    return path


def roles(told: dict[str, Report]) -> tuple[int, int, int]:
    return told["roles"].created, told["roles"].unchanged, told["roles"].ended


def test_one_resource_a_line_in_any_order(folder: Path) -> None:
    path = lines(folder / "annuaire.ndjson", everything(5))
    assert roles(bring(path)) == (5, 0, 0)
    assert roles(bring(path)) == (0, 5, 0)
    one = PractitionerRole.objects.first()
    assert one is not None
    assert (one.source, one.as_of) == ("Annuaire Santé", date.fromisoformat(SEEN[:10]))
    assert list(folder.parent.iterdir()) == [folder]  # nothing is left behind


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("packed", [False, True])
def test_a_bundle_compact_or_not_packed_or_not(
    folder: Path, indent: int | None, packed: bool
) -> None:
    data = b"\xef\xbb\xbf" + json.dumps(bundle(everything(5)), indent=indent).encode()
    path = folder / "annuaire_20261115.json"
    path.write_bytes(gzip.compress(data) if packed else data)
    assert roles(bring(path)) == (5, 0, 0)
    assert Organization.objects.first().as_of == date(2026, 11, 15)  # type: ignore[union-attr]


@pytest.mark.parametrize("said", ["9999-12-31T00:00:00Z", "zut", "", 3])
def test_a_day_still_to_come_or_no_day_at_all_dates_nothing(folder: Path, said: Any) -> None:
    told = [one | {"meta": {"lastUpdated": said}} for one in everything(2)]
    bring(lines(folder / "annuaire.ndjson", told))
    assert {one.as_of for one in PractitionerRole.objects.all()} == {NOW.date()}


def test_a_folder_of_saved_pages_is_one_directory(folder: Path) -> None:
    told = everything(6)
    for number in range(3):
        lines(folder / f"page-{number}.json", [bundle(told[number * 6 : number * 6 + 6])])
    (folder / "lisez-moi.txt").write_text("rien")
    assert roles(bring(folder)) == (6, 0, 0)


def test_it_holds_the_same_as_the_extract_would_after_the_same_events(folder: Path) -> None:
    path = folder / "annuaire.ndjson"
    bring(lines(path, everything(40)))
    told = bring(lines(path, [one for one in everything(40) if one["id"] != "005-7-7"]))
    assert (told["roles"].ended, told["roles"].created) == (1, 1)  # she stays, without a site
    assert roles(bring(lines(path, everything(40))))[1] == 39


def test_a_hostile_line_is_told_and_the_others_come_in(folder: Path) -> None:
    deep = '{"resourceType": "Practitioner", "x": ' + "[" * 5000 + "]" * 5000 + "}"
    strange = [
        "{",
        "3",
        "null",
        deep,
        '{"id": "1", "id": "2"}',
        '{"resourceType": ["Practitioner"]}',
    ]
    told = bring(lines(folder / "x.ndjson", [*everything(3), *strange]))
    assert roles(told) == (3, 0, 0)
    assert told["resources"].skipped_total == len(strange)
    assert {one["line"] for one in told["resources"].skipped} == set(range(10, 16))


def test_roles_without_their_professionals_are_told(folder: Path) -> None:
    path = lines(folder / "x.ndjson", [person(1), role(1), role(2), site(1)])
    told = bring(path)
    assert told["roles"].skipped[0]["reason"] == (
        "PractitionerRole/005-2-2 : professionnel inconnu (Practitioner/003-2)"
    )


def test_a_register_that_a_file_says_nothing_of_is_left_as_it_is(folder: Path) -> None:
    bring(lines(folder / "x.ndjson", everything(30)))
    told = bring(lines(folder / "y.ndjson", [site(n) for n in range(1, 31)]))
    assert set(told) == {"resources", "structures"}
    assert PractitionerRole.objects.filter(ended_on=None).count() == 30


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"<!DOCTYPE html><title>Maintenance</title>", "unknown_file"),
        (b'{"a": 1,\n "b": 2}', "unknown_file"),
        (b'{"entry": 3,\n "resourceType": "Bundle"}', "no_rows"),
        (b"PK\x03\x04xxxx", "archive"),
        (json.dumps(bundle(everything(2)), indent=1).encode()[:-300], "broken"),
        (json.dumps(person(1)).encode() + b"\n" + json.dumps(role(1)).encode()[:-9], "broken"),
        (gzip.compress(json.dumps(person(1)).encode() * 900)[:-30], "cut_short"),
        (b'{"entry": [{"resource": {"x": 1, "x": 2}}],\n "y": 1}', "key_twice"),
        (b'{"entry": [' + b"[" * 90 + b"]" * 90 + b', {"a": ' + b'{"a": ' * 90, "too_deep"),
        (b'{"resourceType": "Device", "id": "1"}\n', "no_rows"),
    ],
)
def test_what_is_no_directory_is_refused_in_a_sentence_and_changes_nothing(
    folder: Path, data: bytes, code: str
) -> None:
    bring(lines(folder / "x.ndjson", everything(3)))
    path = folder / "y.json"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        bring(path, allow_ended=True)
    assert caught.value.code == f"annuaire_fhir_{code}"
    assert "rien n’a été changé" in sentence(caught.value)
    assert PractitionerRole.objects.filter(ended_on=None).count() == 3
    assert list(folder.parent.iterdir()) == [folder]  # nothing is left behind


def test_a_file_that_is_not_there_is_refused(folder: Path) -> None:
    for path in (folder / "absent.ndjson", folder):
        with pytest.raises(Refused, match="annuaire_fhir_unreadable"):
            bring(path)


def test_a_file_read_again_after_a_refusal_owes_nothing_to_the_first(folder: Path) -> None:
    path = folder / "x.ndjson"
    path.write_text(json.dumps(person(1)) + "\n" + '{"cut')
    with pytest.raises(Refused):
        bring(path)
    assert roles(bring(lines(path, everything(2)))) == (2, 0, 0)
