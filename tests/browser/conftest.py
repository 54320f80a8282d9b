"""The dashboard as `make run` serves it, and a real browser that notices whatever leaves the machine."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.screen import Screen

PROJECT = Path(__file__).parents[2]
DEADLINE = 60.0  # seconds; for machines that are busy with something else, not a wait
# Opened at /kaart it asks first whether the server lives there; the 404 is the answer it needs.
STREAMLIT_LOOKS_FOR_ITS_ROOT = re.compile(r"://[^/]+/[\w-]+/_stcore/(health|host-config)$")
WATCH = """document.addEventListener('securitypolicyviolation', event =>
  console.error(`content policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))"""


@contextmanager
def _serving(home, **options):
    """The address of a server of its own: on the shipped sample, or as VEILIGHEID_<OPTION> says."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VEILIGHEID_", "STREAMLIT_"))}
    ours = {f"VEILIGHEID_{name.upper()}": str(value) for name, value in options.items()}
    environment = {**kept, "HOME": str(home), **ours}
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)]
    log = home / f"server-{port}.log"
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output) as server,
    ):
        try:
            _await(server, f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(server, address, log):
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            threading.Event().wait(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def start_server(tmp_path_factory):
    """with start_server(data=root, drempel=5) as address: a second server, on another data root."""
    home = tmp_path_factory.mktemp("home")
    return lambda **options: _serving(home, **options)


@pytest.fixture(scope="session")
def server(start_server):
    """The address of the dashboard on the shipped sample."""
    with start_server() as address:
        yield address


@dataclass
class Witness:
    """What the browser did: requests, complaints, and whether the server answered the last thing it was asked."""

    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    asked: int = 0
    busy: bool = False

    def watch(self, page):
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("websocket", self._connected)

    def _heard(self, message):
        where = message.location.get("url", "")
        if message.type == "error" and not STREAMLIT_LOOKS_FOR_ITS_ROOT.search(where):
            self.problems.append(f"{message.text} ({where})")

    def _connected(self, websocket):
        self.requests.append(websocket.url)
        websocket.on("framesent", self._sent)
        websocket.on("framereceived", self._received)

    def _sent(self, frame):
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.asked += 1
            self.busy = True

    def _received(self, frame):
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if message.WhichOneof("type") == "script_finished" and not early:
                self.busy = False

    def outside(self, *servers):
        web = tuple(f"{server}/" for server in servers)
        inside = (*web, *(address.replace("http", "ws", 1) for address in web), "data:", "blob:")
        return [address for address in self.requests if not address.startswith(inside)]


@pytest.fixture(scope="session")
def contexts(browser):
    """contexts(**options): one per kind of visitor, so that the scripts of the app are fetched once."""
    made = {}

    def find(**options):
        kind = tuple(sorted(options.items()))
        if kind not in made:
            made[kind] = browser.new_context(
                **{"locale": "nl-NL", "viewport": {"width": 1280, "height": 900}, **options}
            )
            made[kind].set_default_timeout(DEADLINE * 1000)
            made[kind].add_init_script(WATCH)
        return made[kind]

    yield find
    for context in made.values():
        context.close()


@pytest.fixture
def witness():
    return Witness()


@pytest.fixture
def new_page(contexts, server, witness):
    """new_page(**options): a tab of a visitor, who may be of another server; watched like the first."""
    pages, servers = [], {server}

    def make(**options):
        options = {"base_url": server, **options}
        servers.add(options["base_url"])
        page = contexts(**options).new_page()
        witness.watch(page)
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.close()
    assert witness.outside(*servers) == [], "requests left the machine"
    assert witness.problems == [], "the browser complained"


@pytest.fixture
def page(new_page):
    """An empty tab. When the test is over nothing may have left the machine and nothing may have gone wrong."""
    return new_page()


@pytest.fixture
def settled(witness):
    """settled(page, after=n): wait until the app was asked more than n things, has answered the last of them, and it is
    on the screen. Without `after` whatever was asked by now is enough."""

    def wait(page, after=0):
        until = time.monotonic() + DEADLINE
        _frames(page)
        while witness.busy or witness.asked <= after:
            assert time.monotonic() < until, "the app did not finish its run"
            _frames(page)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_selector("[data-testid=stSkeleton], [data-stale=true]", state="detached")
        _frames(page)
        return page

    return wait


def _frames(page):
    """Two drawn frames: what was clicked has been sent, what was received has been drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture
def visit(new_page, settled, witness):
    """visit("kaart?niveau=wijk", **options): the page at rest in a tab of its own, as a Screen to work with."""
    return lambda address="", **options: Screen(new_page(**options), settled, witness).open(address)


@pytest.fixture
def open_page(page, settled):
    """open_page("kaart?niveau=wijk"): the page, at rest."""

    def go(address=""):
        page.goto(f"/{address}")
        return settled(page)

    return go
