"""INS-1 to INS-4: traits changed with a reason, the INS, duplicates, merges that can be undone."""

import json
from uuid import uuid4

import pytest

from maillon.apps.care import actions, queries
from maillon.apps.care.actions import NewTraits
from maillon.apps.care.models import (
    CarerChoice,
    CareTeam,
    CareTeamMember,
    Consent,
    Patient,
    PatientMerge,
    TraitRevision,
)
from maillon.apps.care.queries.persons import Found
from maillon.apps.desk.models import ServiceRequest
from maillon.apps.journal.models import Entry
from maillon.errors import NotFound, Refused
from maillon.kernel.access import SYSTEM, AccountViewer
from tests.factories import circle as circles
from tests.factories import desk as situations
from tests.factories.circle import CircleWorld, circle_world
from tests.factories.desk import MORNING

pytestmark = pytest.mark.django_db
TEST_INS = "241054220700135"


@pytest.fixture
def world() -> CircleWorld:
    return circle_world()


def traits(**more: str) -> NewTraits:
    known = {"birth_name": "Fournier", "given_name": "Suzanne", "birth_date": "4/5/1941",
             "sex": "F", "birth_place": "42207"}  # fmt: skip
    return NewTraits(**{**known, **more})


def correct(world: CircleWorld, reason: str = "typing", **more: str) -> Patient:
    actions.correct_traits(
        patient_id=world.patient.pk, traits=traits(**more), reason=reason, by=world.by, now=MORNING
    )
    return Patient.objects.get(pk=world.patient.pk)


def move(world: CircleWorld, event: str, reason: str = "") -> str:
    return actions.move_identity(
        patient_id=world.patient.pk, event=event, reason=reason, by=world.by, now=MORNING
    )


def give_ins(world: CircleWorld, number: str = TEST_INS) -> bool:
    return actions.record_ins(
        patient_id=world.patient.pk, number=number, system="test", source="insi", by=world.by,
        now=MORNING,
    )  # fmt: skip


def test_traits_change_with_a_reason_and_those_before_are_kept(world: CircleWorld) -> None:
    assert correct(world, birth_name="Fournié").birth_name == "Fournié"
    kept = TraitRevision.objects.get()
    assert (json.loads(kept.traits)["birth_name"], kept.reason) == ("Fournier", "typing")
    told = Entry.objects.get(act="care.identity").data
    assert told == {"changed": ["birth_name"], "reason": "typing", "status": "PROV"}
    assert [p.name for p in found(world, "Fournié")] == ["Suzanne Fournié"]


def found(world: CircleWorld, name: str) -> tuple[Found, ...]:
    return queries.search_persons(world.by, birth_date="4/5/1941", name=name, now=MORNING)


def test_the_same_traits_again_write_nothing(world: CircleWorld) -> None:
    correct(world)
    assert not TraitRevision.objects.exists()


