"""French sentences of what a medication review refuses."""

from typing import Final

__all__ = ["SENTENCES"]

_SAME: Final = "Rien n’est enregistré"
SENTENCES: Final = {
    "medication_open": (
        "Un bilan de médication est déjà en cours pour cette personne. Continuez-le, ou arrêtez-le "
        "avant d’en ouvrir un autre."
    ),
    "medication_closed": (
        "Ce bilan est clos : il ne change plus. Pour revenir dessus, ouvrez-en un nouveau, il "
        "reprend celui-ci."
    ),
    "medication_name": f"{_SAME} : écrivez le nom du médicament, comme il est dit.",
    "medication_source": f"{_SAME} : dites d’où vient cette information, dans la liste.",
    "medication_line_changed": (
        f"{_SAME} : quelqu’un a corrigé ce médicament entre-temps. Relisez la liste, puis "
        "recommencez."
    ),
    "medication_kind": f"{_SAME} : dites s’il s’agit d’une remarque ou de quelle proposition.",
    "medication_words": f"{_SAME} : écrivez ce que vous proposez, en une phrase.",
    "medication_verdict": f"{_SAME} : choisissez d’accord, refusé ou à discuter.",
    "medication_refusal": (
        f"{_SAME} : dites en quelques mots pourquoi vous refusez, pour que le pharmacien comprenne."
    ),
    "medication_no_line": (
        "Ce bilan ne peut pas être conclu : aucun médicament n’est noté. Écrivez la liste, ou "
        "arrêtez ce bilan."
    ),
    "medication_unanswered": (
        "Ce bilan ne peut pas être conclu : il reste des propositions sans réponse du médecin "
        "({count}). Répondez à chacune, ou notez « à discuter »."
    ),
    "medication_plain": (
        f"{_SAME} : dites en mots simples ce qui change pour la personne, même si rien ne change."
    ),
    "medication_recheck": (
        f"{_SAME} : choisissez un jour à venir pour refaire le point, après aujourd’hui."
    ),
    "medication_stop": f"{_SAME} : dites pourquoi ce bilan s’arrête, dans la liste.",
    "medication_seen": "C’est déjà noté comme vu. Vous n’avez rien à faire.",
}
