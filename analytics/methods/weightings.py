"""A composite score stands or falls with its weights: under how many other weightings does an area stay at the bottom?

The parts, weights and base year are declared; what the choice of weights decides is said beside every composite.
Source of the idea: Saisana M, Saltelli A, Tarantola S. Uncertainty and sensitivity analysis techniques as tools for the
quality assessment of composite indicators. JRSS A 2005;168:307-323.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 5_000


def composite(parts: Floats, weights: Floats) -> Floats:
    """The weighted mean of the parts (areas x parts, each with 100 as its base), weights that sum to 1."""
    return np.asarray(parts @ weights)


def share_of_weightings(parts: Floats, k: int, *, worst_high: bool, random: np.random.Generator) -> Floats:
    """Per area the share of plausible weightings under which it is among the `k` least favourable.

    `parts`: areas x parts, all with the same direction. Plausible is every weighting alike: Dirichlet(1, ..., 1).
    Equal scores share their places by lot. Raises ValueError for k outside 1..n.
    """
    n, number = parts.shape
    if not 1 <= k <= n:
        raise ValueError(f"Kies tussen 1 en {n} gebieden, niet {k}.")
    scores = random.dirichlet(np.ones(number), DRAWS) @ parts.T
    if worst_high:
        scores = -scores
    order = np.lexsort((random.random(scores.shape), np.round(scores, 9)), axis=1)[:, :k]
    return np.asarray(np.bincount(order.ravel(), minlength=n) / DRAWS)
