"""What the report refuses, in words."""

SENTENCES = {
    "period_upside_down": ("La période finit avant d’avoir commencé : inversez les deux jours."),
    "period_too_long": "La période dépasse cinq ans : demandez-la en plusieurs fois.",
    "period_unread": (
        "La période demandée n’a pas été comprise : choisissez une semaine, un mois, un "
        "trimestre, une année, ou deux jours."
    ),
}
