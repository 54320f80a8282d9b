"""Composite scores: declared parts as an index (the city in the base year is 100), and what the weights decide.

There is no headline figure: a composite is shown beside its parts (Amsterdam gave its single index up for that reason,
Onderzoek en Statistiek 2021), with the share of other weightings under which an area stays among the lowest.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, field_validator

from analytics import indicators
from analytics.areas import Niveau
from analytics.frames import floats
from analytics.indicators import DEFINITIONS, Indicator
from analytics.measures import Measurement, Selection, measure
from analytics.methods import ranks
from analytics.methods.weightings import composite, share_of_weightings


class Part(BaseModel):
    """One indicator in a composite, with its weight relative to the others."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicator: str
    gewicht: float = Field(gt=0)

    @field_validator("indicator")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in indicators.load_all():
            raise ValueError(f"onbekende indicator {value}")
        return value


class Composite(BaseModel):
    """A declared composite; `basisjaar`: the year in which the whole city is 100."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titel: str
    toelichting: str
    basisjaar: int
    deel: tuple[Part, ...] = Field(min_length=2)


@dataclass(frozen=True)
class Composed:
    """A composite per area. `parts`: index per part (columns: indicator ids), lower is better, only areas that have all
    of them; `index`: the weighted mean; `share`: of plausible weightings under which the area is among the `k` worst.
    `missing`: codes of areas without one of the parts. `without`: parts of which the base is not known."""

    composite: Composite
    k: int
    parts: pd.DataFrame
    index: "pd.Series[float]"
    share: "pd.Series[float]"
    missing: tuple[str, ...]
    without: tuple[Indicator, ...] = ()


@lru_cache(maxsize=1)
def declared() -> dict[str, Composite]:
    """Every composite in samenstellingen.toml. Raises ValueError with what is wrong with it."""
    text = (DEFINITIONS / "samenstellingen.toml").read_text("utf-8")
    return {name: Composite.model_validate(table) for name, table in tomllib.loads(text).items()}


def compose(of: Composite, selection: Selection, k: int) -> Composed:
    """The composite per area of the selection (one calendar year at buurt or wijk level)."""
    columns, without = {}, []
    for part in of.deel:
        indicator = indicators.load(part.indicator)
        now = measure(indicator, selection)
        base = _base(indicator, selection, of.basisjaar, now)
        if base is None:
            without.append(indicator)
            continue
        columns[indicator.id] = _index(now, base)
    found = pd.DataFrame(columns)
    whole = found.dropna()
    if without or len(whole) < 2:
        empty = pd.Series(dtype=float)
        return Composed(of, 0, whole.iloc[:0], empty, empty, tuple(map(str, found.index)), tuple(without))
    weights = np.array([part.gewicht for part in of.deel])
    random = ranks.seed(of.titel, str(selection.van), selection.niveau.value)
    k = max(1, min(k, len(whole) // 2))
    share = share_of_weightings(whole.to_numpy(), k, worst_high=True, random=random)
    return Composed(
        composite=of,
        k=k,
        parts=whole,
        index=pd.Series(composite(whole.to_numpy(), weights / weights.sum()), index=whole.index),
        share=pd.Series(share, index=whole.index),
        missing=tuple(str(code) for code in found.index if code not in whole.index),
    )


def _base(indicator: Indicator, selection: Selection, year: int, now: Measurement) -> float | None:
    """The city's value in the base year, when it was measured in the same way as now; else None."""
    asked = replace(selection, niveau=Niveau.GEMEENTE, gebieden=(), van=date(year, 1, 1), tot=date(year + 1, 1, 1))
    then = measure(indicator, asked)
    value = float(floats(then.values["waarde"])[0])
    methods = {method for _period, method in (*then.methoden, *now.methoden)}
    return None if np.isnan(value) or value <= 0 or len(methods) > 1 else value


def _index(measurement: Measurement, base: float) -> "pd.Series[float]":
    """100 x value / base, or its inverse where higher is better; NaN where an area has no usable value."""
    values = floats(measurement.values["waarde"])
    values = np.where(measurement.too_small().to_numpy(), np.nan, values)
    with np.errstate(divide="ignore"):
        ratio = base / values if measurement.indicator.richting == "hoger_is_beter" else values / base
    usable = np.where(np.isfinite(ratio), 100.0 * ratio, np.nan)
    return pd.Series(usable, index=list(measurement.values["gebied"]))
