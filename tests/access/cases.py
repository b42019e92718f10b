"""One case per route: what it is asked with, and for whose own object it answers.

A route without a case fails the matrix: whoever adds one says here what it opens.
"""

from collections.abc import Mapping
from typing import Any

from maillon.project.permissions import PERMISSIONS
from tests.access import apart
from tests.access.case import (
    ADMINISTRATOR,
    AROUND,
    COORDINATOR,
    DESK,
    MEMBERS,
    READERS,
    Args,
    Case,
)
from tests.access.case import nothing as _nothing
from tests.access.case import of_person as _of_person
from tests.access.case import person as _person
from tests.access.cast import Tenant
from tests.access.health_project_cases import HEALTH_PROJECT_CASES
from tests.access.meeting_cases import MEETING_CASES
from tests.access.payer_cases import PAYER_CASES
from tests.access.post_cases import POSTS
from tests.access.project_cases import PROJECT, PROJECT_APART
from tests.access.protocol_cases import PROTOCOL_CASES
from tests.access.structure_cases import STRUCTURE_CASES
from tests.access.talk_cases import TALK, TALK_APART
from tests.access.team_cases import TEAM_CASES

__all__ = ["APART", "CASES", "Case"]


def _request(state: str, **post: str) -> Case:
    return Case(lambda t: {"request_id": t.one(state).pk}, DESK, None, lambda _: post)


def _need(state: str, post: Mapping[str, str] | None) -> Case:
    path: Args = lambda t: {"need_id": t.need(state).pk}  # noqa: E731
    if post is None:
        return Case(path, DESK)
    return Case(path, DESK, None, lambda _: post)


def _assignment(state: str, own: frozenset[str], **post: str) -> Case:
    path: Args = lambda t: {"assignment_id": t.assignment(state).pk}  # noqa: E731
    return Case(path, own, None, lambda _: post)


def _enrolment(**post: str) -> Case:
    return Case(lambda t: {"enrolment_id": t.enrolment_id}, DESK, None, lambda _: post)


def _account(person: str, **post: str) -> Case:
    path: Args = lambda t: {"account_id": t.people[person].pk}  # noqa: E731
    return Case(path, ADMINISTRATOR, None, lambda _: post)


def _typing(tenant: Tenant) -> Mapping[str, Any]:
    """An intake being typed at that tenant's desk, with the traits of its known person."""
    words = tenant.words
    return {
        "draft": tenant.draft_id, "desk": tenant.world.desk.pk, "phone": words.requester_phone,
        "birth_date": words.birth_date, "birth_name": words["birth_name"],
        "given_name": words["given_name"], "patient": tenant.one("found").patient_id,
        "requester": tenant.one("found").requester_id, "kind": "hospital",
    }  # fmt: skip


# Of an intake: own draft for its author; a colleague's draft is nobody else's.
AUTHOR = frozenset({"agent"})
_intake = Case(own=AUTHOR, get=None, post=_typing)


