"""The two territories: real communes, invented desks."""

from dataclasses import dataclass

__all__ = ["TERRITORIES", "Territory"]


@dataclass(frozen=True, slots=True)
class Territory:
    """A free set of communes and the desk that answers for them."""

    code: str
    organization: str
    desk: str
    sector: str
    phone: str
    centre: str
    communes: tuple[str, ...]
    hours: tuple[str, str]
    days: int  # open days, from Monday
    closed_notice: str
    requests_a_day: int


TERRITORIES = (
    Territory(
        code="gier",
        organization="Association du poste infirmier du Gier (fictive)",
        desk="Poste du Gier",
        sector="Gier",
        phone="+33199000042",
        centre="42207",
        communes=(
            "42207", "42186", "42103", "42110", "42123", "42271", "42242", "42225", "42032",
            "42053", "42307", "42083", "42093", "42322", "42085", "42308", "42167", "42210",
            "42259", "42283", "42036", "42320",
        ),
        # Day and night, so that whoever tries Maillon at midnight can follow a request to its end.
        hours=("00:00", "24:00"),
        days=7,
        closed_notice="la permanence infirmière fictive du Gier, 01 99 00 00 43",
        requests_a_day=6,
    ),
    Territory(
        code="herbasse",
        organization="Association de coordination de l’Herbasse (fictive)",
        desk="Poste de l’Herbasse",
        sector="Herbasse",
        phone="+33199000026",
        centre="26107",
        communes=(
            "26107", "26068", "26210", "26298", "26310", "26194", "26014", "26028", "26077",
            "26174", "26072", "26301",
        ),
        hours=("08:30", "18:00"),
        days=5,
        closed_notice="l’astreinte fictive de Crépol, 01 99 00 00 27",
        requests_a_day=2,
    ),
)  # fmt: skip
