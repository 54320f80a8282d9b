"""What a delivery must satisfy before it may be published; every problem found is one Dutch sentence.

First the structure (columns, types, boundaries), in memory; when that is sound the content, by the statements
in sql/checks, each of which returns the offending rows.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from analytics.contract import BOUNDARY_COLUMNS, TABLES, TOTALS, Delivery
from analytics.database import Database, areas_table
from analytics.errors import DeliveryRefused
from analytics.language import _

KINDS = Path(__file__).parent.parent / "definitions" / "soorten.csv"
PATIENCE = 600.0  # seconds per check: nobody waits for a page, and a whole country may be checked
SHOWN = 5  # offending rows named per check; the rest is counted
NETHERLANDS = (3.0, 50.5, 7.5, 54.0)  # lon, lat; swapped axes or grid metres fall outside

POLYGONS = (3, 6)  # type numbers of Polygon and MultiPolygon


@dataclass(frozen=True)
class Check:
    """One statement in sql/checks, the parameters it takes, and the sentence for each row it returns."""

    name: str
    sentence: str
    params: tuple[str, ...] = ()


CHECKS = (
    Check(
        "unknown_areas",
        _("{tabel}: gebied {gebied} staat niet in de grenzen (rijen: {rijen})."),
    ),
    Check(
        "area_kinds",
        _("{tabel}: gebied {gebied} past niet bij het soort gebied '{soort_gebied}' (rijen: {rijen})."),
        ("gemeente",),
    ),
    Check(
        "unknown_kinds",
        _("{tabel}: soort {soort} is onbekend (rijen: {rijen}). Voeg haar toe aan definitions/soorten.csv."),
        ("soorten",),
    ),
    Check(
        "unknown_sources",
        _("{tabel}: bron {bron} is niet beschreven (rijen: {rijen})."),
        ("bronnen",),
    ),
    Check(
        "impossible_values",
        _("{tabel}: {kolom} van {gebied} is {waarde:g}; dat kan niet (rijen: {rijen})."),
    ),
    Check(
        "survey_intervals",
        _("enquete: {vraag} van {gebied} in {jaar} is {waarde:g}, buiten {ondergrens:g} tot {bovengrens:g}."),
    ),
    Check(
        "duplicates",
        _("{tabel}: {rijen} keer hetzelfde: {sleutel}."),
    ),
    Check(
        "overlapping_periods",
        _("registraties: {gebied} ({soort_gebied}), soort {soort}: {van} tot {tot} overlapt een andere periode."),
    ),
    Check(
        "coverage_units",
        _("dekking: {gebied}, soort {soort}, {van} tot {tot}: geen hele periodes ({stap}, {status})."),
    ),
    Check(
        "coverage_overlap",
        _("dekking: {gebied} ({soort_gebied}), soort {soort}: {van} tot {tot} is al eerder genoemd."),
    ),
    Check(
        "outside_coverage",
        _(
            "registraties: {gebied} ({soort_gebied}), soort {soort}, {van} tot {tot} valt buiten de dekking "
            "(rijen: {rijen})."
        ),
    ),
    Check(
        "totals_below_parts",
        _(
            "registraties: {gebied} ({soort_gebied}), {van} tot {tot}: totaal {totaal} is {totaal_aantal}, "
            "minder dan de som van zijn soorten, {delen_aantal}."
        ),
        ("onderdelen", "totalen"),
    ),
    Check(
        "future",
        _("{tabel}: {periode} is nog niet voorbij (rijen: {rijen})."),
        ("vandaag",),
    ),
)


def structure_problems(delivery: Delivery) -> list[str]:
    """Problems with tables, columns and boundaries; none means that the content can be read."""
    found = []
    for name, schema in TABLES.items():
        found += _table_problems(name, delivery.tables.get(name), schema)
    return found + _boundary_problems(delivery)


def refuse(found: list[str]) -> None:
    """Raise DeliveryRefused with these problems, when there are any."""
    if found:
        raise DeliveryRefused(_("De levering is geweigerd; er is niets gepubliceerd. Gevonden:"), found)


def problems(delivery: Delivery, *, today: date) -> list[str]:
    """Every problem of a delivery in memory; those of the content only when the structure is sound."""
    return structure_problems(delivery) or content_problems(
        in_memory(delivery), gemeente=delivery.gemeente, bronnen=delivery.bronnen, today=today
    )


def in_memory(delivery: Delivery) -> Database:
    """A delivery of sound structure as a database, before anything is written."""
    return Database(delivery.tables, areas_table(delivery.boundaries.to_dict("records")), time_limit=PATIENCE)


def content_problems(database: Database, *, gemeente: str, bronnen: Iterable[str], today: date) -> list[str]:
    """Problems with the rows themselves, in the order of CHECKS."""
    kinds = {row["soort"]: row["rubriek"] for row in _kinds()}
    parts = {kind: TOTALS[rubriek == "overlast"] for kind, rubriek in kinds.items() if kind not in TOTALS}
    known: dict[str, Any] = {
        "gemeente": gemeente,
        "bronnen": sorted(bronnen),
        "soorten": list(kinds),
        "onderdelen": list(parts),
        "totalen": list(parts.values()),
        "vandaag": today,
    }
    found = []
    for check in CHECKS:
        rows = database.run(f"checks/{check.name}", **{name: known[name] for name in check.params})
        found += _sentences(rows, check.sentence)
    return found


def _sentences(rows: pd.DataFrame, sentence: str) -> list[str]:
    shown: list[dict[str, Any]] = [dict(zip(rows.columns, row, strict=True)) for row in rows.head(SHOWN).to_numpy()]
    named = [sentence.format(**row) for row in shown]
    more = len(rows) - SHOWN
    return named if more <= 0 else [*named, _("... en nog {more} van deze soort.").format(more=more)]


@cache
def _kinds() -> tuple[dict[str, str], ...]:
    with KINDS.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def _table_problems(name: str, table: pa.Table | None, schema: pa.Schema) -> list[str]:
    if table is None:
        return [_("{name}: de tabel ontbreekt.").format(name=name)]
    problems = _difference(name, table.schema.names, schema.names)
    for field in schema:
        if field.name in table.schema.names:
            problems += _column_problems(name, field, table[field.name])
    return problems


def _column_problems(name: str, field: pa.Field, column: pa.ChunkedArray) -> list[str]:
    if column.type != field.type:
        return [
            _("{name}: kolom {column} is {found} in plaats van {expected}.").format(
                name=name, column=field.name, found=column.type, expected=field.type
            )
        ]
    if not field.nullable and column.null_count:
        return [
            _("{name}: kolom {column} is leeg in {rows} rijen.").format(
                name=name, column=field.name, rows=column.null_count
            )
        ]
    return []


def _difference(name: str, found: Sequence[str], expected: Sequence[str]) -> list[str]:
    missing = [column for column in expected if column not in found]
    extra = [column for column in found if column not in expected]
    problems = [_("{name}: kolom {column} ontbreekt.").format(name=name, column=column) for column in missing]
    problems += [_("{name}: onbekende kolom {column}.").format(name=name, column=column) for column in extra]
    if not problems and list(found) != list(expected):
        problems.append(_("{name}: de kolommen staan in een andere volgorde.").format(name=name))
    return problems


def _boundary_problems(delivery: Delivery) -> list[str]:
    if not re.fullmatch(r"GM\d{4}", delivery.gemeente):
        return [_("{code} is geen gemeentecode (GM en vier cijfers).").format(code=delivery.gemeente)]
    boundaries = delivery.boundaries
    if not isinstance(boundaries, gpd.GeoDataFrame) or boundaries.empty:
        return [_("grenzen: er zijn geen buurten.")]
    found = [column for column in boundaries.columns if column != boundaries.active_geometry_name]
    problems = _difference(_("grenzen"), sorted(found), sorted(BOUNDARY_COLUMNS))
    if boundaries.crs is None or boundaries.crs.to_epsg() != 4326:
        problems.append(_("grenzen: het coördinatenstelsel is niet EPSG:4326."))
    return problems or [*_code_problems(boundaries, delivery.gemeente), *_shape_problems(boundaries)]


def _code_problems(boundaries: gpd.GeoDataFrame, gemeente: str) -> list[str]:
    wrong = {
        _("grenzen: {codes} is geen buurtcode (BU en acht cijfers of hoofdletters)."): _mismatch(
            boundaries["buurtcode"], r"BU[0-9A-Z]{8}"
        ),
        _("grenzen: {codes} is geen wijkcode (WK en zes cijfers of hoofdletters)."): _mismatch(
            boundaries["wijkcode"], r"WK[0-9A-Z]{6}"
        ),
        _("grenzen: {codes} is niet de gemeente van deze levering."): _mismatch(boundaries["gemeentecode"], gemeente),
        _("grenzen: buurt {codes} staat er meer dan eens in."): boundaries["buurtcode"][
            boundaries["buurtcode"].duplicated()
        ],
        _("grenzen: buurt {codes} heeft geen naam."): boundaries["buurtcode"][
            ~boundaries["buurtnaam"].astype("str").str.strip().astype(bool) | boundaries["buurtnaam"].isna()
        ],
        _("grenzen: wijk {codes} heeft meer dan één naam."): _several_names(boundaries),
    }
    return [sentence.format(codes=_listed(codes)) for sentence, codes in wrong.items() if len(codes)]


def _mismatch(codes: pd.Series, pattern: str) -> pd.Series:
    return codes[~codes.astype("str").str.fullmatch(pattern) | codes.isna()]


def _several_names(boundaries: gpd.GeoDataFrame) -> pd.Series:
    pairs = boundaries[["wijkcode", "wijknaam"]].drop_duplicates()
    return pd.Series(pairs["wijkcode"][pairs["wijkcode"].duplicated()])


def _shape_problems(boundaries: gpd.GeoDataFrame) -> list[str]:
    codes, shapes = boundaries["buurtcode"].to_numpy(), boundaries.geometry.to_numpy()
    usable = ~shapely.is_empty(shapes) & np.isin(shapely.get_type_id(shapes), POLYGONS)
    valid = shapely.is_valid(shapes)
    bounds = shapely.bounds(shapes)
    left, bottom, right, top = NETHERLANDS
    inside = np.all((bounds >= (left, bottom, left, bottom)) & (bounds <= (right, top, right, top)), axis=1)
    wrong = {
        _("grenzen: buurt {codes} heeft geen vlak."): codes[~usable],
        _("grenzen: het vlak van buurt {codes} snijdt zichzelf."): codes[usable & ~valid],
        _("grenzen: buurt {codes} ligt buiten Nederland (lengte- en breedtegraad verwisseld?)."): codes[
            usable & ~inside
        ],
    }
    return [sentence.format(codes=_listed(rows)) for sentence, rows in wrong.items() if len(rows)]


def _listed(codes: Iterable[Any]) -> str:
    unique = [code if isinstance(code, str) else _("(leeg)") for code in dict.fromkeys(codes)]
    more = len(unique) - SHOWN
    text = ", ".join(unique[:SHOWN])
    return text if more <= 0 else _("{text} en nog {more}").format(text=text, more=more)
