"""The national FHIR directory brought in from a real server: whole, then what changed since."""

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from maillon.apps.directory.actions import import_annuaire, import_mssante, import_rpps
from maillon.apps.directory.actions.finess import import_structures
from maillon.apps.directory.actions.importing import silent
from maillon.apps.directory.actions.report import Report
from maillon.apps.directory.models import Endpoint, ImportRun, Organization, PractitionerRole
from maillon.errors import Refused
from maillon.interop.annuaire import FinessStructures, MssanteFile, RppsFile, directory_of
from maillon.interop.annuaire.fhir import directory
from maillon.interop.annuaire.fhir.directory import COPY
from maillon.interop.annuaire.fhir.gateway import Gateway
from maillon.kernel.access import SYSTEM
from maillon.kernel.shelf import Shelf
from tests.apps.directory.ground import GIER, NOW, bring_in
from tests.interop.annuaire import extracts, registers
from tests.interop.annuaire.fhir_server import Answer, Directory, serving
from tests.interop.annuaire.power import cut_after
from tests.interop.annuaire.resources import gone, mailbox, person, role, site

pytestmark = pytest.mark.django_db
SECRET = "cle-de-l-essai"
LATER = "2026-11-20T02:00:00.000+01:00"
ADDRESS = "clemence@essai.mssante.example"


