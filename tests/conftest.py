"""Tests that open a browser: found by the fixture they ask for, skipped with one line where there is no Chromium.

Only some folders may read the shipped sample, whose figures change whenever the sample does: elsewhere a test builds
the rows it is about (tests/builders.py).
"""

import os
import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from analytics.settings import settings

SAMPLE = str(Path(__file__).parents[1] / "data") + os.sep
SAMPLE_READERS = ("golden", "definitions", "browser", "serving")  # folders whose tests are about the shipped sample

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu-compositing",  # without a graphics card drawing a page by GPU takes ten times as long
    "--use-gl=angle",
    "--use-angle=swiftshader",  # WebGL without a graphics card, for the detail map
    "--enable-unsafe-swiftshader",
]
MISSING = "Geen Chromium gevonden (chromium, chromium-browser of google-chrome): browsertests overgeslagen."


def pytest_itemcollected(item):
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker("browser")


def pytest_collection_modifyitems(items):
    # Last, because the driver of the browser keeps an event loop running in this thread until the session ends.
    opened = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path in opened)
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="geen Chromium"))


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.write_line(MISSING)


@pytest.fixture(scope="session")
def browser():
    """The one browser of the run: a second driver beside it, in another folder's fixture, would not start."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class _Guard:
    """Refuses to open the shipped sample while a test runs that should not need it."""

    on = False

    def __call__(self, event, args):
        if self.on and event == "open" and isinstance(args[0], str | os.PathLike) and _in_sample(args[0]):
            raise AssertionError(f"{args[0]}: only tests in {', '.join(SAMPLE_READERS)} read the shipped sample")


def _in_sample(path):
    return str(Path.cwd() / os.fspath(path)).startswith(SAMPLE)


_guard = _Guard()
sys.addaudithook(_guard)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    _guard.on = folder not in SAMPLE_READERS and not item.get_closest_marker("sample")
    try:
        return (yield)
    finally:
        _guard.on = False


def pytest_configure(config):
    if CHROMIUM is None and os.environ.get("VEILIGHEID_EIS_BROWSER") == "1":
        raise pytest.UsageError(f"{MISSING} VEILIGHEID_EIS_BROWSER=1 maakt daar een fout van.")
    config.addinivalue_line("markers", "sample: reads the shipped sample, outside the folders that always may")


@pytest.fixture
def configured(monkeypatch):
    """Options of a deployment for one test: configured(drempel=5, data=folder)."""

    def configure(**options):
        for name, value in options.items():
            monkeypatch.setenv(f"VEILIGHEID_{name.upper()}", str(value))
        settings.cache_clear()

    yield configure
    monkeypatch.undo()
    settings.cache_clear()
