"""The test page served as the dashboard is, and a real browser to look at it."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from analytics.figures.theme import DARK, LIGHT

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH_POLICY = """
window.violations = [];
document.addEventListener('securitypolicyviolation',
  (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def theme_options() -> list[str]:
    """The app's own theme in the colours of the dashboard, as a deployment has it."""
    names = {"backgroundColor": "paper", "secondaryBackgroundColor": "wash", "textColor": "ink"}
    names["primaryColor"] = "accent"
    sides = {"light": LIGHT, "dark": DARK}
    return [
        f"--theme.{side}.{option}={getattr(colours, token)}"
        for side, colours in sides.items()
        for option, token in names.items()
    ]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the running test page."""
    port = free_port()
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(HERE / "page" / "asgi.py")]
    command += [f"--{name}={value}" for name, value in options.items()] + theme_options()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as server:
        said = []
        for line in server.stdout:
            said.append(line)
            if "http://" in line:
                break
        else:
            pytest.fail("the test page did not start:\n" + "".join(said))
        threading.Thread(target=server.stdout.read, daemon=True).start()  # a full pipe would stop the server
        yield f"http://127.0.0.1:{port}"
        server.terminate()


class Screen:
    """The test page in a browser, at rest after each step."""

    def __init__(self, page: Page, site: str):
        self.page = page
        self.site = site
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.add_init_script(WATCH_POLICY)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, question: str = "") -> "Screen":
        self.page.goto(f"{self.site}/{question}")
        self.page.locator("tbody tr[data-id]").first.wait_for()
        return self.settle(1)

    def settle(self, run: int) -> "Screen":
        """Wait until the app has run this many times and the browser has drawn the result."""
        self.page.get_by_text(f"keer {run},").wait_for()
        return self

    def status(self) -> str:
        return self.page.locator("[data-testid=stText]").inner_text()

    def year(self, year: int) -> None:
        self.page.get_by_role("radiogroup").get_by_text(str(year)).click()
        self.drawn(year)

    def drawn(self, year: int) -> None:
        """Wait until both components show this year: they draw just after the text of the page is there."""
        self.page.get_by_text(f"jaar {year},").wait_for()
        self.page.get_by_role("figure", name=f"inwoners in {year}").wait_for()
        self.page.get_by_role("table", name=f"per buurt in {year}").wait_for()

    def area(self, code: str):
        return self.page.locator(f"path[data-code={code}]")

    def row(self, code: str):
        return self.page.locator(f"tr[data-id={code}]")

    def focused(self) -> str | None:
        """The area or row that has the keyboard focus."""
        return self.page.evaluate(
            """() => {
              let active = document.activeElement;
              while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
              return active?.dataset?.code ?? active?.closest('tr')?.dataset?.id ?? null;
            }"""
        )

    def outside(self) -> list[str]:
        """Requests that left the machine."""
        inside = (self.site, "data:", "blob:", self.site.replace("http", "ws"))
        return [url for url in self.requests if not url.startswith(inside)]

    def violations(self) -> list[str]:
        return self.page.evaluate("window.violations")

    def accessibility_problems(self) -> list[str]:
        found = Axe().run(self.page, options={"runOnly": WCAG}).response["violations"]
        return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes']]}" for rule in found]


@pytest.fixture(scope="session")
def new_page(browser: Browser) -> Callable[..., Page]:
    """Makes a page of some kind; one context per kind, so that the scripts of the app are fetched once."""
    contexts: dict[tuple[Any, ...], BrowserContext] = {}

    def make(width: int = 1280, height: int = 900, **settings: Any) -> Page:
        kind = (width, height, *sorted(settings.items()))
        if kind not in contexts:
            contexts[kind] = browser.new_context(viewport={"width": width, "height": height}, **settings)
            contexts[kind].set_default_timeout(15_000)
        return contexts[kind].new_page()

    return make


@pytest.fixture
def screens(new_page: Callable[..., Page], site: str) -> Iterator[Callable[..., Screen]]:
    """Makes a Screen: `screens(width=..., color_scheme=..., reduced_motion=...)`; closed after the test."""
    pages: list[Page] = []

    def make(**kind: Any) -> Screen:
        pages.append(new_page(**kind))
        return Screen(pages[-1], site)

    yield make
    for page in pages:
        page.close()


@pytest.fixture
def screen(screens: Callable[..., Screen]) -> Screen:
    return screens()


@pytest.fixture(scope="session")
def untouched(new_page: Callable[..., Page], site: str) -> Screen:
    """The page as it opens, shared by tests that only look, or leave it as they found it."""
    screen = Screen(new_page(), site).open()
    screen.area("BU0000").wait_for()
    return screen


@pytest.fixture(scope="session")
def narrow(new_page: Callable[..., Page], site: str) -> Screen:
    """The same on a telephone."""
    screen = Screen(new_page(width=390), site).open()
    screen.area("BU0000").wait_for()
    return screen