@pytest.mark.parametrize(
    ("reason", "more", "code"),
    [
        ("", {}, "traits_reason"),
        ("typing", {"birth_name": " "}, "person_incomplete"),
        ("typing", {"birth_name": "😀 123"}, "person_incomplete"),
        ("typing", {"birth_date": "hier"}, "birth_date_unreadable"),
    ],
)
def test_bad_traits_are_refused_and_nothing_changes(
    world: CircleWorld, reason: str, more: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        correct(world, reason, **more)
    assert Patient.objects.get(pk=world.patient.pk).birth_name == "Fournier"


def test_only_a_qualified_ins_leaves(world: CircleWorld) -> None:
    assert give_ins(world)
    assert queries.ins_leaving(world.patient.pk) is None
    assert move(world, "document_seen", "card") == "QUAL"
    assert queries.ins_leaving(world.patient.pk) == ("test", TEST_INS)
    correct(world, given_name="Suzette")
    assert queries.ins_leaving(world.patient.pk) is None


def test_an_identity_is_validated_on_five_traits_and_a_document(world: CircleWorld) -> None:
    with pytest.raises(Refused, match="identity_document"):
        move(world, "document_seen", "library_card")
    correct(world, birth_place="")
    with pytest.raises(Refused, match="traits_missing"):
        move(world, "document_seen", "card")
    with pytest.raises(Refused, match="identity_step"):
        move(world, "ins_retrieved")


def test_an_ins_belongs_to_one_person_of_a_structure(world: CircleWorld) -> None:
    give_ins(world)
    other = circles.person(world.house, given_name="Denise")
    with pytest.raises(Refused, match="ins_taken"):
        actions.record_ins(
            patient_id=other.pk, number=TEST_INS, system="test", source="insi", by=SYSTEM,
            now=MORNING,
        )  # fmt: skip


def test_a_mistyped_date_is_still_found_with_both_names_and_says_why(world: CircleWorld) -> None:
    near = queries.search_persons(
        world.by, birth_date="5/4/1941", name="Fournier", given_name="Suzanne", now=MORNING
    )
    assert [(p.id, p.exact) for p in near] == [(world.patient.pk, False)]
    assert "+date_swapped" in near[0].reasons


def test_somebody_like_is_proposed_before_a_new_file_is_made(world: CircleWorld) -> None:
    proposed = queries.like_persons(
        world.by, world.house.pk, birth_name="Fournié", given_name="Suzanne",
        birth_date="04051941", now=MORNING,
    )  # fmt: skip
    assert [(c.id, c.verdict) for c in proposed.like] == [(world.patient.pk, "probable")]


def test_a_homonym_is_said_on_the_file(world: CircleWorld) -> None:
    circles.person(world.house, birth_date="12/11/1952")
    page = queries.person_page(world.by, world.patient.pk, now=MORNING)
    assert (page.homonyms, [c.verdict for c in page.like]) == (1, ["homonym"])


def twice(world: CircleWorld) -> Patient:
    """The same person, entered again with a choice, a member and a word of hers."""
    again = circles.person(world.house, birth_name="Fournié")
    nurse = situations.responder("Claire", "Vial", "42207", "+33639980001")
    for one in (world.patient, again):
        actions.record_choice(
            patient_id=one.pk, responder_id=nurse.pk, kind="chosen", by=SYSTEM, now=MORNING
        )
    actions.add_member(
        patient_id=again.pk, role="usual_carer", responder_id=nurse.pk, by=SYSTEM, now=MORNING
    )
    Consent.objects.create(
        patient=again, kind="opposed", means="voice", said_at=MORNING, recorded_at=MORNING,
        recorded_by_kind="system", recorded_by_id="system",
    )  # fmt: skip
    CareTeam.objects.create(
        patient=again, organization=world.house, situation="frail", opened_at=MORNING,
        opened_by_kind="system", opened_by_id="system",
    )  # fmt: skip
    return again


def links() -> list[tuple[str, object, object]]:
    models = (CarerChoice, CareTeamMember, Consent, CareTeam, ServiceRequest)
    return sorted(
        (
            (model.__name__, row.pk, row.patient_id)
            for model in models
            for row in model.objects.all()
        ),
        key=str,
    )


def merge(world: CircleWorld, other: Patient) -> PatientMerge:
    return actions.merge_persons(
        keep_id=world.patient.pk, absorb_id=other.pk, reason="twice", by=world.by, now=MORNING
    )


def test_a_merge_moves_every_link_and_its_undoing_puts_each_back(world: CircleWorld) -> None:
    again = twice(world)
    before, entries = links(), Entry.objects.count()
    done = merge(world, again)
    assert {owner for name, _, owner in links() if name != "CareTeam"} == {world.patient.pk}
    assert CareTeam.objects.filter(patient=again, closed_at=None).count() == 1  # one is open here
    assert [p.id for p in found_by_system(world)] == [world.patient.pk]
    actions.undo_merge(merge_id=done.pk, by=SYSTEM, now=MORNING)
    assert links() == before
    assert {p.id for p in found_by_system(world)} == {world.patient.pk, again.pk}
    assert Entry.objects.count() == entries + 2
    with pytest.raises(Refused, match="merge_undone"):
        actions.undo_merge(merge_id=done.pk, by=SYSTEM, now=MORNING)


def found_by_system(world: CircleWorld) -> tuple[queries.FoundPerson, ...]:
    return queries.find_persons(
        world.by, organization_id=world.house.pk, birth_date="4/5/1941", name="Fournier",
        now=MORNING,
    )  # fmt: skip


def test_an_opposition_said_to_one_file_holds_on_both_once_merged(world: CircleWorld) -> None:
    merge(world, twice(world))
    with pytest.raises(NotFound):
        queries.person_page(world.by, world.patient.pk, now=MORNING)


def test_the_address_of_an_absorbed_file_opens_the_one_kept(world: CircleWorld) -> None:
    again = circles.person(world.house)
    merge(world, again)
    assert queries.person_page(world.by, again.pk, now=MORNING).id == world.patient.pk


@pytest.mark.parametrize(
    ("other", "code"),
    [({"birth_name": "Benali", "birth_date": "1/1/1930"}, "merge_unlike"),
     ({"birth_date": "12/11/1952"}, "merge_unlike")],
)  # fmt: skip
def test_two_persons_are_not_made_one(world: CircleWorld, other: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        merge(world, circles.person(world.house, **other))


def test_neither_another_structure_s_file_nor_a_stranger_merges(world: CircleWorld) -> None:
    elsewhere = circle_world("DAC d’à côté")
    with pytest.raises(NotFound):
        merge(world, elsewhere.patient)
    for by in (elsewhere.by, AccountViewer(uuid4())):
        with pytest.raises(NotFound):
            actions.merge_persons(
                keep_id=world.patient.pk, absorb_id=circles.person(world.house).pk, reason="twice",
                by=by, now=MORNING,
            )  # fmt: skip
        with pytest.raises(NotFound):
            actions.correct_traits(
                patient_id=world.patient.pk, traits=traits(), reason="typing", by=by, now=MORNING
            )
