"""Moments and gestures of meetings, in words."""

from datetime import datetime

from maillon.kernel.days import written

__all__ = ["DONE", "moment"]

DONE = {
    "invite": "Les invitations partent : chacun reçoit son lien.",
    "guest": "La personne est ajoutée.",
    "drop-guest": "La personne n’est plus invitée : son lien est mort.",
    "choose": "La date est fixée.",
    "dates": "Vos réponses sont notées.",
    "coming": "C’est noté.",
    "cancel": "La réunion est annulée : la page et les agendas le disent.",
    "item": "Le point est ajouté à l’ordre du jour.",
    "case": "La situation est à l’ordre du jour.",
    "drop-item": "Le point est retiré.",
    "move": "L’ordre du jour est changé.",
    "notes": "Enregistré.",
    "presence": "Présence notée.",
    "decide": "Décision notée.",
    "drop-decision": "Décision retirée.",
    "settle": "La suite est notée.",
    "close": "Compte rendu clos : les décisions sont devenues des tâches, l’acte est au journal.",
}


def moment(at: datetime | None) -> str:
    """« mardi 24 novembre 2026, 14 h 30 », on the clock it carries; empty for none."""
    if at is None:
        return ""
    return f"{written(at.date(), 'l j F Y')}, {at.hour}\u00a0h\u00a0{at.minute:02d}"
