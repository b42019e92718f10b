"""From a valid form to the request that the action takes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from maillon.apps.care.actions import NewPerson
from maillon.apps.desk.actions import NewNeed, NewRequest, NewRequester
from maillon.apps.desk.vocabulary import REQUESTER_KINDS
from maillon.apps.desk.web.intake_forms import IntakeForm, uuid_in

__all__ = ["new_request"]

Said = dict[str, Any]


def new_request(
    form: IntakeForm, needs: tuple[NewNeed, ...], draft_id: UUID, started_at: datetime | None
) -> NewRequest:
    """Everything said, once this form and the needs are valid."""
    said = form.cleaned_data
    kind = REQUESTER_KINDS[said["kind"]]
    return NewRequest(
        desk_id=form.counter.id,
        requester=NewRequester(
            kind=kind.code,
            name=said["caller_name"],
            house=said["house"],
            phone=said["phone"],
            id=uuid_in(said["requester"]),
        ),
        needs=needs,
        commune_id=said["commune"],
        urgency=said["urgency"],
        quarter=said["quarter"],
        may_tell_requester=bool(said["may_tell"]) and not kind.professional,
        **(_for_house(said) if form.asks_watches else _for_person(said)),
        draft_id=draft_id,
        started_at=started_at,
        duplicate_seen=said["duplicate_seen"],
    )


def _for_person(said: Said) -> Said:
    return {
        "prescription": said["prescription"],
        "informed_by": said["informed_by"],
        "agreement": said["agreement"],
        "gp_wish": said["gp_wish"],
        "patient_id": uuid_in(said["patient"]),
        "person": _person(said),
        "living": _living(said),
        "note": said["note"],
        "gp_role_id": uuid_in(said["gp"]),
        "usual": said["usual"],
        "chosen": said["chosen"],
        "refused": said["refused"],
    }


def _for_house(said: Said) -> Said:
    """No person: the establishment, its address and what whoever comes must know."""
    return {
        "prescription": "none",
        "informed_by": "",
        "agreement": "",
        "gp_wish": "none",
        "establishment": said["establishment"] or said["house"],
        "establishment_number": said["establishment_number"] if said["establishment"] else "",
        "establishment_address": said["address"],
        "note": said["house_note"],
    }


def _person(said: Said) -> NewPerson:
    return NewPerson(
        birth_name=said["birth_name"],
        given_name=said["given_name"],
        birth_date=said["birth_date"],
        sex=said["sex"],
        phone=said["person_phone"],
        address=said["address"],
        commune_id=said["commune"],
    )


def _living(said: Said) -> Said:
    """Codes with their value: true, the floor, or the helper's last day."""
    found: Said = dict.fromkeys(said["living"], True)
    if said["floor"]:
        found["floor"] = said["floor"]
    until: date | None = said["helper_until"]
    if until:
        found["helper_until"] = until.isoformat()
    return found
