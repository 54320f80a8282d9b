"""Signals: which counts of a month are higher than chance explains, over every area and every kind at once.

A month has thousands of counts; the control is how many false signals a month the team can handle (the budget), and
the threshold follows from it. docs/explanation/signalen.md says in words what is done and how it was proved.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.areas import Niveau


class Methode(StrEnum):
    """How a signal was found: a month far above its band (with enough history for a model, or without), or a slow
    rise over several months."""

    FARRINGTON = "farrington"
    BAYES = "bayes"
    CUSUM = "cusum"


@dataclass(frozen=True)
class Signal:
    """One area and kind that stands out in `maand`.

    `waarneming` registrations where `verwacht` were expected, with the 95% band `ondergrens` to `bovengrens` of what
    chance makes of that. `p`: chance of so many without any change; `q`: of the signals up to this one, the share that
    is expected to be chance (Benjamini-Hochberg). A slow rise (CUSUM) has `sinds`, the month in which it began, and
    its four figures are over all months from then up to and including `maand`. `hoort_bij`: the code of the smallest
    area with a signal of the same kind and month inside this one; '' for the smallest itself.
    """

    maand: date
    niveau: Niveau
    gebied: str
    soort: str
    waarneming: int
    verwacht: float
    ondergrens: float
    bovengrens: float
    p: float
    q: float
    methode: Methode
    sinds: date | None = None
    hoort_bij: str = ""


@dataclass(frozen=True)
class Group:
    """A signal, and the same seen in the wijk or the city around it."""

    signaal: Signal
    ook_in: tuple[Signal, ...]


@dataclass(frozen=True)
class MonthOfSignals:
    """The signals of a month, most exceptional first. `drempel`: the p below which a count is a signal, which is
    `budget` / `toetsen`; `niet_getoetst`: series with too little history. `voorlopig`: the month is not final yet."""

    maand: date
    signalen: tuple[Signal, ...]
    budget: float
    drempel: float
    toetsen: int
    niet_getoetst: int
    voorlopig: bool

    @property
    def verwacht_vals(self) -> float:
        """How many of a month's signals are expected to be chance when nothing has changed anywhere; at most."""
        return self.toetsen * self.drempel

    @property
    def vals_aandeel(self) -> float:
        """The share of these signals that is expected to be chance, at most; 0 without signals."""
        return min(1.0, self.verwacht_vals / len(self.signalen)) if self.signalen else 0.0

    @property
    def groepen(self) -> tuple[Group, ...]:
        """One entry per event: the smallest area, with the larger areas around it where it shows as well."""
        return tuple(
            Group(found, tuple(s for s in self.signalen if (s.hoort_bij, s.soort) == (found.gebied, found.soort)))
            for found in self.signalen
            if not found.hoort_bij
        )
