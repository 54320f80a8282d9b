"""Whether what lies near each other is alike: Moran's I for a map as a whole, local Moran per area.

Own code, because the library that tests hold it against draws from numpy's global random state, which sessions share,
and takes seconds to import. Every permutation here has a seed of its own: the same map gives the same chance.

Sources, given per function as [n]:
1. Cliff AD, Ord JK. Spatial Processes, 1981, chapter 1: Moran's I, its expectation and both variances.
2. Anselin L. Local indicators of spatial association: LISA. Geographical Analysis 1995;27:93-115.
3. Assuncao RM, Reis EA. A new proposal to adjust Moran's I for population density. Stat Med 1999;18:2147-2162.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

PERMUTATIONS = 9999  # of 44 areas looked at together the first must reach 0,05 / 44: 999 would be too coarse
SEED = 20260101
SMALLEST = 4  # areas; of fewer the variance under randomisation does not exist


class Quadrant(IntEnum):
    """Where an area stands in Moran's scatter plot: itself and its neighbours above or below the mean [2]."""

    HIGH_HIGH = 1
    LOW_HIGH = 2
    LOW_LOW = 3
    HIGH_LOW = 4


@dataclass(frozen=True)
class Field:
    """Areas with a value and at least one neighbour with a value.

    `values` (n,), `links` (n, n) of zeros and ones with nothing on the diagonal. `left_out`: areas without a value,
    gone together with their links; `islands`: areas that have no neighbour left.
    """

    codes: tuple[str, ...]
    values: Floats
    links: Floats
    left_out: tuple[str, ...]
    islands: tuple[str, ...]

    def weights(self, *, row_standardised: bool) -> Floats:
        """The links; row-standardised each neighbour counts for its share of all neighbours of that area."""
        return self.links / self.links.sum(axis=1, keepdims=True) if row_standardised else self.links


@dataclass(frozen=True)
class Moran:
    """Moran's I with its expectation and variance under no pattern, two-sided chances, and that by permutation `p`.

    Above `expected` alike values lie together, below it unlike ones do.
    """

    statistic: float
    expected: float
    variance_normal: float
    variance_random: float
    z_normal: float
    z_random: float
    p_normal: float
    p_random: float
    p: float


@dataclass(frozen=True)
class LocalMoran:
    """Per area of the field: `statistic` (n,), `quadrant`, and the two-sided chance `p` (n,) by permutation."""

    statistic: Floats
    quadrant: tuple[Quadrant, ...]
    p: Floats


def field(values: Mapping[str, float], neighbours: Mapping[str, Collection[str]]) -> Field:
    """The areas that can be looked at. `values`: per code, NaN where there is none; `neighbours`: code -> codes, both
    ways. Codes are sorted, so that the order of the input decides nothing."""
    known = sorted(code for code, value in values.items() if np.isfinite(value))
    linked = [code for code in known if any(other in neighbours.get(code, ()) for other in known)]
    links = np.array(
        [[float(other != code and other in neighbours.get(code, ())) for other in linked] for code in linked]
    ).reshape(len(linked), len(linked))
    return Field(
        codes=tuple(linked),
        values=np.array([values[code] for code in linked], dtype=np.float64),
        links=links,
        left_out=tuple(sorted(set(values) - set(known))),
        islands=tuple(sorted(set(known) - set(linked))),
    )


def rate_deviates(counts: Any, exposure: Any) -> Floats:
    """How far each rate lies from the common one in standard deviations of its own size [3], (n,).

    A rate of a small area varies more by chance; Moran's I of these deviates does not take that for a pattern. Where
    rates vary less than by chance alone the variance between areas is zero (the paper then repairs area by area, which
    makes one just under the mean size explode). `counts` >= 0, `exposure` > 0. No count at all: all zero. Raises
    ValueError.
    """
    y, x = np.asarray(counts, dtype=np.float64), np.asarray(exposure, dtype=np.float64)
    if y.shape != x.shape or (y < 0).any() or (x <= 0).any():
        raise ValueError("Nodig: aantallen van nul of meer en noemers boven nul, van elk evenveel.")
    common = y.sum() / x.sum()
    if common == 0:
        return np.zeros_like(y)
    between = max(0.0, float((x * (y / x - common) ** 2).sum() / x.sum() - common / x.mean()))
    return np.asarray((y / x - common) / np.sqrt(between + common / x))