CASES: dict[str, Case] = {
    "home": Case(),
    "palette": Case(get=lambda t: {"q": t.one("searching").reference}),
    "practitioners": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "practitioner": Case(
        lambda t: {"practitioner_id": t.world.usual.practitioner_role.practitioner_id}  # type: ignore[union-attr]
    ),
    "directory": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "coordination": Case(only=COORDINATOR),
    "caseload": Case(only=COORDINATOR, post=lambda t: {"q": t.words["birth_name"]}),
    "cockpit-inbox": Case(lambda _: {"code": "welcome"}, only=COORDINATOR),
    "errand-note": Case(only=COORDINATOR, post=lambda _: {"text": ""}),
    "errand-settle": Case(
        lambda t: {"errand_id": t.errand_id}, COORDINATOR, None, lambda _: {"outcome": "done"}
    ),
    "errand-take-up": Case(lambda t: {"errand_id": t.errand_id}, COORDINATOR, None, _nothing),
    "request-circle": _request("found", situation="frail", word="agreed", means="phone"),
    "welcome": Case(only=COORDINATOR),
    "welcome-new": Case(only=COORDINATOR, post=lambda _: {"need": "meals"}),
    "welcome-door": Case(only=COORDINATOR, post=lambda _: {"slug": "x"}),
    "welcome-request": Case(lambda t: {"request_id": t.help_id}, COORDINATOR),
    "welcome-take": Case(lambda t: {"request_id": t.help_id}, COORDINATOR, None, _nothing),
    "welcome-close": Case(
        lambda t: {"request_id": t.help_id}, COORDINATOR, None, lambda _: {"outcome": "refused"}
    ),
    "welcome-circle": Case(
        lambda t: {"request_id": t.help_id}, COORDINATOR, None, lambda _: {"birth_name": ""}
    ),
    "resources": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "resources-csv": Case(),
    "resource-new": Case(only=DESK | COORDINATOR, post=lambda _: {"name": "x"}),
    "resource": Case(lambda t: {"resource_id": t.resource_id}),
    "resource-correct": Case(lambda t: {"resource_id": t.resource_id}, DESK | COORDINATOR),
    "resource-say": Case(
        lambda t: {"resource_id": t.resource_id}, DESK | COORDINATOR, None,
        lambda _: {"told_by": "l’accueil", "means": "phone", "geste": "confirm"},
    ),
    "organizations": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "organizations-csv": Case(),
    "practitioners-csv": Case(),
    "practitioners-xlsx": Case(),
    "organizations-xlsx": Case(),
    "organization-search": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "organization": Case(
        lambda t: {"organization_id": t.world.desk.organization_id}, MEMBERS
    ),
    "commune": Case(lambda t: {"insee": t.world.desk.commune_id}),
    "commune-search": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "still-here": Case(),
    "board": Case(),
    "board-lanes": Case(),
    "board-print": Case(),
    "calls": Case(),
    "call-back": Case(
        lambda t: {"call_id": t.call_id}, DESK, None, lambda _: {"outcome": "reached"}
    ),
    "words-read": Case(
        lambda t: {"inbound_id": t.inbound_id}, DESK, None, lambda _: {"outcome": "called"}
    ),
    "call-take": Case(lambda t: {"call_id": t.call_id}, DESK, None, _nothing),
    "desk-telephones": Case(own=None, only=frozenset({"lead"})),
    "desk-switch": Case(own=DESK, get=None, post=lambda t: {"desk": t.world.desk.pk}),
    "request": Case(lambda t: {"request_id": t.one("searching").pk}, DESK),
    "request-print": Case(lambda t: {"request_id": t.one("found").pk}, DESK),
    "requester-access": Case(
        lambda t: {"request_id": t.one("searching").pk}, DESK,
        post=lambda _: {"name": "Une Autre", "email": "une.autre@exemple.test"},
    ),
    "requester-access-end": _request("searching"),
    "request-triage": _request("received"),
    "request-take": _request("searching"),
    "request-relay": Case(
        lambda t: {"request_id": t.one("searching").pk}, DESK, None,
        lambda t: {"to": f"account:{t.world.colleague.pk}", "word": "à suivre"},
    ),
    "request-advise": _request("searching", text="rien à craindre", told="on"),
    "request-ask": _request(
        "received", specialty="cardiology", question="un avis ?", on="2026-11-26", at="10:00"
    ),
    "question-answer": Case(
        lambda t: {"question_id": t.question_id}, DESK, None, lambda _: {"text": "oui"}
    ),
    "question-end": Case(
        lambda t: {"question_id": t.question_id}, DESK, None, lambda _: {"outcome": "silent"}
    ),
    "request-undo": _request("searching"),
    "request-also": Case(lambda t: {"request_id": t.one("searching").pk}, DESK),
    "scenarios": Case(only=frozenset({"lead"}), post=lambda _: {"nurses": "x"}),
    "scenario": Case(lambda t: {"scenario_id": t.scenario_id}, frozenset({"lead"})),
    "scenario-cancel": Case(
        lambda t: {"scenario_id": t.scenario_id}, frozenset({"lead"}), None, _nothing
    ),
    "relief": Case(post=_nothing),
    "relief-print": Case(),
    "desk-settings": Case(only=frozenset({"lead"}), post=lambda _: {"vu": "0"}),
    "desk-rule": Case(
        lambda _: {"rule_id": "chute"}, only=frozenset({"lead"}), post=lambda _: {"since": "x"}
    ),
    "desk-rule-new": Case(only=frozenset({"lead"}), post=lambda _: {"since": "x"}),
    "presence": Case(own=DESK, get=None, post=lambda t: {"demande": t.one("searching").pk}),
    "request-handover": _request("searching", target="snp"),
    "request-check": _request("searching", on="2026-11-26", at="10:00"),
    "request-said": _request("searching", about="gp", wish="refused"),
    "request-stay": _request("found", said_by="gp", doubt="likely"),
    "request-stay-withdraw": _request("closed"),
    "handover-outcome": Case(
        lambda t: {"handover_id": t.handover_id}, DESK, None, lambda _: {"outcome": "refused"}
    ),
    "need-hasten": _need("searching", {}),
    "need-cancel": _need("searching", {"reason": "solved"}),
    "need-give-up": _need("searching", {}),
    "need-follow": _need("found", {}),
    "need-renew": _need("found", {"ends_on": "2027-01-15"}),
    "shift-place": Case(
        lambda t: {"shift_id": t.need("searching").shifts.get().pk}, DESK, None,
        lambda t: {"responder": t.world.neighbour.pk},
    ),
    "need-carer-said": Case(
        lambda t: {"need_id": t.need("searching").pk}, DESK, None,
        lambda t: {"responder": t.world.neighbour.pk, "kind": "refused"},
    ),
    "need-candidates": _need("searching", None),
    "need-why": Case(
        lambda t: {"need_id": t.need("searching").pk}, DESK,
        lambda t: {"qui": t.world.neighbour.pk},
    ),
    "offer-desk-answer": Case(
        lambda t: {"offer_id": t.offer("searching").pk}, DESK, None,
        lambda _: {"answer": "accepted"},
    ),
    "callback-outcome": Case(
        lambda t: {"callback_id": t.callback("found", "found").pk}, DESK, None,
        lambda _: {"outcome": "reached"},
    ),
    "callback-sms": Case(
        lambda t: {"callback_id": t.callback("found", "found").pk}, DESK, None, lambda _: {}
    ),
    "assignment-begun": _assignment("found", DESK),
    "assignment-withdraw": _assignment("found", DESK, reason="sick"),
    "assignment-replace": _assignment("closed", DESK, from_day="2026-12-01", reason="sick"),
    "intake": Case(own=AUTHOR, get=lambda t: {"draft": t.draft_id}, post=_typing),
    "intake-draft": _intake,
    "intake-caller": _intake,
    "intake-person": _intake,
    "intake-duplicates": _intake,
    "intake-reminders": _intake,
    "intake-grid": _intake,
    "intake-orient": Case(
        own=AUTHOR, get=None, post=lambda t: {**_typing(t), "target": "dac"}
    ),
    "intake-carers": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "drafts": Case(),
    "draft-discard": Case(lambda t: {"draft_id": t.draft_id}, AUTHOR, None, _nothing),
    "draft-restore": Case(lambda t: {"draft_id": t.draft_id}, AUTHOR, None, _nothing),
    "urgent": Case(own=DESK, get=None, post=lambda t: {"desk": t.world.desk.pk}),
    "urgent-outcome": Case(
        lambda t: {"handover_id": t.handover_id}, DESK, post=lambda _: {"outcome": "refused"}
    ),
    "accounts": Case(),
    "account": Case(lambda t: {"account_id": t.people["agent"].pk}, ADMINISTRATOR),
    "account-open": Case(
        own=ADMINISTRATOR, get=None, post=lambda t: {
            "name": "Une Autre", "email": "une.autre@exemple.test", "code": "agent",
            "place": t.world.desk.pk,
        },
    ),
    "account-role": Case(
        lambda t: {"account_id": t.people["manager"].pk}, ADMINISTRATOR, None,
        lambda t: {"code": "lead", "place": t.world.desk.pk},
    ),
    "account-role-end": Case(
        lambda t: {"account_id": t.people["manager"].pk, "role_id": t.role("manager").pk},
        ADMINISTRATOR, None, _nothing,
    ),
    "account-close": _account("manager"),
    "account-reopen": _account("manager"),
    "account-invite": _account("manager"),
    "account-factor": _account("manager"),
    "desk-open": Case(
        own=ADMINISTRATOR, get=None, post=lambda t: {
            "structure": t.world.desk.organization_id, "name": "Poste", "phone": "0199000001",
        },
    ),
    "enrolments": Case(),
    "enrolment-invite": Case(post=lambda _: {"phone": ""}, get=None),
    "enrolment-number": _enrolment(number="99900000011"),
    "enrolment-outcome": _enrolment(outcome="no_answer"),
    **MEETING_CASES,
    "persons": Case(
        only=COORDINATOR | {"carer", "offered"},
        post=lambda t: {"birth_date": t.words.birth_date, "name": t.words["birth_name"]},
    ),
    "person-new": Case(only=COORDINATOR, post=lambda t: {
        "birth_date": t.words.birth_date, "birth_name": t.words["birth_name"],
        "given_name": t.words["given_name"], "structure": t.world.desk.organization_id,
    }),
    "member-search": Case(get=lambda t: {"q": t.words["birth_name"]}),
    "person": _person(AROUND, _nothing),
    "person-history": _person(COORDINATOR, _nothing, {"answer": ""}),
    "attempt-withdraw": _of_person(COORDINATOR, "attempt_id", "attempt_id"),
    "repetition-aside": _person(COORDINATOR, post={
        "answer": "detox_stay", "problem": "", "reason": "other",
    }),
    "repetition-back": _of_person(COORDINATOR, "aside_id", "aside_id"),
    "person-traits": _person(AROUND, post={"traits-birth_date": ""}),
    "person-ins": _person(AROUND, post={"ins-number": ""}),
    "person-step": _person(AROUND, post={"event": "doubted"}),
    "person-merge": Case(
        lambda t: {"patient_id": t.patient_id}, AROUND, None,
        lambda t: {"other": t.one("found").patient_id, "reason": "twice"},
    ),
    "person-merge-undo": _of_person(AROUND, "merge_id", "merge_id"),
    "circle-open": _person(AROUND, post={
        "open-situation": "frail", "open-word": "agreed", "open-means": "voice",
    }),
    "circle-close": _person(COORDINATOR, post={"closing": "settled"}),
    "member-new": _person(COORDINATOR, _nothing, {"role": "gp"}),
    "member-end": _of_person(COORDINATOR, "member_id", "member_id", now="1"),
    "member-refer": _of_person(COORDINATOR, "member_id", "member_id"),
    "member-stop": _of_person(AROUND, "member_id", "member_id"),
    **PROJECT,
    **TALK,
    "person-word": _person(AROUND, _nothing, {"kind": "informed", "means": "voice"}),
    "person-link": _person(COORDINATOR, post={}),
    "person-paper": _person(COORDINATOR, post={}),
    **dict.fromkeys(("person-erase", "person-keep"), _person(COORDINATOR, post={})),
    "person-export-fhir": _person(COORDINATOR, post={}),
    "glass": _person(frozenset({"carer", "offered"}), _nothing, {"reason": ""}),
    "glass-reviews": Case(only=COORDINATOR | {"manager"}),
    "data-referents": Case(only=COORDINATOR | ADMINISTRATOR | {"manager"}),
    "data-referent": Case(
        lambda t: {"organization_id": t.world.desk.organization_id},
        COORDINATOR | ADMINISTRATOR | {"manager"}, None,
        lambda _: {"geste": "name", "account": ""},
    ),
    "glass-review": Case(
        lambda t: {"glass_id": t.glass_id}, COORDINATOR | {"manager"}, None,
        lambda _: {"outcome": "justified"},
    ),
    "consent-proof": Case(lambda t: {"proof_id": t.proof_id}, COORDINATOR),
    "intake-from-circle": _person(DESK, post={}),
    **TEAM_CASES,
    **STRUCTURE_CASES,
    **POSTS,
    **HEALTH_PROJECT_CASES,
    **PAYER_CASES,
    **PROTOCOL_CASES,
    "access-matrix": Case(),
    "my-care": Case(),
    "my-care-detail": Case(
        lambda t: {"assignment_id": t.assignment("found").pk}, frozenset({"carer"}), post=_nothing
    ),
    "my-care-begun": _assignment("found", frozenset({"carer"})),
    "my-received": Case(),
    "my-requests": Case(),
    **{
        name: Case(own=READERS, get=lambda t: {"poste": t.world.desk.pk})
        for name in (
            "report", "report-pdf", "report-xlsx", "enrolled", "enrolled-map", "enrolled-xlsx",
        )
    },
}  # fmt: skip

