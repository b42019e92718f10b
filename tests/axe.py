"""What axe-core finds on a page in the state it is in: RGAA 4 and WCAG 2.2 AA."""

from typing import TYPE_CHECKING, Any

from tests.browser import AXE, AXE_FRENCH

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["defects"]

TAGS = ["RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Evaluated and not added as a script: the page's own content policy stays in force.
RUN = """async ([locale, tags]) => {
  axe.configure({locale: JSON.parse(locale)});
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags},
                                         resultTypes: ["violations"]});
  return found.violations;
}"""


def defects(page: "Page") -> list[str]:
    """One line per defect and element, in French; an empty list is what a journey wants."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "; null")
    locale = AXE_FRENCH.read_text(encoding="utf-8")
    found: list[dict[str, Any]] = page.evaluate(RUN, [locale, TAGS])
    return [
        f"{rule['id']}: {rule['help']} — {' '.join(map(str, node['target']))}"
        for rule in found
        for node in rule["nodes"]
    ]
