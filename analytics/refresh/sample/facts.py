"""Read the facts and the made-up parameters of the sample from analytics/definitions (files voorbeeld*, feiten/*)."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import analytics

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DEFINITIONS = Path(analytics.__file__).parent / "definitions"
FIRST_YEAR = 2012
MONTHS = 14 * 12  # January 2012 up to and including December 2025
_START = np.datetime64("2012-01", "M")


@lru_cache(maxsize=1)
def parameters() -> dict[str, Any]:
    """Everything in voorbeeld.toml."""
    return tomllib.loads((DEFINITIONS / "voorbeeld.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def buurten() -> pd.DataFrame:
    """The 44 buurten in code order: published facts beside made-up characteristics. Cached: do not change it."""
    facts = pd.read_csv(DEFINITIONS / "feiten" / "maastricht_buurten.csv")
    made_up = pd.read_csv(DEFINITIONS / "voorbeeld_buurten.csv", sep=";")
    return facts.merge(made_up, on="buurtcode", validate="1:1").sort_values("buurtcode", ignore_index=True)


@lru_cache(maxsize=1)
def kinds() -> pd.DataFrame:
    """Every police kind that is not a total, in the order of soorten.csv, with how the sample makes it up.

    Columns of soorten.csv (`rubriek`, `verborgen` as a boolean) and of voorbeeld_soorten.csv.
    """
    known = pd.read_csv(DEFINITIONS / "soorten.csv", dtype=str)
    known["verborgen"] = known["verborgen_per_buurt"] == "ja"
    made_up = pd.read_csv(DEFINITIONS / "voorbeeld_soorten.csv", sep=";", dtype={"soort": str})
    return known[known["totaal"] == "nee"].merge(made_up, on="soort", validate="1:1").reset_index(drop=True)


def reference_municipalities() -> pd.DataFrame:
    """The reference municipalities with made-up size and level, in code order."""
    table = pd.read_csv(DEFINITIONS / "voorbeeld_gemeenten.csv", sep=";")
    return table.sort_values("gemeente", ignore_index=True)


def generator(purpose: str) -> np.random.Generator:
    """Random numbers for one purpose: a change in one part of the sample leaves the other parts as they were."""
    return np.random.default_rng([parameters()["zaad"], *purpose.encode()])


def month_index(month: str) -> int:
    """'2012-01' is 0, '2025-12' is 167."""
    return int((np.datetime64(month, "M") - _START).astype(int))


def month_starts() -> npt.NDArray[np.datetime64]:
    """First day of each of the months of the sample and of the month after it, so length MONTHS + 1."""
    return (_START + np.arange(MONTHS + 1)).astype("datetime64[D]")


def interpolate(anchors: dict[int, float], years: Ints) -> Floats:
    """A straight line between made-up values per year."""
    known = sorted(anchors)
    return np.interp(years, known, [anchors[year] for year in known]).astype(np.float64)


def round_to_sum(values: Floats, total: int, step: int = 1) -> Ints:
    """Whole multiples of `step` near `values` (scaled) that add up to `total`, by largest remainder."""
    if values.sum() == 0:
        return np.zeros(len(values), dtype=np.int64)
    wanted = values / values.sum() * (total / step)
    whole = np.floor(wanted).astype(np.int64)
    missing = round(total / step) - int(whole.sum())
    largest = np.argsort(whole - wanted, kind="stable")[:missing]
    whole[largest] += 1
    return np.asarray(whole * step)
