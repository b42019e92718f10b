"""Where a journey happens: people at their machines and telephones, one window each."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import ViewportSize, expect

from tests import axe
from tests.journeys import scene

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ["House", "ready", "usable"]

PATIENCE = 30_000  # milliseconds: the machine may be busy, nobody is in a hurry
expect.set_options(timeout=PATIENCE)
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=390, height=844)

# Colours are judged once nothing moves any more; a page that draws no frame is judged as it is.
STILL = """async () => {
  const still = async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const ends = (one) => one.effect.getComputedTiming().iterations !== Infinity;
    const moving = document.getAnimations().filter(ends);
    await Promise.allSettled(moving.map((one) => one.finished));
  };
  await Promise.race([still(), new Promise((enough) => setTimeout(enough, 5000))]);
}"""


@dataclass
class House:
    """A running Maillon and the windows opened on it."""

    address: str
    browser: "Browser"
    database: str = ""
    windows: "list[BrowserContext]" = field(default_factory=list)

    def window(self, *, phone: bool = False, **more: Any) -> "Page":
        """A window of somebody who has never been here."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=NARROW if phone else WIDE,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            **more,
        )
        context.set_default_timeout(PATIENCE)
        self.windows.append(context)
        return context.new_page()

    def signed_in(self, login: str = scene.AGENT, **more: Any) -> "Page":
        """A window of somebody who has just signed in."""
        page = self.window(**more)
        page.goto("/compte/entrer/")
        page.get_by_label("Courriel").fill(login)
        page.get_by_label("Mot de passe", exact=True).fill(scene.PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return ready(page)

    def change(self, command: str) -> None:
        """Something nobody does on a page: the hour of the night, what was said long ago."""
        shell = [sys.executable, "-m", "maillon.project", "shell", "--command", command]
        env = {**os.environ, "DATABASE_URL": self.database}
        subprocess.run(shell, env=env, check=True, timeout=120)

    def leave(self) -> None:
        for window in self.windows:
            for page in window.pages:
                picture(page, "end")
            window.close()


def ready(page: "Page") -> "Page":
    """The page once its scripts listen."""
    page.wait_for_selector("html[data-ready=true]", state="attached")
    return page


def picture(page: "Page", name: str) -> None:
    """Keep what the page looks like, where ``MAILLON_PICTURES`` names a folder."""
    if folder := os.environ.get("MAILLON_PICTURES"):
        test = os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0]
        place = Path(folder) / f"{time.monotonic_ns() // 10**6}-{test}-{name}.png"
        page.screenshot(path=place, full_page=True)


def usable(page: "Page", *, dark: bool = False) -> None:
    """Nobody is left out of the page in the state it is in; ``dark`` looks at both faces."""
    found = _defects(page, "light")
    if dark:
        before = page.evaluate("document.documentElement.dataset.theme || ''")
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        found += _defects(page, "dark")
        page.evaluate("(was) => { document.documentElement.dataset.theme = was }", before)
    assert not found, "\n".join(found)


def _defects(page: "Page", face: str) -> list[str]:
    # A live line may bring a card while axe looks: it must not be judged half faded in.
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(STILL)
    picture(page, face)
    found = axe.defects(page)
    if found:  # a colour on its way, on a machine that draws late, is no defect a second later
        page.wait_for_timeout(1000)
        found = axe.defects(page)
    page.emulate_media(reduced_motion="no-preference")
    return found
