"""The cases of a person's project and of the page of those close to her."""

from tests.access.case import COORDINATOR, Case, nothing, of_person, person

__all__ = ["PROJECT", "PROJECT_APART"]

PROJECT: dict[str, Case] = {
    "plan-edit": person(COORDINATOR, nothing, {"words": "", "said_on": "2026-11-20"}),
    "plan-review": person(COORDINATOR, nothing, {"next_on": ""}),
    "plan-versions": person(COORDINATOR, nothing),
    "plan-activity": of_person(COORDINATOR, "key", "activity_key", outcome="done"),
    "plan-paper": person(COORDINATOR, nothing),
    "medication": person(COORDINATOR, nothing, {"question": ""}),
    "medication-review": Case(
        lambda t: {"patient_id": t.patient_id, "review_id": t.medication_id}, COORDINATOR
    ),
    "medication-act": Case(
        lambda t: {"patient_id": t.patient_id, "review_id": t.medication_id}, COORDINATOR, None,
        lambda _: {"geste": "line", "name": "un traitement", "source": "boxes"},
    ),
    "family": person(COORDINATOR, nothing),
    "visit-new": Case(
        lambda t: {"patient_id": t.patient_id}, COORDINATOR, None,
        lambda t: {"member": t.member_id, "weekdays": ["0"], "theme": "daily"},
    ),
    "visit-end": of_person(COORDINATOR, "visit_id", "visit_id"),
    "family-night": person(COORDINATOR, post={"night": ""}),
    "family-link": of_person(COORDINATOR, "member_id", "member_id"),
    "family-stop": of_person(COORDINATOR, "member_id", "member_id"),
    **{
        name: Case(lambda t: {"patient_id": t.patient_id, "member_id": t.member_id}, COORDINATOR)
        for name in ("family-paper", "family-pdf")
    },
    "plan-pdf": person(COORDINATOR, nothing),
    "person-export-pdf": person(COORDINATOR, post={}),
}  # fmt: skip

PROJECT_APART: dict[str, str] = {
    "medication-link": "a nurse's own link: tests/apps/care/test_medication.py",
    "medication-paper": "of a concluded review: tests/apps/care/test_medication.py",
    "medication-pdf": "the same paper, slow to make: tests/apps/care/test_medication.py",
    "family-page": "a member's own link: tests/apps/care/test_family.py",
}
