"""The dashboard as a web server: `streamlit run asgi.py`. Pages are in app.py; what surrounds them is here."""

import gc
import logging
import secrets
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager

from analytics import access
from analytics.areas import Niveau
from analytics.database import open_database
from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.serving.callers import OnlyVisitors
from analytics.serving.headers import Headers
from analytics.serving.routes import ROUTES
from analytics.settings import settings
from analytics.views import briefing, city_overview
from pages.shared import callers

log = logging.getLogger("veiligheid")

# Slow to import, and needed by the first pages that somebody opens.
HEAVY = (
    "pandas",
    "plotly.graph_objects",
    "plotly.io",
    "scipy.stats",
    "babel.dates",
    "pydeck",
    "xlsxwriter",
    "analytics.agenda",
)


def warm_up() -> None:
    """Do what would keep the first visitor waiting: imports, the tables in memory, the figures of the first page."""
    for name in HEAVY:
        import_module(name)
    from pages.shared import controls, data  # not before the server is there: its components register themselves

    try:
        snapshot = data.live()
        open_database(snapshot)
        data.ask(city_overview.build, controls.any_period(snapshot, Niveau.GEMEENTE), snapshot.manifest())
        if settings().named_mayors:  # for whom the briefing is the first page
            for newest in data.ask(briefing.months, snapshot)[:1]:
                data.ask(briefing.build, snapshot, access.current(), newest)
    except VeiligheidError as error:
        log.warning("%s", error)  # the pages and /gereed say the same
    finally:
        gc.collect()
        gc.freeze()  # what is loaded now stays: later collections need not look at it again


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up beside the server, which answers in the meantime."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s")
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield


def on_script_error(error: Exception) -> bool:
    """Tell the visitor what they can do; keep the rest for the log, under a number that both can see."""
    if isinstance(error, VeiligheidError):
        st.error(str(error))
        return True
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    st.error(
        _(
            "Er ging iets mis bij het maken van deze pagina. Laad de pagina opnieuw; blijft het misgaan, "
            "geef dan dit nummer door aan de beheerder: {number}."
        ).format(number=number)
    )
    return True


# Until st.navigation has run once in this process, Streamlit serves the files of pages/ by their own names and
# without app.py around them: the first visitor of /kaart would get that. No public setting switches it off.
PagesManager.uses_pages_directory = False

app = st.App(
    "app.py",
    lifespan=lifespan,
    routes=ROUTES,
    middleware=[
        Middleware(Headers, index_page=Path(get_static_dir(), "index.html").read_text(encoding="utf-8")),
        Middleware(OnlyVisitors, may_ask=callers.may_ask),
    ],
    on_script_error=on_script_error,
)
