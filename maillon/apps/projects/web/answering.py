"""What every gesture of a project's pages does: it says what was done, or why it was not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from maillon.errors import Refused
from maillon.kernel.sentences import sentence

__all__ = ["done"]

LACKING = "Rien n’est enregistré : complétez les champs demandés."


def done(
    request: HttpRequest, to: str, said: str, do: Callable[[], object], *, valid: bool = True
) -> HttpResponse:
    """Do it where what was typed is whole, say so, and go back."""
    try:
        if valid:
            do()
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, said) if valid else messages.error(request, LACKING)
    return HttpResponseRedirect(to, status=303)
