"""A small city to measure: rows with defaults, so that a test names only what it is about.

`publish(folder, registraties=[{"aantal": 7}], ...)` gives a whole snapshot on disk; `make_delivery` only the delivery.
Three buurten lie in two wijken: Binnenstad and Jekerkwartier in Centrum, Wolder alone in Zuidwest.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow as pa
import shapely

from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.contract import BOUNDARY_COLUMNS, TABLES, Bron, Delivery
from analytics.indicators import Indicator
from analytics.measures import Selection
from analytics.periods import Stap
from analytics.refresh.publish import write_files
from analytics.snapshots import CURRENT, PREFIX, Snapshot
from analytics.tables import Table, payload

Row = dict[str, Any]

STAD = "GM0935"
BINNENSTAD, JEKERKWARTIER, WOLDER = BUURTCODES = ("BU09350001", "BU09350002", "BU09350101")
CENTRUM, ZUIDWEST = "WK093500", "WK093501"
ELDERS = "GM0758"  # a reference municipality
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

BUURTEN = (
    (BINNENSTAD, "Binnenstad", CENTRUM, "Wijk 00 Centrum", STAD, "Maastricht"),
    (JEKERKWARTIER, "Jekerkwartier", CENTRUM, "Wijk 00 Centrum", STAD, "Maastricht"),
    (WOLDER, "Wolder", ZUIDWEST, "Wijk 01 Zuidwest", STAD, "Maastricht"),
)

DEFAULTS: dict[str, Row] = {
    "registraties": {
        "gebied": BINNENSTAD,
        "soort_gebied": "buurt",
        "van": date(2025, 3, 1),
        "tot": date(2025, 4, 1),
        "uur": None,
        "uur_tot": None,
        "straat": None,
        "soort": "1.1.1",
        "aantal": 3,
        "bron": "politie",
    },
    "dekking": {
        "gebied": STAD,
        "soort_gebied": "buurt",
        "soort": "1.1.1",
        "stap": "maand",
        "van": date(2025, 1, 1),
        "tot": date(2026, 1, 1),
        "status": "definitief",
        "bron": "politie",
    },
    "enquete": {
        "gebied": BINNENSTAD,
        "jaar": 2025,
        "vraag": "onveilig_buurt",
        "waarde": 20.0,
        "ondergrens": 15.0,
        "bovengrens": 25.0,
        "standaardfout": 2.5,
        "n": 80,
        "bron": "enquete",
        "methode": "vm-2021",
    },
    "kerncijfers": {"gebied": BINNENSTAD, "jaar": 2025, "kenmerk": "inwoners", "waarde": 1000.0, "bron": "cbs"},
    "straten": {"gebied": BINNENSTAD, "straat": "Dorpsstraat", "lon": 5.685, "lat": 50.845},
    "standen": {
        "peildatum": date(2025, 12, 15),
        "gebied": STAD,
        "soort": "1.1.1",
        "maand": date(2025, 11, 1),
        "aantal": 3,
    },
}

BRONNEN = {
    "politie": Bron(titel="Geregistreerde misdrijven", uitgever="Politie", licentie="CC BY 4.0", tabel="47022NED"),
    "cbs": Bron(titel="Kerncijfers", uitgever="CBS", licentie="CC BY 4.0", tabel="85984NED"),
    "enquete": Bron(titel="Veiligheidsmonitor", uitgever="CBS", licentie="CC BY 4.0"),
}


def rows(table: str, changed: Iterable[Row] = ()) -> list[Row]:
    """Rows of a table that differ from the default as given."""
    return [DEFAULTS[table] | row for row in changed]


def tables(**changed: Iterable[Row]) -> dict[str, pa.Table]:
    """All tables of the contract; those not named are empty."""
    return {
        name: pa.Table.from_pylist(rows(name, changed.get(name, ())), schema=schema) for name, schema in TABLES.items()
    }


def boundaries(buurten: Sequence[tuple[str, ...]] = BUURTEN) -> gpd.GeoDataFrame:
    """Square buurten side by side."""
    columns = dict(zip(BOUNDARY_COLUMNS, map(list, zip(*buurten, strict=True)), strict=True))
    shapes = [shapely.box(5.68 + 0.01 * i, 50.84, 5.69 + 0.01 * i, 50.85) for i in range(len(buurten))]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326)


def make_delivery(
    *, buurten: Sequence[tuple[str, ...]] = BUURTEN, fields: dict[str, Any] | None = None, **changed: Iterable[Row]
) -> Delivery:
    """A delivery of just these rows; `fields` replaces fields of Delivery."""
    chosen: dict[str, Any] = {
        "gemeente": STAD,
        "gemeentenaam": "Maastricht",
        "tables": tables(**changed),
        "boundaries": boundaries(buurten),
        "bronnen": BRONNEN,
    }
    return Delivery(**(chosen | (fields or {})))


def publish(folder: Path, *, name: str = "toets", **what: Any) -> Snapshot:
    """A snapshot of just these rows in `folder`, the live one of that root. `what`: see make_delivery."""
    target = folder / f"{PREFIX}{name}"
    write_files(make_delivery(**what), target, snapshot_id=name, made=NOW, by="toets", reason="")
    (folder / CURRENT).write_text(f"{target.name}\n", encoding="ascii")
    return Snapshot(name, target)


def month(year: int, number: int) -> Row:
    """The columns van and tot of one month."""
    return {"van": date(year, number, 1), "tot": date(year + number // 12, number % 12 + 1, 1)}


def year(number: int) -> Row:
    """The columns van and tot of one year."""
    return {"van": date(number, 1, 1), "tot": date(number + 1, 1, 1)}


def burglaries(**changed: Any) -> Indicator:
    """An indicator of one kind, per 1.000 inhabitants."""
    fields: Row = {
        "id": "proef",
        "titel": "Proefinbraken",
        "enkelvoud": "proefinbraak",
        "meervoud": "proefinbraken",
        "thema": "1.3",
        "groepen": ["hic"],
        "richting": "lager_is_beter",
        "decimalen": 1,
        "gevoelig": True,
        "teller": {"bron": "registraties", "soorten": ["1.1.1"]},
        "noemer": {"van": "inwoners", "per": 1000},
    }
    return Indicator.model_validate(fields | changed)


def question(**changed: Any) -> Indicator:
    """An indicator of one survey question."""
    fields: Row = {
        "id": "vraag",
        "titel": "Voelt zich onveilig",
        "omschrijving": "voelt zich onveilig",
        "thema": "1.4",
        "groepen": ["beleving"],
        "richting": "lager_is_beter",
        "decimalen": 1,
        "gevoelig": False,
        "teller": {"bron": "enquete", "vraag": "onveilig_buurt", "eenheid": "%"},
    }
    return Indicator.model_validate(fields | changed)


def ask(snapshot: Snapshot, **changed: Any) -> Selection:
    """The year 2025 as a whole per buurt, unless said otherwise."""
    fields: Row = {
        "snapshot": snapshot,
        "toegang": Toegang.VOLLEDIG,
        "niveau": Niveau.BUURT,
        "van": date(2025, 1, 1),
        "tot": date(2026, 1, 1),
        "stap": Stap.JAAR,
    }
    return Selection(**(fields | changed))


def steady_months(
    folder: Path,
    *,
    van: date = date(2023, 1, 1),
    kinds: Sequence[str] = ("0.0.0", "1.1.1", "1.4.6", "1.4.7"),
    counts: Sequence[int] = (20, 20, 20),
    **what: Any,
) -> Snapshot:
    """Months of 2023, 2024 and 2025: of every kind as many in each month and buurt as `counts` says per year."""
    filled = [
        month(2023 + i, number) | {"soort": kind, "aantal": count, "gebied": code}
        for kind in kinds
        for i, count in enumerate(counts)
        for number in range(1, 13)
        for code in BUURTCODES
        if count and date(2023 + i, number, 1) >= van
    ]
    known = [{"soort": kind, "van": van} for kind in kinds]
    people = [{"gebied": code} for code in BUURTCODES]
    return publish(folder, **{"registraties": filled, "dekking": known, "kerncijfers": people} | what)


def cells(table: Table) -> dict[str, dict[str, dict[str, Any]]]:
    """The cells of a table as the screen gets them, by row and column."""
    drawn = payload(table)
    return {row["id"]: row["cells"] for row in (*drawn["rows"], *drawn["footer"])}
