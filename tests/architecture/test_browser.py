"""The browser and the accessibility tool of the journeys are what they claim."""

from typing import TYPE_CHECKING

import pytest

from tests import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.journeys, pytest.mark.slow]

PAGE = "<!doctype html><html lang=fr><title>Essai</title><main><h1>Essai</h1>{}</main></html>"


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ("<label>Nom <input></label>", None),
        ("<input>", "label"),
        ("<p style='color:#bbb;background:#fff'>pâle</p>", "color-contrast"),
    ],
)
def test_axe_sees_what_a_person_could_not_use(
    chromium: "Browser", inside: str, rule: str | None
) -> None:
    page = chromium.new_page()
    page.set_content(PAGE.format(inside))
    assert [line.split(":")[0] for line in axe.defects(page)] == ([rule] if rule else [])
    page.close()


def test_the_browser_reaches_nothing_outside(chromium: "Browser") -> None:
    page = chromium.new_page()
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://exemple.test/")
    page.close()
