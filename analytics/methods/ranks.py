"""How sure a rank is: ranks of draws from what is known of every area, instead of one rank of one figure.

Sources, given per function as [n]:
1. Goldstein H, Spiegelhalter DJ. League tables and their limitations. JRSS A 1996;159:385-443.
2. Marshall EC, Spiegelhalter DJ. Reliability of league tables of in vitro fertilisation clinics. BMJ 1998;316:1701.
3. Lingsma HF, Eijkemans MJC, Steyerberg EW. Incorporating natural variation into IVF clinic league tables: the expected
   rank. BMC Medical Research Methodology 2009;9:53.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS = 10_000
CERTAIN = 0.9  # chance of being among the lowest from which this is called certain
LIKELIER = 2.0  # times the chance by lot from which it is called possible
CHUNK = 1_000  # draws ranked at a time

ZEKER, MOGELIJK, ONDUIDELIJK = "zeker laag", "mogelijk laag", "niet te onderscheiden"


@dataclass(frozen=True)
class Ranks:
    """Per area (n,): `expected` rank (1 is the least favourable), `low` and `high` of its 95% interval, and `chance`
    of being among the `k` least favourable [1, 2]."""

    k: int
    expected: Floats
    low: Ints
    high: Ints
    chance: Floats

    @property
    def groups(self) -> tuple[str, ...]:
        """ZEKER from a chance of 90%; MOGELIJK from twice the chance by lot; otherwise ONDUIDELIJK."""
        possible = min(LIKELIER * self.k / len(self.chance), CERTAIN)
        words = np.select([self.chance >= CERTAIN, self.chance >= possible], [ZEKER, MOGELIJK], ONDUIDELIJK)
        return tuple(str(word) for word in words)


def seed(*parts: str) -> np.random.Generator:
    """Random numbers that belong to a question: the same whenever it is asked again."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return np.random.default_rng(np.frombuffer(digest, dtype=np.uint32))


def summarise(draws: Floats, k: int, *, worst_high: bool, random: np.random.Generator) -> Ranks:
    """Ranks of draws (times x n); `random` breaks ties, so that areas that are alike share their chances by lot.

    `worst_high`: a higher value is less favourable and gets the lower rank. Raises ValueError for k outside 1..n.
    """
    times, n = draws.shape
    if not 1 <= k <= n:
        raise ValueError(f"Kies tussen 1 en {n} gebieden, niet {k}.")
    counted = np.zeros((n, n + 1), dtype=np.int64)  # how often each area had each rank
    for start in range(0, times, CHUNK):
        part = draws[start : start + CHUNK]
        ranks = _ranks(-part if worst_high else part, random)
        for area in range(n):
            counted[area] += np.bincount(ranks[:, area], minlength=n + 1)
    share = counted[:, 1:] / times
    cumulative = share.cumsum(axis=1)
    positions = np.arange(1, n + 1)
    return Ranks(
        k=k,
        expected=share @ positions,
        low=(cumulative < 0.025).sum(axis=1) + 1,
        high=np.minimum((cumulative < 0.975).sum(axis=1) + 1, n),
        chance=share[:, :k].sum(axis=1),
    )


def _ranks(values: Floats, random: np.random.Generator) -> Ints:
    """Rank of every area within each draw, 1 for the smallest; equal values in an order by lot."""
    order = np.lexsort((random.random(values.shape), values), axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, values.shape[1] + 1)[None, :], axis=1)
    return ranks


def expected_rank(means: Floats, variances: Floats, *, worst_high: bool) -> Floats:
    """`ER_i = 1 + sum over j of P(j is less favourable than i)` for independent normal estimates [3]."""
    sign = -1.0 if worst_high else 1.0
    gap = sign * (means[:, None] - means[None, :])
    chance = ndtr(gap / np.sqrt(variances[:, None] + variances[None, :]))
    np.fill_diagonal(chance, 0.0)
    return np.asarray(1.0 + chance.sum(axis=1))


def rankability(between: float, within: Floats) -> float:
    """`rho = tau^2 / (tau^2 + median(s^2))`: the part of the differences that is not chance [3]; 0 when nothing is.

    `between`: variance between areas of what lies behind the figures; `within` (n,): variance of each area's figure.
    """
    noise = float(np.median(within))
    return between / (between + noise) if between > 0 else 0.0
