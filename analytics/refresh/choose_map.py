"""Maps of buurten among the files, and which of them to use: never more than one, never put together."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from analytics.errors import DeliveryRefused
from analytics.formatting import count
from analytics.language import _
from analytics.refresh.boundaries import column, year_in
from analytics.refresh.reading import MapFile, NotATable, Unreadable


@dataclass(frozen=True)
class BuurtMap:
    """A map with a buurt per row. `codes`: the buurt code of each row. `year`: of the division, where it is known."""

    file: MapFile
    codes: pd.Series
    year: int | None

    def count(self, gemeente: str) -> int:
        """How many buurten of the municipality are on it."""
        return int(self._own(gemeente).sum())

    def municipalities(self) -> set[str]:
        """Every municipality with a buurt on the map."""
        return {f"GM{code[2:6]}" for code in self.codes.unique() if code.startswith("BU")}

    def _own(self, gemeente: str) -> pd.Series:
        return self.codes.str.startswith(f"BU{gemeente[2:]}")

    def shapes(self, gemeente: str) -> gpd.GeoDataFrame:
        """The rows of one municipality, in the file's own coordinates. Raises DeliveryRefused."""
        own = self._own(gemeente)
        chosen = [shape for shape, keep in zip(self.file.shapes, own, strict=True) if keep]
        try:
            return gpd.GeoDataFrame(
                self.file.rows[own].reset_index(drop=True), geometry=_geometry(chosen), crs=self.file.crs
            )
        except (ShapelyError, CRSError, AttributeError, KeyError, TypeError, ValueError) as error:
            text = _("{file}: een vlak of het coördinatenstelsel is niet te lezen ({reason}).")
            problem = text.format(file=self.file.name, reason=str(error).splitlines()[0])
            raise DeliveryRefused(_("De grenzen zijn niet te gebruiken."), [problem]) from error


def _geometry(shapes: list[Any]) -> list[Any]:
    if shapes and isinstance(shapes[0], bytes):
        return list(shapely.from_wkb(shapes))
    return [shapely.geometry.shape(shape) for shape in shapes]


def as_buurt_map(file: MapFile) -> BuurtMap:
    """The file as a map of buurten. Raises NotATable when it has something else, Unreadable when codes are wrong."""
    name = column([str(name) for name in file.rows.columns], "buurtcode")
    if name is None:
        raise NotATable(_("een kaart zonder buurten (geen kolom buurtcode); wijken worden opgebouwd uit buurten"))
    codes = file.rows[name].astype("object").where(file.rows[name].notna(), "").astype("str").str.strip()
    if not codes.str.startswith("BU").any():
        raise NotATable(_("een kaart van iets anders dan buurten"))
    wrong = codes[codes.str.startswith("BU") & ~codes.str.fullmatch(r"BU\d{4}[0-9A-Z]{4}")]
    if len(wrong):
        text = _("{file}: {code!r} is geen buurtcode (BU en acht tekens; vlak {row}).")
        raise Unreadable([text.format(file=file.name, code=wrong.iloc[0], row=int(wrong.index[0]) + 1)])
    return BuurtMap(file, codes, _year(file))


def _year(file: MapFile) -> int | None:
    if "jaar" in file.rows:
        years = set(file.rows["jaar"].dropna().astype("str"))
        if len(years) == 1:
            return year_in(years.pop())
    return year_in(file.name.rsplit("/", 1)[-1].replace("_", " "))


def best_map(maps: dict[str, BuurtMap], gemeente: str, codes: set[str]) -> tuple[str, str]:
    """The name of the map to use, and a note when there was a choice.

    First the one that fits the codes in the figures best, then the most buurten, the most points, the most names.
    """
    scores = {name: _score(map_, gemeente, codes) for name, map_ in maps.items() if map_.count(gemeente)}
    if not scores:
        text = _("Er zijn geen grenzen van buurten van {code} bij. Voeg een GeoJSON of GeoParquet met buurten toe.")
        raise DeliveryRefused(text.format(code=gemeente))
    best = max(sorted(scores), key=lambda name: scores[name])  # of equals the first by name
    others = sorted(set(scores) - {best})
    if not others:
        return best, ""
    text = _("Grenzen uit {file}: {buurten} buurten, {points} punten. Niet gebruikt: {others}.")
    listed = "; ".join(
        _("{file} ({buurten} buurten, {points} punten)").format(
            file=name, buurten=scores[name][1], points=count(scores[name][2])
        )
        for name in others
    )
    return best, text.format(file=best, buurten=scores[best][1], points=count(scores[best][2]), others=listed)


def _score(map_: BuurtMap, gemeente: str, codes: set[str]) -> tuple[int, int, int, int]:
    shapes = map_.shapes(gemeente)
    own = set(map_.codes[map_.codes.str.startswith(f"BU{gemeente[2:]}")])
    points = int(np.sum(shapely.get_num_coordinates(shapes.geometry.to_numpy())))
    names = column([str(name) for name in shapes.columns], "wijknaam")
    named = int(shapes[names].notna().sum()) if names is not None else 0
    return -len(codes - own), len(own), points, named
