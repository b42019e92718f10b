"""French words of scores, teams and fees: what weighs, what is lacking, what to do."""

from typing import Final

from maillon.apps.care.queries import CoordinationState
from maillon.apps.care.teams import FACTS, Standing
from maillon.engines.common import Reason
from maillon.engines.grids import Line

__all__ = ["VERDICTS", "change", "fee_told", "lacking", "reason", "told"]

VERDICTS: Final = {
    "reached": ("seuil atteint", "calm"),
    "not_reached": ("seuil pas atteint", "plain"),
    "undecided": ("à compléter", "soon"),
}
SAID: Final = {
    "grid_reached": ("Le seuil de {at_least} sur {out_of} est atteint.", "plus"),
    "grid_not_reached": ("Le seuil de {at_least} sur {out_of} n’est pas atteint.", "minus"),
    "grid_undecided": (
        "Le seuil est de {at_least} sur {out_of} : les questions qui restent décideront.", "info",
    ),
    "grid_no_entry": (
        "Aucune des situations que la grille exige n’est cochée : elle ne s’ouvre pas.", "minus",
    ),
}  # fmt: skip

LACKING: Final = {
    "gp": "le médecin traitant", "doctor": "un médecin", "second": "un autre professionnel",
    "professional": "un professionnel médical, auxiliaire médical ou pharmacien",
}  # fmt: skip
NOTES: Final = {
    "esp": "Le payeur écrit en 2020 « au moins un médecin » ; le code de la santé publique "
    "(L1411-11-1) parle d’un ensemble de professionnels constitué autour de médecins généralistes.",
    "ess": "Le payeur écrit en 2020 « au moins un médecin » ; le code de la santé publique parle "
    "d’un ensemble de professionnels constitué autour de médecins spécialistes.",
}
RULES: Final = {
    "escap": "Trois professionnels au moins, dont le médecin traitant ; pour un an.",
    "clap": "Un médecin généraliste et un second professionnel ; un projet reconnu par l’ARS.",
    "esp": "Au moins un médecin, et un projet de santé validé par l’ARS.",
    "ess": "Au moins un médecin, et un projet de santé validé par l’ARS.",
    "msp": "Une personne morale entre professionnels médicaux, auxiliaires médicaux ou "
    "pharmaciens ; un projet de santé signé par chacun et transmis à l’ARS.",
}
PROOFS: Final = {
    "care.coordination": "la coordination ouverte",
    "care.scored": "la grille remplie",
    "care.word": "la parole de la personne",
}
WANTED: Final = {
    "team_lacks": "{who} ({n}) : à ajouter.",
    "team_too_small": "encore {n} professionnel(s).",
    "team_condition_missing": "{condition} : pas encore.",
    "team_condition_unknown": "{condition} : dites-le.",
    "grid_questions_left": "{n} question(s) de la grille sans réponse.",
    "grid_no_entry": "une des situations que la grille exige.",
    "grid_points_lacking": "{points} point(s) à la grille.",
    "fee_proof_missing": "au journal : {act}.",
    "fee_amount_unknown": "le montant, que la source ne donne pas : il dépend de la convention de "
    "chaque profession.",
}
FEE: Final = {
    "reached": "Le forfait peut être demandé.",
    "not_reached": "Le forfait ne peut pas être demandé pour l’instant.",
    "undecided": "On ne sait pas encore si le forfait peut être demandé.",
}


def reason(one: Reason) -> dict[str, str]:
    """A sentence and its side, for a list of reasons."""
    if one.code == "grid_weighs":
        points = f"{one.weight:g}".replace(".", ",")
        return {"text": f"{one.data['item']} : {one.data['answer']} ({points})", "side": "plus"}
    words, side = SAID[one.code]
    return {"text": words.format(**one.data), "side": side}


def change(before: Line | None, after: Line | None) -> str:
    """What moved between two scores."""
    text = next(line.item.text for line in (after, before) if line is not None)
    return f"{text} : {_answer(before)} → {_answer(after)}"


def _answer(line: Line | None) -> str:
    if line is None:
        return "pas demandé"
    return line.option.text if line.option else "sans réponse"


def told(held: Standing) -> dict[str, object]:
    """What a page says of a team and its rule."""
    rule, composed = held.rule, held.composed
    source = (
        f"{rule.source.name}, fiabilité {rule.source.confidence}, règle du {rule.since:%d/%m/%Y}"
        if rule
        else ""
    )
    return {
        "composed": held.verdict,
        "lacking": [lacking(one) for one in composed.lacking] if composed else [],
        "rule_words": RULES.get(held.kind, "") if rule else "",
        "rule_source": source,
        "note": NOTES.get(held.kind, ""),
    }


def lacking(one: Reason) -> dict[str, str]:
    """What a team, a grid or a journal lacks, in words that say what to do."""
    data = dict(one.data)
    for name, known in (("who", LACKING), ("condition", FACTS), ("act", PROOFS)):
        if name in data:
            data[name] = known.get(str(data[name]), str(data[name]))
    words = WANTED[one.code].format(**data)
    side = "info" if one.code in ("team_condition_unknown", "fee_amount_unknown") else "minus"
    return {"text": words[0].upper() + words[1:], "side": side}


def fee_told(state: CoordinationState | None) -> dict[str, object]:
    """The flat fee in words: its verdict, what proves it, what is lacking."""
    due = state.eligibility if state else None
    if due is None:
        return {"fee_words": "", "fee_items": []}
    proofs = [
        {"text": f"Prouvé au journal : {PROOFS[act]}.", "side": "plus"} for act in due.evidence
    ]
    return {
        "fee_words": FEE[due.verdict],
        "fee_items": [*proofs, *(lacking(one) for one in due.lacking)],
    }
