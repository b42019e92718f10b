import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillon.apps.directory.actions import enrol, import_rpps
from maillon.apps.directory.actions.importing import passes
from maillon.apps.directory.actions.report import LISTED, Report
from maillon.apps.directory.models import (
    ImportRun,
    Organization,
    Practitioner,
    PractitionerRole,
    Responder,
)
from maillon.apps.directory.queries import search_practitioners
from maillon.errors import Refused
from maillon.interop.annuaire import RppsFile
from maillon.kernel.access import SYSTEM
from tests.apps.directory.ground import (
    CREPOL,
    GIER,
    HERBASSE,
    L_HORME,
    NOW,
    SAINT_CHAMOND,
    VALHERBASSE,
    bring_in,
)
from tests.interop.annuaire.extracts import HEADER_56, identifier, line, many, write
from tests.interop.annuaire.power import cut_after

pytestmark = pytest.mark.django_db
Lines = Iterable[dict[str, str]]


@pytest.fixture(autouse=True)
def _ground() -> None:
    bring_in((*GIER, *HERBASSE))


def imported(folder: Path, lines: Lines, name: str = "x.txt", **given: Any) -> Report:
    return import_rpps(RppsFile(write(folder / name, lines)), by=SYSTEM, now=NOW, **given)


def counts(report: Report) -> dict[str, int]:
    names = ("read", "created", "updated", "unchanged", "ended")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def skill(code: str) -> dict[str, str]:
    return {"skill_type": "S", "skill": code, "skill_label": f"Savoir-faire {code}"}


def test_one_role_per_practitioner_and_site_whatever_the_lines(tmp_path: Path) -> None:
    lines = [
        line(1, **skill("A")),
        line(1, **skill("B")),
        line(1, site="C2", commune=L_HORME, **skill("A")),
        line(2),
    ]
    assert counts(imported(tmp_path, lines)) == {"read": 4, "created": 3}
    assert Practitioner.objects.count() == 2
    here = PractitionerRole.objects.get(
        practitioner__national_id=f"8{identifier(1)}", site_key="T:C1"
    )
    assert [one["code"] for one in here.skills] == ["A", "B"]


def test_the_facts_of_a_line_are_kept_with_their_source_and_day(tmp_path: Path) -> None:
    told = line(1, phone="0477000000", **skill("A"))
    imported(tmp_path, [told], "PS_LibreAcces_202611140830.txt")
    role = PractitionerRole.objects.select_related("practitioner", "last_run").get()
    person = role.practitioner
    assert (person.family_name, person.given_name, person.civility) == (
        "VIOLETTE", "Clémence", "Mme",
    )  # fmt: skip
    assert (person.source, person.as_of, person.synthetic) == ("RPPS", date(2026, 11, 14), True)
    assert (role.profession, role.mode, role.phone) == ("60", "L", "0477000000")
    assert (role.commune_id, role.as_of, role.source) == (SAINT_CHAMOND, date(2026, 11, 14), "RPPS")
    assert search_practitioners(SYSTEM, "infirmieres savoir-faire").results[0].role_id == role.pk


def test_the_day_may_be_said(tmp_path: Path) -> None:
    imported(tmp_path, [line(1)], as_of=date(2026, 10, 1))
    assert PractitionerRole.objects.get().as_of == date(2026, 10, 1)
    assert ImportRun.objects.get().as_of == date(2026, 10, 1)


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    lines = list(many(300))
    first = imported(tmp_path, lines, batch=37)
    before = sorted(PractitionerRole.objects.values_list("pk", "skills", "search_text", "digest"))
    again = imported(tmp_path, lines, batch=50)
    assert counts(again) == {"read": 300, "unchanged": first.created}
    after = sorted(PractitionerRole.objects.values_list("pk", "skills", "search_text", "digest"))
    assert after == before


def test_the_order_of_lines_the_header_and_the_batch_do_not_matter(tmp_path: Path) -> None:
    lines = list(many(300))
    first = imported(tmp_path, lines)
    before = sorted(PractitionerRole.objects.values_list("pk", "skills"))
    random.Random(3).shuffle(lines)
    path = write(tmp_path / "y.txt", lines, header=HEADER_56, end="\r\n")
    again = import_rpps(RppsFile(path), by=SYSTEM, now=NOW, batch=7)
    assert counts(again) == {"read": 300, "unchanged": first.created}
    assert sorted(PractitionerRole.objects.values_list("pk", "skills")) == before


def test_skills_scattered_over_batches_are_gathered(tmp_path: Path) -> None:
    lines = [line(1, **skill("C")), *(line(n) for n in range(2, 9)), line(1, **skill("A"))]
    lines += [line(1, **skill("C")), line(1, **skill("B"))]
    assert counts(imported(tmp_path, lines, batch=2)) == {"read": 11, "created": 8}
    role = PractitionerRole.objects.get(practitioner__national_id=f"8{identifier(1)}")
    assert [one["code"] for one in role.skills] == ["A", "B", "C"]
    assert " faire " in role.search_text


