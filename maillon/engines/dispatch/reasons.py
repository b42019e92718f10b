"""Every reason the ranking can give. French wording is made at the edge; every code has one."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["EXCLUSIONS", "GROUNDS", "REASONS"]

EXCLUSIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "wrong_profession": "Her professions cannot answer this need.",
        "need_not_taken": "She told which needs she takes, and this is not one. data: need",
        "out_of_zone": "She covers neither the commune nor a neighbour of it. data: commune",
        "refused_by_person": "The person refuses her; she is never asked.",
        "opted_out": "She asked not to be solicited (STOP).",
        "paused": "She asked for a pause that still runs. data: until",
        "not_available": "She declared herself unavailable. data: hours (since, if dated)",
        "outside_hours": "She told when she works, and the need falls outside.",
        "at_live_limit": "She already holds as many live offers as her limit. data: live, limit",
        "busy": "She holds a place at the same hours, or every one she could take.",
        "already_asked": "She was already asked for this need.",
        "withdrawn": "She took this need and gave it back.",
    }
)

GROUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "chosen_by_person": "The person chose her; asked before anyone.",
        "usual_carer": "She already cares for this person.",
        "covers_commune": "The commune is in the zone she declared.",
        "covers_neighbour": "A commune next to this one is in her zone.",
        "outside_declared_zone": "Out of her zone, asked because chosen or usual.",
        "declared_available": "She said she is available; fades with age. data: hours",
        "availability_undated": "She said she is available, nobody knows when.",
        "availability_unknown": "She declared nothing about this moment.",
        "fairness": "Offers received last week against places declared. data: offers, capacity",
        "distance": "Estimated road from her place to the person's. data: km, minutes",
        "distance_unknown": "One of the two places has no point on the map.",
        "live_load": "Live offers she holds, out of her limit. data: live, limit",
        "phone_only": "No SMS reaches her; the desk calls her.",
    }
)

REASONS: Final[Mapping[str, str]] = MappingProxyType({**EXCLUSIONS, **GROUNDS})
