"""The pages of a person: found by her birth date, her circle, her word; live; by her own link."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.care import actions
from maillon.apps.care.models import BreakGlass, CareTeam, CareTeamMember, Consent, Patient
from maillon.kernel import clock, events
from maillon.kernel.models import AccessLogEntry
from tests.factories.circle import CircleWorld, account_with, circle_world, person
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


class Browser:
    """Somebody signed in, at one moment."""

    def __init__(self, account: Account | None) -> None:
        self.client = Client()
        if account:
            self.client.force_login(account)

    def get(self, route: str, /, *ids: object, **query: str) -> tuple[int, str]:
        with clock.frozen(MORNING):
            answer = self.client.get(reverse(route, args=ids), query)
        return answer.status_code, answer.content.decode()

    def post(self, route: str, /, *ids: object, **given: object) -> tuple[int, str]:
        with clock.frozen(MORNING):
            answer = self.client.post(reverse(route, args=ids), given, follow=True)
        return answer.status_code, answer.content.decode()


def test_a_person_is_found_by_her_birth_date_and_her_name_is_never_in_an_address(
    world: CircleWorld,
) -> None:
    here = Browser(world.coordinator)
    assert "Fournier" in here.get("persons")[1]  # her circle
    status, page = here.post("persons", birth_date="4/5/1941", name="fournier")
    assert (status, "Ouvrir la fiche" in page) == (200, True)
    status, page = here.post("persons", birth_date="", name="fournier")
    assert (status, "Commencez par la date de naissance" in page) == (422, True)
    assert "Personne ne correspond" in here.post("persons", birth_date="1950", name="Fournier")[1]


def test_somebody_new_gets_a_file_and_a_circle_and_like_ones_are_shown_first(
    world: CircleWorld,
) -> None:
    here = Browser(world.coordinator)
    typed = {
        "birth_date": "4/5/1941", "birth_name": "Fournié", "given_name": "Suzanne", "sex": "F",
        "structure": str(world.house.pk), "situation": "return_home", "word": "informed",
        "means": "voice",
    }  # fmt: skip
    status, page = here.post("person-new", **typed)
    assert (status, "nom presque identique" in page) == (422, True)
    assert Patient.objects.count() == 1
    status, page = here.post("person-new", **typed, another="1")
    assert (status, "Son réseau" in page) == (200, True)
    assert CareTeam.objects.count() == 2


def test_a_member_is_brought_in_reads_on_her_word_and_is_stopped_at_once(
    world: CircleWorld,
) -> None:
    here, doctor = Browser(world.coordinator), Browser(world.doctor)
    assert doctor.get("person", world.patient.pk)[0] == 404
    status, page = here.post(
        "member-new", world.patient.pk, role="gp", who=f"role:{world.gp.pk}",
        who_text="Marc Villard", word="recognised", means="voice",
    )  # fmt: skip
    assert (status, "Marc Villard" in page) == (200, True)
    assert doctor.get("person", world.patient.pk)[0] == 200
    topic = f"circle:{world.patient.pk}"
    before = events.numbers([topic])[topic]
    gp = CareTeamMember.objects.get(role="gp")
    here.post("member-stop", world.patient.pk, gp.pk)
    assert doctor.get("person", world.patient.pk)[0] == 404
    assert events.numbers([topic])[topic] > before
    assert Consent.objects.get(kind="opposed").means == "phone"


def test_a_neighbour_is_a_name_and_a_telephone(world: CircleWorld) -> None:
    _, page = Browser(world.coordinator).post(
        "member-new", world.patient.pk, role="neighbour", who_text="Mme Renard",
        phone="0199000033", means="voice",
    )  # fmt: skip
    assert "Mme Renard" in page
    assert "l’accord de la personne n’est pas noté" in page


def test_bad_input_is_said_and_nothing_is_half_written(world: CircleWorld) -> None:
    here = Browser(world.coordinator)
    for name, given in (
        ("member-new", {"role": "gp", "means": "voice", "who_text": ""}),
        ("person-word", {"kind": "agreed", "means": "paper"}),
        ("person-traits", {"traits-birth_date": "hier"}),
        ("person-ins", {"ins-number": ""}),
    ):
        assert here.post(name, world.patient.pk, **given)[0] == 422, name
    _, page = here.post("person-ins", world.patient.pk, **{
        "ins-number": "241054220700199", "ins-system": "nir", "ins-source": "insi",
    })  # fmt: skip
    assert "la clé" in page
    assert CareTeamMember.objects.count() == 1
    assert Consent.objects.exclude(kind="informed").count() == 0


def test_a_paper_is_kept_as_given_and_only_as_a_paper(world: CircleWorld) -> None:
    here = Browser(world.coordinator)
    script = SimpleUploadedFile("accord.pdf", b"<script>alert(1)</script>", "application/pdf")
    said = {"kind": "agreed", "means": "paper"}
    status, page = here.post("person-word", world.patient.pk, **said, scan=script)
    assert (status, "PDF, JPEG ou PNG" in page) == (422, True)
    paper = SimpleUploadedFile("accord.pdf", b"%PDF-1.4 signature", "application/pdf")
    _, page = here.post("person-word", world.patient.pk, **said, scan=paper)
    proof = UUID(re.findall(r"/papiers/([0-9a-f-]{36})/", page)[0])
    with clock.frozen(MORNING):
        answer = here.client.get(reverse("consent-proof", args=[proof]))
    assert answer.content == b"%PDF-1.4 signature"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Browser(world.doctor).get("consent-proof", proof)[0] == 404


def test_an_opposition_to_all_closes_every_page_and_only_her_word_can_be_noted(
    world: CircleWorld,
) -> None:
    here = Browser(world.coordinator)
    here.post("person-word", world.patient.pk, kind="opposed", means="voice")
    assert here.get("person", world.patient.pk)[0] == 404
    _, page = here.post("persons", birth_date="4/5/1941", name="Fournier")
    assert "Noter sa parole" in page
    status, page = here.get("person-word", world.patient.pk)
    assert (status, "Vous ne lisez pas sa fiche" in page) == (200, True)
    actions.record_word(
        patient_id=world.patient.pk, word=actions.NewWord("agreed", "phone"), by=world.by,
        now=MORNING + timedelta(seconds=1),
    )  # fmt: skip
    with clock.frozen(MORNING + timedelta(seconds=2)):
        answer = here.client.get(reverse("person", args=[world.patient.pk]))
    assert answer.status_code == 200


def token_of(page: str) -> str:
    return str(re.findall(r"/mon-dossier/([\w-]{22})/", page)[0])


def test_the_person_reads_who_reads_her_and_stops_it_by_her_link(world: CircleWorld) -> None:
    here, herself = Browser(world.coordinator), Browser(None)
    here.get("person", world.patient.pk)
    token = token_of(here.post("person-link", world.patient.pk)[1])
    before = Consent.objects.count()
    status, page = herself.get("my-file", token)
    assert (status, "Coordination DAC d’essai" in page) == (200, True)
    assert Consent.objects.count() == before  # a GET never acts
    _, page = herself.post("my-file-word", token, kind="opposed")
    assert "Vous avez tout arrêté" in page
    assert here.get("person", world.patient.pk)[0] == 404
    herself.post("my-file-word", token, kind="agreed")
    assert sorted(Consent.objects.filter(means="link").values_list("kind", flat=True)) == [
        "agreed", "opposed",
    ]  # fmt: skip


def test_a_link_replaced_too_old_or_invented_opens_nothing(world: CircleWorld) -> None:
    here, herself = Browser(world.coordinator), Browser(None)
    first = token_of(here.post("person-link", world.patient.pk)[1])
    second = token_of(here.post("person-link", world.patient.pk)[1])
    assert [herself.get("my-file", one)[0] for one in (first, second, "A" * 22)] == [404, 200, 404]
    with clock.frozen(MORNING + timedelta(days=91)):
        assert herself.client.get(reverse("my-file", args=[second])).status_code == 404


def test_who_reads_is_printed_for_the_person(world: CircleWorld) -> None:
    here = Browser(world.coordinator)
    here.get("person", world.patient.pk)
    status, page = here.post("person-paper", world.patient.pk)
    assert (status, "Qui a lu" in page, "Arrêter" in page) == (200, True, False)
    assert AccessLogEntry.objects.filter(ground="paper_for_person").count() == 1


def test_the_glass_is_broken_with_words_for_an_hour_and_signed_by_another(
    world: CircleWorld,
) -> None:
    doctor = Browser(world.doctor)
    _, page = doctor.post("persons", birth_date="4/5/1941", name="Fournier")
    assert "Accès exceptionnel" in page
    assert doctor.post("glass", world.patient.pk, reason="care", text="court")[0] == 422
    status, page = doctor.post("glass", world.patient.pk, reason="care", text="chute cette nuit")
    assert (status, "Accès limité" in page) == (200, True)
    with clock.frozen(MORNING + timedelta(minutes=60)):
        late = Client()
        late.force_login(world.doctor)
        assert late.get(reverse("person", args=[world.patient.pk])).status_code == 404
    glass = BreakGlass.objects.get()
    manager = Browser(account_with("Direction", "manager", world.house))
    _, page = manager.get("glass-reviews")
    assert ("chute cette nuit" in page, "Fournier" in page) == (True, False)
    _, page = manager.post("glass-review", glass.pk, outcome="justified")
    assert "Relu et signé" in page
    glass.refresh_from_db()
    assert (glass.outcome, glass.task.outcome) == ("justified", "justified")


def test_nobody_signs_her_own_glass_and_an_opposition_yields_to_vital_urgency_alone(
    world: CircleWorld,
) -> None:
    actions.record_word(
        patient_id=world.patient.pk, word=actions.NewWord("opposed", "voice"), by=world.by,
        now=MORNING,
    )  # fmt: skip
    doctor = Browser(world.doctor)
    _, page = doctor.post("glass", world.patient.pk, reason="care", text="chute cette nuit")
    assert "s’oppose" in page
    vital = {"reason": "vital", "text": "arrêt respiratoire"}
    assert doctor.post("glass", world.patient.pk, **vital)[0] == 200
    glass = BreakGlass.objects.get()
    ScopedRole.objects.filter(account=world.doctor).update(code="coordinator")
    _, page = doctor.post("glass-review", glass.pk, outcome="justified")
    assert "pas son propre accès" in page


def test_two_files_are_compared_merged_and_parted_on_the_page(world: CircleWorld) -> None:
    other = person(world.house, birth_name="Fournié")
    here = Browser(world.coordinator)
    assert "nom presque identique" in here.get("person", world.patient.pk)[1]
    _, page = here.post("person-merge", world.patient.pk, other=str(other.pk), reason="twice")
    assert "Fiches rapprochées" in page
    merge = world.patient.merges.get()
    _, page = here.post("person-merge-undo", world.patient.pk, merge.pk)
    assert "il y a de nouveau deux fiches" in page


def test_a_coordinator_of_another_structure_meets_nobody(world: CircleWorld) -> None:
    stranger = Browser(circle_world("DAC d’à côté", birth_name="Benali").coordinator)
    for name in ("person", "person-word", "member-new"):
        assert stranger.get(name, world.patient.pk)[0] == 404
    for name in ("circle-open", "circle-close", "person-link", "person-paper", "person-traits"):
        given = {"open-situation": "frail", "open-word": "agreed", "open-means": "voice"}
        assert stranger.post(name, world.patient.pk, **given)[0] == 404, name
    _, page = stranger.post("persons", birth_date="4/5/1941", name="Fournier")
    assert "Personne ne correspond" in page


def test_a_structure_that_is_no_care_team_needs_her_agreement() -> None:
    cpts = circle_world("CPTS d’essai", "cpts")
    assert Browser(cpts.coordinator).get("person", cpts.patient.pk)[0] == 200
    other = person(cpts.house, birth_date="1/2/1933")
    here = Browser(cpts.coordinator)
    here.post(
        "circle-open", other.pk, **{"open-situation": "frail", "open-word": "informed",
                                    "open-means": "voice"},
    )  # fmt: skip
    assert CareTeam.objects.filter(patient=other).count() == 0
