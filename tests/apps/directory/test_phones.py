"""What can read an SMS, in France and overseas."""

import pytest

from maillon.apps.directory.phones import e164, is_mobile


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("06 39 98 00 01", True),
        ("07 56 78 90 12", True),
        ("04 77 00 00 00", False),
        ("0692 12 34 56", True),  # La Réunion
        ("0262 12 34 56", False),
        ("0690 12 34 56", True),  # Guadeloupe
        ("0694 20 12 34", True),  # Guyane
        ("0696 20 12 34", True),  # Martinique
        ("0639 20 12 34", True),  # Mayotte
        ("+687 75 12 34", True),  # Nouvelle-Calédonie
        ("+687 25 12 34", False),
        ("+689 87 12 34 56", True),  # Polynésie
        ("+32 470 12 34 56", False),  # a gateway may not serve it
        ("", False),
    ],
)
def test_a_mobile_is_known_wherever_in_france_it_is(typed: str, reads: bool) -> None:
    assert is_mobile(e164(typed)) is reads
