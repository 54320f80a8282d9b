"""Read the facts and the made-up parameters of a sample from analytics/definitions (folders voorbeeld/ and feiten/).

Which municipality it is about: `about(code)`; outside of it the one of the settings.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

import analytics
from analytics.errors import NotFound
from analytics.language import _
from analytics.settings import settings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
P = ParamSpec("P")
R = TypeVar("R")

DEFINITIONS = Path(analytics.__file__).parent / "definitions"
FIRST_YEAR = 2012
MONTHS = 14 * 12  # January 2012 up to and including December 2025
_REFERENCE_TYPES = {
    "inwoners_2012": int,
    "inwoners_2025": int,
    "huishouden": float,
    "misdrijven": float,
    "overlast": float,
}
_START = np.datetime64("2012-01", "M")
_about: ContextVar[str | None] = ContextVar("municipality of the sample", default=None)


@contextmanager
def about(gemeente: str) -> Iterator[None]:
    """Within it all is about this municipality (GM code). Raises NotFound when no sample of it is described."""
    token = _about.set(gemeente)
    try:
        made_up()
        yield
    finally:
        _about.reset(token)


def municipality() -> str:
    """The municipality (GM code) the sample is about."""
    return _about.get() or settings().gemeente


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Cache the answers of a function per municipality. They are shared: do not change them."""

    answers: dict[tuple[object, ...], R] = {}

    @wraps(function)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        key = (municipality(), *args, *kwargs.items())
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        return answers[key]

    return ask


def made_up() -> Path:
    """Folder of what is made up for the municipality. Raises NotFound when there is no sample of it."""
    folder = DEFINITIONS / "voorbeeld" / municipality()
    if folder.is_dir():
        return folder
    known = ", ".join(sorted(path.name for path in folder.parent.iterdir() if path.is_dir()))
    raise NotFound(
        _("Van {code} is geen voorbeeld beschreven. Er zijn voorbeelden van: {known}.").format(
            code=municipality(), known=known
        )
    )


def facts() -> Path:
    """Folder of what was published about the municipality."""
    return DEFINITIONS / "feiten" / municipality()


@remembered
def parameters() -> dict[str, Any]:
    """What all samples share, and everything in the voorbeeld.toml of the municipality, which goes before it."""
    files = (DEFINITIONS / "voorbeeld" / "gemeenschappelijk.toml", made_up() / "voorbeeld.toml")
    shared, own = (tomllib.loads(path.read_text(encoding="utf-8")) for path in files)
    return shared | own


@remembered
def buurten() -> pd.DataFrame:
    """The buurten in code order: published facts beside made-up characteristics. Cached: do not change it.

    What is not in the facts of a municipality (inhabitants, area, point, total of 2023) is in what is made up.
    """
    published = pd.read_csv(facts() / "buurten.csv")
    characteristics = pd.read_csv(made_up() / "buurten.csv", sep=";")
    return published.merge(characteristics, on="buurtcode", validate="1:1").sort_values("buurtcode", ignore_index=True)


@remembered
def kinds() -> pd.DataFrame:
    """Every police kind that is not a total, in the order of soorten.csv, with how the sample makes it up.

    Columns of soorten.csv (`rubriek`, `verborgen` as a boolean) and of the soorten.csv of the municipality.
    """
    known = pd.read_csv(DEFINITIONS / "soorten.csv", dtype=str)
    known["verborgen"] = known["verborgen_per_buurt"] == "ja"
    levels = pd.read_csv(made_up() / "soorten.csv", sep=";", dtype={"soort": str})
    return known[known["totaal"] == "nee"].merge(levels, on="soort", validate="1:1").reset_index(drop=True)


def reference_municipalities() -> pd.DataFrame:
    """The reference municipalities with made-up size and level, in code order; there may be none."""
    table = pd.read_csv(made_up() / "gemeenten.csv", sep=";", dtype=_REFERENCE_TYPES)
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
