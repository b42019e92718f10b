"""Why a circle stands around somebody, and what she says of it: small stories, all invented."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from maillon.apps.care import actions as care
from maillon.apps.care.actions import NewActivity, NewGoal, NewNeed, NewPlan
from maillon.kernel.access import AccountViewer

__all__ = ["Story", "story", "tell_project"]


class Story(NamedTuple):
    """A situation, why it was opened, her words, and what she does herself."""

    situation: str
    reason: str
    words: str
    theme: str
    need: str
    goal: str
    hers: str


STORIES: Final = (
    Story("frail", "Deux chutes depuis l’été.", "Je veux continuer à descendre au jardin.",
          "health", "Ne plus tomber", "Descendre les trois marches sans aide",
          "Marcher un quart d’heure le matin"),
    Story("chronic", "Diabète et cœur, six médecins.", "Qu’on m’explique une bonne fois.",
          "health", "Comprendre ses traitements", "Savoir à quoi sert chaque boîte",
          "Noter sa tension le lundi"),
    Story("return_home", "Sortie après une fracture.", "Chez moi, mais avec quelqu’un la nuit.",
          "daily", "Rentrer et y rester", "Passer l’hiver à la maison",
          "Appeler sa voisine le soir"),
    Story("isolation", "Ne voit plus personne.", "Le mardi, c’est long.",
          "social", "Retrouver du monde", "Sortir une fois par semaine",
          "Aller au goûter du foyer"),
    Story("frail", "Oublie de manger.", "Je mange quand quelqu’un mange avec moi.",
          "daily", "Manger à sa faim", "Un repas chaud par jour", "Choisir les menus"),
    Story("palliative", "Ne veut plus d’hôpital.", "Ma chambre, ma fenêtre, et pas de douleur.",
          "health", "Rester à la maison jusqu’au bout", "N’avoir mal ni le jour ni la nuit",
          "Dire quand cela fait mal"),
    Story("other", "La maison n’est plus adaptée.", "Je ne déménagerai pas.",
          "daily", "Vivre au rez-de-chaussée", "Dormir en bas avant l’hiver",
          "Trier la chambre du bas"),
)  # fmt: skip


def story(number: int) -> Story:
    """One of them, the same for the same number."""
    return STORIES[number % len(STORIES)]


def tell_project(
    patient_id: UUID, told: Story, by: AccountViewer, now: datetime, *, after: timedelta
) -> None:
    """Her words, one need, and what she does for it; nobody else owes anything yet."""
    then = now + after
    own = NewActivity(told.hers, by_person=True)
    care.write_plan(
        patient_id=patient_id, by=by, now=then,
        new=NewPlan(
            words=told.words, said="voice", said_on=then.date(),
            needs=(NewNeed(told.need, told.theme, (NewGoal(told.goal, (own,)),)),),
        ),
    )  # fmt: skip
