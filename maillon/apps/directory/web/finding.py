"""What a page of search is asked, the same way for professionals and for structures."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.urls import reverse

from maillon.apps.directory import queries
from maillon.kernel.access import AccountViewer

__all__ = ["Asked", "SearchForm", "asked_of"]

LAST_PAGE = 200


class SearchForm(forms.Form):
    """What one looks by; nothing is required."""

    q = forms.CharField(required=False, max_length=80)
    profession = forms.CharField(required=False, max_length=4)
    kind = forms.CharField(required=False, max_length=12)
    commune = forms.CharField(required=False, max_length=5)
    commune_text = forms.CharField(required=False, max_length=80)
    sort = forms.CharField(required=False, max_length=8)
    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The words and choices of a search; a field that is wrong counts as empty."""

    q: str
    profession: str
    kind: str
    sort: str
    page: int
    commune: queries.CommuneCard | None
    unknown_commune: str

    @property
    def insee(self) -> str:
        """The code of the commune asked for, if any."""
        return self.commune.insee if self.commune else ""

    @property
    def label(self) -> str:
        """The commune asked for, as it is written in its field."""
        return self.commune.label if self.commune else ""

    def address(self, route: str, **changed: object) -> str:
        """The same search at another page, in another order, or to another end."""
        kept = {
            "q": self.q, "profession": self.profession, "kind": self.kind, "commune": self.insee,
            "sort": self.sort,
        }  # fmt: skip
        told = {name: value for name, value in (kept | changed).items() if value}
        return f"{reverse(route)}?{urlencode(told)}"


def asked_of(viewer: AccountViewer, query: QueryDict) -> Asked:
    """What an address asks for. The commune is the one picked in the list; without JavaScript,
    the first that the words point to."""
    form = SearchForm(query)
    form.is_valid()  # a search is never an error page
    told = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    commune = queries.communes(viewer, [told["commune"]]).get(told["commune"])
    if commune is None and told["commune_text"]:
        found = queries.communes_matching(viewer, told["commune_text"], limit=1)
        commune = next(iter(found), None)
    return Asked(
        q=told["q"],
        profession=told["profession"],
        kind=told["kind"],
        sort=told["sort"] if told["sort"] in queries.SORTS else "",
        page=int(told["page"] or 1),
        commune=commune,
        unknown_commune=told["commune_text"] if commune is None else "",
    )
