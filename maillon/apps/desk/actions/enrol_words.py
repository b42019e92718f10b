"""What enrolments have in common: the places a message names, the link, the words sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from maillon.apps.desk.actions.offering import new_token, token_hash
from maillon.apps.desk.models import Desk, DeskCommune, Enrolment
from maillon.apps.directory.queries import CommuneCard, communes_at, communes_called
from maillon.apps.messaging.actions import queue
from maillon.apps.messaging.slots import Value
from maillon.apps.messaging.wording import TEMPLATES
from maillon.engines.replies import EnrolmentFacts
from maillon.kernel.access import SYSTEM

__all__ = ["LINK", "LINK_LASTS", "desk_for", "house", "names_a_commune", "places", "say"]

LINK: Final = "/i/"
LINK_LASTS: Final = timedelta(days=30)
FAR_KM: Final = 100


def places(facts: EnrolmentFacts, desk: Desk | None = None) -> list[CommuneCard]:
    """Every commune of the postal codes she gave, else the one of exactly that name.

    Of several of that name it is the nearest to her desk, and none far away; before her desk is
    known, the only one that a desk answers for. Anything else is a guess: none.
    """
    found = {c.insee: c for code in facts.postal_codes for c in communes_at(SYSTEM, code)}
    if found or not facts.place:
        return list(found.values())
    near = _point(desk)
    if near is not None:
        return list(communes_called(SYSTEM, facts.place, near=near, within_km=FAR_KM)[:1])
    named = communes_called(SYSTEM, facts.place)
    answered = DeskCommune.objects.filter(commune_id__in=[one.insee for one in named])
    ours = set(answered.values_list("commune_id", flat=True))
    if len(ours) > 1:
        return []
    return sorted(named, key=lambda one: one.insee not in ours)[:1]


def names_a_commune(facts: EnrolmentFacts) -> bool:
    """Whether her words are the name of a commune, even of one that has to be asked again."""
    return bool(facts.place and communes_called(SYSTEM, facts.place))


def _point(desk: Desk | None) -> tuple[float, float] | None:
    if desk is None or desk.commune.longitude is None or desk.commune.latitude is None:
        return None
    return desk.commune.longitude, desk.commune.latitude


def desk_for(communes: Sequence[CommuneCard]) -> Desk | None:
    """The desk that answers for one of these; the only desk there is, where none is named."""
    desks = Desk.objects.select_related("organization").order_by("name")
    if not communes:
        alone = list(desks[:2])
        return alone[0] if len(alone) == 1 else None
    covering = DeskCommune.objects.filter(commune_id__in=[c.insee for c in communes])
    return desks.filter(pk__in=covering.values("desk_id")).first()


def house(desk: Desk | None) -> UUID | None:
    """Who answers for a message: the desk's structure, or the first one's before it is known."""
    if desk is not None:
        return desk.organization_id
    first = Desk.objects.order_by("name").values_list("organization_id", flat=True)
    return first.first()


def say(
    template: str,
    enrolment: Enrolment,
    *,
    key: str,
    now: datetime,
    not_before: datetime | None = None,
    params: Mapping[str, Value] | None = None,
) -> bool:
    """Queue one of our sentences to her phone, with a new link where the sentence takes one.

    The link before it then dies; ``False``, and it lives on, when nothing will leave.
    """
    organization_id = house(enrolment.desk)
    if organization_id is None:
        return False
    model = TEMPLATES[template]
    filled: dict[str, Value] = {**(params or {})}
    if "sector" in model.slots and enrolment.desk:
        filled["sector"] = enrolment.desk.sector
    token = new_token() if model.with_link else ""
    if token:
        filled["link"] = LINK
    sent = queue(
        template=template, params=_only(model.slots, filled), phone=enrolment.phone,
        organization_id=organization_id, key=f"{template}:{key}",
        about=("enrolment", enrolment.pk), secret=token, now=now, not_before=not_before,
    )  # fmt: skip
    if sent is not None and token and sent.secret == token:
        _open(enrolment, token, now)
    return sent is not None


def _only(slots: frozenset[str], params: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in params.items() if name in slots or name == "link"}


def _open(enrolment: Enrolment, token: str, now: datetime) -> None:
    """This link opens from now on, the one before no longer; in memory too, for a later save."""
    enrolment.token_hash, enrolment.token_until = token_hash(token), now + LINK_LASTS
    Enrolment.objects.filter(pk=enrolment.pk).update(
        token_hash=enrolment.token_hash, token_until=enrolment.token_until
    )
