"""Chromium as the journeys start it: the machine's own, headless, alone in the world."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

__all__ = ["AXE", "AXE_FRENCH", "MISSING", "available", "executable", "launch"]

MISSING = (
    "Chromium n'est pas installé : apt-get install chromium. / "
    "Chromium is not installed: apt-get install chromium."
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MODULES = Path(__file__).resolve().parent.parent / "node_modules"
AXE = MODULES / "axe-core" / "axe.min.js"
AXE_FRENCH = MODULES / "axe-core" / "locales" / "fr.json"
OPTIONS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def executable() -> str | None:
    """Where the browser is; ``MAILLON_TEST_BROWSER`` wins over what is on the path."""
    chosen = os.environ.get("MAILLON_TEST_BROWSER")
    return chosen or next((path for path in map(shutil.which, NAMES) if path), None)


def available() -> bool:
    return executable() is not None


def launch(playwright: "Playwright") -> "Browser":
    """Start it; root may not use Chromium's own sandbox."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return playwright.chromium.launch(
        executable_path=executable(), headless=True, args=[*OPTIONS, *sandbox]
    )
