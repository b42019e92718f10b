"""What the life of a structure writes in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act
from maillon.apps.structures.holdings import HOLDINGS, holding_act
from maillon.apps.structures.registers import KINDS, act_code

__all__ = ["ACTS"]

PROOFS = tuple(Act(act_code(one.code), one.act, one.label, one.label) for one in KINDS.values())
HELD = tuple(
    Act(holding_act(one.code), "project", f"suivi : {one.label}",
        "le niveau du logiciel" if one.code == "software" else "")
    for one in HOLDINGS.values()
)  # fmt: skip
ACTS = (
    *PROOFS,
    *HELD,
    Act("structures.holding_renewed", "project", "suivi : nouvelle date"),
    Act("structures.member_joined", "team", "arrivée dans la structure", "la composition"),
    Act("structures.member_corrected", "team", "fiche d’un membre corrigée"),
    Act("structures.member_left", "team", "départ de la structure", "la composition"),
    Act("structures.departure_cancelled", "team", "départ annulé", "la composition"),
    Act("structures.members_imported", "team", "liste de membres importée"),
    Act("structures.statutes_written", "project", "statuts et sites écrits", "la forme juridique"),
)
