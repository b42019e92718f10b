"""What the payer paid for a year, noted by the structure."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from maillon.apps.contracts import actions
from maillon.apps.contracts.queries import PaidPage
from maillon.apps.contracts.wording.figures import euros
from maillon.errors import Refused
from maillon.kernel import clock
from maillon.kernel.asking import viewer_in
from maillon.kernel.sentences import sentence

__all__ = ["PaymentForm", "note", "worded"]


class PaymentForm(forms.Form):
    """One payment."""

    euros = forms.DecimalField(
        label="Euros reçus", min_value=Decimal("0.01"), max_digits=9, decimal_places=2,
        localize=True,
    )  # fmt: skip
    received_on = forms.DateField(
        label="Reçus le", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = forms.CharField(
        label="Pourquoi cela diffère", max_length=500, required=False,
        help_text="Ce que la CPAM en a dit, sans nom de patient.",
    )  # fmt: skip


@require_POST
def note(request: HttpRequest, contract_id: UUID, year: int) -> HttpResponse:
    """A payment received."""
    form = PaymentForm(request.POST)
    told = form.cleaned_data if form.is_valid() else {
        "euros": Decimal(0), "received_on": clock.now().date(), "words": "",
    }  # fmt: skip
    try:
        actions.note_payment(
            contract_id=contract_id, year=year, by=viewer_in(request), now=clock.now(), **told
        )
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, "Le paiement est noté, et comparé au solde envoyé.")
    address = f"{reverse('contract', args=[contract_id])}?annee={year}#paid"
    return HttpResponseRedirect(address, status=303)


def worded(found: PaidPage) -> dict[str, Any]:
    """The payments in words."""
    gap = found.difference
    return {
        "lines": [(euros(one.euros), one) for one in found.lines],
        "received": euros(found.received),
        "expected": euros(found.expected) if found.expected is not None else "",
        "gap": euros(abs(gap)) if gap else "",
        "less": gap is not None and gap < 0, "even": gap == 0,
        "refused": euros(found.refused) if found.refused else "",
        "form": PaymentForm(),
    }  # fmt: skip
