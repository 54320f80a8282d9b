"""Boundaries of buurten from the map service (OGC API Features, one data set per year)."""

from typing import Any
from urllib.parse import urlencode

import geopandas as gpd
import shapely
from shapely.errors import ShapelyError

from analytics.errors import DeliveryRefused
from analytics.language import _
from analytics.refresh.answers import Answers, Request
from analytics.refresh.boundaries import CRS, LAND, with_names
from analytics.refresh.sources import sources

Feature = dict[str, Any]
LARGE, SMALL = 1000, 100  # features per page; not every data set accepts the larger


def newest(answers: Answers, gemeente: str, year: int) -> tuple[int, gpd.GeoDataFrame]:
    """The buurten of `gemeente` on land from the newest data set up to `year`, and the year of it.

    Raises DeliveryRefused when no data set knows the municipality.
    """
    oldest = sources().grenzen.eerste_jaar
    for candidate in range(year, oldest - 1, -1):
        features = _own(_collection(answers, candidate, "buurten", gemeente), gemeente)
        if features:
            wijken = _own(_collection(answers, candidate, "wijken", gemeente), gemeente)
            names = {str(w.get("wijkcode", "")): str(w.get("wijknaam") or "") for w, _shape in wijken}
            return candidate, with_names(_frame(features, candidate), names)
    raise DeliveryRefused(
        _("De kaartdienst heeft geen buurten van {code} in de jaren {oldest} tot en met {year}.").format(
            code=gemeente, oldest=oldest, year=year
        )
    )


def _collection(answers: Answers, year: int, name: str, gemeente: str) -> list[Feature]:
    """All features of a collection; without the filter when the data set does not take it; [] when there is none."""
    what = _("Grenzen {year}, {name}").format(year=year, name=name)
    path = f"wijken-en-buurten-{year}/ogc/v1/collections/{name}/items"
    for limit, wanted in ((LARGE, {"gemeentecode": gemeente}), (SMALL, {})):
        query = urlencode({"f": "json", "limit": limit, **wanted})
        request = Request("pdok", f"{path}?{query}", what)
        answer = answers.get(request, optional=True)
        if answer is not None:
            return _pages(answers, request, answer)
    return []


def _pages(answers: Answers, request: Request, answer: Any) -> list[Feature]:
    found: list[Feature] = []
    seen = {request.path}
    while True:
        found += _features(answer, request)
        link = _next(answer)
        if link is None:
            return found
        request = answers.follow(request, link)
        if request.path in seen:
            raise DeliveryRefused(_("{what}: de vervolgpagina's verwijzen naar elkaar.").format(what=request.what))
        seen.add(request.path)
        answer = answers.get(request)


def _next(answer: Any) -> str | None:
    links = answer.get("links") or []
    return next((str(link.get("href")) for link in links if isinstance(link, dict) and link.get("rel") == "next"), None)


def _features(answer: Any, request: Request) -> list[Feature]:
    features = answer.get("features") if isinstance(answer, dict) else None
    if not isinstance(features, list) or not all(isinstance(item, dict) for item in features):
        raise DeliveryRefused(
            _("{what}: het antwoord is JSON, maar geen lijst van gebieden ('features').").format(what=request.what)
        )
    return features


def _own(features: list[Feature], gemeente: str) -> list[tuple[dict[str, Any], Any]]:
    """Properties and geometry of the municipality's own land features, whatever the server's filter did."""
    pairs = [(feature.get("properties") or {}, feature.get("geometry")) for feature in features]
    return [
        (properties, shape)
        for properties, shape in pairs
        if properties.get("gemeentecode") == gemeente and properties.get("water", LAND) == LAND
    ]


def _frame(features: list[tuple[dict[str, Any], Any]], year: int) -> gpd.GeoDataFrame:
    """Attributes and shapes. Key figures on the map are not read: they come from the tables."""
    columns = ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentenaam")
    rows = [{name: str(p.get(name) or "") for name in columns} for p, _shape in features]
    unnamed = sum(not row["buurtcode"] for row in rows)
    if unnamed:
        raise DeliveryRefused(
            _("Grenzen {year}: {count} gebieden hebben geen veld buurtcode; gevonden: {fields}.").format(
                year=year, count=unnamed, fields=", ".join(sorted(features[0][0]))
            )
        )
    try:
        shapes = [shapely.geometry.shape(shape) for _properties, shape in features]
    except (ShapelyError, AttributeError, KeyError, TypeError, ValueError) as error:
        text = _("Grenzen {year}: een vlak is niet te lezen ({error}).")
        raise DeliveryRefused(text.format(year=year, error=error)) from error
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS)
