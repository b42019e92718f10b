"""A nurses' practice behind one telephone, as many are: whoever reads the SMS says who comes."""

from datetime import datetime, timedelta

from maillon.apps.directory.models import Commune, Organization, PractitionerRole, Responder
from maillon.apps.directory.wording import search_text
from maillon.kernel.crypto import blind_index, fold
from maillon.kernel.elision import of_place

__all__ = ["house_of", "open_cabinet"]

TOGETHER = 3


def open_cabinet(
    commune: Commune, roles: list[PractitionerRole], phone: str, source: str, now: datetime
) -> list[Responder]:
    """The line, not saved, of the first nurses there without one of their own, who work there from
    now on; nothing where there are too few.
    """
    members = [one for one in roles if one.commune_id == commune.pk and one.profession == "60"]
    if len(members) < TOGETHER:
        return []
    name = f"Cabinet infirmier {of_place(commune.name)} (fictif)"
    house = house_of(commune, Organization.Kind.CABINET, name, "Cabinet infirmier", source, now)
    chosen = [one.pk for one in members[:TOGETHER]]
    PractitionerRole.objects.filter(pk__in=chosen).update(organization=house, site_name=name)
    line = Responder(
        kind=Responder.Kind.CABINET,
        organization=house,
        name=name,
        folded_name=fold(name),
        profession="60",
        commune=commune,
        phone=phone,
        phone_index=blind_index("phone", phone),
        enrolled_at=now - timedelta(days=120),
        availability="yes",
        availability_declared_at=now - timedelta(hours=20),
        availability_origin=Responder.Origin.SMS,
        weekly_capacity=9,
        live_limit=6,
    )
    return [line]


def house_of(
    commune: Commune, kind: Organization.Kind, name: str, trade: str, source: str, now: datetime
) -> Organization:
    """An invented structure of this commune, found in the directory by its trade."""
    return Organization.objects.create(
        kind=kind,
        name=name,
        folded_name=fold(name),
        identifier_system="demo",
        identifier=f"{kind}-{commune.pk}",
        postal_code=commune.postal_codes.split()[0],
        town=commune.name,
        search_text=search_text([fold(name)], [trade, commune.name]),
        commune=commune,
        synthetic=True,
        source=source,
        as_of=now.date(),
    )
