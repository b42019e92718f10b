"""Two years of acts of the maison de santé, by the real actions at past moments: registers, case
meetings with presence, a contract. Persons, titles and papers are invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewPerson, NewWord
from maillon.apps.contracts import actions as contracts
from maillon.apps.meetings import actions as meetings
from maillon.apps.meetings.actions import NewGuest, NewMeeting
from maillon.apps.structures import actions
from maillon.apps.structures.actions import NewRecord
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.project.demo.stories import story, tell_project

__all__ = ["live_two_years", "paper"]

FAMILIES: Final = ("Abadie", "Blachon", "Carret", "Desbois", "Escoffier", "Fournel", "Grangier")
GIVEN: Final = (("Andrée", "F"), ("Denise", "F"), ("Lucien", "M"), ("Marcel", "M"),
                ("Odette", "F"), ("Raymonde", "F"))  # fmt: skip
PEOPLE: Final = 36
AT_ONE_TABLE: Final = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a register: days ago, what it is, whether its paper is there."""

    days: int
    kind: str
    title: str
    paper: bool = True
    notes: Mapping[str, Any] | None = None


LINES: Final = (
    Line(690, "opening", "Horaires affichés aux deux sites",
         notes={"hours": "12", "saturday": True, "weeks": 1}),
    Line(650, "crisis_plan", "Plan de préparation, deuxième version"),
    Line(600, "external", "Coordination avec l’hôpital : lettre d’entrée et retour"),
    Line(610, "quality_first", "Auto-évaluation de l’équipe"),
    Line(90, "quality_second", "Plan d’amélioration en six actions", paper=False),
    Line(430, "users_survey", "Questionnaire de satisfaction, 84 réponses"),
    Line(400, "users_action", "Atelier des aidants, construit avec trois patients"),
    Line(120, "users_survey", "Questionnaire sur les horaires, 62 réponses"),
    Line(520, "mission", "Semaine du dépistage du cancer colorectal"),
    Line(210, "mission", "Vaccination des adolescents"),
    Line(500, "placement", "Étudiante infirmière, printemps"),
    Line(410, "placement", "Interne de médecine générale, automne"),
    Line(200, "placement", "Interne de médecine générale, printemps"),
    Line(60, "placement", "Étudiante infirmière, automne", paper=False),
    Line(300, "diversity", "Liste des associés par profession", notes={"level": "1"}),
)  # fmt: skip


def live_two_years(
    organization_id: UUID, commune_id: str, by: AccountViewer, others: Sequence[AccountViewer],
    now: datetime,
) -> None:  # fmt: skip
    """The contract, its declared facts, the registers, seven case meetings a year."""
    this, last = now.year, now.year - 1
    contract = contracts.sign_contract(
        organization_id=organization_id, signed_on=date(last - 2, 3, 1), payer="CPAM de la Loire",
        new_structure=False, by=by, now=now,
    )  # fmt: skip
    for year, patients, advance in ((last, "3900", "38200"), (this, "4000", "39400")):
        for key, value in (
            ("patients", patients), ("information_system", "standard"),
            ("precarity_percent", "1.5"), ("advance_paid_eur", advance),
        ):  # fmt: skip
            contracts.declare_fact(
                contract_id=contract.pk, year=year, key=key, value=value, by=by, now=now
            )
    contracts.declare_fact(
        contract_id=contract.pk, year=this, key="sas_every_request", value="true", by=by, now=now
    )
    _registers(organization_id, by, now)
    people = _people(organization_id, commune_id, by, now)
    _case_meetings(organization_id, people, by, others, now)
    closed = datetime(this, 1, 20, 9, tzinfo=UTC)
    contracts.keep_statement(
        contract_id=contract.pk, year=last, on=date(last, 12, 31), by=by, now=max(closed, now)
    )


def _registers(organization_id: UUID, by: AccountViewer, now: datetime) -> None:
    for line in LINES:
        then = now - timedelta(days=line.days)
        new = NewRecord(
            line.kind, line.title, then.date(), notes=line.notes or {},
            document=paper(line.title) if line.paper else b"",
        )  # fmt: skip
        with clock.frozen(then):
            actions.add_record(organization_id=organization_id, new=new, by=by, now=then)


def paper(title: str) -> bytes:
    """A page as a PDF, small and said to be invented."""
    words = f"{title} (demonstration)".encode("latin-1", "replace").replace(b"(", b"\\(")
    text = b"BT /F1 14 Tf 60 760 Td (" + words.replace(b")", b"\\)") + b") Tj ET"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % len(made)
    )


def _people(organization_id: UUID, commune_id: str, by: AccountViewer, now: datetime) -> list[UUID]:
    """Persons of the list, around whom the team stands."""
    then, made = now - timedelta(days=720), []
    for number in range(PEOPLE):
        told, (given, sex) = story(number), GIVEN[number % len(GIVEN)]
        person = care.create_provisional(
            person=NewPerson(
                FAMILIES[number % len(FAMILIES)], given,
                f"19{31 + number % 20}-0{1 + number % 9}-1{number % 10}",
                sex=sex, commune_id=commune_id,
            ),
            organization_id=organization_id, by=by, now=then, synthetic=True,
        )  # fmt: skip
        care.open_circle(
            patient_id=person.pk, situation=told.situation, word=NewWord("agreed", "voice"),
            by=by, now=then, reason=told.reason,
        )  # fmt: skip
        if number % 3:
            tell_project(person.pk, told, by, then, after=timedelta(days=number % 30))
        made.append(person.pk)
    return made


def _case_meetings(
    organization_id: UUID, people: Sequence[UUID], by: AccountViewer,
    others: Sequence[AccountViewer], now: datetime,
) -> None:  # fmt: skip
    """Seven in each of the two years, the last one still to be closed; nobody comes to all."""
    days = [now - timedelta(days=50 * number + 12) for number in range(13, -1, -1)]
    for number, day in enumerate(days):
        began = day.replace(hour=12, minute=30, second=0, microsecond=0)
        first = number * AT_ONE_TABLE % len(people)
        told = people[first : first + AT_ONE_TABLE]
        came = [one for place, one in enumerate(others) if (place + number) % 4]
        _meet(organization_id, told, by, came, began, closed=day is not days[-1])


def _meet(
    organization_id: UUID, people: Sequence[UUID], by: AccountViewer,
    others: Sequence[AccountViewer], began: datetime, *, closed: bool,
) -> None:  # fmt: skip
    new = NewMeeting(
        organization_id=organization_id, kind="case", subject="Concertation pluriprofessionnelle",
        minutes=60, dates=[began], place="Salle de réunion, Les Deux Rives",
        guests=[NewGuest(account_id=one.account_id) for one in others],
    )  # fmt: skip
    then = began + timedelta(minutes=55)
    with clock.frozen(then):
        meeting = meetings.call_meeting(new=new, by=by, now=began)
        for person in people:
            meetings.add_case(
                meeting_id=meeting.pk, case_id=person, title="Point de situation", by=by, now=then
            )
        for guest in meeting.guests.all():
            meetings.note_presence(guest_id=guest.pk, presence="present", by=by, now=then)
        if closed:
            meetings.close_minutes(meeting_id=meeting.pk, by=by, now=then)
