"""A replay server on loopback that speaks the services' wire format, and a small made-up world for it to serve."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest

from analytics.areas import reference_codes
from analytics.refresh import police_tables
from analytics.refresh.answers import Endpoints
from analytics.refresh.download import Downloader, Politeness
from analytics.refresh.sources import Soort, kinds

OWN = "GM0935"
BUURTEN = {"BU09350000": "Eerste buurt", "BU09350001": "Tweede buurt", "BU09350100": "Derde buurt"}
WIJKEN = {"WK093500": "Wijk Een", "WK093501": "Wijk Twee"}
YEARS = [f"{year}JJ00" for year in (2022, 2023, 2024)]
MONTHS = [f"{year}MM{month:02d}" for year in (2023, 2024) for month in range(1, 13)] + ["2025MM01", "2025MM02"]
HIDDEN = ("1.4.1",)
Row = dict[str, Any]


KEYS = {"misdrijf": ["0.0.0", "1.1.1", "1.1.2", "1.4.1"], "overlast": ["0.0.0", "E33", "E35"]}  # of the many there are


@cache
def amount(kind: str, region: str, period: str) -> int:
    """A made-up count per kind, buurt and month or year; a year is the sum of its months, so months and years agree."""
    if period.endswith("JJ00"):
        return sum(amount(kind, region, f"{period[:4]}MM{month:02d}") for month in range(1, 13))
    if kind == "0.0.0":
        return sum(amount(part, region, period) for part in ("1.1.1", "1.1.2", "1.4.1"))
    if region.startswith(("GM", "WK")):
        return sum(amount(kind, buurt, period) for buurt in BUURTEN if region[2:] in buurt) or 7
    return (len(kind) * 3 + sum(map(ord, kind + region + period))) % 4


@dataclass
class Fault:
    """What goes wrong with requests whose decoded address contains `match`; `times` None = always."""

    match: str
    kind: str  # 500 503 429 timeout cut half html json next_gone next_elsewhere next_loop 404
    times: int | None = None
    seen: int = 0

    def strikes(self, address: str) -> bool:
        if self.match not in address or (self.times is not None and self.seen >= self.times):
            return False
        self.seen += 1
        return True


@dataclass
class World:
    """What the services publish: `odata[table][entity set]` is a list of rows, `features[year][collection]` too."""

    odata: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    features: dict[int, dict[str, list[Row]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    page_size: int = 10_000
    feature_page: int = 1000
    property_filter: bool = True
    ignores_filter: bool = False
    links_carry_format: bool = True
    requests: list[tuple[str, str]] = field(default_factory=list)  # decoded address, user agent
    busiest: int = 0

    def fail(self, match: str, kind: str, times: int | None = None) -> Fault:
        self.faults.append(Fault(match, kind, times))
        return self.faults[-1]

    def asked(self, part: str) -> list[str]:
        return [address for address, _agent in self.requests if part in address]


# --- $filter of OData 3: the part that is used, with comparison of padded keys as the services do it ---------------

TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_]\w*)|(?P<sign>[(),]))")


def parse_filter(text: str) -> Callable[[Row], bool]:
    tokens = [m.group().strip() for m in TOKEN.finditer(text)]
    if re.sub(r"\s", "", "".join(tokens)) != re.sub(r"\s", "", text):
        raise ValueError(text)

    def value(token: str) -> str:
        if not token.startswith("'"):
            raise ValueError(token)
        return token[1:-1].replace("''", "'")

    def any_of() -> Callable[[Row], bool]:
        parts = [all_of()]
        while tokens and tokens[0] == "or":
            tokens.pop(0)
            parts.append(all_of())
        return lambda row: any(part(row) for part in parts)

    def all_of() -> Callable[[Row], bool]:
        parts = [term()]
        while tokens and tokens[0] == "and":
            tokens.pop(0)
            parts.append(term())
        return lambda row: all(part(row) for part in parts)

    def term() -> Callable[[Row], bool]:
        first = tokens.pop(0)
        if first == "(":
            inner = any_of()
            assert tokens.pop(0) == ")"
            return inner
        if first == "startswith":
            assert tokens.pop(0) == "("
            name = tokens.pop(0)
            assert tokens.pop(0) == ","
            start = value(tokens.pop(0))
            assert tokens.pop(0) == ")"
            return lambda row: str(row[name]).startswith(start)
        operator, wanted = tokens.pop(0), value(tokens.pop(0))
        if operator != "eq":
            raise ValueError(operator)
        return lambda row: row[first] == wanted

    predicate = any_of()
    if tokens:
        raise ValueError(tokens)
    return predicate


# --- the server ----------------------------------------------------------------------------------------------------


class Handler(BaseHTTPRequestHandler):
    world: World
    release: threading.Event
    active = 0
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet: otherwise every answer waits for an acknowledgement

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        type(self).active += 1
        self.world.busiest = max(self.world.busiest, type(self).active)
        try:
            self._serve()
        finally:
            type(self).active -= 1

    def _serve(self) -> None:
        address = unquote(self.path)
        self.world.requests.append((address, self.headers.get("User-Agent", "")))
        fault = next((f for f in self.world.faults if f.strikes(address)), None)
        kind = fault.kind if fault else ""
        if kind == "timeout":
            self.release.wait(30)
            return
        if kind in ("500", "503", "429", "404"):
            self._send(int(kind), b"<html>fout</html>", {"Retry-After": "77"} if kind != "500" else {})
            return
        if kind == "html":
            self._send(200, b"<!DOCTYPE html><html><body>Onderhoud</body></html>", {})
            return
        if kind == "json":
            self._send(200, b'{"hallo": 1}', {})
            return
        status, document = self._answer()
        if kind.startswith("next"):
            _spoil_next(document, kind, self.path)
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        if kind == "half":
            body = body[: len(body) // 2]
        self._send(status, body, {}, cut=kind == "cut")

    def _send(self, status: int, body: bytes, headers: dict[str, str], *, cut: bool = False) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.wfile.flush()
        self.close_connection = cut

    def _answer(self) -> tuple[int, Any]:
        split = urlsplit(self.path)
        options = dict(parse_qsl(split.query, keep_blank_values=True))
        parts = split.path.strip("/").split("/")
        if parts[0] in ("ODataFeed", "ODataApi"):
            return self._odata(parts, options)
        return self._ogc(parts, options)

    def _base(self) -> str:
        return f"http://{self.headers['Host']}"

    def _odata(self, parts: list[str], options: dict[str, str]) -> tuple[int, Any]:
        root, _service, table, entity_set = parts
        if table not in self.world.odata:
            return 404, b"<html>Resource not found</html>"
        if root == "ODataFeed" and options.get("$format") != "json":
            return 200, b'<?xml version="1.0"?><feed/>'
        try:
            fits = parse_filter(options["$filter"]) if "$filter" in options else None
            rows = [row for row in self.world.odata[table][entity_set] if fits is None or fits(row)]
        except (ValueError, KeyError, IndexError, AssertionError):
            return 400, _odata_error("Invalid query")
        if root == "ODataApi" and len(rows) > 10_000:
            return 500, _odata_error("The query cannot return more than 10000 records.")
        return 200, self._page(parts, options, rows)

    def _page(self, parts: list[str], options: dict[str, str], rows: list[Row]) -> Row:
        start = int(options.get("$skip", 0))
        page = rows[start : start + self.world.page_size]
        wanted = options["$select"].split(",") if "$select" in options else None
        value = [{name: row[name] for name in wanted} if wanted else row for row in page]
        document: Row = {"odata.metadata": f"{self._base()}/{'/'.join(parts[:3])}/$metadata#x", "value": value}
        if start + self.world.page_size < len(rows):
            kept = {k: v for k, v in options.items() if k != "$format" or self.world.links_carry_format}
            query = "&".join(f"{k}={quote(v)}" for k, v in (kept | {"$skip": str(start + len(page))}).items())
            document["odata.nextLink"] = f"{self._base()}/{'/'.join(parts)}?{query}"
        return document

    def _ogc(self, parts: list[str], options: dict[str, str]) -> tuple[int, Any]:
        year, collection = int(parts[1][-4:]), parts[5]
        if year not in self.world.features:
            return 404, b'{"title": "Not Found"}'
        wanted = options.get("gemeentecode")
        if wanted and not self.world.property_filter:
            return 400, b'{"title": "Bad Request", "detail": "unknown query parameter: gemeentecode"}'
        every = self.world.features[year][collection]
        free = wanted is None or self.world.ignores_filter
        found = [f for f in every if free or f["properties"]["gemeentecode"] == wanted]
        size = min(int(options["limit"]), self.world.feature_page)
        start = int(options.get("cursor", 0))
        links = [{"rel": "self", "href": f"{self._base()}{self.path}"}]
        if start + size < len(found):
            query = "&".join(f"{k}={v}" for k, v in (options | {"cursor": str(start + size)}).items())
            links.append({"rel": "next", "href": f"{self._base()}/{'/'.join(parts)}?{query}"})
        return 200, {"type": "FeatureCollection", "links": links, "features": found[start : start + size]}


def _odata_error(message: str) -> Row:
    return {"odata.error": {"code": "", "message": {"lang": "en-US", "value": message}}}


def _spoil_next(document: Any, kind: str, path: str) -> None:
    for other in document.get("links", []):
        if kind == "next_loop" and other["rel"] == "self":
            other["rel"] = "next"
    link = document.get("odata.nextLink")
    if link and kind == "next_gone":
        document["odata.nextLink"] = link.replace("TypedDataSet", "Verdwenen")
    if link and kind == "next_elsewhere":
        document["odata.nextLink"] = "https://elders.example/ODataFeed/odata/x/TypedDataSet?$skip=1"
    if link and kind == "next_loop":
        document["odata.nextLink"] = f"{urlsplit(link).scheme}://{urlsplit(link).netloc}{path}"
    if kind == "next_left_out":
        document.pop("odata.nextLink", None)


# --- the made-up world ---------------------------------------------------------------------------------------------


def properties(kind: str, region: str, measure: str, default: str = "Zero") -> list[Row]:
    geo = "GeoDetail" if region == "WijkenEnBuurten" else "GeoDimension"
    return [
        {"ID": 0, "ParentID": None, "Type": "Dimension", "Key": kind, "Title": kind},
        {"ID": 1, "ParentID": None, "Type": geo, "Key": region, "Title": region},
        {"ID": 2, "ParentID": None, "Type": "TimeDimension", "Key": "Perioden", "Title": "Perioden"},
        {"ID": 3, "ParentID": None, "Type": "Topic", "Key": measure, "Title": measure, "Default": default},
        {"ID": 4, "ParentID": None, "Type": "TopicGroup", "Key": "", "Title": "Regioaanduiding"},
        {"ID": 5, "ParentID": 4, "Type": "Topic", "Key": "Gemeentenaam_2", "Title": "Naam", "Default": "Missing"},
    ]  # fmt: skip


def police(
    title: str,
    kind: str,
    keys: list[str],
    region: str,
    regions: list[str],
    periods: list[str],
    measure: str,
    count: Callable[[str, str, str], int | None] = amount,
) -> dict[str, list[Row]]:
    width = 10 if region == "WijkenEnBuurten" else 0
    rows = [
        {"ID": 0, kind: f"{key:<6}", region: f"{area:<{width}}", "Perioden": period, measure: value}
        for key in keys
        for area in regions
        for period in periods
        if (value := count(key, area, period)) != "absent"
    ]
    newest = max(periods)
    return {
        "TableInfos": [{"ID": 0, "Title": title, "Modified": "2025-03-15T02:00:00"}],
        "DataProperties": properties(kind, region, measure),
        kind: [{"Key": f"{key:<6}", "Title": key, "Description": ""} for key in keys],
        "Perioden": [{"Key": p, "Title": p, "Status": "Voorlopig" if p == newest else "Definitief"} for p in periods],
        "TypedDataSet": rows,
    }


def key_figures(year: int, suffix: int) -> dict[str, list[Row]]:
    group = {"ID": 1, "ParentID": None, "Type": "TopicGroup", "Key": "", "Title": "Bevolking"}
    home = {"ID": 2, "ParentID": None, "Type": "TopicGroup", "Key": "", "Title": "Wonen"}
    inside = {"ID": 3, "ParentID": 1, "Type": "TopicGroup", "Key": "", "Title": "Particuliere huishoudens"}
    names = {
        "inwoners": (f"AantalInwoners_{suffix}", 1),
        "huishoudens": (f"HuishoudensTotaal_{suffix + 24}", 3),
        "woningen": (f"Woningvoorraad_{suffix + 30}", 2),
    }
    topics = [
        {"ID": 10 + i, "ParentID": parent, "Type": "Topic", "Key": key, "Title": key, "Default": "Impossible"}
        for i, (key, parent) in enumerate(names.values())
    ]
    other = {"ID": 20, "ParentID": 2, "Type": "Topic", "Key": f"AantalInwoners_{suffix + 50}", "Title": "Inwoners"}
    geo = {"ID": 0, "ParentID": None, "Type": "GeoDetail", "Key": "WijkenEnBuurten", "Title": ""}
    rows = []
    for number, area in enumerate([*BUURTEN, OWN, "GM0034", "WK093500", "BU00340001"]):
        row: Row = {"WijkenEnBuurten": f"{area:<10}", other["Key"]: -99997}
        row |= {names[name][0]: 1000 + 5 * number + year - 2000 for name in names}
        rows.append(row)
    return {
        "TableInfos": [{"ID": 0, "Title": f"Kerncijfers wijken en buurten {year}", "Modified": "2025-01-01"}],
        "DataProperties": [geo, group, home, inside, *topics, other],
        "TypedDataSet": rows,
    }


def feature(code: str, name: str, place: int, water: str = "NEE", gemeente: str = OWN) -> Row:
    left, bottom = 5.70 + place * 0.01, 50.85
    ring = [[left, bottom], [left + 0.01, bottom], [left + 0.01, bottom + 0.01], [left, bottom + 0.01], [left, bottom]]
    naming = {"buurtcode": code, "buurtnaam": name} if code.startswith("BU") else {"wijkcode": code, "wijknaam": name}
    return {
        "type": "Feature",
        "id": str(place),
        "properties": {**naming, "gemeentecode": gemeente, "gemeentenaam": "Maastricht", "water": water,
                       "aantal_inwoners": -99997},
        "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
    }  # fmt: skip


def make_world() -> World:
    crimes = KEYS["misdrijf"]
    per_buurt = [key for key in crimes if key not in HIDDEN]
    nuisance = KEYS["overlast"]
    areas = ["NL00", OWN, *WIJKEN, *BUURTEN, "BU00340001"]
    cities = ["NL01", OWN, *reference_codes(OWN)]
    crime, trouble = ("SoortMisdrijf", "GeregistreerdeMisdrijven_1"), ("Overlast", "GeregistreerdeOverlast_1")
    world = World()
    world.odata = {
        "47018NED": police("jaar", crime[0], per_buurt, "WijkenEnBuurten", areas, YEARS, crime[1]),
        "47022NED": police("maand", crime[0], per_buurt, "WijkenEnBuurten", areas, MONTHS, crime[1]),
        "47013NED": police("gemeente", crime[0], crimes, "RegioS", cities, ["2024JJ00", *MONTHS[12:]], crime[1]),
        "47024NED": police("overlast", trouble[0], nuisance, "WijkenEnBuurten", areas, YEARS, trouble[1]),
        "47021NED": police("overlast", trouble[0], nuisance, "RegioS", cities, MONTHS, trouble[1]),
        "85984NED": key_figures(2024, 5),
        "85618NED": key_figures(2023, 6),
    }
    buurten = [feature(code, name, i) for i, (code, name) in enumerate(BUURTEN.items())]
    strange = [feature("BU09350999", "Rivier", 8, water="JA"), feature("BU00340001", "Elders", 9, gemeente="GM0034")]
    wijken = [feature(code, name, i) for i, (code, name) in enumerate(WIJKEN.items())]
    world.features = {2024: {"buurten": [*strange, *buurten], "wijken": wijken}}
    return world


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """The made-up world; change it before fetching. It has few kinds, and only those are asked for."""

    def few(rubriek: str) -> dict[str, Soort]:
        return {key: kind for key, kind in kinds(rubriek).items() if key in KEYS[rubriek]}

    monkeypatch.setattr(police_tables, "kinds", few)
    return make_world()


@dataclass
class Server:
    world: World
    feed: Endpoints
    api: Endpoints


@pytest.fixture
def server(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The world on a free port of loopback; always stopped."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    release = threading.Event()
    handler = type("Bound", (Handler,), {"world": world, "release": release, "active": 0})
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{httpd.server_port}"
    feed = Endpoints(politie=f"{base}/ODataFeed/odata", cbs=f"{base}/ODataFeed/odata", pdok=f"{base}/cbs")
    api = Endpoints(politie=f"{base}/ODataApi/odata", cbs=f"{base}/ODataApi/odata", pdok=f"{base}/cbs")
    try:
        yield Server(world, feed, api)
    finally:
        release.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join(5)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def downloader(clock: Clock) -> Iterator[Downloader]:
    """Three attempts, and no real waiting except for a server that does not answer."""
    with Downloader(Politeness(timeout=5.0, attempts=3), clock.sleep, clock) as made:
        yield made


@pytest.fixture
def make_downloader(clock: Clock) -> Iterator[Callable[..., Downloader]]:
    """Downloaders with other manners; closed at the end."""
    made: list[Downloader] = []

    def make(**manners: Any) -> Downloader:
        made.append(Downloader(Politeness(**{"timeout": 5.0, "attempts": 3} | manners), clock.sleep, clock))
        return made[-1]

    yield make
    for one in made:
        one.__exit__(None)


@pytest.fixture
def today() -> date:
    return date(2025, 3, 20)


@pytest.fixture
def amounts() -> Callable[[str, str, str], int]:
    return amount


@pytest.fixture
def features() -> Callable[..., Row]:
    return feature
