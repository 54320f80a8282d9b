"""Serves the test page as the dashboard is served: with a content policy, and the shapes at an address."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st
from made_up import shapes
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from analytics.figures.detail_map import EMPTY_STYLE

STYLE = Path(__file__).parents[3] / "static" / Path(EMPTY_STYLE).name
INDEX = Path(st.__file__).parent / "static" / "index.html"
INLINE = [
    base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    for text in re.findall(r"<script>(.*?)</script>", INDEX.read_text(encoding="utf-8"), re.DOTALL)
]
HASHES = " ".join(f"'sha256-{value}'" for value in INLINE)
POLICY = (
    f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob: {HASHES}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "connect-src 'self'; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'"
)


class ContentPolicy(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        response = await call_next(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response


async def made_up_shapes(request):
    """The made-up city; the path gives the width of its box, so that a wide box makes small shapes."""
    found = shapes()
    found["viewBox"][2] = int(request.path_params["width"])
    return JSONResponse(found)


async def made_up_borders(request):
    square = [[5.69, 50.84], [5.71, 50.84], [5.71, 50.86], [5.69, 50.86], [5.69, 50.84]]
    shape = {"type": "Polygon", "coordinates": [square]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    return JSONResponse({"type": "FeatureCollection", "features": [feature]})


async def map_style(request):
    """The style that the dashboard has in its static folder."""
    return FileResponse(STYLE)


app = st.App(
    Path(__file__).with_name("app.py"),
    routes=[
        Route("/kaart/{width}.json", made_up_shapes),
        Route("/kaart/grenzen.geojson", made_up_borders),
        Route("/kaart/stijl.json", map_style),
    ],
    middleware=[Middleware(ContentPolicy)],
)
