"""Two structures on their way: a maison de santé to be, whose letter came back, and a CPTS that
signed last year. By the real actions at past moments; people, papers and amounts are invented.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from maillon.apps.accounts.models import Account, ScopedRole
from maillon.apps.accounts.queries import viewer_of
from maillon.apps.directory.models import Commune, Organization
from maillon.apps.projects import actions as projects
from maillon.apps.stages import actions
from maillon.apps.stages.actions import NewAnswer, NewFiling
from maillon.apps.structures import actions as structures
from maillon.apps.structures.actions import NewMember
from maillon.kernel import clock
from maillon.kernel.access import AccountViewer
from maillon.kernel.crypto import fold
from maillon.project.demo.accounts import ACCOUNTS, PASSWORD
from maillon.project.demo.professionals import SOURCE
from maillon.project.demo.proofs import paper

__all__ = ["open_beginnings"]

TERRITORY: Final = "plateau"
TO_BE: Final = "Maison de santé du Plateau (en projet)"
CPTS: Final = "CPTS du Plateau et des Deux Rives"
FOUNDERS: Final = (
    ("Dr Garance Tissot", "10"), ("Dr Anatole Brizon", "10"), ("Fleur Chavanne", "60"),
    ("Loïs Peyrard", "60"), ("Romane Tardieu", "COO"),
)  # fmt: skip
AMOUNTS: Final = (("operating", "54000"), ("access.fixed", "61000"), ("pathways.fixed", "38500"))


def open_beginnings(commune_id: str, now: datetime) -> None:
    """Both structures and the coordinator they share."""
    told = next(one for one in ACCOUNTS if one.territory == TERRITORY)
    account = Account(email=told.email, name=told.name, initials=told.initials, synthetic=True)
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    houses = []
    for name, kind in ((TO_BE, Organization.Kind.MSP), (CPTS, Organization.Kind.CPTS)):
        house = Organization.objects.create(
            name=name, kind=kind, folded_name=fold(name), commune_id=commune_id, synthetic=True,
            source=SOURCE, as_of=now.date(),
        )  # fmt: skip
        ScopedRole.objects.create(account=account, organization=house, code=told.code,
                                  starts_on=(now - timedelta(days=800)).date())  # fmt: skip
        houses.append(house.pk)
    by = viewer_of(account, now=now)
    _to_be(houses[0], commune_id, account.pk, by, now)
    _signed(houses[1], commune_id, by, now)


def _to_be(
    house: UUID, commune_id: str, account_id: UUID, by: AccountViewer, now: datetime
) -> None:
    began = now - timedelta(days=120)
    with clock.frozen(began):
        for name, profession in FOUNDERS:
            coordinates = profession == "COO"
            structures.add_member(
                organization_id=house, by=by, now=began,
                new=NewMember(
                    name=name, profession=profession, joined_on=began.date(),
                    status="salaried" if coordinates else "associate",
                    post="coordinator" if coordinates else "",
                    account_id=account_id if coordinates else None,
                ),
            )  # fmt: skip
        actions.begin_stage(
            organization_id=house, began_on=began.date(), by=by, now=began,
            team="Deux médecins, deux infirmières ; la mairie prête une salle.",
        )  # fmt: skip
        actions.write_territory(organization_id=house, names=_around(commune_id, 4), by=by,
                                now=began)  # fmt: skip
        project = projects.open_project(organization_id=house, by=by, now=began)
    first = project.sections.order_by("position")[0]
    then = now - timedelta(days=70)
    with clock.frozen(then):
        projects.write_section(
            section_id=first.pk, seen=0, by=by, now=then,
            text="Quatre communes du plateau, à vingt minutes du premier cabinet.",
        )  # fmt: skip
    letter = _send(house, "letter", 60, by, now)
    _answer(letter, NewAnswer(
        "returned", (now - timedelta(days=20)).date(), "ARS, délégation départementale",
        "Précisez le territoire et dites qui assure les soins non programmés.",
        (now + timedelta(days=25)).date(),
    ), by, now - timedelta(days=20))  # fmt: skip
    _through_the_door(house, _send(house, "letter", 6, by, now), by, now)


def _through_the_door(house: UUID, letter: UUID, by: AccountViewer, now: datetime) -> None:
    """The letter sent again is handed to the reader of the demonstration, who asks."""
    told = next((one for one in ACCOUNTS if one.code == "reader"), None)
    then = now - timedelta(days=5)
    if told is None or not Account.objects.filter(email=told.email).exists():
        return
    with clock.frozen(then):
        actions.open_reader(organization_id=house, email=told.email, name=told.name, by=by,
                            now=then)  # fmt: skip
        actions.hand_filing(filing_id=letter, by=by, now=then)
    later = now - timedelta(days=2)
    reader = viewer_of(Account.objects.get(email=told.email), now=later)
    actions.answer_received(
        filing_id=letter, kind="question", by=reader, now=later,
        words="La permanence du samedi est-elle tenue toute l’année ?",
    )  # fmt: skip


def _signed(house: UUID, commune_id: str, by: AccountViewer, now: datetime) -> None:
    began = now - timedelta(days=760)
    with clock.frozen(began):
        actions.begin_stage(organization_id=house, began_on=began.date(), team="", by=by, now=began)
        actions.write_territory(organization_id=house, names=_around(commune_id, 14), by=by,
                                now=began)  # fmt: skip
    for step, days in (("letter", 700), ("project", 560), ("contract", 460)):
        filing = _send(house, step, days, by, now)
        then = now - timedelta(days=days - 40)
        _answer(filing, NewAnswer("accepted", then.date(), "ARS et CPAM"), by, then)
    signed = (now - timedelta(days=420)).date()
    for mission, days in (("access", 300), ("crisis", 260), ("pathways", 90)):
        _move(house, mission, days, by, now)
    _move(house, "access", 30, by, now)
    then = now - timedelta(days=410)
    for name, euros in AMOUNTS:
        with clock.frozen(then):
            actions.write_amount(
                organization_id=house, name=name, euros=Decimal(euros), annex_on=signed,
                document=paper("Annexe du contrat"), by=by, now=then,
            )  # fmt: skip


def _send(house: UUID, step: str, days: int, by: AccountViewer, now: datetime) -> UUID:
    then = now - timedelta(days=days)
    new = NewFiling(
        step, then.date(), "ARS", paper(f"Envoi de l’étape {step}"),
        answer_by=_day(then + timedelta(days=60)),
    )  # fmt: skip
    with clock.frozen(then):
        return actions.file_step(organization_id=house, new=new, by=by, now=then).pk


def _answer(filing: UUID, new: NewAnswer, by: AccountViewer, then: datetime) -> None:
    with clock.frozen(then):
        actions.answer_step(filing_id=filing, new=new, by=by, now=then)


def _move(house: UUID, mission: str, days: int, by: AccountViewer, now: datetime) -> None:
    then = now - timedelta(days=days)
    with clock.frozen(then):
        actions.move_mission(organization_id=house, mission=mission, day=then.date(), by=by,
                             now=then)  # fmt: skip


def _day(moment: datetime) -> date:
    return moment.date()


def _around(commune_id: str, most: int) -> list[str]:
    """The centre and some communes of the same intercommunality."""
    centre = Commune.objects.get(pk=commune_id)
    near = Commune.objects.filter(epci=centre.epci, kind="COM").exclude(pk=commune_id)
    return [commune_id, *near.order_by("population").values_list("pk", flat=True)[: most - 1]]
