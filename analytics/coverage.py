"""What a snapshot can answer: the months and years for which an indicator is known, and from when it is provisional."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analytics.areas import Niveau
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import Indicator, SurveyNumerator, of_city_only, parts_of_total
from analytics.periods import Period, Stap, add_months, cut, months_between
from analytics.snapshots import Snapshot


@dataclass(frozen=True)
class Coverage:
    """`maanden`: first days of the months known, oldest first. `jaren`: calendar years known as a whole (for surveys:
    years with a round). `voorlopig_vanaf`: the first provisional month or year, None when all is final."""

    maanden: tuple[date, ...]
    jaren: tuple[int, ...]
    voorlopig_vanaf: date | None

    @property
    def is_empty(self) -> bool:
        """Nothing known at all."""
        return not self.maanden and not self.jaren

    @property
    def last_final(self) -> date | None:
        """Exclusive end of the last month in an unbroken final stretch; None without final months."""
        final = [m for m in self.maanden if self.voorlopig_vanaf is None or m < self.voorlopig_vanaf]
        return add_months(final[-1], 1) if final else None

    def has(self, van: date, tot: date) -> bool:
        """Whether [van, tot) is known as a whole."""
        months = {add_months(van, i) for i in range(months_between(van, tot))}
        years = {
            date(year, m, 1)
            for year in self.jaren
            for m in range(1, 13)
            if van <= date(year, 1, 1) < date(year + 1, 1, 1) <= tot
        }
        return months <= {*self.maanden, *years}

    def last_twelve_months(self) -> Period | None:
        """The last twelve months that are final, or None when there are not that many in a row."""
        tot = self.last_final
        if tot is None or not self.has(add_months(tot, -12), tot):
            return None
        return cut(add_months(tot, -12), tot, Stap.GEHEEL)[0]


@lru_cache(maxsize=256)
def coverage(snapshot: Snapshot, indicator: Indicator, niveau: Niveau) -> Coverage:
    """What is known of an indicator at a level, in the own municipality.

    Of areas of attention: what is known of every one in the snapshot (see Snapshot.only for a single one).
    """
    if isinstance(indicator.teller, SurveyNumerator):
        frame = open_database(snapshot).run("enquete_jaren", niveau=niveau.value, vraag=indicator.teller.vraag)
        return Coverage((), tuple(int(year) for year in frame["jaar"]), None)
    frame = open_database(snapshot).run(
        "dekking",
        gemeente=snapshot.manifest().gemeente,
        soort_gebied="straat" if (by_street := _by_street(snapshot, niveau)) else _of_level(niveau),
        soorten=list(street_kinds(indicator) if by_street else indicator.teller.soorten),
    )
    units = [(row["van"].date(), row["tot"].date(), bool(row["voorlopig"])) for row in records(frame)]
    months = tuple(van for van, tot, _provisional in units if months_between(van, tot) == 1)
    whole = {van.year for van, tot, _provisional in units if months_between(van, tot) == 12}
    whole |= {month.year for month in months if {date(month.year, m, 1) for m in range(1, 13)} <= set(months)}
    provisional = [van for van, _tot, flag in units if flag]
    return Coverage(months, tuple(sorted(whole)), min(provisional) if provisional else None)


def street_kinds(indicator: Indicator) -> tuple[str, ...]:
    """The kinds that are counted where streets are needed: a published total knows no streets, its kinds do.

    Kinds that are published for the whole municipality only are not among them.
    """
    if isinstance(indicator.teller, SurveyNumerator):
        return ()
    parts = [part for soort in indicator.teller.soorten for part in parts_of_total(soort)]
    return tuple(part for part in parts if part in indicator.teller.soorten or not of_city_only(part))


def _by_street(snapshot: Snapshot, niveau: Niveau) -> bool:
    return niveau is Niveau.AANDACHT and any(area.by_street for area in snapshot.eigen)


def _of_level(niveau: Niveau) -> str:
    return "gemeente" if niveau is Niveau.REFERENTIE else "buurt"


@lru_cache(maxsize=8)
def denominators(snapshot: Snapshot) -> frozenset[str]:
    """The key figures a count can be divided by in this snapshot."""
    return frozenset(open_database(snapshot).run("kenmerken")["kenmerk"])
