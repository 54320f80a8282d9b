"""Inhabitants, households and dwellings: those of 2024 are given per buurt, everything else is made up around them."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.refresh.sample.facts import (
    FIRST_YEAR,
    MONTHS,
    Ints,
    buurten,
    generator,
    interpolate,
    parameters,
    reference_municipalities,
    round_to_sum,
)

YEARS: Ints = np.arange(FIRST_YEAR, FIRST_YEAR + MONTHS // 12, dtype=np.int64)
_PUBLISHED_YEAR = 2024
_DENSEST = 4100  # addresses per km2 at which a household is smallest


def inhabitants() -> Ints:
    """Buurt x year, multiples of 5; the published numbers in 2024, and the city total of voorbeeld.toml every year."""
    published = buurten()["inwoners_2024"].to_numpy(dtype=np.float64)
    growth = generator("bevolking").normal(0.0, 0.006, len(published))
    city = interpolate({int(y): v for y, v in parameters()["bevolking"].items()}, YEARS)
    columns = [
        round_to_sum(published * np.exp(growth * (year - _PUBLISHED_YEAR)), _five(total), step=5)
        for year, total in zip(YEARS, city, strict=True)
    ]
    columns[int(_PUBLISHED_YEAR - FIRST_YEAR)] = published.astype(np.int64)
    return np.column_stack(columns)


def households(people: Ints) -> Ints:
    """Made up: the denser the buurt, the smaller the household (2,25 down to 1,45 persons); multiples of 5."""
    density = buurten()["omgevingsadressendichtheid_2016"].to_numpy(dtype=np.float64)
    size = 2.25 - 0.8 * np.minimum(density / _DENSEST, 1.0)
    return np.maximum(5, _fives(people / size[:, None]))


def table() -> pd.DataFrame:
    """The rows of KERNCIJFERS: buurten of the city and the reference municipalities."""
    people = inhabitants()
    own = _long(buurten()["buurtcode"].tolist(), people, households(people))
    if "inwoners_2024" in parameters()["bronnen"]:  # else these are made up too
        own.loc[(own["kenmerk"] == "inwoners") & (own["jaar"] == _PUBLISHED_YEAR), "bron"] = "inwoners_2024"
    rows = pd.concat([own, _reference()], ignore_index=True)
    return rows.sort_values(["gebied", "kenmerk", "jaar"], ignore_index=True)


def reference_inhabitants() -> Ints:
    """Reference municipality x year, made up, multiples of 10."""
    table = reference_municipalities()
    share = (YEARS - YEARS[0]) / (YEARS[-1] - YEARS[0])
    start, end = (table[f"inwoners_{year}"].to_numpy()[:, None] for year in (2012, 2025))
    return np.asarray(np.round((start + (end - start) * share) / 10) * 10, dtype=np.int64)


def _reference() -> pd.DataFrame:
    table = reference_municipalities()
    people = reference_inhabitants()
    return _long(table["gemeente"].tolist(), people, _fives(people / table["huishouden"].to_numpy()[:, None]))


def _long(areas: list[str], people: Ints, homes: Ints) -> pd.DataFrame:
    """One row per area, year and characteristic."""
    measures = {"inwoners": people, "huishoudens": homes, "woningen": np.maximum(5, _fives(homes * 0.97))}
    areas_years = {"gebied": np.repeat(areas, len(YEARS)), "jaar": np.tile(YEARS, len(areas))}
    parts = [
        pd.DataFrame({**areas_years, "kenmerk": name, "waarde": values.ravel(), "bron": "kerncijfers_verzonnen"})
        for name, values in measures.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _five(value: float) -> int:
    return 5 * round(value / 5)


def _fives(values: npt.NDArray[np.floating]) -> Ints:
    return np.asarray(np.round(values / 5) * 5, dtype=np.int64)