# No tenant's object is behind these; each says where it is proved instead.
APART: dict[str, str] = {
    **{
        name: "sign-in and second factor: tests/apps/accounts, tests/journeys"
        for name in PERMISSIONS
        if name.startswith(("account_", "mfa_"))
    },
    **dict.fromkeys(("lock", "unlock"), "the lock: tests/apps/accounts"),
    **dict.fromkeys(("gallery", "gallery-board", "gallery-phone", "favicon"), "invented samples"),
    **dict.fromkeys(("phones", "phone", "phone-thread"), "demonstration: tests/interop/sms"),
    **dict.fromkeys(
        ("phone-webhook", "phone-duty", "switchboard"),
        "signed machine, and its demonstration: tests/interop/telephony",
    ),
    "sms-webhook": "signed machine: tests/interop/sms",
    **dict.fromkeys(("health", "health-web"), "whether Maillon works, nothing else: tests/project"),
    "machine-doors": "how machines speak with us, nothing else: tests/interop",
    "report-figure": "opens from eleven requests on: tests/apps/observatory/test_opening.py",
    **dict.fromkeys(("kannel-reply", "kannel-notice"), "a machine's account: tests/interop/sms"),
    **dict.fromkeys(
        ("my-line", "my-line-save", "my-line-pause"),
        "a carer's own link: tests/apps/desk/test_my_line.py",
    ),
    **dict.fromkeys(
        ("my-file", "my-file-word"), "the person's link: tests/apps/care/test_pages.py"
    ),
    **dict.fromkeys(
        ("my-file-fhir", "my-file-pdf", "my-file-erasure"),
        "her data: tests/interop/fhir/test_export.py, tests/apps/care/test_erasing.py",
    ),
    "my-file-meeting": "the same link: tests/apps/care/test_gathering.py",
    **PROJECT_APART,
    **TALK_APART,
    **dict.fromkeys(
        ("fhir", "fhir-metadata", "fhir-resource"),
        "programs of a structure, by their secret: tests/interop/fhir",
    ),
    **dict.fromkeys(
        ("ask-doors", "ask", "ask-follow", "ask-stop"),
        "for anybody, or by the requester's link: tests/apps/welcome",
    ),
    "circle-events": "the live line, numbers only: tests/apps/care/test_live.py",
    "my-line-received": "the same link: tests/apps/desk/test_received.py",
    **dict.fromkeys(
        ("published-rules", "published-rule"), "for anybody: tests/apps/desk/test_published.py"
    ),
    "board-events": "the live line, numbers only: tests/apps/desk/test_board_live.py",
    **apart.MEETINGS,
    **apart.CONTRACTS,
    **dict.fromkeys(
        ("offer", "offer-answer", "offer-pause", "begun", "begun-answer"),
        "one-tap links: tests/apps/test_one_tap.py",
    ),
}
