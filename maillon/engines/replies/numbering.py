"""Which of several places a message names by their numbers: certainly, or not at all.

    place  = [head] [article] [noun] ["numéro"] figure     « oui la garde n° 2 », « 1, 3 et 4 »

A figure is a place only where what stands before and after it can belong to a place: « pour 2 »,
« les 2 », « 2 nuits », « 1 à 3 », « le 2 » may count, reach or date. One figure in doubt puts
every figure in doubt: the caller asks, which costs a message; a night given to whoever did not
mean it costs a night.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from maillon.engines.replies.figures import read_figures
from maillon.engines.replies.folding import fold
from maillon.engines.replies.signals import unknown_words

__all__ = ["figures_unread", "numbers_named", "speaks_of_numbers"]

_TOKEN: Final = re.compile(
    r"(?<![0-9-])[0-9]{4} ?- ?[0-9]{3,5}(?![0-9-])|[0-9]+|[a-z]+|[^\sa-z0-9]"
)
_CODE: Final = re.compile(r"[0-9]{4}(?: ?- ?[0-9]{3,5})?")
_PLACE: Final = re.compile(r"[1-9][0-9]?")
_SET_ASIDE: Final = "#"


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_NUMERO: Final = _words("n no nr num numero")
_NUMEROS: Final = _words("numeros")
_NOUN: Final = _words("garde nuit")
_NOUNS: Final = _words("gardes nuits")
_STOPS: Final = _words("# , ; . : ! & ( ) \" '")
_YES: Final = _words("oui ouii ouais yes yep ok okk okay okey oki accord k")
# What may stand before a figure alone, and before « la 2 », « garde 2 ».
_HEADS: Final = _STOPS | _YES | _words("et puis plus non annule annulez annuler desiste fait faite")
_HEADS_OF_ARTICLE: Final = _HEADS | _words(
    "pour prends prend prendrai prenons peux accepte rends rend rendre faire"
)
_POLITE: Final = _words(
    "merci mrc mci svp stp cordialement cdt bonne bon bonjour bonsoir bjr bsr desole desolee"
    " desoles desolees dsl pardon"
)
_AFTER: Final = _STOPS | _YES | _POLITE | _words("et puis la je j ?")
_AFTER_AND: Final = _POLITE | _NUMERO | _NUMEROS | _NOUN | _NOUNS | _words("la les")
# A word nobody knows after a figure is a first name, unless it can be counted.
_COUNTED: Final = (
    _NOUN
    | _NOUNS
    | _words(
        "passage vacation creneau patient patiente personne infirmiere infirmier infirmieres"
        " infirmiers ide idel aide soignant soignante remplacement veille veillee place poste"
        " tranche seance fois seule seul eme ieme ere nde autre euro intervention mission"
    )
)
_SPOIL: Final = _words(
    "deux trois quatre cinq six sept huit neuf dix premiere premier seconde deuxieme troisieme"
    " quatrieme cinquieme derniere dernier suivante suivant autre autres moitie demi demie paire"
    " couple entre max maximum minimum environ seulement uniquement total mais sauf hormis excepte"
    " moins ou soit ni garderai garderais conserve conserverai jusque jusqu partir depuis chaque"
)
_BARE_NUMERAL: Final = re.compile(
    r"(?<![a-z])(?:les|pour|prends) (?:deux|trois|quatre|cinq|six|sept)(?![a-z])"
)
_MOST_WORDS: Final = 2  # unknown ones; beyond, the message tells a story
_ALL: Final = _words("tout tous toutes")
_ALL_HEADS: Final = _STOPS | _YES | _words("prends prend prendrai prenons accepte annule annulez")


def numbers_named(text: str, offered: Collection[int]) -> frozenset[int]:
    """The numbers of the places that the message names, among those ``offered`` (1 to 99).

    « OUI 4821 2 », « oui la 1 et la 3 »; « toutes » is every one. Empty when it names none, or
    not certainly. Total, linear in the length of the text.
    """
    folded = fold(text)
    figures = read_figures(folded, frozenset())
    unknown = frozenset(unknown_words(figures))
    tokens = _tokens(folded)
    if figures.times or len(unknown) > _MOST_WORDS or not _SPOIL.isdisjoint(tokens):
        return frozenset()
    found = [at for at, token in enumerate(tokens) if token.isdecimal()]
    if not found:
        return frozenset(offered) if _says_all(tokens) else frozenset()
    named = frozenset(int(tokens[at]) for at in found if _PLACE.fullmatch(tokens[at]))
    certain = all(_is_place(tokens, at, len(found), unknown) for at in found)
    plain = certain and _ALL.isdisjoint(tokens) and not _counts_those_after(tokens, found)
    return named if plain and named <= frozenset(offered) else frozenset()


def figures_unread(text: str) -> bool:
    """Whether figures stand there that are no code, reference, telephone, day nor hour."""
    figures = read_figures(fold(text), frozenset())
    codes = (figures.code is not None) + (figures.reference is not None)
    return figures.too_many_codes or figures.words.count("#") > codes


def speaks_of_numbers(text: str) -> bool:
    """Whether the message counts, dates or numbers anything, however it says so."""
    folded = fold(text)
    timed = bool(read_figures(folded, frozenset()).times)
    return timed or figures_unread(text) or _BARE_NUMERAL.search(folded) is not None


def _tokens(folded: str) -> list[str]:
    found = _TOKEN.findall(folded.replace(_SET_ASIDE, " "))
    return [_SET_ASIDE if _CODE.fullmatch(token) else token for token in found]


def _is_place(tokens: Sequence[str], at: int, figures: int, unknown: frozenset[str]) -> bool:
    """Whether that figure can only be the number of a place."""
    return (
        _PLACE.fullmatch(tokens[at]) is not None
        and _leads(tokens, at, figures)
        and _may_follow(tokens, at, unknown)
    )


def _leads(tokens: Sequence[str], at: int, figures: int) -> bool:
    """What stands before belongs to a place; a plural needs two figures at least."""
    first = at - 1
    for singular, plural in ((_NUMERO, _NUMEROS), (_NOUN, _NOUNS), (_words("la"), _words("les"))):
        if first >= 0 and tokens[first] in plural and figures < 2:
            return False
        if first >= 0 and tokens[first] in singular | plural:
            first -= 1
    heads = _HEADS if first == at - 1 else _HEADS_OF_ARTICLE
    if first < 0 or tokens[first] in heads or tokens[first].isdecimal():
        return True
    return _joins(tokens, first)


def _joins(tokens: Sequence[str], at: int) -> bool:
    """« 1 + 3 », and the hyphen of « OUI 4821-2 »: between two figures it is a range."""
    before = tokens[at - 1] if at else ""
    return before.isdecimal() if tokens[at] == "+" else tokens[at] == "-" and before in _HEADS


def _may_follow(tokens: Sequence[str], at: int, unknown: frozenset[str]) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else _SET_ASIDE
    if after == "et":
        then = tokens[at + 2] if at + 2 < len(tokens) else ""
        return then.isdecimal() or then in _AFTER_AND
    if after == "+":
        return at + 2 < len(tokens) and tokens[at + 2].isdecimal()
    named = after in unknown and len(after) > 2 and after[-1] not in "sx" and after not in _COUNTED
    return after.isdecimal() or after in _AFTER or named


def _counts_those_after(tokens: Sequence[str], found: Sequence[int]) -> bool:
    """« les 2, 1 et 3 », « 2 : la 1 et la 3 »: the first figure may count the others."""
    first = found[0]
    if len(found) < 2 or int(tokens[first]) != len(found) - 1 or tokens[first] == "1":
        return False
    before = tokens[first - 1] if first else ""
    apart = tokens[first + 1] in (":", "(", ".", ";")
    articles = any(tokens[at - 1] == "la" for at in found[1:]) and before != "la"
    return before in _NOUNS | _NUMEROS | {"les"} or apart or articles


def _says_all(tokens: Sequence[str]) -> bool:
    """« toutes », « je prends tout »; not « tout à fait », « bonjour à toutes »."""
    said = [at for at, token in enumerate(tokens) if token in _ALL]
    if len(said) != 1:
        return False
    before = tokens[said[0] - 1] if said[0] else _SET_ASIDE
    if before not in _ALL_HEADS and not (before == "pour" and tokens[said[0]] == "toutes"):
        return False
    rest = tokens[said[0] + 1 :]
    if rest[:1] == ["les"]:
        return len(rest) > 1 and rest[1] in _NOUNS and _ends(rest[2:])
    return _ends(rest)


def _ends(rest: Sequence[str]) -> bool:
    return not rest or rest[0] in _STOPS | _POLITE | _YES
