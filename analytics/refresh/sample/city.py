"""City totals per kind: published where they were, made up between and after, and the shape of the year."""

import numpy as np

from analytics.refresh.sample import published
from analytics.refresh.sample.facts import (
    FIRST_YEAR,
    MONTHS,
    Floats,
    generator,
    interpolate,
    kinds,
    month_index,
    parameters,
    remembered,
    round_to_sum,
)
from analytics.refresh.sample.published import Published

YEARS = np.arange(FIRST_YEAR, FIRST_YEAR + MONTHS // 12, dtype=np.int64)
BUURT_TOTALS_YEAR = 2023  # the year of which the total per buurt is given
_CHANCE = 0.5  # part of the variance of a Poisson number that a made-up yearly total gets on top of `jaarruis`
_ANCHOR_YEARS = (2012, 2014, 2017, 2019, 2021, 2023, 2025)


@remembered
def expected() -> Floats:
    """Kind x year: the made-up line of every kind, with a little noise between the years that soorten.csv
    names; published years are not in it."""
    table = kinds()
    lines = [interpolate({y: row[str(y)] for y in _ANCHOR_YEARS}, YEARS) for _, row in table.iterrows()]
    line = np.vstack(lines)
    spread = np.sqrt(parameters()["jaarruis"] ** 2 + _CHANCE / np.maximum(line, 1.0))
    noise = generator("jaren").normal(0.0, spread)
    noise[:, np.isin(YEARS, _ANCHOR_YEARS)] = 0.0
    return np.asarray(line * np.exp(noise), dtype=np.float64)


@remembered
def shape() -> Floats:
    """Kind x month: the season of the kind and the corona period, without noise."""
    table = kinds()
    season = np.array([parameters()["seizoen"][name] for name in table["seizoen"]], dtype=np.float64)
    return np.asarray(np.tile(season, MONTHS // 12) * np.array([_corona(name) for name in table["corona"]]))


def month_weights(purpose: str) -> Floats:
    """Kind x month: `shape` with the noise of a whole city; more noise where there are few registrations."""
    calm = parameters()["maandruis"]
    noise = generator(purpose).gamma(calm, 1.0 / calm, (len(kinds()), MONTHS))
    return np.asarray(shape() * noise, dtype=np.float64)


def periods() -> list[list[Published]]:
    """Per kind the city totals of periods that together cover every month, except for crimes in 2023: that year is
    drawn from the published totals per buurt."""
    known = published.registrations()
    filled: list[list[Published]] = [list(known.get(soort, [])) for soort in kinds()["soort"]]
    for year in YEARS:
        _fill_year(filled, int(year))
    return [sorted(row, key=lambda period: period.van) for row in filled]


def _corona(name: str) -> Floats:
    """The factor of every month for one way of reacting to the corona measures."""
    settings = parameters()["corona"]
    factor = np.ones(MONTHS)
    for phase, value in zip(("dicht", "half", "weer_dicht"), settings["factor"][name], strict=True):
        factor[[month_index(month) for month in settings[phase]]] = value
    return factor


def _fill_year(filled: list[list[Published]], year: int) -> None:
    """Add the made-up periods of one year; crimes are scaled so that they add up to the total of voorbeeld.toml."""
    crime = (kinds()["rubriek"] == "misdrijf").to_numpy()
    start = month_index(f"{year}-01")
    gaps = [_gap(row, start) for row in filled]
    values = np.array([_gap_value(number, start, gap) for number, gap in enumerate(gaps)])
    done = sum(
        p.aantal for row, is_crime in zip(filled, crime, strict=True) if is_crime for p in row if _within(p, start)
    )
    whole = np.round(values).astype(np.int64)
    whole[crime] = round_to_sum(values[crime], parameters()["misdrijven"][str(year)] - done)
    for number, gap in enumerate(gaps):
        if gap and not (crime[number] and year == BUURT_TOTALS_YEAR):
            filled[number].append(Published(gap[0], gap[1], int(whole[number])))


def _within(period: Published, start: int) -> bool:
    return start <= period.van < start + 12


def _gap(row: list[Published], start: int) -> tuple[int, int] | None:
    """The months of the year that no published period of this kind covers: all, a half, or none."""
    covered = [period for period in row if _within(period, start)]
    if not covered:
        return start, start + 12
    first, last = min(p.van for p in covered), max(p.tot for p in covered)
    if last < start + 12:
        return last, start + 12
    return (start, first) if first > start else None


def _gap_value(kind: int, start: int, gap: tuple[int, int] | None) -> float:
    """The part of the kind's expected year that falls in the gap."""
    if gap is None:
        return 0.0
    weights = shape()[kind]
    share = weights[gap[0] : gap[1]].sum() / weights[start : start + 12].sum()
    return float(expected()[kind, start // 12] * share)