def test_a_line_written_twice_counts_once(tmp_path: Path) -> None:
    assert counts(imported(tmp_path, [line(1), line(1)])) == {"read": 2, "created": 1}
    assert counts(imported(tmp_path, [line(1)], "y.txt")) == {"read": 1, "unchanged": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"family": "GENÊT"},
        {"profession": "70", "profession_label": "Masseur-Kinésithérapeute"},
        {"commune": L_HORME, "town": "L HORME", "postal": "42152"},
        {"phone": "0477111111"},
        skill("B"),
    ],
)
def test_whatever_changes_is_updated_once(tmp_path: Path, change: dict[str, str]) -> None:
    imported(tmp_path, [line(1, **skill("A")), line(2)])
    told = [line(1, **(skill("A") | change)), line(2)]
    assert counts(imported(tmp_path, told)) == {"read": 2, "updated": 1, "unchanged": 1}
    assert counts(imported(tmp_path, told)) == {"read": 2, "unchanged": 2}


def test_a_skill_that_is_gone_is_gone(tmp_path: Path) -> None:
    imported(tmp_path, [line(1, **skill("A")), line(1, **skill("B"))])
    assert counts(imported(tmp_path, [line(1, **skill("B"))])) == {"read": 1, "updated": 1}
    assert [one["code"] for one in PractitionerRole.objects.get().skills] == ["B"]


def test_what_the_directory_added_itself_survives_an_update(tmp_path: Path) -> None:
    imported(tmp_path, [line(1)])
    house = Organization.objects.create(
        kind="msp", name="MSP", folded_name="msp", source="essai", as_of=NOW.date()
    )
    PractitionerRole.objects.update(organization=house)
    role = PractitionerRole.objects.get()
    asked = enrol(role_id=role.pk, phone="0612345678", takes=None, by=SYSTEM, now=NOW)
    imported(tmp_path, [line(1, family="GENÊT", commune=L_HORME, profession="70")])
    role.refresh_from_db()
    assert role.organization_id == house.pk
    responder = Responder.objects.get(pk=asked)
    assert (responder.name, responder.profession) == ("Clémence GENÊT", "70")
    assert (responder.commune_id, responder.phone) == (L_HORME, "+33612345678")


def test_roles_absent_from_the_file_end_on_its_day(tmp_path: Path) -> None:
    imported(tmp_path, [line(n) for n in range(40)])
    shorter = [line(n) for n in range(39)]
    report = imported(tmp_path, shorter, "x_20261114.txt")
    assert counts(report) == {"read": 39, "unchanged": 39, "ended": 1}
    (ended,) = PractitionerRole.objects.exclude(ended_on=None)
    assert (ended.ended_on, ended.as_of) == (date(2026, 11, 14), NOW.date())
    assert ended.practitioner.national_id == f"8{identifier(39)}"


def test_a_role_that_comes_back_lives_again(tmp_path: Path) -> None:
    everybody = [line(n) for n in range(40)]
    imported(tmp_path, everybody)
    imported(tmp_path, everybody[:-1], "y.txt")
    assert counts(imported(tmp_path, everybody)) == {"read": 40, "updated": 1, "unchanged": 39}
    assert not PractitionerRole.objects.exclude(ended_on=None).exists()


def test_ending_more_than_one_in_twenty_is_refused_before_anything_changes(tmp_path: Path) -> None:
    imported(tmp_path, [line(n) for n in range(40)])
    fresh = [line(n, family="GENÊT") for n in range(37)]
    with pytest.raises(Refused) as refused:
        imported(tmp_path, fresh, "y.txt")
    assert refused.value.code == "rpps_ends_too_many"
    assert (refused.value.data["absent"], refused.value.data["known"]) == (3, 40)
    assert not Practitioner.objects.filter(family_name="GENÊT").exists()
    assert ImportRun.objects.count() == 1
    report = imported(tmp_path, fresh, "y.txt", allow_ended=True)
    assert counts(report) == {"read": 37, "updated": 37, "ended": 3}


def test_people_of_another_source_are_not_ended(tmp_path: Path) -> None:
    imported(tmp_path, [line(1)])
    PractitionerRole.objects.update(source="Démonstration")
    assert counts(imported(tmp_path, [line(2)])) == {"read": 1, "created": 1}
    assert not PractitionerRole.objects.exclude(ended_on=None).exists()


def test_a_malformed_line_anywhere_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "x.txt", many(200))
    path.write_bytes(path.read_bytes() + b"x|y\n")
    with pytest.raises(Refused, match="rpps_line_malformed"):
        import_rpps(RppsFile(path), by=SYSTEM, now=NOW, batch=10)
    assert not Practitioner.objects.exists()
    assert not ImportRun.objects.exists()


