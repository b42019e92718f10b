"""The check digit of RPPS and FINESS numbers (ISO/IEC 7812-1, annex B)."""

__all__ = ["luhn_ok"]

_DOUBLED = {str(digit): sum(divmod(2 * digit, 10)) for digit in range(10)}


def luhn_ok(digits: str) -> bool:
    """Whether the last digit is the right one; ``digits`` holds ASCII digits only."""
    straight = sum(map(int, digits[::-2]))
    return (straight + sum(_DOUBLED[digit] for digit in digits[-2::-2])) % 10 == 0
