"""The communes of a carer as her page writes them: few words, that she can leave as they are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from maillon.apps.directory.models import Commune
from maillon.apps.directory.queries import CommuneCard

__all__ = ["Shown", "shown"]

Shown = Mapping[str, tuple[str, ...]]
Codes = dict[str, tuple[str, ...]]


def shown(hers: Sequence[CommuneCard]) -> Shown:
    """What is written, and the communes it stands for, in her order.

    A postal code all of whose communes are hers is written as the code, which is what she typed
    most often: the forty-six names of 51300 are read by nobody.
    """
    whole = _whole(hers)
    words = defaultdict[str, list[str]](list)
    for one in hers:
        codes = [code for code in one.postal_codes if code in whole]
        if codes:
            code = max(codes, key=lambda code: len(whole[code]))
            words[code] = list(whole[code])
        else:
            words[one.label].append(one.insee)
    return {said: tuple(insee) for said, insee in words.items()}


def _whole(hers: Sequence[CommuneCard]) -> Codes:
    """Postal codes of two communes or more, all hers."""
    if len(hers) < 2:
        return {}
    mine, every = _by_code(hers), defaultdict[str, set[str]](set)
    there = Commune.objects.filter(departement__in={one.departement for one in hers})
    for insee, codes in there.values_list("pk", "postal_codes"):
        for code in codes.split():
            every[code].add(insee)
    return {
        code: communes for code, communes in mine.items()
        if len(communes) > 1 and every[code] <= set(communes)
    }  # fmt: skip


def _by_code(hers: Sequence[CommuneCard]) -> Codes:
    found = defaultdict[str, list[str]](list)
    for one in hers:
        for code in one.postal_codes:
            found[code].append(one.insee)
    return {code: tuple(communes) for code, communes in found.items()}
