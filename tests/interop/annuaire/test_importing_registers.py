"""FINESS and MSSanté brought in: the contract of the RPPS import, held by each register."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import models

from maillon.apps.directory.actions import (
    import_activities,
    import_mssante,
    import_structures,
)
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.models import Endpoint, HealthcareService, ImportRun, Organization
from maillon.errors import Refused
from maillon.interop.annuaire import FinessActivities, FinessStructures, MssanteFile, finess_file
from maillon.kernel.access import SYSTEM
from tests.apps.directory.ground import GIER, L_HORME, NOW, SAINT_CHAMOND, bring_in
from tests.interop.annuaire.power import cut_after
from tests.interop.annuaire.registers import (
    MSSANTE_HEADER,
    activities,
    finess,
    legacy,
    legacy_line,
    mailbox,
    mailboxes,
    plus,
    site,
)

pytestmark = pytest.mark.django_db
Bring = Callable[..., Report]


@pytest.fixture(autouse=True)
def _ground() -> None:
    bring_in(GIER)


def counts(report: Report) -> dict[str, int]:
    told = report.as_json()
    names = ("read", "created", "updated", "unchanged", "ended", "skipped_total")
    return {name: told[name] for name in names if told[name]}


def _structures(folder: Path, numbers: list[int], **given: Any) -> Report:
    path = plus(folder / "s.json", *(site(n, **given.pop(f"of_{n}", {})) for n in numbers))
    return import_structures(FinessStructures(path), by=SYSTEM, now=NOW, **given)


def _activities(folder: Path, numbers: list[int], **given: Any) -> Report:
    for number in numbers:
        Organization.objects.get_or_create(
            identifier_system="FINESS", identifier=finess(number), source="essai",
            as_of=NOW.date(), kind="other", name="X",
        )  # fmt: skip
    path = activities(folder / "a.json", [(n, f"A{n}", given.pop(f"of_{n}", {})) for n in numbers])
    return import_activities(FinessActivities(path), by=SYSTEM, now=NOW, **given)


def _mailboxes(folder: Path, numbers: list[int], **given: Any) -> Report:
    path = mailboxes(folder / "m.txt", [mailbox(n, **given.pop(f"of_{n}", {})) for n in numbers])
    return import_mssante(MssanteFile(path), by=SYSTEM, now=NOW, **given)


REGISTERS = pytest.mark.parametrize(
    ("bring", "table", "change"),
    [
        (_structures, Organization, {"name": "AUTRE NOM"}),
        (_activities, HealthcareService, {"code": "02"}),
        (_mailboxes, Endpoint, {"Service de rattachement": "Accueil"}),
    ],
    ids=["structures", "activities", "mailboxes"],
)
Table = type[models.Model]


def rows(table: Table) -> list[tuple[Any, ...]]:
    kept = [f.attname for f in table._meta.concrete_fields if not f.is_relation]
    return sorted(table._default_manager.exclude(source="essai").values_list(*kept), key=repr)


@REGISTERS
def test_the_same_file_again_changes_nothing(
    tmp_path: Path, bring: Bring, table: Table, change: dict[str, str]
) -> None:
    numbers = list(range(1, 60))
    assert counts(bring(tmp_path, numbers, batch=7)) == {"read": 59, "created": 59}
    before = rows(table)
    assert counts(bring(tmp_path, numbers, batch=20)) == {"read": 59, "unchanged": 59}
    assert rows(table) == before


@REGISTERS
def test_what_changed_is_updated_and_what_is_no_longer_there_is_ended_then_comes_back(
    tmp_path: Path, bring: Bring, table: Table, change: dict[str, str]
) -> None:
    numbers = list(range(1, 41))
    bring(tmp_path, numbers)
    told = counts(bring(tmp_path, numbers[1:], of_7=change))
    assert told == {"read": 39, "updated": 1, "unchanged": 38, "ended": 1}
    assert table._default_manager.filter(ended_on=None).exclude(source="essai").count() == 39
    back = bring(tmp_path, numbers, of_7=change)
    assert (back.created + back.updated, back.unchanged) == (1, 39)


@REGISTERS
def test_a_file_that_would_end_too_much_is_refused_and_changes_nothing(
    tmp_path: Path, bring: Bring, table: Table, change: dict[str, str]
) -> None:
    bring(tmp_path, list(range(1, 20)))
    before = rows(table)
    with pytest.raises(Refused, match="_ends_too_many"):
        bring(tmp_path, list(range(1, 10)), of_1=change)
    assert rows(table) == before
    assert bring(tmp_path, list(range(1, 10)), allow_ended=True).ended == 10


@REGISTERS
def test_cut_short_it_goes_on_from_the_last_batch(
    tmp_path: Path,
    bring: Bring,
    table: Table,
    change: dict[str, str],
) -> None:
    cut_after(3, lambda: bring(tmp_path, list(range(1, 30)), batch=5))
    assert len(rows(table)) == 15
    assert counts(bring(tmp_path, list(range(1, 30)), batch=5)) == {"read": 29, "created": 29}
    assert ImportRun.objects.get().finished_at == NOW


@REGISTERS
def test_said_twice_the_first_line_is_kept_and_the_other_counted(
    tmp_path: Path, bring: Bring, table: Table, change: dict[str, str]
) -> None:
    told = bring(tmp_path, [1, 2, 1], batch=1)
    assert counts(told) == {"read": 3, "created": 2, "skipped_total": 1}
    assert "déjà donné plus haut" in told.skipped[0]["reason"]
    assert counts(bring(tmp_path, [1, 2, 1]))["unchanged"] == 2


def test_a_structure_is_placed_and_keeps_its_source_and_day(tmp_path: Path) -> None:
    report = _structures(
        tmp_path, [1, 2, 3],
        of_1={"commune": "", "town": "ST CHAMOND CEDEX 1"},
        of_2={"commune": "", "postal": "42152", "town": "L HORME"},
        of_3={"commune": "", "postal": "99999", "town": "NULLE PART"},
    )  # fmt: skip
    assert [remark["line"] for remark in report.warnings] == [3]
    assert "commune introuvable" in report.warnings[0]["reason"]
    found = dict(Organization.objects.values_list("identifier", "commune_id"))
    assert found == {finess(1): SAINT_CHAMOND, finess(2): L_HORME, finess(3): None}
    one = Organization.objects.get(identifier=finess(1))
    assert (one.source, one.as_of.isoformat(), one.synthetic) == ("FINESS", "2026-11-14", False)


def test_a_closed_establishment_is_ended_where_it_was_known(tmp_path: Path) -> None:
    _structures(tmp_path, list(range(1, 31)))
    told = _structures(tmp_path, list(range(1, 31)), of_4={"closed": "2026-10-01"})
    assert counts(told) == {"read": 30, "unchanged": 29, "ended": 1, "skipped_total": 1}
    assert Organization.objects.exclude(ended_on=None).get().identifier == finess(4)


def test_the_older_format_follows_the_newer_one_over_the_same_numbers(tmp_path: Path) -> None:
    _structures(tmp_path, [1, 2])
    path = legacy(tmp_path / "x.csv", [legacy_line(1), legacy_line(2)], "latin-1")
    file = finess_file(path)
    assert not isinstance(file, FinessActivities)
    assert counts(import_structures(file, by=SYSTEM, now=NOW)) == {"read": 2, "updated": 2}
    assert set(Organization.objects.values_list("kind", flat=True)) == {"ehpad"}


def test_a_structure_of_ours_with_that_number_is_completed_and_stays_itself(
    tmp_path: Path,
) -> None:
    ours = Organization.objects.create(
        kind="msp", name="Notre maison", identifier_system="FINESS", identifier=finess(1),
        source="saisie", as_of=NOW.date(),
    )  # fmt: skip
    assert counts(_structures(tmp_path, [1])) == {"read": 1, "updated": 1}
    assert Organization.objects.get().pk == ours.pk


def test_organizations_that_no_register_gave_are_never_ended(tmp_path: Path) -> None:
    Organization.objects.create(kind="desk", name="Poste", source="saisie", as_of=NOW.date())
    _structures(tmp_path, list(range(1, 31)))
    _structures(tmp_path, list(range(2, 31)))
    assert Organization.objects.get(kind="desk").ended_on is None


def test_an_activity_waits_for_its_establishment(tmp_path: Path) -> None:
    path = activities(tmp_path / "a.json", [(1, "A1", {})])
    first = import_activities(FinessActivities(path), by=SYSTEM, now=NOW)
    assert counts(first) == {"read": 1, "skipped_total": 1}
    _structures(tmp_path, [1])
    second = import_activities(FinessActivities(path), by=SYSTEM, now=NOW)
    assert counts(second) == {"read": 1, "created": 1}
    assert HealthcareService.objects.get().organization.identifier == finess(1)


def test_a_red_listed_mailbox_leaves_nothing_even_where_it_was_known(tmp_path: Path) -> None:
    header = [*MSSANTE_HEADER, "Liste rouge"]

    def bring(red: str) -> Report:
        told = [mailbox(n, red="N") for n in range(2, 40)]
        told.append(mailbox(1, address="canari@essai.mssante.example", red=red))
        path = mailboxes(tmp_path / "m.txt", told, header)
        return import_mssante(MssanteFile(path), by=SYSTEM, now=NOW)

    bring("N")
    report = bring("O")
    assert (report.ended, report.skipped_total) == (1, 1)
    assert "canari" not in str(report.as_json())
    assert not Endpoint.objects.filter(address__contains="canari").exists()
