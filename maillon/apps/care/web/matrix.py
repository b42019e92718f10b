"""The access matrix, read by administrators: the same data that the code obeys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillon.apps.care.matrix import CELLS, NO, OBJECTS
from maillon.apps.care.web.wording import RELATIONS
from maillon.kernel.access import Relation

__all__ = ["access_matrix"]


@require_safe
def access_matrix(request: HttpRequest) -> HttpResponse:
    """Twelve relations, what each opens."""
    rows = [
        (label, [(CELLS[code].get(relation, NO).words) for relation in Relation])
        for code, label in OBJECTS.items()
    ]
    heads = [(relation.value, RELATIONS[relation.value]) for relation in Relation]
    return render(request, "care/matrix.html", {"rows": rows, "heads": heads})
