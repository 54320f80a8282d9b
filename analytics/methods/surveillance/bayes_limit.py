"""A limit for series with too little history for a model: Poisson counts, a prior that knows nothing.

Sources, given as [n]:
1. Riebler A. Empirischer Vergleich von statistischen Methoden zur Ausbruchserkennung bei Surveillance Daten, 2004;
   with the prior of Jeffreys: after counts with sum S over n periods the mean is Gamma(1/2 + S, n), and the next count
   is negative binomial.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.methods.surveillance.predictive import quantile

Floats = NDArray[np.float64]

PRIOR = 0.5  # Jeffreys


def predictive(total: Any, exposure: Any, dispersion: Any = 1.0) -> tuple[Floats, Floats]:
    """Mean and variance of the next count, after `total` registrations over `exposure` periods [1].

    `exposure` may be counted in periods like the one to come: a period in which half as many are expected is half a
    period. `dispersion` (phi >= 1) widens both chance and uncertainty. NaN without any exposure.
    """
    shape = np.asarray(total, dtype=np.float64) + PRIOR
    periods = np.asarray(exposure, dtype=np.float64)
    mean = np.divide(shape, periods, out=np.full(np.broadcast(shape, periods).shape, np.nan), where=periods > 0)
    variance: Floats = dispersion * (mean + mean**2 / shape)
    return mean, variance


def limit(total: Any, exposure: Any, alpha: float) -> Floats:
    """The count that the next one exceeds with a chance of at most `alpha` [1]."""
    return quantile(1.0 - alpha, *predictive(total, exposure))
