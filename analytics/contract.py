"""The data contract: which files a snapshot holds, with which columns, and what its manifest says.

Everything that reads or writes a snapshot uses these names; nothing else in the project spells a column type.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = 2

# One row = a number of registrations of one kind in one area in one period [van, tot), as fine as the source gives
# it: a day, a month or a year. `soort_gebied`: 'buurt' (own municipality, BU code), 'onbekend' (own municipality, no
# buurt known, GM code), 'gemeente' (a whole municipality from a table per municipality, GM code; own and reference).
# Kinds are the police's codes, trimmed ('1.1.1', 'E35'); '0.0.0' is the published total of crimes and 'overlast'
# the published total of nuisance: totals are never summed with the rest. Zeros are left out: `dekking` tells
# zero from missing. Months and years of one (gebied, soort) never overlap; rows finer than a month may, because each
# is registrations of its own, but never beside a row of another source for the same month.
# `uur` is the wall-clock hour; with `uur_tot` the time is only known to lie between the begin of `uur` on the first
# day and the end of `uur_tot` on the last day of the period.
REGISTRATIES = pa.schema(
    [
        pa.field("gebied", pa.string(), nullable=False),
        pa.field("soort_gebied", pa.string(), nullable=False),
        pa.field("van", pa.date32(), nullable=False),
        pa.field("tot", pa.date32(), nullable=False),
        pa.field("uur", pa.int8()),
        pa.field("uur_tot", pa.int8()),
        pa.field("straat", pa.string()),
        pa.field("soort", pa.string(), nullable=False),
        pa.field("aantal", pa.int32(), nullable=False),
        pa.field("bron", pa.string(), nullable=False),
    ]
)

# What was delivered, so that an absent row can be read as zero. One row = kind `soort` is known for every area of
# `soort_gebied` in municipality `gebied` (GM code), over [van, tot), in units of `stap` ('maand' or 'jaar'; the range
# is a whole number of units). status: 'definitief' or 'voorlopig'. A row with a BU code in `gebied` and status
# 'ontbreekt' takes that one buurt out of the coverage of its municipality.
DEKKING = pa.schema(
    [
        pa.field("gebied", pa.string(), nullable=False),
        pa.field("soort_gebied", pa.string(), nullable=False),
        pa.field("soort", pa.string(), nullable=False),
        pa.field("stap", pa.string(), nullable=False),
        pa.field("van", pa.date32(), nullable=False),
        pa.field("tot", pa.date32(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("bron", pa.string(), nullable=False),
    ]
)

# Survey results, one row per area (BU, WK or GM code), year and question. Percentages 0-100, report marks 1-10.
# Values with different `methode` are never joined into one series. `standaardfout` in the unit of `waarde`.
ENQUETE = pa.schema(
    [
        pa.field("gebied", pa.string(), nullable=False),
        pa.field("jaar", pa.int16(), nullable=False),
        pa.field("vraag", pa.string(), nullable=False),
        pa.field("waarde", pa.float64()),
        pa.field("ondergrens", pa.float64()),
        pa.field("bovengrens", pa.float64()),
        pa.field("standaardfout", pa.float64()),
        pa.field("n", pa.int32()),
        pa.field("bron", pa.string(), nullable=False),
        pa.field("methode", pa.string(), nullable=False),
    ]
)

# Context and denominators on 1 January of `jaar`: kenmerk 'inwoners', 'huishoudens', 'woningen', ...
# Only BU rows for the own municipality (higher levels are sums) and GM rows for reference municipalities.
KERNCIJFERS = pa.schema(
    [
        pa.field("gebied", pa.string(), nullable=False),
        pa.field("jaar", pa.int16(), nullable=False),
        pa.field("kenmerk", pa.string(), nullable=False),
        pa.field("waarde", pa.float64()),
        pa.field("bron", pa.string(), nullable=False),
    ]
)

# A point per street name and buurt for the detail map (EPSG:4326). May be empty: open data knows no streets.
STRATEN = pa.schema(
    [
        pa.field("gebied", pa.string(), nullable=False),
        pa.field("straat", pa.string(), nullable=False),
        pa.field("lon", pa.float64(), nullable=False),
        pa.field("lat", pa.float64(), nullable=False),
    ]
)

# What was known before: the number of registrations of the own municipality in a month, as the snapshot that was live
# on `peildatum` had it. Zeros are there. Revisions and late registration are read from it.
STANDEN = pa.schema(
    [
        pa.field("peildatum", pa.date32(), nullable=False),
        pa.field("gebied", pa.string(), nullable=False),
        pa.field("soort", pa.string(), nullable=False),
        pa.field("maand", pa.date32(), nullable=False),
        pa.field("aantal", pa.int32(), nullable=False),
    ]
)

TABLES: dict[str, pa.Schema] = {
    "registraties": REGISTRATIES,
    "dekking": DEKKING,
    "enquete": ENQUETE,
    "kerncijfers": KERNCIJFERS,
    "straten": STRATEN,
    "standen": STANDEN,
}
TOTALS = ("0.0.0", "overlast")

BOUNDARIES_FILE = "buurten.geojson"  # EPSG:4326, one feature per buurt, with exactly these properties:
BOUNDARY_COLUMNS = ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam")
DISPLAY_MAP_FILE = "kaart.json"  # ready-made shapes for the screen, derived from the boundaries at publication
MANIFEST_FILE = "manifest.json"
SNAPSHOT_FILES = (*(f"{name}.parquet" for name in TABLES), BOUNDARIES_FILE, DISPLAY_MAP_FILE)


class Bron(BaseModel):
    """Where rows with this source key come from, as the page 'Over deze cijfers' and every source line show it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titel: str
    uitgever: str
    licentie: str
    tabel: str | None = None  # '47018NED'
    opgehaald: date | None = None
    van: date | None = None
    tot: date | None = None  # exclusive
    voorlopig_vanaf: date | None = None
    eigen: bool = False  # True: delivered to the municipality itself; a refresh of open data leaves its rows alone
    verzonnen: bool = False  # True: made up for the sample
    toelichting: str = ""


