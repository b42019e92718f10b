"""A demonstration telephone that belongs to nobody yet: to try enrolling."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from maillon.apps.directory.models import PractitionerRole, Responder
from maillon.apps.messaging import phones

__all__ = ["ID", "NUMBER", "Newcomer", "newcomer"]

ID: Final = UUID(int=0x6E6F75766561750000000000000000)
NUMBER: Final = "+33639989999"
NURSE: Final = "60"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whom the register knows and no desk asks; ``hint``: what she would read on her card."""

    name: str
    hint: str
    phone_index: str


def newcomer() -> Newcomer | None:
    """The first synthetic nurse who is not enrolled, while this telephone is nobody's."""
    index = phones.index(NUMBER)
    if Responder.objects.filter(phone_index=index).exists():
        return None
    role = (
        PractitionerRole.objects.filter(
            practitioner__synthetic=True, profession=NURSE, responder=None, ended_on=None,
            practitioner__id_type="8",
        )
        .exclude(commune=None)
        .select_related("practitioner", "commune")
        .order_by("commune__folded_name", "pk")
        .first()
    )  # fmt: skip
    if role is None or role.commune is None:
        return None
    where = f"{role.commune.name} {role.commune.postal_codes.split()[0]}"
    hint = f"pas encore de demandes · RPPS {role.practitioner.national_id[1:]} · {where}"
    return Newcomer(role.practitioner.display, hint, index)
