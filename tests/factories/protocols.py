"""Named situations of a protocol's life. Every person is invented."""

from datetime import date, timedelta
from uuid import UUID

from maillon.apps.directory.models import Organization
from maillon.apps.library.loading import template
from maillon.apps.protocols import actions
from maillon.apps.protocols.actions import (
    Invitation,
    NewProtocol,
    NewSignature,
    NewTemplate,
    Order,
)
from maillon.apps.protocols.models import (
    Protocol,
    ProtocolShare,
    TeamTemplateVersion,
    TemplateRun,
)
from maillon.apps.structures.models import Member
from maillon.kernel.access import AccountViewer
from tests.factories.desk import MORNING, TODAY
from tests.factories.desk import organization as house_named
from tests.factories.structures import PAPER, member

__all__ = ["TEXT", "adopted", "draft", "order_of", "proposed", "shown_to_another", "signers",
           "since", "team_template", "template_run"]  # fmt: skip

TEXT = {
    "objective": "Que personne n’attende un avis plus de deux jours.",
    "roles": "Infirmier : photographie et adresse.\nMédecin : répond sous 48 heures.",
    "steps": "Repérer.\nPhotographier.\nAdresser.",
}
SPRING = date(2026, 4, 7)


def draft(by: AccountViewer, house: UUID, **changed: object) -> Protocol:
    """A multi-professional protocol, written and not proposed."""
    given: dict[str, object] = {
        "kind": "team", "title": "Essai plaies", "sections": TEXT, **changed,
    }  # fmt: skip
    new = NewProtocol(**given)  # type: ignore[arg-type]
    return actions.write_protocol(organization_id=house, new=new, by=by, now=MORNING)


def signers(by: AccountViewer, house: UUID) -> list[Member]:
    """A nurse and a doctor of the team, the same ones each time they are asked for."""
    team = list(Member.objects.of(house).filter(name_index__gt=""))
    told = [one for one in team if one.name in ("Ida Essai", "Dr Léo Essai")]
    return told or [
        member(by, house, name="Ida Essai"),
        member(by, house, name="Dr Léo Essai", profession="10"),
    ]


def proposed(by: AccountViewer, house: UUID, **changed: object) -> Protocol:
    """Frozen, a nurse and a doctor asked."""
    made = draft(by, house, **changed)
    asked = Invitation([one.pk for one in signers(by, house)], TODAY + timedelta(days=15))
    actions.propose(protocol_id=made.pk, asked=asked, by=by, now=MORNING)
    return made


def since(by: AccountViewer, made: Protocol, day: date, **changed: object) -> None:
    """Signed on paper by both (``scan``: with their pages), adopted on a day, to be read again in
    two years.
    """
    scan = bytes(PAPER) if changed.get("scan") else b""
    team = signers(by, made.organization_id)
    for one in team:
        actions.note_signature(
            protocol_id=made.pk, new=NewSignature(day, one.pk, scan=scan), by=by, now=MORNING
        )
    actions.adopt(
        protocol_id=made.pk, day=day, review_on=TODAY + timedelta(days=700), owner_id=team[0].pk,
        by=by, now=MORNING,
    )  # fmt: skip


def adopted(
    by: AccountViewer, house: UUID, day: date = SPRING, *, scan: bool = False, **changed: object
) -> Protocol:
    """In force since spring, unless told otherwise."""
    made = proposed(by, house, **changed)
    since(by, made, day, scan=scan)
    return made


def shown_to_another(by: AccountViewer, made: Protocol) -> tuple[ProtocolShare, Organization]:
    """A neighbour reads it."""
    other = house_named("Pôle voisin", "msp")
    share = actions.share(protocol_id=made.pk, organization_id=other.pk, by=by, now=MORNING)
    return share, other


def order_of(by: AccountViewer, house: UUID, code: str, **changed: object) -> Order:
    """Everybody of the team comes in a fortnight; each step is the nurse's, at its own day."""
    nurse, doctor = signers(by, house)
    found = template(code)
    assert found is not None
    given: dict[str, object] = {
        "starts_at": MORNING + timedelta(days=14), "guests": [nurse.pk, doctor.pk],
        "steps": {one.code: (nurse.pk, TODAY + timedelta(days=one.in_days)) for one in found.steps},
        **changed,
    }  # fmt: skip
    return Order(**given)  # type: ignore[arg-type]


def template_run(
    by: AccountViewer, house: UUID, code: str = "plaie-chronique", **changed: object
) -> TemplateRun:
    """A template run by whoever writes the structure."""
    found = template(code)
    assert found is not None
    return actions.run_template(
        organization_id=house, key=found.key, order=order_of(by, house, code, **changed), by=by,
        now=MORNING,
    )  # fmt: skip


def team_template(
    by: AccountViewer, one: Protocol, title: str = "Essai modèle"
) -> TeamTemplateVersion:
    """A protocol in force, made a template of its team with one step."""
    new = NewTemplate(title, "Essai.", 45, ["Relire"], [("Adapter le texte", 14)])
    return actions.make_template(protocol_id=one.pk, new=new, by=by, now=MORNING)
