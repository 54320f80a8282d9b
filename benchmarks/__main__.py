"""Measure and print; `python -m benchmarks`, or `make bench`. See benchmarks/README.md."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
ROUNDS = 7
QUIET = 350  # ms without any change before a page counts as idle
COLD_STARTS = 3
WATCH = """
(() => {
  window.last = performance.now();
  const seen = () => { window.last = performance.now(); };
  const watch = (root) => new MutationObserver(seen)
    .observe(root, {subtree: true, childList: true, attributes: true, characterData: true});
  watch(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    watch(root);
    return root;
  };
  const Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(...args) { super(...args); this.addEventListener('message', seen); }
  };
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.last = Math.max(window.last, task.startTime + task.duration);
  }).observe({entryTypes: ['longtask']});
  document.addEventListener('pointerdown', () => { window.down = performance.now(); }, true);
})()
"""
UNTIL_QUIET = """quiet => new Promise(done => {
  const timer = setInterval(() => {
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
    if (state === 'notRunning' && performance.now() - window.last > quiet) { clearInterval(timer); done(window.last); }
  }, 25);
})"""


@dataclass(frozen=True)
class Case:
    """One page and the menu that is changed on it."""

    name: str
    path: str
    menu: str


CASES = (
    Case("kaart", "/kaart", "Periode"),
    Case("HIC-trend", "/hic-trend", "Gebied"),
    Case("ranglijst", "/ranglijst?indicator=misdrijven_totaal", "Periode"),
)
FLOOR = Case("leeg", "/", "Keuze")


@contextmanager
def serve(script: str) -> Iterator[str]:
    """A server on a free port of this machine; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VEILIGHEID_")}
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _await(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _await(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            threading.Event().wait(0.05)
    raise TimeoutError(address)


def idle(page: Page) -> float:
    """Wait until the page is quiet; the moment of its last change, in ms of its own clock."""
    return float(page.evaluate(UNTIL_QUIET, QUIET))


def change(page: Page, menu: str, option: int) -> float:
    """Choose the option with this number; ms from pointer down to the last change."""
    page.get_by_role("combobox", name=menu).click()
    page.get_by_role("option").nth(option).wait_for()
    idle(page)
    page.get_by_role("option").nth(option).click()
    return idle(page) - float(page.evaluate("window.down"))


def opened(browser: Browser, address: str, case: Case) -> Page:
    """A fresh page on a case, quiet."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(WATCH)
    page.goto(address + case.path)
    page.get_by_role("combobox", name=case.menu).wait_for(timeout=60_000)
    idle(page)
    return page


def alternate(browser: Browser, dashboard: str, empty: str, case: Case) -> dict[str, list[float]]:
    """Times of the case, new and known, and of the floor right after each."""
    page, floor = opened(browser, dashboard, case), opened(browser, empty, FLOOR)
    times: dict[str, list[float]] = {"nieuw": [], "bekend": [], "leeg": []}
    for kind in ("nieuw", "bekend"):
        for option in range(1, ROUNDS + 1):
            times[kind].append(change(page, case.menu, option))
            times["leeg"].append(change(floor, FLOOR.menu, option))
    page.close()
    floor.close()
    return times


def cold_start(browser: Browser) -> float:
    """Seconds from starting the server to the first answer on the screen."""
    start = time.monotonic()
    with serve("asgi.py") as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.locator(".antwoord").first.wait_for(timeout=60_000)
        seconds = time.monotonic() - start
        page.close()
    return seconds


def main() -> None:
    """Run everything and print a table in Markdown."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("Geen Chromium gevonden: zonder browser is er niets te meten.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        cold = [cold_start(browser) for _round in range(COLD_STARTS)]
        with serve("asgi.py") as dashboard, serve("benchmarks/leeg_asgi.py") as empty:
            results = {case.name: alternate(browser, dashboard, empty, case) for case in CASES}
        browser.close()
    print("| pagina | leeg, ms | nieuw, ms | × leeg | bekend, ms | × leeg |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, times in results.items():
        floor, new, known = (median(times[kind]) for kind in ("leeg", "nieuw", "bekend"))
        print(f"| {name} | {floor:.0f} | {new:.0f} | {new / floor:.1f} | {known:.0f} | {known / floor:.1f} |")
    print(f"\nKoud tot eerste betekenis: {median(cold):.1f} s (van {min(cold):.1f} tot {max(cold):.1f} s).")


main()