def test_lines_left_out_and_doubts_are_told_with_their_line(tmp_path: Path) -> None:
    wrong = f"{identifier(5)[:-1]}{(int(identifier(5)[-1]) + 1) % 10}"
    lines = [
        line(1),
        line(2, country="BELGIQUE", country_code="99131"),
        line(wrong),
        line(4, commune="", postal="26350", town="NULLE PART"),
    ]
    report = imported(tmp_path, lines)
    assert counts(report) == {"read": 4, "created": 3}
    assert report.skipped == [{"line": 3, "reason": "adresse à l’étranger (BELGIQUE)"}]
    assert report.warnings == [
        {"line": 4, "reason": f"clé de contrôle fausse : « {wrong} »"},
        {
            "line": 5,
            "reason": "commune introuvable : « 26350 NULLE PART », gardé sans commune",
        },
    ]
    assert not Practitioner.objects.get(national_id=f"8{wrong}").check_digit_ok


def test_a_thousand_reasons_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    lines = [line(1), *(line(n, type="9") for n in range(LISTED + 30))]
    report = imported(tmp_path, lines)
    assert (len(report.skipped), report.skipped_total) == (LISTED, LISTED + 30)


@pytest.mark.parametrize(
    ("facts", "commune"),
    [
        ({"commune": "", "postal": "42400", "town": "ST CHAMOND"}, SAINT_CHAMOND),
        ({"commune": "", "postal": "26350", "town": "MONTRIGAUD"}, VALHERBASSE),
        ({"commune": "26297", "postal": "26350", "town": ""}, VALHERBASSE),
        ({"commune": "", "postal": "26350", "town": "CREPOL"}, CREPOL),
    ],
)
def test_the_commune_is_found_where_its_code_is_missing_or_old(
    tmp_path: Path, facts: dict[str, str], commune: str
) -> None:
    imported(tmp_path, [line(1, **facts)])
    assert PractitionerRole.objects.get().commune_id == commune


def test_without_communes_nothing_is_brought_in(tmp_path: Path) -> None:
    from maillon.apps.directory.models import Commune

    Commune.objects.all().delete()
    with pytest.raises(Refused, match="communes_missing"):
        imported(tmp_path, [line(1)])


def test_an_import_cut_short_goes_on_from_the_last_batch(tmp_path: Path) -> None:
    lines = list(many(200))
    random.Random(5).shuffle(lines)
    whole = _whole(tmp_path, lines)
    cut_after(4, lambda: imported(tmp_path, lines, batch=20))
    assert ImportRun.objects.get().line == 81
    report = imported(tmp_path, lines, batch=20)
    assert (counts(report), ImportRun.objects.count()) == (whole[0], 1)
    assert _roles() == whole[1]


def test_a_mark_left_before_another_file_came_in_is_not_trusted(tmp_path: Path) -> None:
    first, second = [line(n) for n in range(9)], [line(n, family="GENÊT") for n in range(9)]
    cut_after(1, lambda: imported(tmp_path, first, batch=5))
    imported(tmp_path, second, "y.txt")
    assert counts(imported(tmp_path, first)) == {"read": 9, "updated": 9}
    assert set(Practitioner.objects.values_list("family_name", flat=True)) == {"VIOLETTE"}


def test_an_import_begun_later_stops_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance = passes._advance

    def another_begins(run: ImportRun, last: int, report: Report) -> None:
        ImportRun.objects.create(
            kind="rpps", file_digest="autre", file_name="y", as_of=NOW.date(), started_at=NOW
        )
        advance(run, last, report)

    monkeypatch.setattr(passes, "_advance", another_begins)
    with pytest.raises(Refused, match="import_runs_elsewhere"):
        imported(tmp_path, [line(1)])
    assert not Practitioner.objects.exists()


def _whole(folder: Path, lines: Lines) -> tuple[dict[str, int], list[tuple[Any, ...]]]:
    told = counts(imported(folder, lines, batch=20)), _roles()
    Practitioner.objects.all().delete()
    ImportRun.objects.all().delete()
    return told


def _roles() -> list[tuple[Any, ...]]:
    columns = ("practitioner__national_id", "site_key", "skills", "commune_id", "digest")
    return sorted(PractitionerRole.objects.values_list(*columns))


def test_two_processes_over_one_file_do_not_both_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advance = passes._advance

    def other_process_first(run: ImportRun, last: int, report: Report) -> None:
        ImportRun.objects.filter(pk=run.pk).update(line=999)
        advance(run, last, report)

    monkeypatch.setattr(passes, "_advance", other_process_first)
    with pytest.raises(Refused, match="import_runs_elsewhere"):
        imported(tmp_path, [line(1)])
    assert not Practitioner.objects.exists()
