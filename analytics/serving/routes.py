"""The addresses the server answers beside the pages: /gereed, /kaart/ and /api/."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from analytics.contract import BOUNDARIES_FILE, DISPLAY_MAP_FILE
from analytics.errors import NotFound, SnapshotBroken
from analytics.serving import shapes
from analytics.serving.api.application import api
from analytics.serving.readiness import readiness
from analytics.settings import settings

# One year; `private`, since the shapes of a deployment are for those who may open it.
FOREVER = "private, max-age=31536000, immutable"


def ready(_request: Request) -> Response:
    """For a monitor: 200 when the live snapshot is whole, 503 with the reason when it is not."""
    whole, answer = readiness(settings().root, settings().gemeente)
    return JSONResponse(answer, status_code=200 if whole else 503)


def display_map(request: Request) -> Response:
    """The shapes the map draws: kaart.json of the snapshot in the address."""
    return _file(request, DISPLAY_MAP_FILE, "application/json")


def boundaries(request: Request) -> Response:
    """The boundaries for the detail map: buurten.geojson of the snapshot in the address."""
    return _file(request, BOUNDARIES_FILE, "application/geo+json")


ROUTES = [
    Route("/gereed", ready),
    Route("/kaart/{snapshot_id}.json", display_map),
    Route("/kaart/{snapshot_id}/buurten.geojson", boundaries),
    Mount("/api", app=api),
]


def _file(request: Request, name: str, media_type: str) -> Response:
    try:
        snapshot = shapes.find(settings().root, request.path_params["snapshot_id"])
        content = shapes.content(snapshot, name)
    except NotFound as error:
        return _failure(404, error)
    except SnapshotBroken as error:
        return _failure(503, error)
    headers = {"cache-control": FOREVER, "etag": f'"{content.sha256}"', "vary": "accept-encoding"}
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(content.compressed, media_type=media_type, headers={**headers, "content-encoding": "gzip"})
    # said aloud, so that nothing further on compresses it once more for every request
    return Response(content.plain, media_type=media_type, headers={**headers, "content-encoding": "identity"})


def _failure(status: int, error: Exception) -> Response:
    return JSONResponse({"fout": str(error)}, status_code=status, headers={"cache-control": "no-store"})
