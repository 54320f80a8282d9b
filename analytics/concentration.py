"""On how few places half of it happens: buurten or streets, held against what chance alone would give.

Places without registrations count too. A place of which the count may not be shown, or is not known, is left out and
said to be: it is never a zero.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics import access, breaks
from analytics.areas import Area, Niveau, at_level, own_area
from analytics.coverage import coverage
from analytics.database import open_database
from analytics.errors import WrongUsage
from analytics.frames import floats
from analytics.indicators import Indicator, RegistrationNumerator, parts_of_total
from analytics.language import _
from analytics.measures import ONDERDRUKT, Measurement, Selection, measure
from analytics.methods import gini
from analytics.methods.gini import Floats, Lottery, Spread
from analytics.periods import Period, Stap, add_months, cut, months_between
from analytics.statistics import Verdict, verdict
from analytics.streets import has_streets

YEARS = 3  # a period: long enough to have counts, short enough to be about now
FEWEST_PLACES = 5  # of fewer "half of it happens on two" says nothing
FEWEST_CRIMES = 20
INHABITANTS = "inwoners"


class Plekken(StrEnum):
    """What the places are."""

    BUURTEN = "buurten"
    STRATEN = "straten"


@dataclass(frozen=True)
class Concentration:
    """`plekken`: columns gebied (buurt code), straat ('' for buurten), aantal; the busiest first, also those without.

    `helft`: how many places hold half, `gini` the generalised Gini, both with 95% limits; `toeval` what a lottery over
    equal places gives. `verschil`: the Gini now less that of `ervoor`, measured on equally many registrations; None
    where `reden_verschil` says why not. `verborgen` and `onbekend`: places left out because their count may not be
    shown, or is not known. `zonder_straat`: registrations that no street is known of. `inwoners`: the share of the
    inhabitants in the buurten that hold half. `reden`: why there is nothing at all, when that is so.
    """

    indicator: Indicator
    plekken_zijn: Plekken
    periode: Period | None = None
    plekken: pd.DataFrame | None = None
    helft: Spread | None = None
    gini: Spread | None = None
    toeval: Lottery | None = None
    ervoor: Period | None = None
    verschil: Spread | None = None
    reden_verschil: str = ""
    verborgen: int = 0
    onbekend: int = 0
    zonder_straat: int = 0
    inwoners: float | None = None
    bronnen: Measurement | None = None
    reden: str = ""

    @property
    def aantal(self) -> int:
        """Registrations on the places that count."""
        return 0 if self.plekken is None else int(self.plekken["aantal"].sum())

    @property
    def oordeel(self) -> Verdict:
        """Whether it has become more (GESTEGEN) or less concentrated, when the interval says so."""
        return Verdict.NIET_TE_ZEGGEN if self.verschil is None else verdict(self.verschil.low, self.verschil.high, 0.0)

    @property
    def meer_dan_toeval(self) -> bool:
        """Whether a lottery hardly ever gives this few places with half."""
        return self.gini is not None and self.toeval is not None and self.gini.value > self.toeval.gini.high


@dataclass(frozen=True)
class _Counted:
    """`places` (gebied, straat) and `cells` (places, months), or one column of totals where months may not be seen."""

    places: pd.DataFrame
    cells: Floats
    hidden: int = 0
    unknown: int = 0


def offered(selection: Selection, area: Area) -> tuple[Plekken, ...]:
    """What the places of an area can be: its buurten, and its streets where the snapshot knows streets."""
    own = own_area(selection.snapshot, area.code)
    if own is not None and own.by_street:  # part of a buurt is no place to hold against a whole one
        return ()
    buurten = (Plekken.BUURTEN,) if len(_buurten(selection, area)) >= FEWEST_PLACES else ()
    return (*buurten, Plekken.STRATEN) if has_streets(selection.snapshot) else buurten


def concentration(indicator: Indicator, selection: Selection, area: Area, places: Plekken) -> Concentration:
    """How concentrated one indicator is in one area over the last years; `selection` gives snapshot and access.

    Raises WrongUsage for a survey: answers have no place.
    """
    if not isinstance(indicator.teller, RegistrationNumerator):
        raise WrongUsage(_("{indicator} is geen registratie: er is niets te tellen.").format(indicator=indicator.titel))
    asked = replace(
        selection, niveau=Niveau.BUURT, gebieden=_buurten(selection, area), absoluut=True, noemer="", stap=Stap.GEHEEL
    )
    empty = Concentration(indicator, places)
    streets = _since(indicator, asked) if places is Plekken.STRATEN else None
    if places is Plekken.STRATEN and streets is None:
        return replace(empty, reden=_("van geen enkele registratie is de straat bekend"))
    period = _period(indicator, asked, streets)
    if period is None:
        return replace(empty, reden=_("er is nog geen heel jaar met definitieve cijfers"))
    asked = replace(asked, van=period.van, tot=period.tot)
    return _measured(replace(empty, periode=period, bronnen=measure(indicator, asked)), asked, streets)


def _buurten(selection: Selection, area: Area) -> tuple[str, ...]:
    if area.niveau is Niveau.BUURT:
        return (area.code,)
    if area.niveau is Niveau.AANDACHT:
        return area.buurten
    inside = [b.code for b in at_level(selection.snapshot, Niveau.BUURT) if area.niveau is Niveau.GEMEENTE]
    return tuple(inside or [b.code for b in at_level(selection.snapshot, Niveau.BUURT) if b.wijk == area.code])


def _period(indicator: Indicator, asked: Selection, streets: date | None) -> Period | None:
    """The last whole years, at most three, that are final, over no break; else the last year known as a whole."""
    known = coverage(asked.snapshot, indicator, Niveau.BUURT)
    cuts = [b.vanaf for b in breaks.of(indicator, Niveau.BUURT) if b.soort == "reeksbreuk"]
    if known.last_final is not None:
        for years in range(YEARS, 0, -1):
            van = add_months(known.last_final, -12 * years)
            whole = known.has(van, known.last_final) and (streets is None or van >= streets)
            if whole and not any(van < day < known.last_final for day in cuts):
                return cut(van, known.last_final, Stap.GEHEEL)[0]
    final = [year for year in known.jaren if known.voorlopig_vanaf is None or date(year, 1, 1) < known.voorlopig_vanaf]
    if streets is not None or not final:
        return None
    return cut(date(final[-1], 1, 1), date(final[-1] + 1, 1, 1), Stap.JAAR)[0]


def _since(indicator: Indicator, asked: Selection) -> date | None:
    """The first whole month of which streets are known, anywhere in the municipality."""
    everywhere = [b.code for b in at_level(asked.snapshot, Niveau.BUURT)]
    months = open_database(asked.snapshot).run("straten_bekend", soorten=_kinds(indicator), gebieden=everywhere)
    known = months.loc[months["bekend"] > 0, "maand"]
    return None if known.empty else pd.Timestamp(known.iloc[0]).date()


def _kinds(indicator: Indicator) -> list[str]:
    """The police kinds; a published total has no streets of its own, there its kinds are counted."""
    return (
        [part for soort in indicator.teller.soorten for part in parts_of_total(soort)]
        if isinstance(indicator.teller, RegistrationNumerator)
        else []
    )


def _measured(empty: Concentration, asked: Selection, streets: date | None) -> Concentration:
    now = _count(empty.indicator, asked, empty.plekken_zijn)
    counts = now.cells.sum(axis=1)
    left_out = replace(empty, verborgen=now.hidden, onbekend=now.unknown, zonder_straat=_without_street(empty, asked))
    if len(counts) < FEWEST_PLACES:
        return replace(left_out, reden=_("er zijn te weinig plekken om te vergelijken"))
    if left_out.zonder_straat > counts.sum():
        return replace(left_out, reden=_("van de meeste registraties is de straat niet bekend"))
    if counts.sum() < FEWEST_CRIMES:
        reason = _("er zijn minder dan {n} registraties, te weinig om iets over hun spreiding te zeggen")
        return replace(left_out, reden=reason.format(n=FEWEST_CRIMES))
    order = np.argsort(-counts, kind="stable")
    measure_, half = gini.with_interval(now.cells)
    made = replace(
        left_out,
        plekken=now.places.assign(aantal=counts.astype(int)).iloc[order].reset_index(drop=True),
        helft=half,
        gini=measure_,
        toeval=gini.by_chance(int(counts.sum()), len(counts)),
    )
    return _compared(replace(made, inwoners=_inhabitants(made, asked)), now, asked, streets)


def _count(indicator: Indicator, asked: Selection, places: Plekken) -> _Counted:
    return _by_buurt(indicator, asked) if places is Plekken.BUURTEN else _by_street(indicator, asked)


def _by_buurt(indicator: Indicator, asked: Selection) -> _Counted:
    whole = measure(indicator, asked).values
    shown = whole["teller"].notna().to_numpy()
    hidden = int((whole["status"] == ONDERDRUKT).sum())
    codes = whole["gebied"].to_numpy()[shown]
    places = pd.DataFrame({"gebied": codes, "straat": ""})
    cells = floats(whole["teller"])[shown][:, None]
    known = coverage(asked.snapshot, indicator, Niveau.BUURT)
    months = {add_months(asked.van, i) for i in range(months_between(asked.van, asked.tot))}
    if months <= set(known.maanden):
        by_month = measure(indicator, replace(asked, stap=Stap.MAAND)).values
        table = by_month.assign(teller=floats(by_month["teller"])).pivot(
            index="gebied", columns="periode", values="teller"
        )
        finer = table.loc[codes].to_numpy()
        cells = cells if np.isnan(finer).any() else finer
    return _Counted(places, cells, hidden, int((~shown).sum()) - hidden)


def _by_street(indicator: Indicator, asked: Selection) -> _Counted:
    """Streets of which the count over the whole period may be shown. Their months are looked at only where no count
    would be hidden."""
    rows = open_database(asked.snapshot).run(
        "straten_maanden", soorten=_kinds(indicator), van=asked.van, tot=asked.tot, gebieden=list(asked.gebieden)
    )
    table = rows.assign(maand=rows["maand"].fillna(pd.Timestamp(asked.van))).pivot(
        index=["gebied", "straat"], columns="maand", values="aantal"
    )
    months = pd.to_datetime([p.van for p in replace(asked, stap=Stap.MAAND).periods])
    cells = table.reindex(columns=months).fillna(0.0).to_numpy(dtype=float)
    places = table.index.to_frame(index=False)
    threshold = access.threshold(asked.toegang) if indicator.gevoelig else 0
    if not threshold:
        return _Counted(places, cells)
    counts = cells.sum(axis=1)
    shown = (counts == 0) | (counts >= threshold)
    return _Counted(places[shown].reset_index(drop=True), counts[shown][:, None], int((~shown).sum()))


def _without_street(empty: Concentration, asked: Selection) -> int:
    if empty.plekken_zijn is not Plekken.STRATEN:
        return 0
    months = open_database(asked.snapshot).run(
        "straten_bekend", soorten=_kinds(empty.indicator), gebieden=list(asked.gebieden)
    )
    inside = months[(months["maand"] >= pd.Timestamp(asked.van)) & (months["maand"] < pd.Timestamp(asked.tot))]
    return int((inside["totaal"] - inside["bekend"]).sum())


def _inhabitants(found: Concentration, asked: Selection) -> float | None:
    """Share of the inhabitants that live in the buurten that hold half; None where that is not known."""
    noemers = {n.van for n in found.indicator.noemers}
    if found.plekken_zijn is not Plekken.BUURTEN or INHABITANTS not in noemers or found.plekken is None:
        return None
    rows = measure(found.indicator, replace(asked, absoluut=False, noemer=INHABITANTS)).values.set_index("gebied")
    people = floats(rows["noemer"].reindex(found.plekken["gebied"]))
    half = 0 if found.helft is None else int(found.helft.value)
    return None if np.isnan(people).any() or not people.sum() else float(people[:half].sum() / people.sum())


def _compared(found: Concentration, now: _Counted, asked: Selection, streets: date | None) -> Concentration:
    """With the years before, as many as the period has."""
    earlier = replace(asked, van=add_months(asked.van, -months_between(asked.van, asked.tot)), tot=asked.van)
    known = coverage(asked.snapshot, found.indicator, Niveau.BUURT)
    crossed = breaks.between(found.indicator, earlier.van, asked.tot, Niveau.BUURT)
    if crossed:
        return replace(found, reden_verschil=crossed[0].tekst)
    if not known.has(earlier.van, earlier.tot) or (streets is not None and earlier.van < streets):
        return replace(found, reden_verschil=_("over de jaren ervoor zijn er geen cijfers per plek"))
    then = _count(found.indicator, earlier, found.plekken_zijn)
    mine, theirs = _both(now, then)
    if theirs.sum() < FEWEST_CRIMES or len(mine) < FEWEST_PLACES:
        return replace(found, reden_verschil=_("over de jaren ervoor zijn er te weinig registraties"))
    return replace(found, ervoor=earlier.periods[0], verschil=gini.difference(mine, theirs))


def _both(now: _Counted, then: _Counted) -> tuple[Floats, Floats]:
    """The places known in both periods, in one order."""
    keys = [pd.MultiIndex.from_frame(one.places[["gebied", "straat"]]) for one in (now, then)]
    shared = keys[0].intersection(keys[1], sort=False)
    return now.cells[keys[0].get_indexer(shared)], then.cells[keys[1].get_indexer(shared)]
