"""Two carers say yes at the same second: one goes, the other knows it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House, usable
from tests.journeys.steps import Call, Telephone, take

pytestmark = [pytest.mark.journeys, pytest.mark.slow]
YES = "document.querySelector('button[value=yes]').click()"


def opened(house: House, name: str) -> tuple[Telephone, Page]:
    """Her telephone, and the page its message leads to."""
    telephone = Telephone.of(house, name)
    page = house.window(phone=True)
    page.goto(telephone.link())
    return telephone, page


@pytest.mark.smoke
def test_two_say_yes_at_the_same_second_and_one_is_told_it_is_taken(house: House) -> None:
    # Given a need that several nurses of the zone are asked for
    desk = house.signed_in()
    take(desk, Call(usual=""))
    first, second = desk.locator(".asked .one-name").all_inner_texts()[:2]
    hers, others = opened(house, first), opened(house, second)
    desk.goto("/demandes/")
    # When two of them touch « oui » together
    for _, page in (hers, others):
        page.evaluate(YES)
    # Then one has it, the other reads that it is taken, by SMS too
    for _, page in (hers, others):
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Pouvez-vous")
        usable(page, dark=True)
    won = [one for one in (hers, others) if "c’est à vous" in one[1].inner_text("h1")]
    lost = [
        one for one in (hers, others) if "prise par quelqu’un d’autre" in one[1].inner_text("h1")
    ]
    assert len(won) == len(lost) == 1
    won[0][0].rings("c'est à vous")
    lost[0][0].rings("prise par quelqu'un d'autre")
    # And the board shows one request found, without being asked
    expect(desk.locator("#lane-to_call_back .card")).to_have_count(1)
    expect(desk.locator("#lane-searching .card")).to_have_count(0)
    usable(desk, dark=True)
