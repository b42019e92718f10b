"""The territories: real communes, invented desks."""

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
    kind: str = "desk"  # of the organization that holds the desk
    enrolled: float = 0.8  # share of those who may enrol and did; a young desk has fewer
    timezone: str = "Europe/Paris"
    evening: str = ""  # code of the site of the same organization that goes on after closing


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
    Territory(
        code="champsaur",
        organization="Association de coordination du Champsaur-Valgaudemar (fictive)",
        desk="Poste du Champsaur-Valgaudemar",
        sector="Champsaur-Valgaudemar",
        phone="+33199000005",
        centre="05132",
        communes=(
            "05132", "05145", "05004", "05029", "05039", "05096", "05148", "05054", "05142",
            "05147", "05149", "05153", "05056", "05104", "05095", "05072", "05090", "05025",
            "05062", "05032", "05064", "05152", "05144", "05009", "05182",
        ),
        hours=("08:30", "18:00"),
        days=6,
        closed_notice="l’astreinte fictive du Champsaur, 01 99 00 00 06",
        requests_a_day=1,
    ),
    Territory(
        code="thau",
        organization="Association du poste infirmier du bassin de Thau (fictive)",
        desk="Poste du bassin de Thau",
        sector="Thau",
        phone="+33199000034",
        centre="34301",
        communes=(
            "34301", "34108", "34157", "34150", "34023", "34213", "34113", "34341", "34333",
            "34159", "34165", "34024", "34143", "34039",
        ),
        hours=("08:00", "20:00"),
        days=6,
        closed_notice="la permanence infirmière fictive de Sète, 01 99 00 00 35",
        requests_a_day=1,
        enrolled=0.4,
    ),
    Territory(
        code="albi",
        organization="Hôpital fictif d’Albi, équipe mobile de gériatrie",
        desk="Numéro gériatrique d’Albi",
        sector="Albi",
        phone="+33199000081",
        centre="81004",
        communes=(
            "81004", "81257", "81144", "81218", "81156", "81018", "81052", "81284", "81074",
            "81063", "81097", "81297", "81079", "81274", "81059", "81232",
        ),
        hours=("09:00", "18:30"),
        days=5,
        closed_notice="l’interne de garde de l’hôpital fictif d’Albi, 01 99 00 00 82",
        requests_a_day=1,
        enrolled=0.4,
        kind="hospital",
    ),
    # One number for a region, two sites: what is open in the Rhône at 19:30 spends the evening in
    # Haute-Savoie. The site that goes on comes first.
    Territory(
        code="savoie",
        organization="Association régionale d’orientation infirmière (fictive)",
        desk="Site de Haute-Savoie",
        sector="Rumilly",
        phone="+33199000069",
        centre="74225",
        communes=("74225", "74002", "74289", "74165", "74255", "74097"),
        hours=("09:00", "21:00"),
        days=7,
        closed_notice="la permanence infirmière fictive de la région, 01 99 00 00 70",
        requests_a_day=1,
        enrolled=0.5,
    ),
    Territory(
        code="rhone",
        organization="Association régionale d’orientation infirmière (fictive)",
        desk="Site du Rhône",
        sector="Tarare",
        phone="+33199000069",
        centre="69243",
        communes=("69243", "69010", "69157", "69200", "69234", "69032"),
        hours=("09:00", "19:30"),
        days=7,
        closed_notice="la permanence infirmière fictive de la région, 01 99 00 00 70",
        requests_a_day=1,
        enrolled=0.5,
        evening="savoie",
    ),
    Territory(
        code="reunion",
        organization="Association du poste infirmier des Hauts (fictive)",
        desk="Poste des Hauts de La Réunion",
        sector="Les Hauts",
        phone="+33199000074",
        centre="97421",
        communes=("97421", "97424"),
        hours=("08:00", "18:00"),
        days=6,
        closed_notice="l’astreinte fictive des Hauts, 01 99 00 00 75",
        requests_a_day=1,
        enrolled=0.5,
        timezone="Indian/Reunion",
    ),
)  # fmt: skip
