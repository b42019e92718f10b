import csv
import gzip
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillon.apps.directory.actions import import_communes
from maillon.apps.directory.geography.files import COMMUNES
from maillon.apps.directory.models import Commune, CoverageCommune, FormerCommune
from maillon.errors import Refused
from maillon.kernel.access import SYSTEM
from tests.apps.directory.ground import CREPOL, GIER, NOW, VALHERBASSE, bring_in, responder

pytestmark = pytest.mark.django_db
HEADER = (
    "insee,nom,type,departement,region,epci,codes_postaux,population,"
    "mairie_lon,mairie_lat,point_lon,point_lat"
)
LINES = {
    CREPOL: "26107,Crépol,COM,26,84,200068781,26350,529,5.05,45.18,5.06,45.19",
    VALHERBASSE: "26210,Valherbasse,COM,26,84,200068781,26350,1005,5.13,45.21,5.14,45.21",
    "42207": "42207,Saint-Chamond,COM,42,84,244200770,42400,35000,4.51,45.47,4.5,45.4",
}


def written(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "communes.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def counts(path: Path | None) -> tuple[int, int, int, int]:
    report = import_communes(path, by=SYSTEM, now=NOW)
    return report.created, report.updated, report.unchanged, report.ended


def test_a_second_import_of_the_same_file_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, *LINES.values())
    assert counts(path) == (3, 0, 0, 0)
    assert counts(path) == (0, 0, 3, 0)
    assert FormerCommune.objects.get(pk="26184").commune_id == VALHERBASSE


def test_what_changed_is_updated_and_counted(tmp_path: Path) -> None:
    counts(written(tmp_path, *LINES.values()))
    fresh = LINES[CREPOL].replace(",529,", ",531,")
    assert counts(written(tmp_path, fresh, LINES[VALHERBASSE], LINES["42207"])) == (0, 1, 2, 0)
    assert Commune.objects.get(pk=CREPOL).population == 531


def test_a_merged_commune_ends_and_all_that_pointed_to_it_follows(tmp_path: Path) -> None:
    bring_in(GIER)
    old = LINES[CREPOL].replace("26107,Crépol", "26184,Miribel")
    counts(written(tmp_path, old, *LINES.values()))
    who = responder(commune="26184")
    CoverageCommune.objects.bulk_create(
        CoverageCommune(
            area=who.coverage.create(kind="communes", shape={}, declared_at=NOW),
            responder=who, commune_id=insee,
        )
        for insee in ("26184",)
    )  # fmt: skip
    report = import_communes(written(tmp_path, *LINES.values()), by=SYSTEM, now=NOW)
    assert report.ended == 1
    assert not Commune.objects.filter(pk="26184").exists()
    who.refresh_from_db()
    assert who.commune_id == VALHERBASSE
    assert CoverageCommune.objects.get().commune_id == VALHERBASSE


def test_a_zone_that_held_both_merged_communes_holds_the_new_one_once(tmp_path: Path) -> None:
    old = LINES[CREPOL].replace("26107,Crépol", "26184,Miribel")
    counts(written(tmp_path, old, *LINES.values()))
    who = responder(commune=CREPOL)
    area = who.coverage.create(kind="communes", shape={}, declared_at=NOW)
    for insee in ("26184", VALHERBASSE):
        CoverageCommune.objects.create(area=area, responder=who, commune_id=insee)
    counts(written(tmp_path, *LINES.values()))
    assert CoverageCommune.objects.get().commune_id == VALHERBASSE


def test_a_commune_that_vanishes_without_a_merger_is_kept_and_said(tmp_path: Path) -> None:
    counts(written(tmp_path, *LINES.values()))
    report = import_communes(written(tmp_path, LINES[CREPOL]), by=SYSTEM, now=NOW)
    assert report.ended == 0
    assert report.warnings == [
        {"line": 0, "reason": "2 communes connues manquent dans le fichier et sont gardées"}
    ]
    assert Commune.objects.count() == 3


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        ([], HEADER),
        ([LINES[CREPOL]], HEADER.replace("insee", "code")),
        ([LINES[CREPOL], LINES[CREPOL]], HEADER),
        ([LINES[CREPOL], "26210,Valherbasse"], HEADER),
        ([LINES[CREPOL], LINES[VALHERBASSE] + ",de trop"], HEADER),
        ([LINES[CREPOL], LINES[VALHERBASSE].replace("5.13", "513")], HEADER),
        ([LINES[CREPOL], LINES[VALHERBASSE].replace("1005", "mille")], HEADER),
        ([LINES[CREPOL], LINES[VALHERBASSE].replace("COM", "REGION")], HEADER),
    ],
)
def test_a_doubtful_file_is_refused_and_changes_nothing(
    tmp_path: Path, lines: list[str], header: str
) -> None:
    counts(written(tmp_path, *LINES.values()))
    with pytest.raises(Refused, match="communes_unreadable"):
        import_communes(written(tmp_path, *lines, header=header), by=SYSTEM, now=NOW)
    assert Commune.objects.count() == 3
    assert Commune.objects.get(pk=CREPOL).name == "Crépol"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04zip", b"\xff\xfe\x00", "insee,é".encode("latin-1")]
)
def test_what_is_no_file_of_communes_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="Le fichier des communes ne se lit pas") as refused:
        call_command("import", "communes", str(path), "--json")
    assert refused.value.returncode == 2
    assert json.loads(capsys.readouterr().out)["refused"] == "communes_unreadable"


@pytest.mark.slow
def test_the_vendored_file_brings_in_every_commune_in_force() -> None:
    report = import_communes(None, by=SYSTEM, now=NOW)
    with gzip.open(COMMUNES, "rt", encoding="utf-8") as stream:
        assert report.created == sum(1 for _ in csv.DictReader(stream)) == 35_014
    assert FormerCommune.objects.count() == 4837
    assert Commune.objects.get(pk="14581").longitude is None
