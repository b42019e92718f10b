"""What is wrong in a file, in French: the file, the line, the key, what to write instead."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from maillon.apps.contracts.wording.figures import day, number, printable
from maillon.apps.contracts.wording.words import FACTS
from maillon.engines.aci import Flaw, Malformed

__all__ = ["WORDS", "told"]

MOST: Final = 30
Data = dict[str, Any]


def _list(words: Any) -> str:
    return ", ".join(f"« {one} »" for one in words)


def _shown(value: Any) -> str:
    """What was written, cut short."""
    if value is None:
        return "rien"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "une liste"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"« {printable(text, 40)}{'…' if len(text) > 40 else ''} »"


def _unknown(data: Data) -> str:
    if data["like"]:
        return f"clé inconnue ; vouliez-vous écrire « {data['like']} » ?"
    return f"clé inconnue ; clés connues : {', '.join(data['known'])}"


def _missing(data: Data) -> str:
    because = data.get("because")
    reason = f" (« {because} » est donné, et ne suffit pas)" if because else ""
    return f"cette clé manque{reason} ; ajoutez-la, rien n’est supposé à sa place"


def _number(data: Data) -> str:
    bounds = f"de {number(data['low'])} à {number(data['high'])}"
    return (
        f"un nombre est attendu, {bounds}, avec un point pour la virgule et sans guillemets ; "
        f"lu : {_shown(data['given'])}"
    )


def _count(data: Data) -> str:
    bounds = f"de {number(data['low'])} à {number(data['high'])}"
    return f"un nombre entier est attendu, {bounds}, sans guillemets ; lu : {_shown(data['given'])}"


def _amount(data: Data) -> str:
    ask = data["ask"]
    remedy = f"ajoutez « {ask} » (le montant de votre contrat)" if ask else "complétez la règle"
    return (
        f"aucune source ne donne ce montant (règle {data['rule']}, version du "
        f"{day(data['since'])}) ; {remedy}"
    )


def _exactly(data: Data) -> str:
    return f"exactement ces clés sont attendues : {_list(data['expected']) or 'aucune'}"


WORDS: Final[dict[str, Callable[[Data], str]]] = {
    "yaml": lambda d: (
        f"YAML illisible à la colonne {d['column']} ; vérifiez le retrait (des espaces, pas de "
        "tabulation), l’espace après les deux-points et les guillemets"
    ),
    "character": lambda d: "un caractère de contrôle s’y trouve ; enregistrez en texte simple",
    "alias": lambda d: (
        f"les renvois (« *{printable(d['name'], 40)} ») ne sont pas admis ; écrivez la valeur"
    ),
    "tag": lambda d: (
        f"les étiquettes (« {printable(d['name'], 40)} ») ne sont pas admises ; retirez-la"
    ),
    "twice": lambda d: "écrite deux fois ; n’en gardez qu’une",
    "deep": lambda d: "trop de niveaux emboîtés ; une liste de cas et leurs faits suffisent",
    "many": lambda d: f"plus de {number(d['most'])} valeurs ; découpez le fichier",
    "key": lambda d: "une clé doit être un mot ; écrivez « clé: valeur »",
    "documents": lambda d: "un second document commence ; gardez un seul « --- » par fichier",
    "mapping": lambda d: "des lignes « clé: valeur » sont attendues",
    "list": lambda d: (
        "une liste est attendue ; commencez chaque élément par un tiret (« - name: »)"
    ),
    "text": lambda d: "un texte est attendu",
    "unknown_key": _unknown,
    "missing": _missing,
    "flag": lambda d: f"écrivez true (oui) ou false (non) ; lu : {_shown(d['given'])}",
    "count": _count,
    "year": lambda d: (
        f"une année de {d['low']} à {d['high']} est attendue, sans guillemets ; "
        f"lu : {_shown(d['given'])}"
    ),
    "number": _number,
    "choice": lambda d: f"choisissez parmi {_list(d['known'])} ; lu : {_shown(d['given'])}",
    "day": lambda d: (
        f"une date AAAA-MM-JJ qui existe est attendue, sans guillemets ; lu : {_shown(d['given'])}"
    ),
    "more_than": lambda d: (
        f"{number(d['given'])} dépasse « {d['other']} » ({number(d['most'])}) ; corrigez l’un ou "
        "l’autre"
    ),
    "either": lambda d: f"dit deux fois, avec « {d['other']} » ; gardez l’un des deux",
    "after_year": lambda d: (
        f"le contrat commence le {day(d['given'])}, après l’année {d['year']} ; corrigez l’un ou "
        "l’autre"
    ),
    "amount_unknown": _amount,
    "before_rules": lambda d: (
        f"aucune règle n’est connue avant le {day(d['first'])} ; choisissez un jour plus tardif"
    ),
    "no_source": lambda d: "une valeur sans source est refusée ; ajoutez « sources: »",
    "confidence": lambda d: (
        f"A, B ou C est attendu, lu : {_shown(d['given'])} ; ce qui est retenu de mémoire (D) "
        "n’établit rien : trouvez une source, ou écrivez-le sous « open: »"
    ),
    "amounts": _exactly,
    "notes": _exactly,
    "no_function": lambda d: (
        f"aucune fonction ne compte cette règle ; écrivez-la ou choisissez : {_list(d['known'])}"
    ),
    "order": lambda d: "les versions doivent aller de la plus ancienne à la plus récente",
    "absent": lambda d: "cette règle n’a pas de fichier ; écrivez-le",
    "no_file": lambda d: "ce fichier n’existe pas ; vérifiez son nom et son dossier",
    "unreadable": lambda d: (
        "ce fichier ne peut pas être lu ; vérifiez que c’est un fichier et ses droits"
    ),
    "huge": lambda d: (
        f"plus de {d['most']} Mo : ce n’est pas une liste de cas ; découpez le fichier"
    ),
    "encoding": lambda d: "le fichier n’est pas en UTF-8 ; enregistrez-le dans cet encodage",
    "empty": lambda d: "le fichier est vide ; écrivez une liste de cas",
}


def told(error: Malformed) -> Iterator[str]:
    """One sentence for each flaw, the first thirty."""
    for flaw in error.flaws[:MOST]:
        yield _told(error.file, flaw)
    if len(error.flaws) > MOST:
        yield "… et d’autres : corrigez celles-ci d’abord."


def _told(file: str, flaw: Flaw) -> str:
    places = [file] if file else []
    places += [f"ligne {flaw.line}"] if flaw.line else []
    places += [f"cas « {printable(flaw.case)} »"] if flaw.case else []
    if flaw.key:
        label = FACTS.get(flaw.key)
        places.append(f"clé « {printable(flaw.key)} »" + (f" ({label})" if label else ""))
    return f"{', '.join(places)} : {WORDS[flaw.code](dict(flaw.data))}."
