"""What meetings write in the journal, and what each act proves."""

from maillon.apps.journal.acts import Act

__all__ = ["ACTS", "HELD"]

HELD = {
    "team": Act("meetings.team_held", "team", "réunion d’équipe tenue", "une réunion d’équipe"),
    "case": Act(
        "meetings.case_held",
        "pathway",
        "concertation tenue",
        "une concertation pluriprofessionnelle",
    ),
    "circle": Act(
        "meetings.circle_held",
        "pathway",
        "réunion du réseau tenue",
        "une réunion autour d’une personne",
    ),
    "partners": Act(
        "meetings.partners_held", "project", "rencontre de partenaires tenue", "un partenariat"
    ),
}
ACTS = (
    *HELD.values(),
    Act("meetings.planned", "team", "réunion préparée"),
    Act("meetings.cancelled", "team", "réunion annulée"),
    Act("meetings.settled", "team", "suite d’une décision"),
)
