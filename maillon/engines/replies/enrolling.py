"""What somebody who enrols says of herself by SMS: her number, where she works, or « call me ».

« INSCRIPTION 42400 », « 10 10 1234 567 », « inscription saint chamond rpps 10101234567 »,
« APPEL ». Figures in a row are read together, since a card shows the number in groups: eleven
that pass the check of the register (Luhn) are a number, five alone are a postal code. Words that
are neither politeness nor the grammar's are the name of a place, for the caller to look up.
"""

import re
from dataclasses import dataclass
from typing import Final

from stdnum import luhn

from maillon.engines.replies.folding import fold
from maillon.engines.replies.vocabulary import FILLERS, PHRASES

__all__ = ["EnrolmentFacts", "read_enrolment"]

_RUN: Final = re.compile(r"[0-9]+(?:[ ./-]?[0-9]+)*")
_GROUP: Final = re.compile(r"[0-9]+")
_WORD: Final = re.compile(r"[a-z]+")
_CALLS: Final = re.compile(r"(?<![a-z])(?:r?appel|r?appele[rz]|r?appelez moi)(?![a-z])")
_ZONE: Final = re.compile(r"^(?:ma )?(?:zone|secteur|communes?)(?![a-z])")
_NUMBER_LENGTH: Final = 11
_LOOKS_LIKE_A_NUMBER: Final = 6  # figures left that are no postal code
_ABOUT_HER: Final = """
    infirmiere infirmier infirmieres infirmiers ide idel idels liberale liberal liberales liberaux
    cabinet rpps cps secteur secteurs zone zones commune communes ville code postal travaille exerce
    kine kinesitherapeute medecin sage femme poste appel rappel appelez rappelez appeler rappeler
    svp merci numero professionnel professionnelle sante carte autour voici voila est base basee
"""
_KNOWN: Final = frozenset(
    word for table in (PHRASES["enrol"], FILLERS, _ABOUT_HER) for word in _WORD.findall(table)
)


@dataclass(frozen=True, slots=True)
class EnrolmentFacts:
    """What the message says; ``place`` is folded words, empty where there are none.

    ``national_number``: eleven digits of a right shape. ``wrong_number``: digits that look like
    one and are not. ``calls``: she would rather be called. ``zone``: it speaks of her zone alone.
    ``cut``: longer than is read.
    """

    national_number: str = ""
    wrong_number: bool = False
    postal_codes: tuple[str, ...] = ()
    place: str = ""
    calls: bool = False
    zone: bool = False
    cut: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to go on with, short of a place nobody has looked up."""
        return bool(self.national_number or self.wrong_number or self.postal_codes or self.calls)


def read_enrolment(text: str) -> EnrolmentFacts:
    """The facts of an enrolment; total, linear in the length of the text for any real SMS."""
    folded = fold(text[:_LONGEST])
    number, left = "", list[str]()
    for run in _RUN.findall(folded):
        found, rest = _number_in(_GROUP.findall(run))
        number, left = number or found, [*left, *rest]
    postal = tuple(dict.fromkeys(group for group in left if len(group) == 5))
    others = sum(len(group) for group in left if len(group) != 5)
    words = (word for word in _WORD.findall(folded) if word not in _KNOWN)
    return EnrolmentFacts(
        national_number=number,
        wrong_number=not number and others >= _LOOKS_LIKE_A_NUMBER,
        postal_codes=postal,
        place=" ".join(words),
        calls=_CALLS.search(folded) is not None,
        zone=_ZONE.search(folded) is not None,
        cut=len(text) > _LONGEST,
    )


_LONGEST: Final = 480  # three SMS: nobody enrols at greater length


def _number_in(groups: list[str]) -> tuple[str, list[str]]:
    """The first number that neighbouring groups spell, and the groups left over."""
    for first in range(len(groups)):
        for last in range(first + 1, len(groups) + 1):
            spelt = "".join(groups[first:last])
            if len(spelt) > _NUMBER_LENGTH:
                break
            if len(spelt) == _NUMBER_LENGTH and luhn.is_valid(spelt):
                return spelt, [*groups[:first], *groups[last:]]
    return "", groups