class Bestand(BaseModel):
    """One file of the snapshot: its size and fingerprint; `rijen` is None for files that are not tables."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rijen: int | None
    bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a snapshot is and where it came from; the last file written, and the proof that the rest is whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_versie: int = SCHEMA_VERSION
    id: str
    gemaakt: datetime
    door: str
    reden: str = ""
    voorbeeld: bool
    grenzen: Literal["officieel", "schematisch"]
    gemeente: str  # GM code
    gemeentenaam: str
    bestanden: dict[str, Bestand]
    bronnen: dict[str, Bron]
    meldingen: list[str] = Field(default_factory=list)  # what the refresh noticed and did, shown on 'Over deze cijfers'
    aanvaard: list[str] = Field(default_factory=list)  # warnings that whoever published accepted, for `reden`
    zegel: str = ""  # sha256 of this manifest with the seal left empty: no byte of it changes unnoticed


@dataclass
class Delivery:
    """Everything a snapshot is made of, in memory and not yet published.

    `tables`: one pyarrow table per name in TABLES, with exactly that schema. `boundaries`: a GeoDataFrame in EPSG:4326
    with BOUNDARY_COLUMNS and geometry. `aanvaard`: warnings that were accepted. `raw`: file name -> bytes of the
    answers it was built from.
    """

    gemeente: str
    gemeentenaam: str
    tables: dict[str, pa.Table]
    boundaries: Any
    bronnen: dict[str, Bron]
    voorbeeld: bool = False
    grenzen: Literal["officieel", "schematisch"] = "officieel"
    meldingen: list[str] = field(default_factory=list)
    aanvaard: list[str] = field(default_factory=list)
    raw: dict[str, bytes] = field(default_factory=dict)
