"""A list of persons is brought in once, whatever happens on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from maillon.apps.care.actions import import_persons, move_identity
from maillon.apps.care.extract import PersonRow
from maillon.apps.care.models import Patient, PatientMerge, TraitRevision
from maillon.apps.care.queries import find_persons
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.extract import SkippedLine
from maillon.apps.journal.models import Entry
from maillon.errors import NotAllowed, Refused
from maillon.interop.persons import PersonsFile
from maillon.kernel.access import SYSTEM
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
HEAD = "Numéro;Nom de naissance;Prénom;Date de naissance;Sexe;Lieu de naissance;Adresse\n"
LINES = (
    "1;Canari;Odile;12/03/1941;f;42207;1 rue haute\n",
    "2;Serin;Marc;1950-02-01;m;42207;\n",
    "3;Linotte;Zoé;1962;f;;\n",
)


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


class Told:
    """A file whose reading may stop on the way."""

    def __init__(self, path: Path, stops_at: int = 0) -> None:
        self.file, self.stops_at = PersonsFile(path), stops_at

    def lines(self) -> int:
        return self.file.lines()

    def rows(self) -> Iterator[PersonRow | SkippedLine]:
        for number, row in enumerate(self.file.rows()):
            if self.stops_at and number == self.stops_at:
                raise KeyboardInterrupt
            yield row


def bring(world: CircleWorld, path: Path, *lines: str, stops_at: int = 0) -> Report:
    path.write_text(HEAD + "".join(lines))
    file = Told(path, stops_at)
    return import_persons(file, organization_id=world.house.pk, by=SYSTEM, now=MORNING, batch=1)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.skipped_total


def test_each_person_is_found_by_her_birth_date_and_a_second_reading_changes_nothing(
    world: CircleWorld, tmp_path: Path
) -> None:
    assert counts(bring(world, tmp_path / "x", *LINES)) == (3, 0, 0, 0)
    (found,) = find_persons(
        world.by, organization_id=world.house.pk, birth_date="12/3/1941", name="canari", now=MORNING
    )
    patient = Patient.objects.get(pk=found.id)
    assert (patient.status, patient.birth_place, patient.address) == (
        "PROV", "42207", "1 rue haute",
    )  # fmt: skip
    assert Entry.objects.filter(act="care.imported").count() == 1
    assert counts(bring(world, tmp_path / "x", *LINES)) == (0, 0, 3, 0)
    assert Entry.objects.filter(act="care.imported").count() == 1


def test_stopped_on_the_way_it_goes_on(world: CircleWorld, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        bring(world, tmp_path / "x", *LINES, stops_at=2)
    assert Patient.objects.exclude(local_index="").count() == 2
    assert counts(bring(world, tmp_path / "x", *LINES)) == (1, 0, 2, 0)


def test_a_later_file_corrects_what_nobody_verified_and_keeps_what_was_before(
    world: CircleWorld, tmp_path: Path
) -> None:
    bring(world, tmp_path / "x", *LINES)
    other = LINES[0].replace("Odile", "Odette").replace("rue haute", "rue basse")
    assert counts(bring(world, tmp_path / "x", other, *LINES[1:])) == (0, 1, 2, 0)
    patient = next(one for one in Patient.objects.all() if one.given_name == "Odette")
    assert patient.address == "1 rue basse"
    assert [one.reason for one in TraitRevision.objects.filter(patient=patient)] == ["file"]


def test_a_verified_identity_is_not_rewritten_by_a_file(world: CircleWorld, tmp_path: Path) -> None:
    bring(world, tmp_path / "x", *LINES)
    patient = next(one for one in Patient.objects.all() if one.given_name == "Odile")
    move_identity(
        patient_id=patient.pk, event="document_seen", reason="card", by=SYSTEM, now=MORNING
    )
    report = bring(world, tmp_path / "x", LINES[0].replace("Odile", "Odette"))
    assert [one["reason"] for one in report.warnings] == [
        "identité déjà vérifiée ici, le fichier dit autre chose : rien n’a été changé"
    ]
    assert Patient.objects.get(pk=patient.pk).given_name == "Odile"


def test_a_twin_is_said_and_a_number_read_twice_is_left_out(
    world: CircleWorld, tmp_path: Path
) -> None:
    twin = LINES[0].replace("1;Canari", "9;CANARI")
    report = bring(world, tmp_path / "x", LINES[0], twin, LINES[0])
    assert counts(report) == (2, 0, 0, 1)
    assert [one["line"] for one in report.warnings] == [3]


def test_a_file_merged_since_is_left_alone(world: CircleWorld, tmp_path: Path) -> None:
    bring(world, tmp_path / "x", LINES[1])
    patient = Patient.objects.exclude(local_index="").get()
    Patient.objects.filter(pk=patient.pk).update(merged_into=world.patient.pk)
    report = bring(world, tmp_path / "x", LINES[1].replace("Marc", "Jean"))
    assert counts(report) == (0, 0, 1, 0)
    assert report.warnings_total == 1
    assert PatientMerge.objects.count() == 0


def test_a_bad_line_at_the_end_leaves_nothing_written(world: CircleWorld, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="persons_line"):
        bring(world, tmp_path / "x", *LINES, "4;trop;court\n")
    assert not Patient.objects.exclude(local_index="").exists()


def test_only_the_machine_imports(world: CircleWorld, tmp_path: Path) -> None:
    (tmp_path / "x").write_text(HEAD + LINES[0])
    with pytest.raises(NotAllowed):
        import_persons(
            PersonsFile(tmp_path / "x"),
            organization_id=world.house.pk,
            by=world.by,  # type: ignore[arg-type]
            now=MORNING,
        )