def moran(on: Field, *, row_standardised: bool = True, permutations: int = PERMUTATIONS, seed: int = SEED) -> Moran:
    """Moran's I `= (n / S0) z'Wz / z'z` [1]. Raises ValueError with fewer than four areas or values all the same."""
    z, w = _centred(on), on.weights(row_standardised=row_standardised)
    n, total = len(z), w.sum()
    statistic = float(n / total * (z @ w @ z) / (z @ z))
    expected = -1.0 / (n - 1)
    normal, random = _variances(z, w)
    z_normal, z_random = ((statistic - expected) / np.sqrt(v) for v in (normal, random))
    shuffled = np.random.default_rng(seed).permuted(np.tile(z, (permutations, 1)), axis=1)
    drawn = n / total * ((shuffled @ w) * shuffled).sum(axis=1) / (z @ z)
    return Moran(
        statistic=statistic,
        expected=expected,
        variance_normal=normal,
        variance_random=random,
        z_normal=float(z_normal),
        z_random=float(z_random),
        p_normal=float(2 * ndtr(-abs(z_normal))),
        p_random=float(2 * ndtr(-abs(z_random))),
        p=_two_sided(statistic, drawn),
    )


def local_moran(
    on: Field, *, row_standardised: bool = True, permutations: int = PERMUTATIONS, seed: int = SEED
) -> LocalMoran:
    """Local Moran `z_i / m2 * sum_j w_ij z_j`, `m2 = sum z^2 / n`, with its chance by conditional permutation [2].

    The area keeps its own value, its neighbours get those of other areas drawn at random without replacement. Some
    software divides by n - 1 instead of n: that changes the statistic by a factor and no chance. Raises ValueError as
    `moran`.
    """
    z, w = _centred(on), on.weights(row_standardised=row_standardised)
    lag, n = w @ z, len(z)
    scale = z / (z @ z / n)
    order = np.random.default_rng(seed).permuted(np.tile(np.arange(n - 1), (permutations, 1)), axis=1)
    p = np.empty(n)
    for i in range(n):
        own = np.flatnonzero(w[i])
        drawn = np.delete(z, i)[order[:, : len(own)]] @ w[i, own]
        p[i] = _two_sided(scale[i] * lag[i], scale[i] * drawn)
    return LocalMoran(scale * lag, tuple(_quadrant(a, b) for a, b in zip(z, lag, strict=True)), p)


def _centred(on: Field) -> Floats:
    z = on.values - on.values.mean() if len(on.values) else on.values
    if len(z) < SMALLEST or np.allclose(z, 0.0):
        raise ValueError("Nodig: vier gebieden of meer die niet alle dezelfde waarde hebben.")
    return z


def _variances(z: Floats, w: Floats) -> tuple[float, float]:
    """Variance of I when values are normal, and when they are shuffled over the areas [1]."""
    n, s0 = float(len(z)), w.sum()
    s1 = ((w + w.T) ** 2).sum() / 2
    s2 = ((w.sum(axis=1) + w.sum(axis=0)) ** 2).sum()
    kurtosis = (z**4).mean() / (z**2).mean() ** 2
    square = 1.0 / (n - 1) ** 2
    normal = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - square
    shuffled = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    shuffled -= kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return float(normal), float(shuffled / ((n - 1) * (n - 2) * (n - 3) * s0**2) - square)


def _two_sided(observed: float, drawn: Floats) -> float:
    """Twice the smaller tail, the observed map counted among the draws; equal within rounding is as extreme."""
    near = 1e-12 * max(1.0, abs(observed))
    above = 1 + int((drawn >= observed - near).sum())
    below = 1 + int((drawn <= observed + near).sum())
    return min(1.0, 2 * min(above, below) / (len(drawn) + 1))


def _quadrant(own: float, around: float) -> Quadrant:
    if own > 0:
        return Quadrant.HIGH_HIGH if around > 0 else Quadrant.HIGH_LOW
    return Quadrant.LOW_HIGH if around > 0 else Quadrant.LOW_LOW
