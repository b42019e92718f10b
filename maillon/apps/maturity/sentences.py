"""French sentences of refusals: what happened, why, what to do."""

__all__ = ["SENTENCES"]

SENTENCES = {
    "assessment_open": (
        "L’auto-évaluation n’est pas ouverte : une autre est en cours. Terminez-la d’abord."
    ),
    "assessment_themes": (
        "L’auto-évaluation n’est pas ouverte : choisissez de trois à douze thèmes, "
        "pour qu’elle tienne en dix minutes."
    ),
    "assessment_closed": "Rien n’a changé : cette auto-évaluation est close.",
    "assessment_level": "Rien n’est noté : choisissez un niveau de 1 à 4 pour un thème choisi.",
    "assessment_unsaid": (
        "L’auto-évaluation n’est pas close : un thème n’a pas encore son niveau convenu."
    ),
}
