"""What is known of a target's indicator, year by year, and the months a chance may be drawn from.

All of the municipality as a whole, in the unit of the target, and only figures up to the moment that is asked about.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from analytics import breaks, statistics, trends
from analytics.access import Toegang
from analytics.areas import Niveau
from analytics.breaks import Break
from analytics.comparisons import DISPERSION_YEARS, Z95
from analytics.coverage import coverage
from analytics.frames import floats, records
from analytics.indicators import DEFINITIONS, Indicator
from analytics.language import _
from analytics.measures import DEFINITIEF, ONDERDRUKT, Measurement, Selection, measure
from analytics.methods.forecasting import YEAR
from analytics.periods import Stap, months_between
from analytics.snapshots import Snapshot

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Unit = Literal["aantal", "per_1000_inwoners", "enquete"]

PER = 1000
INHABITANTS = "inwoners"


@dataclass(frozen=True)
class Stand:
    """The figure of one year: `gemeten` by our own indicator, with its 95% interval, or `gedrukt` in the document.

    `teller`, `noemer`: of a registered figure; `noemer` of a survey: respondents. `status` as in `measures`. `deel`: a
    new number after every break and for every survey method; figures of different parts are never compared.
    """

    jaar: int
    waarde: float | None
    ondergrens: float | None
    bovengrens: float | None
    teller: int | None
    noemer: float | None
    status: str
    bron: Literal["gemeten", "gedrukt"]
    deel: int = 0

    @property
    def is_final(self) -> bool:
        """Whether there is a figure that will not change any more."""
        return self.waarde is not None and self.status == DEFINITIEF

    @property
    def error(self) -> float | None:
        """Standard error that belongs to the interval; None without one."""
        if self.ondergrens is None or self.bovengrens is None:
            return None
        return (self.bovengrens - self.ondergrens) / (2 * Z95)


@dataclass(frozen=True)
class Months:
    """The final months of the last part that is known: `counts`, NaN where unknown, from the month `first` on."""

    first: date
    counts: Floats

    @property
    def of_year(self) -> Ints:
        """Per month 0 for January."""
        return (np.arange(len(self.counts)) + self.first.month - 1) % YEAR

    @property
    def next_year(self) -> int:
        """The first year that is not in as a whole."""
        return self.first.year + (self.first.month - 1 + len(self.counts)) // YEAR


@dataclass(frozen=True)
class Figures:
    """Everything about one indicator in one unit, as known before `tot`. `breuken`: series breaks known by then;
    `gebeurtenissen`: what explains a jump."""

    indicator: Indicator
    eenheid: Unit
    snapshot: Snapshot
    toegang: Toegang
    tot: date
    reeks: tuple[Stand, ...]
    breuken: tuple[Break, ...]
    gebeurtenissen: tuple[Break, ...]
    bronnen: tuple[str, ...]

    @cached_property
    def maanden(self) -> Months | None:
        """The months, counted when asked for; None for surveys and where nothing may be drawn from them."""
        return None if self.indicator.is_survey else _months(self.indicator, self.snapshot, self.toegang, self.tot)

    def of(self, jaar: int) -> Stand | None:
        """The figure of a year; None when the year is not among those known."""
        return next((stand for stand in self.reeks if stand.jaar == jaar), None)

    @property
    def known(self) -> tuple[Stand, ...]:
        """The years that have a figure."""
        return tuple(stand for stand in self.reeks if stand.waarde is not None)

    def apart(self, earlier: int, later: int) -> str:
        """Why the figures of two years are not comparable; '' when they are, as far as is known."""
        cut = next((b for b in self.breuken if date(earlier, 1, 1) < b.vanaf < date(later + 1, 1, 1)), None)
        if cut is not None:
            return cut.tekst
        parts = {stand.deel for stand in self.known if stand.jaar in (earlier, later)}
        return _("De meetmethode is in de jaren ertussen veranderd") if len(parts) > 1 else ""

    def dispersion(self, jaar: int) -> float:
        """Phi of the monthly counts of the five years up to and including `jaar`; 1 where there are no months."""
        if self.maanden is None:
            return 1.0
        end = months_between(self.maanden.first, date(jaar + 1, 1, 1))
        start = end - YEAR * DISPERSION_YEARS
        if start < 0 or end > len(self.maanden.counts):
            return 1.0
        phi = statistics.dispersion(self.maanden.counts[start:end].reshape(DISPERSION_YEARS, YEAR))
        return 1.0 if np.isnan(phi) else phi


def figures(indicator: Indicator, eenheid: Unit, snapshot: Snapshot, toegang: Toegang, tot: date) -> Figures:
    """The figures of the snapshot's own municipality, as far as they are about time before `tot`."""
    code = snapshot.manifest().gemeente
    known = [item for item in breaks.of(indicator, Niveau.GEMEENTE, code) if item.vanaf < tot]
    cuts = tuple(item for item in known if item.soort == "reeksbreuk")
    years = coverage(snapshot, indicator, Niveau.GEMEENTE).jaren
    years = tuple(jaar for jaar in years if date(jaar + 1, 1, 1) <= tot)
    measured = _measured(indicator, eenheid, snapshot, toegang, years) if years else None
    return Figures(
        indicator,
        eenheid,
        snapshot,
        toegang,
        tot,
        _stands(measured, cuts) if measured else (),
        cuts,
        tuple(item for item in known if item.soort == "gebeurtenis"),
        measured.bronnen if measured else (),
    )


