"""An adopted project as it leaves for the payer or the ARS: nobody in it, no hours. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from maillon.apps.contracts.veiling import names_in, veiled

__all__ = ["without_names"]


def without_names(told: Mapping[str, Any], known: Collection[str]) -> dict[str, Any]:
    """The project with its people counted by profession, their names covered in its words, and
    who owns, leads, wrote or signed left out. ``known``: words by which somebody could be told.
    """
    people = [one["name"] for one in told.get("members", ())]
    people += [one.get("by", "") for one in told.get("sections", ())]
    people += [each["owner"] for one in told.get("objectives", ()) for each in one["actions"]]
    people += [who.removesuffix(" (animation)")
               for one in told.get("groups", ()) for who in one["members"]]  # fmt: skip
    people += [who for one in told.get("annexes", ()) for who in one["signers"]]
    hidden = frozenset(known) | names_in(people)
    counted = Counter(one["profession"] for one in told.get("members", ()))
    left: dict[str, Any] = {
        key: _veil(value, hidden) for key, value in told.items() if key != "members"
    }
    left["structure"] = told["structure"]
    left["professions"] = sorted(counted.items())
    return left


PERSONS = {"owner": "", "by": "", "members": [], "signers": []}


def _veil(value: Any, hidden: frozenset[str]) -> Any:
    if isinstance(value, str):
        return veiled(value, hidden)
    if isinstance(value, list):
        return [_veil(one, hidden) for one in value]
    if isinstance(value, dict):
        return {key: PERSONS[key] if key in PERSONS else _veil(one, hidden)
                for key, one in value.items()}  # fmt: skip
    return value
