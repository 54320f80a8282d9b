"""Which weekdays and which parts of the day are clearly busier than the rest of the week.

The share of a day in all registrations is compared with its share in the hours of the period. Registrations come in
clusters (one evening, one gang): their spread from week to week widens every interval. Of all days (or parts, or days
with parts) that are called busier, at most 5% is expected to be chance.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from analytics import statistics
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import Indicator, RegistrationNumerator, parts_of_total
from analytics.measures import Selection
from analytics.methods.multiple_tests import exceptional

Floats = NDArray[np.float64]

DAYS, PARTS, HOURS = 7, 6, 4  # in a week, in a day, in a part
ENOUGH = 50  # registrations with an hour; of fewer no busy time is told


class Busier(StrEnum):
    """What may be said about a day or part of a day beside the rest."""

    MEER = "meer"
    MINDER = "minder"
    GEEN_DUIDELIJK_VERSCHIL = "geen_duidelijk_verschil"


@dataclass(frozen=True)
class Part:
    """One day, part of the day, or both (None: all of them). `verhouding`: its count per hour over the average, with
    the 95% interval."""

    dag: int | None
    dagdeel: int | None
    aantal: float
    verhouding: float
    laag: float
    hoog: float
    oordeel: Busier


def parts(indicator: Indicator, selection: Selection, gebied: str, van: date, tot: date) -> tuple[Part, ...]:
    """The seven weekdays, the six parts of the day, and their 42 combinations, in this order.

    Only registrations with an hour count. Empty where there are too few, and for surveys.
    """
    if not isinstance(indicator.teller, RegistrationNumerator):
        return ()
    kinds = [part for soort in indicator.teller.soorten for part in parts_of_total(soort)]
    weeks = _weeks(kinds, replace(selection, van=van, tot=tot), gebied)
    if weeks.sum() < ENOUGH:
        return ()
    days = _days(van, tot)
    return (
        *_compare(weeks.sum(axis=2), days, [(day, None) for day in range(DAYS)]),
        *_compare(weeks.sum(axis=1), np.ones(PARTS), [(None, part) for part in range(PARTS)]),
        *_compare(
            weeks.reshape(len(weeks), DAYS * PARTS),
            np.repeat(days, PARTS),
            [(day, part) for day in range(DAYS) for part in range(PARTS)],
        ),
    )


def _weeks(kinds: list[str], asked: Selection, gebied: str) -> Floats:
    """Counts (weeks, 7, 6) of every week that touches the period."""
    first = asked.van - timedelta(days=asked.van.weekday())
    counts = np.zeros((-(-(asked.tot - first).days // DAYS), DAYS, PARTS))  # rounded up
    frame = open_database(asked.snapshot).run(
        "drukke_weken", niveau=asked.niveau.value, gebied=gebied, soorten=kinds, van=asked.van, tot=asked.tot
    )
    for row in records(frame):
        week = (row["week"].date() - first).days // DAYS
        counts[week, int(row["dag"]) - 1, int(row["dagdeel"])] = row["aantal"]
    return counts


def _days(van: date, tot: date) -> Floats:
    """How often each weekday occurs in the period."""
    found = [(van + timedelta(days=i)).weekday() for i in range((tot - van).days)]
    return np.bincount(found, minlength=DAYS).astype(np.float64)


def _compare(weeks: Floats, exposure: Floats, names: list[tuple[int | None, int | None]]) -> list[Part]:
    """Every column of `weeks` beside its share of the exposure, one family of tests."""
    counts, total = weeks.sum(axis=0), weeks.sum()
    share = exposure / exposure.sum()
    phi = _design_effect(weeks)
    low, high = statistics.wilson_interval(counts / phi, total / phi)
    z = (counts - total * share) / np.sqrt(phi * total * share * (1 - share))
    clear = exceptional(2 * ndtr(-np.abs(z)))
    return [
        Part(
            dag=day,
            dagdeel=part,
            aantal=float(counts[i]),
            verhouding=float(counts[i] / total / share[i]),
            laag=float(low[i] / share[i]),
            hoog=float(high[i] / share[i]),
            oordeel=_word(z[i], clear[i]),
        )
        for i, (day, part) in enumerate(names)
    ]


def _design_effect(weeks: Floats) -> Floats:
    """How many times more the share of each column varies than separate registrations would make it, at least 1: the
    variance of a ratio over weeks as clusters (Cochran WG. Sampling Techniques, 3rd ed., 1977, section 2.11)."""
    share, size = weeks.sum(axis=0) / weeks.sum(), weeks.sum(axis=1, keepdims=True)
    between = ((weeks - share * size) ** 2).sum(axis=0) * len(weeks) / max(len(weeks) - 1, 1)
    alone = weeks.sum() * share * (1 - share)
    return np.asarray(np.maximum(1.0, np.divide(between, alone, out=np.ones_like(alone), where=alone > 0)))


def _word(z: float, clear: bool) -> Busier:
    if not clear:
        return Busier.GEEN_DUIDELIJK_VERSCHIL
    return Busier.MEER if z > 0 else Busier.MINDER
