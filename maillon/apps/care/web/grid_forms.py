"""From the builder's fields to the document of a grid, and back."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.http import QueryDict

from maillon.apps.care.scales import CONFIDENCES, SITUATIONS
from maillon.kernel.crypto import fold

__all__ = ["GridForm", "item_rows", "threshold_rows"]

ALWAYS: Final = ("", "toujours")
WITHIN: Final = (ALWAYS, *SITUATIONS.items())
YES_NO: Final = "oui=1, non=0"
SPARE: Final = 6  # blank lines after the last question
LIMITS: Final = 3
KEPT: Final = ("text", "code", "answers", "within")
SAID_OF_A_LIMIT: Final = ("at_least", "out_of", "within", "source", "confidence", "url")


class GridForm(forms.Form):
    """What is said once of a grid; its thresholds and questions are rows beside it."""

    title = forms.CharField(max_length=160, label="Nom de la grille")
    version = forms.CharField(max_length=12, label="Version", initial="1")
    since = forms.DateField(
        label="Vaut depuis", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    rescore_days = forms.IntegerField(
        min_value=1, max_value=1830, required=False, label="À refaire après (jours)"
    )
    entries = forms.MultipleChoiceField(
        choices=list(SITUATIONS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        label="Une de ces situations est exigée",
    )  # fmt: skip
    source_name = forms.CharField(max_length=240, label="Source de la grille")
    source_confidence = forms.ChoiceField(
        choices=list(CONFIDENCES.items()), label="Fiabilité de la source"
    )
    source_url = forms.URLField(required=False, label="Adresse de la source", assume_scheme="https")
    note = forms.CharField(
        max_length=600, required=False, label="À savoir", widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "GridForm":
        """The form of a grid already entered."""
        source = document["source"]
        told = {name: source.get(name) or "" for name in ("name", "confidence", "url")}
        plain = ("title", "version", "since", "rescore_days", "entries", "note")
        return cls(initial={**{name: document[name] for name in plain}, **_prefixed(told)})

    def document(self, posted: QueryDict, code: str = "") -> dict[str, Any]:
        """The whole document, as the engine reads it: rows and what is typed above them."""
        said = self.cleaned_data
        items = list(_items(posted))
        return {
            "code": code or _slug(said["title"], "grille"),
            "title": said["title"], "version": said["version"],
            "since": said["since"].isoformat(), "note": said["note"],
            "rescore_days": said["rescore_days"], "entries": said["entries"],
            "source": {
                "name": said["source_name"], "confidence": said["source_confidence"],
                "url": said["source_url"],
            },
            "items": items,
            "thresholds": list(_thresholds(posted, items)),
        }  # fmt: skip


def _prefixed(told: Mapping[str, str]) -> dict[str, str]:
    return {f"source_{name}": value for name, value in told.items()}


def _slug(text: str, otherwise: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:40] or otherwise


def _rows(posted: QueryDict, prefix: str, names: Iterable[str]) -> list[dict[str, str]]:
    """Lines of fields of the same names; a line without its first word is left out."""
    columns = {name: posted.getlist(f"{prefix}_{name}") for name in names}
    longest = max(map(len, columns.values()), default=0)
    return [
        {name: (col[n] if n < len(col) else "").strip() for name, col in columns.items()}
        for n in range(longest)
    ]


def _items(posted: QueryDict) -> Iterable[dict[str, Any]]:
    rows = [row for row in _rows(posted, "item", KEPT) if row["text"]]
    rows += [
        {"text": line.strip(), "code": "", "answers": YES_NO, "within": ""}
        for line in posted.get("pasted", "").splitlines()
        if line.strip()
    ]
    taken = {row["code"] for row in rows}
    free = (f"q{n}" for n in range(1, 1000) if f"q{n}" not in taken)
    for row in rows:
        yield {
            "code": row["code"] or next(free),
            "text": row["text"],
            "options": [_option(one) for one in re.split(r"[,;]", row["answers"] or YES_NO)],
            "within": [row["within"]] if row["within"] else [],
        }


def _option(said: str) -> dict[str, str]:
    """« souvent=2 »; without points, none."""
    text, _, points = said.partition("=")
    code = {"oui": "yes", "non": "no"}.get(fold(text)) or _slug(text, "reponse")
    return {"code": code, "text": text.strip(), "points": points.strip() or "0"}


def _thresholds(posted: QueryDict, items: list[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for row in _rows(posted, "limit", SAID_OF_A_LIMIT):
        if not row["at_least"]:
            continue
        within = [row["within"]] if row["within"] else []
        yield {
            "at_least": row["at_least"].replace(",", "."),
            "out_of": row["out_of"].replace(",", ".") or _most(items, within),
            "within": within,
            "source": {
                "name": row["source"], "confidence": row["confidence"], "url": row["url"],
            },
        }  # fmt: skip


def _most(items: list[dict[str, Any]], within: list[str]) -> str:
    """What all the questions of a situation may weigh together."""
    total = Decimal(0)
    for item in items:
        if set(item["within"]) <= set(within):
            total += max((_number(one["points"]) for one in item["options"]), default=Decimal(0))
    return str(total)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def item_rows(document: Mapping[str, Any] | None, posted: QueryDict | None) -> list[dict[str, str]]:
    """The lines of questions to show: as typed, or as kept; blank ones after them."""
    if posted is not None:
        rows = [row for row in _rows(posted, "item", KEPT) if row["text"]]
    else:
        rows = [_shown(one) for one in (document or {}).get("items", ())]
    blank = dict.fromkeys(KEPT, "") | {"answers": YES_NO}
    return [*rows, *({**blank} for _ in range(SPARE))]


def _shown(item: Mapping[str, Any]) -> dict[str, str]:
    said = ", ".join(f"{one['text']}={one['points']}" for one in item["options"])
    within = next(iter(item["within"]), "")
    return {"text": item["text"], "code": item["code"], "answers": said, "within": within}


def threshold_rows(
    document: Mapping[str, Any] | None, posted: QueryDict | None
) -> list[dict[str, str]]:
    """The lines of thresholds to show, each with its own source."""
    blank = dict.fromkeys(SAID_OF_A_LIMIT, "") | {"confidence": "C"}
    if posted is not None:
        rows = _rows(posted, "limit", SAID_OF_A_LIMIT)
    else:
        rows = [_limit(one) for one in (document or {}).get("thresholds", ())]
    return [*rows, *({**blank} for _ in range(LIMITS - len(rows)))]


def _limit(one: Mapping[str, Any]) -> dict[str, str]:
    source = one["source"]
    return {
        "at_least": one["at_least"], "out_of": one["out_of"],
        "within": next(iter(one["within"]), ""), "source": source["name"],
        "confidence": source["confidence"], "url": source.get("url") or "",
    }  # fmt: skip