@dataclass(frozen=True)
class Published:
    """A figure that the municipality published itself. `periode` as printed: '2018', '2019 jan-jun'; `publicatie`: the
    edition, of which a later one may print another figure."""

    reeks: str
    periode: str
    waarde: float
    eenheid: str
    publicatie: str


@lru_cache(maxsize=1)
def published() -> tuple[Published, ...]:
    """Everything in gepubliceerd.csv, in its order: the oldest edition first."""
    with (DEFINITIONS / "gepubliceerd.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Published(row["reeks"], row["periode"], float(row["waarde"]), row["eenheid"], row["publicatie"])
            for row in csv.DictReader(file, delimiter=";")
        )


def printed(jaar: int, waarde: float) -> Stand:
    """A value as a document prints it: without an interval, for the document gives none."""
    return Stand(jaar, waarde, None, None, None, None, DEFINITIEF, "gedrukt")


@lru_cache(maxsize=128)  # the months of one year are judged by the same years
def _measured(
    indicator: Indicator, eenheid: Unit, snapshot: Snapshot, toegang: Toegang, years: tuple[int, ...]
) -> Measurement:
    span = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
    asked = Selection(
        snapshot,
        toegang,
        Niveau.GEMEENTE,
        *span,
        Stap.JAAR,
        absoluut=eenheid == "aantal",
        noemer=INHABITANTS if eenheid == "per_1000_inwoners" else "",
    )
    return measure(indicator, asked)


def _stands(measured: Measurement, cuts: tuple[Break, ...]) -> tuple[Stand, ...]:
    methods = dict(measured.methoden)
    parts: list[tuple[int, str]] = []
    found: list[Stand] = []
    for row in records(measured.values.sort_values("periode")):
        jaar = int(row["periode"])
        part = _side(jaar, cuts), methods.get(str(jaar), parts[-1][1] if parts else "")
        if part not in parts:
            parts.append(part)
        found.append(_stand(jaar, row, parts.index(part)))
    return tuple(found)


def _stand(jaar: int, row: dict[str, Any], deel: int) -> Stand:
    return Stand(
        jaar,
        *(row["waarde"], row["ondergrens"], row["bovengrens"]),
        *(row["teller"], row["noemer"]),
        row["status"],
        "gemeten",
        deel,
    )


def _side(jaar: int, cuts: tuple[Break, ...]) -> int:
    """On which side of every break a year lies; a year with a break inside it stands by itself."""
    before = sum(item.vanaf <= date(jaar, 1, 1) for item in cuts)
    return before + sum(item.vanaf < date(jaar + 1, 1, 1) for item in cuts)


def _months(indicator: Indicator, snapshot: Snapshot, toegang: Toegang, tot: date) -> Months | None:
    known = coverage(snapshot, indicator, Niveau.GEMEENTE)
    span = trends.whole_range(known)
    if span is None or known.last_final is None or span[0] >= min(tot, known.last_final):
        return None
    asked = Selection(
        snapshot, toegang, Niveau.GEMEENTE, span[0], min(tot, known.last_final), Stap.MAAND, absoluut=True
    )
    points = trends.monthly(indicator, asked, snapshot.manifest().gemeente).punten
    points = points[points["deel"] == points["deel"].max()]
    if (points["status"] == ONDERDRUKT).any():  # a month that may not be shown may not be learned from either
        return None
    counts = floats(points["teller"])
    start = int(np.argmax(~np.isnan(counts)))
    if np.isnan(counts).all():
        return None
    return Months(points["maand"].iloc[start].date(), counts[start:])
