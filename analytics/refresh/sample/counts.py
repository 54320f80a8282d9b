"""The numbers per kind, buurt and month: city totals spread over place and time, with over-dispersion."""

from dataclasses import dataclass

import numpy as np

from analytics.refresh.sample import city, population
from analytics.refresh.sample.facts import (
    MONTHS,
    Bools,
    Floats,
    Ints,
    buurten,
    generator,
    kinds,
    month_index,
    parameters,
    remembered,
)
from analytics.refresh.sample.published import Published

_ALMOST_NONE = 1e-6  # a kind that does not occur still has a place where it would
_RAKING_ROUNDS = 60  # more changes nothing: the margins then agree to a millionth


@dataclass(frozen=True)
class Counts:
    """`per_buurt`: kind x buurt x month; `unknown`: kind x month, registrations of the city without a buurt."""

    per_buurt: Ints
    unknown: Ints

    @property
    def city(self) -> Ints:
        """Kind x month, everything in the city."""
        return np.asarray(self.per_buurt.sum(axis=1) + self.unknown)


def draw() -> Counts:
    """All counts of the sample. Kinds in the order of facts.kinds, buurten in that of facts.buurten."""
    random = generator("registraties")
    weights = _cell_weights(random)
    per_buurt = np.zeros(weights.shape, dtype=np.int64)
    unknown = np.zeros((weights.shape[0], MONTHS), dtype=np.int64)
    nuisance = (kinds()["rubriek"] == "overlast").to_numpy()
    for kind, row in enumerate(city.periods()):
        for period in row:
            _spread(random, period, bool(nuisance[kind]), weights[kind], per_buurt[kind], unknown[kind])
    _spread_published_year(random, weights, per_buurt, ~nuisance)
    _thin(random, per_buurt, unknown)
    return Counts(per_buurt, unknown)


def shares() -> Floats:
    """Kind x buurt: where a kind happens. For crimes raked so that 2023 gives the published totals per buurt."""
    first = np.vstack([_place(name) for name in kinds()["plaats"]])
    crime = (kinds()["rubriek"] == "misdrijf").to_numpy()
    wanted = buurten()["misdrijven_totaal_2023"].to_numpy(dtype=np.float64)
    totals = _expected_crimes(wanted.sum())
    raked = first[crime] * totals[:, None]
    for _round in range(_RAKING_ROUNDS):
        raked = raked * (wanted / raked.sum(axis=0))
        raked = raked * (totals / raked.sum(axis=1))[:, None]
    first[crime] = raked / raked.sum(axis=1, keepdims=True)
    return first


def _expected_crimes(total: float) -> Floats:
    """Expected number per kind of crime in the year with published buurt totals."""
    crime = (kinds()["rubriek"] == "misdrijf").to_numpy()
    line = city.expected()[crime, city.BUURT_TOTALS_YEAR - city.YEARS[0]]
    line = np.maximum(line, _ALMOST_NONE)
    return np.asarray(line / line.sum() * total)


@remembered
def _place(name: str) -> Floats:
    """Share of every buurt for one entry of [plaats] in voorbeeld.toml."""
    table = buurten()
    people = table["inwoners_2024"].to_numpy(dtype=np.float64)
    columns = {"inwoners": people, "huishoudens": population.households(people.astype(np.int64)[:, None])[:, 0]}
    mixture = dict(parameters()["plaats"][name])
    pressure = table["druk"].to_numpy(dtype=np.float64) ** mixture.pop("macht")
    weight = np.zeros(len(table))
    for characteristic, share in mixture.items():
        values = np.asarray(columns.get(characteristic, table.get(characteristic)), dtype=np.float64)
        if values.any():  # no railway station in the whole municipality: nothing happens there
            weight += share * values / values.sum()
    return np.asarray(weight * pressure / (weight * pressure).sum())


def _cell_weights(random: np.random.Generator) -> Floats:
    """Kind x buurt x month: share, slow drift of the buurt, season, and gamma noise per cell (over-dispersion)."""
    share = shares()
    drift = np.repeat(np.exp(_drift(random, share.shape)), 12, axis=2)
    calm = kinds()["spreiding"].to_numpy(dtype=np.float64)[:, None, None]
    noise = random.gamma(calm, 1.0 / calm, drift.shape)
    season = city.month_weights("maanden")[:, None, :]
    return np.asarray(share[:, :, None] * drift * season * noise)


def _drift(random: np.random.Generator, size: tuple[int, int]) -> Floats:
    """Kind x buurt x year: a random walk, zero in the year with published buurt totals."""
    steps = random.normal(0.0, parameters()["buurtdrift"], (*size, len(city.YEARS)))
    walk = np.cumsum(steps, axis=2)
    fixed = city.BUURT_TOTALS_YEAR - int(city.YEARS[0])
    return np.asarray(walk - walk[:, :, [fixed]])


def _spread(
    random: np.random.Generator, period: Published, nuisance: bool, weights: Floats, per_buurt: Ints, unknown: Ints
) -> None:
    """Put one city total in the cells of its months, exactly; of nuisance a few without a buurt."""
    months = slice(period.van, period.tot)
    lost = int(random.binomial(period.aantal, parameters()["zonder_buurt"])) if nuisance else 0
    chance = weights[:, months] / weights[:, months].sum()
    per_buurt[:, months] = random.multinomial(period.aantal - lost, chance.ravel()).reshape(chance.shape)
    unknown[months] = random.multinomial(lost, chance.sum(axis=0))


def _spread_published_year(random: np.random.Generator, weights: Floats, per_buurt: Ints, crime: Bools) -> None:
    """The year of which the total per buurt is published: draw kinds and months within each buurt, exactly."""
    start = month_index(f"{city.BUURT_TOTALS_YEAR}-01")
    months = slice(start, start + 12)
    totals = buurten()["misdrijven_totaal_2023"].to_numpy()
    cells = weights[crime][:, :, months]
    cells = cells / cells.sum(axis=(1, 2), keepdims=True) * _expected_crimes(totals.sum())[:, None, None]
    for buurt, total in enumerate(totals):
        chance = cells[:, buurt, :] / cells[:, buurt, :].sum()
        drawn = random.multinomial(int(total), chance.ravel()).reshape(chance.shape)
        per_buurt[np.flatnonzero(crime), buurt, months] = drawn


def _thin(random: np.random.Generator, per_buurt: Ints, unknown: Ints) -> None:
    """Late registration: of the last months only a part has arrived."""
    for month, share in parameters()["volledigheid"].items():
        number = month_index(month)
        per_buurt[:, :, number] = random.binomial(per_buurt[:, :, number], share)
        unknown[:, number] = random.binomial(unknown[:, number], share)
