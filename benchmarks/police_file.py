"""How long a police file of two million rows takes to be checked and published, and how much memory it needs.

`python -m benchmarks.police_file [ROWS]`.

The file is made up, the same every time: twelve columns as the first worked example has them, two years,
forty-four buurten.
"""

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from analytics.contract import BOUNDARY_COLUMNS, TABLES, Bron, Delivery
from analytics.refresh.incoming import Kind, accept, propose
from analytics.refresh.parts import Delivered
from analytics.refresh.police.mapping import every_kind
from analytics.refresh.publish import publish

ROWS = 2_000_000
CITY = "GM0935"
BEFORE, NOW = datetime(2023, 1, 15, tzinfo=UTC), datetime(2025, 1, 15, tzinfo=UTC)
CODES = [f"BU0935{number:04}" for number in range(44)]
MAPPING = """
titel = "Proef"
uitgever = "Politie"
licentie = "Alleen voor intern gebruik"
decimaal = ","
soorten = ["misdrijf", "overlast"]
totaal = ["misdrijf", "overlast"]
weg = ["District", "Poging", "Gemeente", "Basisteam"]
[velden.nummer]
kolom = "Nummer"
[velden.soort]
kolom = "Soort"
[velden.begin]
kolom = "Begin"
vorm = "%d-%m-%Y %H:%M"
[velden.eind]
kolom = "Eind"
vorm = "%d-%m-%Y %H:%M"
[velden.plaats]
x = "X"
y = "Y"
stelsel = "RD"
[velden.straat]
kolom = "Straat"
[velden.buurt]
kolom = "Buurt"
"""


def make(path: Path, rows: int) -> None:
    """The file: `rows` incidents in two years."""
    chance = np.random.default_rng(20251231)
    begin = pd.Timestamp("2023-01-01") + pd.to_timedelta(chance.integers(0, 730 * 24 * 60, rows), unit="min")
    long = np.where(chance.random(rows) < 0.3, chance.integers(60, 3 * 24 * 60, rows), chance.integers(0, 20, rows))
    end = begin + pd.to_timedelta(long, unit="min")
    area = chance.integers(0, len(CODES), rows)
    streets = [f"{first}{last}" for first in map(chr, range(65, 91)) for last in ("straat", "weg", "laan", "plein")]
    pd.DataFrame(
        {
            "Nummer": np.char.add("PL", (2_023_000_000 + chance.permutation(rows)).astype("str")),
            "Soort": chance.choice(sorted(every_kind()), rows),
            "Begin": begin.strftime("%d-%m-%Y %H:%M"),
            "Eind": end.strftime("%d-%m-%Y %H:%M"),
            "Buurt": np.array(CODES)[area],
            "Straat": chance.choice(streets, rows),
            "X": _metres(170_000 + 1000.0 * (area % 8) + chance.integers(1, 999, rows)),
            "Y": _metres(315_000 + 1000.0 * (area // 8) + chance.integers(1, 999, rows)),
            "District": "Zuid",
            "Poging": chance.choice(["ja", "nee"], rows),
            "Gemeente": "Proefstad",
            "Basisteam": "Midden",
        }
    ).to_csv(path, sep=";", index=False, encoding="cp1252")


def _metres(values: np.ndarray) -> pd.Series:
    return pd.Series(values).map("{:.1f}".format).str.replace(".", ",")


def live(root: Path) -> None:
    """What is live before: buurten of a kilometre square, eight in a row, and the month before the file."""
    shapes = [
        shapely.box(x := 170_000 + 1000 * (i % 8), y := 315_000 + 1000 * (i // 8), x + 1000, y + 1000)
        for i in range(44)
    ]
    names = [CODES, CODES, ["WK093500"] * 44, ["Wijk"] * 44, [CITY] * 44, ["Proefstad"] * 44]
    columns = dict(zip(BOUNDARY_COLUMNS, names, strict=True))
    boundaries = gpd.GeoDataFrame(columns, geometry=shapes, crs=28992).to_crs(4326)
    month = {"van": date(2022, 12, 1), "tot": date(2023, 1, 1), "soort_gebied": "buurt", "soort": "1.1.1", "bron": "b"}
    rows = {
        "registraties": [month | {"gebied": CODES[0], "aantal": 3}],
        "dekking": [month | {"gebied": CITY, "stap": "maand", "status": "definitief"}],
    }
    tables = {name: pa.Table.from_pylist(rows.get(name, []), schema=schema) for name, schema in TABLES.items()}
    bronnen = {"b": Bron(titel="Begin", uitgever="Politie", licentie="")}
    publish(Delivery(CITY, "Proefstad", tables, boundaries, bronnen), root, by="proef", reason="begin", now=BEFORE)


def measure(root: Path) -> None:
    """Check and publish the file in this process and print time and peak memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    start = time.perf_counter()
    files = [Delivered("proef.csv", root / "proef.csv")]
    proposal = propose(Kind.POLITIE, files, root, mapping="proef", now=NOW, progress=_told(start))
    for one in proposal.report.findings:
        print(f"  {one.ernst}: {one.sentence}")
    snapshot = accept(proposal, root, by="proef", reason="meting van de snelheid", now=NOW)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    rows = snapshot.manifest().bestanden["registraties.parquet"].rijen
    print(
        f"{took:.1f} s ({time.process_time():.1f} s of processor), peak {peak:.0f} MB ({before:.0f} MB before), "
        f"{rows} rows of registrations"
    )


def _told(start: float):
    return lambda share, text: print(f"  {time.perf_counter() - start:5.1f} s {share:4.0%} {text}")


def main() -> None:
    """Make the file and measure, each in a process of its own: a child begins with the peak memory of its parent."""
    rows = sys.argv[1] if len(sys.argv) > 1 else str(ROWS)
    with tempfile.TemporaryDirectory() as folder:
        for step in (("--make", folder, rows), ("--measure", folder)):
            subprocess.run([sys.executable, "-m", "benchmarks.police_file", *step], check=True)


def step(name: str, folder: Path, rows: int) -> None:
    """One of the two steps, in this process."""
    if name == "--measure":
        measure(folder)
        return
    live(folder)
    (folder / "leveranciers").mkdir()
    (folder / "leveranciers" / "proef.toml").write_text(MAPPING, encoding="utf-8")
    make(folder / "proef.csv", rows)
    print(f"{rows} rows, {(folder / 'proef.csv').stat().st_size / 1e6:.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] in (["--make"], ["--measure"]):
        step(sys.argv[1], Path(sys.argv[2]), int((*sys.argv, "0", "0")[3]))
    else:
        main()
