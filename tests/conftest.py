"""Tests that open a browser: found by the fixture they ask for, skipped with one line where there is no Chromium."""

import os
import shutil

import pytest

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
MISSING = "Geen Chromium gevonden (chromium, chromium-browser of google-chrome): {n} browsertests overgeslagen."


def pytest_itemcollected(item):
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


def pytest_collection_modifyitems(config, items):
    if CHROMIUM is not None:
        return
    opened = [item for item in items if item.get_closest_marker("browser")]
    message = MISSING.format(n=len(opened))
    if opened and os.environ.get("VEILIGHEID_EIS_BROWSER") == "1":
        raise pytest.UsageError(message + " VEILIGHEID_EIS_BROWSER=1 maakt daar een fout van.")
    for item in opened:
        item.add_marker(pytest.mark.skip(reason="geen Chromium"))
    config.stash[_LINE] = message if opened else ""


_LINE = pytest.StashKey[str]()


def pytest_terminal_summary(terminalreporter, config):
    if line := config.stash.get(_LINE, ""):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser that is here."""
    return CHROMIUM
