"""Whether high and low values lie together on a map, and which areas are the middle of such a cluster.

The rule: with at least MINIMUM areas, and on average a registration in each, the map has a pattern when the chance of
Moran's I by permutation is under 5%; an area is a cluster when its local chance stands out with all areas looked at
together (at most 5% of those named is expected to be chance). Provisional figures are not tested.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from analytics.frames import floats
from analytics.measures import VOORLOPIG, Measurement
from analytics.methods import autocorrelation
from analytics.methods.autocorrelation import Field, Quadrant
from analytics.methods.multiple_tests import SHARE, exceptional
from analytics.neighbours import neighbours

MINIMUM = 20  # areas with a value and a neighbour; seven wijken never show more than chance could


class Pattern(StrEnum):
    """What may be said about the map as a whole. Never more than the chance allows."""

    BIJ_ELKAAR = "bij_elkaar"  # like beside like
    AFGEWISSELD = "afgewisseld"  # unlike beside unlike
    GEEN_DUIDELIJK_PATROON = "geen_duidelijk_patroon"
    TE_WEINIG_GEBIEDEN = "te_weinig_gebieden"
    TE_WEINIG_REGISTRATIES = "te_weinig_registraties"
    GEEN_VERSCHIL = "geen_verschil"  # every value is the same
    VOORLOPIG = "voorlopig"


@dataclass(frozen=True)
class Cluster:
    """An area in the middle of a cluster: its value, that of its neighbours together, and the chance."""

    code: str
    soort: Quadrant
    waarde: float
    buren: float
    p: float


@dataclass(frozen=True)
class MapPattern:
    """`gebieden` were looked at, `weggelaten` have no value (or no neighbour with one). `i` and `p` are Moran's I and
    its two-sided chance, NaN where nothing was tested. `clusters`: strongest first."""

    oordeel: Pattern
    gebieden: int
    weggelaten: tuple[str, ...]
    i: float = np.nan
    p: float = np.nan
    clusters: tuple[Cluster, ...] = ()


def pattern(measurement: Measurement) -> MapPattern:
    """The pattern of the one period of a measurement per buurt or wijk.

    Of a rate the deviates are looked at instead of the rate: a small area with a high rate is more often luck. Areas
    that are missing, suppressed or too small for a rate are left out.
    """
    rows = measurement.values.set_index("gebied")
    known = floats(rows["waarde"])
    known[measurement.too_small().to_numpy()] = np.nan
    tested = _deviates(measurement, known) if measurement.is_rate else known
    on = autocorrelation.field(
        dict(zip(map(str, rows.index), tested, strict=True)), neighbours(measurement.selection.snapshot)
    )
    out = tuple(sorted((*on.left_out, *on.islands)))
    reason = _untestable(measurement, rows, on)
    if reason is not None:
        return MapPattern(reason, len(on.codes), out)
    found = autocorrelation.moran(on)
    return MapPattern(
        oordeel=_verdict(found.statistic, found.expected, found.p),
        gebieden=len(on.codes),
        weggelaten=out,
        i=found.statistic,
        p=found.p,
        clusters=_clusters(measurement, rows, on),
    )


def _untestable(measurement: Measurement, rows: Any, on: Field) -> Pattern | None:
    if len(on.codes) < MINIMUM:
        return Pattern.TE_WEINIG_GEBIEDEN
    if not measurement.indicator.is_survey and floats(rows.loc[list(on.codes), "teller"]).sum() < len(on.codes):
        return Pattern.TE_WEINIG_REGISTRATIES
    if (measurement.values["status"] == VOORLOPIG).any():
        return Pattern.VOORLOPIG
    return Pattern.GEEN_VERSCHIL if np.allclose(on.values, on.values[0]) else None


def _verdict(statistic: float, expected: float, p: float) -> Pattern:
    if p >= SHARE:
        return Pattern.GEEN_DUIDELIJK_PATROON
    return Pattern.BIJ_ELKAAR if statistic > expected else Pattern.AFGEWISSELD


def _deviates(measurement: Measurement, known: Any) -> Any:
    """Deviates of the rates that are known; NaN for the others."""
    there = np.isfinite(known)
    deviates = np.full(len(known), np.nan)
    counts, people = floats(measurement.values["teller"]), floats(measurement.values["noemer"])
    if there.any():
        deviates[there] = autocorrelation.rate_deviates(counts[there], people[there])
    return deviates


def _clusters(measurement: Measurement, rows: Any, on: Field) -> tuple[Cluster, ...]:
    local = autocorrelation.local_moran(on)
    found = [
        Cluster(
            code=code,
            soort=local.quadrant[i],
            waarde=float(rows.at[code, "waarde"]),
            buren=_of_neighbours(measurement, rows.loc[[on.codes[j] for j in np.flatnonzero(on.links[i])]]),
            p=float(local.p[i]),
        )
        for i, (code, clear) in enumerate(zip(on.codes, exceptional(local.p), strict=True))
        if clear
    ]
    return tuple(sorted(found, key=lambda one: (one.p, one.soort, one.code)))


def _of_neighbours(measurement: Measurement, rows: Any) -> float:
    """The rate of the neighbours together; the mean of their values where there is nothing to divide by."""
    if measurement.noemer is None:
        return float(floats(rows["waarde"]).mean())
    return float(measurement.noemer.per * floats(rows["teller"]).sum() / floats(rows["noemer"]).sum())