@pytest.fixture(autouse=True)
def _ground(monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(GIER)
    patient = functools.partial(Gateway, pause=lambda seconds: None)
    monkeypatch.setattr(directory, "Gateway", patient)


@pytest.fixture
def server() -> Iterator[Directory]:
    """Forty nurses, each in a house of her own; the first has a mailbox."""
    with serving(Directory()) as held:
        for number in range(1, 41):
            held.hold(person(number), role(number), site(number))
        held.hold(person(1, telecom=[mailbox(ADDRESS)]))
        yield held


def bring(server: Directory, folder: Path, **given: Any) -> dict[str, Report]:
    now = given.get("now", NOW)
    reading = {"full": given.pop("full", False), "now": now, "progress": silent}
    with directory_of(server.address, key=SECRET, folder=folder, **reading) as picture:
        given = {"by": SYSTEM, "now": now} | given
        return {"resources": picture.report, **import_annuaire(picture, **given)}


def counts(report: Report) -> dict[str, int]:
    told = report.as_json()
    names = ("read", "created", "updated", "unchanged", "ended", "skipped_total")
    return {name: told[name] for name in names if told[name]}


def living() -> int:
    return PractitionerRole.objects.filter(ended_on=None).count()


def refused(server: Directory, folder: Path, **given: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        bring(server, folder, **given)
    return caught.value


def rows() -> list[tuple[Any, ...]]:
    """Everything an import writes, but for its runs."""
    tables = (PractitionerRole, Organization, Endpoint)
    return [
        row
        for table in tables
        for row in table._default_manager.order_by("pk").values_list(
            *(f.attname for f in table._meta.concrete_fields if f.attname != "last_run_id")
        )
    ]


def test_the_whole_directory_comes_in_by_pages(server: Directory, tmp_path: Path) -> None:
    told = bring(server, tmp_path, batch=7)
    assert counts(told["resources"]) == {"read": 120}
    assert counts(told["roles"]) == {"read": 40, "created": 40}
    assert counts(told["structures"]) == {"read": 40, "created": 40}
    assert counts(told["mailboxes"]) == {"read": 1, "created": 1}
    one = PractitionerRole.objects.get(practitioner__national_id=f"8{extracts.identifier(1)}")
    assert (one.practitioner.display, one.mode) == ("Clémence VIOLETTE-1", "L")
    assert (one.profession_label, one.site_name) == ("Infirmier", "MAISON DE SANTE 1")
    assert (one.commune_id, one.address) == ("42207", "5 RUE DES TILLEULS")
    assert (one.source, one.as_of) == ("Annuaire Santé", date(2026, 11, 14))
    assert Endpoint.objects.get().holder == f"8{extracts.identifier(1)}"
    assert len(server.asked) == 12
    assert "Practitioner?_count=200" in server.paths()
    assert {headers["Esante-Api-Key"] for _, headers in server.asked} == {SECRET}


def test_again_only_what_changed_since_is_asked_and_nothing_changes(
    server: Directory, tmp_path: Path
) -> None:
    bring(server, tmp_path)
    before = rows()
    server.asked.clear()
    told = bring(server, tmp_path)
    assert server.paths()[0] == "Organization?_count=200&_lastUpdated=ge2026-11-14"
    assert counts(told["roles"]) == {"read": 40, "unchanged": 40}
    assert counts(told["mailboxes"]) == {"read": 1, "unchanged": 1}
    assert rows() == before


@pytest.mark.parametrize(
    ("date_header", "meta", "since"),
    [
        ("Sat, 14 Nov 2026 00:30:00 GMT", None, "2026-11-13"),  # an hour before, by its clock
        ("", {"lastUpdated": "2026-11-10T12:00:00+01:00"}, "2026-11-10"),
        ("Sat, 14 Nov 2026 09:00:00 GMT", {"lastUpdated": "2026-11-10T12:00:00Z"}, "2026-11-10"),
        ("Sat, 14 Nov 2026 09:00:00 GMT", {"lastUpdated": "hier"}, "2026-11-14"),
        ("", None, ""),  # it never said when: the whole again
        ("Sat, 14 Nov 2099 09:00:00 GMT", None, ""),  # what changes meanwhile would never come
    ],
)
def test_the_instant_is_the_servers_own(
    server: Directory, tmp_path: Path, date_header: str, meta: dict[str, str] | None, since: str
) -> None:
    server.date, server.meta = date_header, meta
    bring(server, tmp_path)
    server.asked.clear()
    bring(server, tmp_path)
    assert server.paths()[0] == "Organization?_count=200" + (
        f"&_lastUpdated=ge{since}" if since else ""
    )


@pytest.mark.parametrize("given", [{"full": True}, {"now": NOW + timedelta(days=30)}])
def test_the_whole_is_read_again_when_asked_or_when_the_server_has_forgotten(
    server: Directory, tmp_path: Path, given: dict[str, Any]
) -> None:
    bring(server, tmp_path)
    server.resources["PractitionerRole"].pop()  # it says nothing of it, not even that it is gone
    assert counts(bring(server, tmp_path)["roles"])["unchanged"] == 40
    server.asked.clear()
    told = bring(server, tmp_path, **given)
    assert server.paths()[0] == "Organization?_count=200"
    assert told["roles"].ended == 1


def test_what_changed_is_updated_and_who_is_no_longer_active_is_ended_then_comes_back(
    server: Directory, tmp_path: Path
) -> None:
    bring(server, tmp_path)
    kept = PractitionerRole.objects.get(practitioner__national_id=f"8{extracts.identifier(3)}")
    server.hold(
        person(2, LATER, family="AUBÉPINE"),
        gone(role(3), LATER),
        person(41, LATER), role(41, 40, LATER),
        site(5, LATER, name="MAISON DU GIER"),
    )  # fmt: skip
    server.date = "Fri, 20 Nov 2026 05:00:00 GMT"
    told = bring(server, tmp_path)
    assert counts(told["resources"]) == {"read": 5, "ended": 1}
    assert counts(told["roles"]) == {
        "read": 41, "created": 2, "updated": 2, "unchanged": 37, "ended": 1,
    }  # fmt: skip
    assert PractitionerRole.objects.filter(practitioner__family_name="AUBÉPINE").count() == 1
    kept.refresh_from_db()
    assert kept.ended_on == date(2026, 11, 20)
    server.hold(role(3, None, "2026-11-22T02:00:00.000+01:00"))
    bring(server, tmp_path)
    kept.refresh_from_db()
    assert kept.ended_on is None


def test_an_unreadable_change_is_told_and_what_was_known_is_no_longer_sure(
    server: Directory, tmp_path: Path
) -> None:
    bring(server, tmp_path)
    server.hold(person(2, LATER, identifier=[{"value": "\ud800"}]), role(4, 4, LATER, active="oui"))
    told = bring(server, tmp_path)
    reasons = [one["reason"] for one in told["resources"].skipped]
    assert reasons == [
        "Practitioner/003-2 : aucun numéro national",
        "PractitionerRole/005-4-4 : « active » n’est ni vrai ni faux",
    ]
    ended = PractitionerRole.objects.exclude(ended_on=None)
    assert {one.practitioner.family_name for one in ended} == {"VIOLETTE-2", "VIOLETTE-4"}
    assert "professionnel inconnu" in str(told["roles"].skipped)


def test_a_mailbox_now_on_the_red_list_is_gone_from_everywhere(
    server: Directory, tmp_path: Path
) -> None:
    for number in range(2, 41):  # or one of one would be too many
        box = mailbox(f"violette{number}@essai.mssante.example")
        server.hold(person(number, telecom=[box]))
    bring(server, tmp_path)
    red = {"url": "listeRouge", "valueBoolean": True}
    server.hold(person(1, LATER, telecom=[mailbox(ADDRESS, "PER", red)]))
    told = bring(server, tmp_path)
    assert told["mailboxes"].ended == 1
    assert not Endpoint.objects.filter(address=ADDRESS).exists()
    assert ADDRESS not in str({name: report.as_json() for name, report in told.items()})
    with_it = Shelf(tmp_path / COPY)
    assert all("clemence@" not in str(chunk) for chunk in with_it.chunks("Practitioner"))
    with_it.close()


def test_a_picture_that_would_end_too_much_changes_nothing_in_any_register(
    server: Directory, tmp_path: Path
) -> None:
    bring(server, tmp_path)
    before = rows()
    lost = server.resources["PractitionerRole"][:10]
    del server.resources["PractitionerRole"][:10]
    server.hold(site(41, LATER))  # would come in, were it not for the rest
    assert refused(server, tmp_path, full=True).code == "annuaire_roles_ends_too_many"
    assert rows() == before
    server.hold(*lost)
    told = bring(server, tmp_path, full=True)
    assert (told["roles"].ended, told["structures"].created) == (0, 1)
    server.resources["PractitionerRole"] = server.resources["PractitionerRole"][:20]
    assert bring(server, tmp_path, full=True, allow_ended=True)["roles"].ended == 20


def busy(status: int = 503) -> list[Answer]:
    return [Answer(b"", status)] * 5


def test_cut_between_two_pages_it_goes_on_from_there(server: Directory, tmp_path: Path) -> None:
    pages = server.size
    server.size = 20
    answer = server.answer
    server.answer = lambda path: answer(path) if len(server.asked) < 4 else busy()[0]  # type: ignore[method-assign]
    assert refused(server, tmp_path).code == "annuaire_fhir_busy"
    assert living() == 0
    server.answer, server.size = answer, pages  # type: ignore[method-assign]
    server.asked.clear()
    told = bring(server, tmp_path)
    assert server.paths()[0] == "_page?id=Practitioner~~20"
    assert counts(told["roles"]) == {"read": 40, "created": 40}


def test_a_mark_of_page_that_the_server_has_forgotten_begins_that_kind_again(
    server: Directory, tmp_path: Path
) -> None:
    answer = server.answer
    server.answer = lambda path: answer(path) if len(server.asked) < 3 else busy()[0]  # type: ignore[method-assign]
    refused(server, tmp_path)
    server.answer, server.first = answer, [Answer(b"{}", 404)]  # type: ignore[method-assign]
    server.asked.clear()
    told = bring(server, tmp_path)
    assert server.paths()[:2] == ["_page?id=Organization~~20", "Organization?_count=200"]
    assert counts(told["structures"])["created"] == 40


def test_cut_while_bringing_in_it_goes_on_with_the_picture_it_had(
    server: Directory, tmp_path: Path
) -> None:
    cut_after(3, lambda: bring(server, tmp_path, batch=5))
    server.asked.clear()
    told = bring(server, tmp_path, batch=5)
    assert server.asked == []
    assert counts(told["structures"]) == {"read": 40, "created": 40}
    assert ImportRun.objects.filter(finished_at=NOW).count() == ImportRun.objects.count() == 3
    bring(server, tmp_path)
    assert server.asked != []


def elsewhere(url: str) -> str:
    return url.replace("127.0.0.1", "127.0.0.2")


@pytest.mark.parametrize(
    ("next_of", "code"),
    [
        (elsewhere, "elsewhere"),
        (lambda url: "file:///etc/passwd", "elsewhere"),
        (lambda url: "http://[::1", "elsewhere"),
        (lambda url: url + "&x=é", "elsewhere"),
        (lambda url: url.replace("http://", "http://moi:secret@"), "elsewhere"),
        (lambda url: url.partition("/_page")[0] + "/Organization?_count=200", "loop"),
        (lambda url: url.replace("~10", "~0").replace("~20", "~0"), "loop"),
    ],
)
def test_a_next_that_leads_elsewhere_or_round_in_circles_is_not_followed(
    server: Directory, tmp_path: Path, next_of: Any, code: str
) -> None:
    server.next_of = next_of
    assert refused(server, tmp_path).code == f"annuaire_fhir_{code}"
    assert living() == 0
    server.next_of = None
    assert counts(bring(server, tmp_path)["roles"])["created"] == 40


def test_another_server_is_read_whole_even_after_a_first_attempt_that_failed(
    server: Directory, tmp_path: Path
) -> None:
    bring(server, tmp_path)
    with serving(Directory(first=[Answer(b"[]")])) as other:
        for number in range(1, 41):
            other.hold(person(number), role(number), site(number, name="AILLEURS"))
        assert refused(other, tmp_path).code == "annuaire_fhir_unknown"
        told = bring(other, tmp_path)
        assert other.paths()[1] == "Organization?_count=200"
    assert counts(told["resources"]) == {"read": 120}
    assert counts(told["structures"]) == {"read": 40, "updated": 40}


def test_two_at_once_the_second_leaves_its_place(server: Directory, tmp_path: Path) -> None:
    held = Shelf(tmp_path / COPY)
    assert refused(server, tmp_path).code == "import_runs_elsewhere"
    held.close()
    assert counts(bring(server, tmp_path)["roles"])["created"] == 40


def test_a_professional_is_the_same_by_both_doors(server: Directory, tmp_path: Path) -> None:
    def extract() -> Report:
        lines = [extracts.line(n, site=f"F{registers.finess(n)}") for n in range(1, 41)]
        path = extracts.write(tmp_path / "x.txt", lines)
        return import_rpps(RppsFile(path), by=SYSTEM, now=NOW)

    extract()
    before = set(PractitionerRole.objects.values_list("pk", flat=True))
    assert counts(bring(server, tmp_path)["roles"]) == {"read": 40, "updated": 40}
    assert set(PractitionerRole.objects.values_list("source", flat=True)) == {"Annuaire Santé"}
    server.hold(gone(person(40), LATER))
    assert bring(server, tmp_path)["roles"].ended == 1
    assert counts(extract()) == {"read": 40, "updated": 40}
    assert set(PractitionerRole.objects.values_list("pk", flat=True)) == before
    assert living() == 40


def test_an_establishment_that_finess_says_stays_as_finess_says(
    server: Directory, tmp_path: Path
) -> None:
    path = registers.plus(tmp_path / "s.json", *(registers.site(n) for n in range(1, 31)))
    import_structures(FinessStructures(path), by=SYSTEM, now=NOW)
    told = bring(server, tmp_path)
    assert counts(told["structures"]) == {"read": 40, "created": 10, "unchanged": 30}
    found = Organization.objects.get(identifier=registers.finess(1))
    assert (found.source, found.longitude is None) == ("FINESS", False)
    server.hold(gone(site(1), LATER), gone(site(40), LATER))
    told = bring(server, tmp_path, allow_ended=True)
    assert told["structures"].ended == 1
    found.refresh_from_db()
    assert found.ended_on is None


def test_a_mailbox_that_the_directory_no_longer_says_is_not_shown_whoever_gave_it(
    server: Directory, tmp_path: Path
) -> None:
    for number in range(2, 41):
        server.hold(person(number, telecom=[mailbox(f"v{number}@essai.mssante.example")]))
    told = [registers.mailbox(n, address=f"v{n}@essai.mssante.example") for n in range(2, 42)]
    path = registers.mailboxes(tmp_path / "m.txt", told)
    import_mssante(MssanteFile(path), by=SYSTEM, now=NOW)
    assert bring(server, tmp_path)["mailboxes"].ended == 1
    assert not Endpoint.objects.filter(address="v41@essai.mssante.example").exists()
