"""The one question and the one answer: what is indicator I, for areas at level N, between dates A and B?

Every view is a pure function of the Measurement that `measure` returns. Suppression happens here, once, before anything
can be drawn, downloaded or sent to a browser.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics import access, statistics
from analytics.areas import Niveau, all_areas, at_level
from analytics.coverage import street_kinds
from analytics.database import open_database
from analytics.errors import NotFound, WrongUsage
from analytics.frames import floats
from analytics.indicators import Indicator, Noemer, RegistrationNumerator, SurveyNumerator
from analytics.language import _
from analytics.periods import Period, Stap, cut
from analytics.settings import settings
from analytics.snapshots import Snapshot

DEFINITIEF, VOORLOPIG, ONDERDRUKT, ONTBREEKT = "definitief", "voorlopig", "onderdrukt", "ontbreekt"
COLUMNS = ("gebied", "periode", "teller", "noemer", "waarde", "ondergrens", "bovengrens", "status")
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Selection:
    """What is asked. Hashable, so it is a cache key; snapshot and access level are part of it.

    `tot` is exclusive. `gebieden` empty means every area of the level. `absoluut` asks for the count itself;
    `noemer` names another denominator than the indicator's first.
    """

    snapshot: Snapshot
    toegang: access.Toegang
    niveau: Niveau
    van: date
    tot: date
    stap: Stap
    gebieden: tuple[str, ...] = ()
    absoluut: bool = False
    noemer: str = ""

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of this selection, oldest first."""
        return cut(self.van, self.tot, self.stap)


@dataclass(frozen=True)
class Measurement:
    """The answer: `values` is complete, one row per area and period, with the columns of COLUMNS.

    teller Int64 (null for surveys), noemer Float64 (respondents for surveys), waarde with a 95% interval, status
    definitief | voorlopig | onderdrukt | ontbreekt. `noemer_jaren` are the years of the key figures used,
    `methoden` the survey methods per period: values with different methods are never one series.
    """

    indicator: Indicator
    selection: Selection
    values: pd.DataFrame
    eenheid: str
    methode: str
    bronnen: tuple[str, ...]
    noemer: Noemer | None = None
    noemer_jaren: tuple[int, ...] = ()
    methoden: tuple[tuple[str, str], ...] = ()
    zekerheid: float = CONFIDENCE

    @property
    def is_rate(self) -> bool:
        """Whether values are counts divided by a denominator."""
        return self.noemer is not None

    def too_small(self) -> pd.Series:
        """True per row of `values` where the denominator is under the stated minimum, so a rate says nothing."""
        if not self.is_rate:
            return pd.Series(False, index=self.values.index)
        return (self.values["noemer"] < settings().minimum_inwoners).fillna(False).astype(bool)

    def at(self, periode: str) -> pd.DataFrame:
        """Rows of one period, indexed by area code."""
        return self.values[self.values["periode"] == periode].set_index("gebied")

    def of(self, gebied: str) -> pd.DataFrame:
        """Rows of one area, indexed by period, oldest first."""
        return self.values[self.values["gebied"] == gebied].set_index("periode")


def measure(indicator: Indicator, selection: Selection) -> Measurement:
    """Answer the question. Raises WrongUsage for a question that cannot be asked, NotFound for unknown areas.

    Areas of attention have no survey figures and, with single streets in them, no denominator: those stay missing.
    """
    _check_areas(selection)
    if isinstance(indicator.teller, SurveyNumerator):
        return _survey(indicator, indicator.teller, selection)
    return _registrations(indicator, indicator.teller, selection)


def _check_areas(selection: Selection) -> None:
    known = {area.code for area in at_level(selection.snapshot, selection.niveau)}
    unknown = [code for code in selection.gebieden if code not in known]
    if unknown:
        elsewhere = all_areas(selection.snapshot)
        levels = sorted({elsewhere[code].niveau.value for code in unknown if code in elsewhere})
        hint = _(" (wel op niveau {levels})").format(levels=", ".join(levels)) if levels else ""
        raise NotFound(
            _("Deze momentopname kent op niveau {niveau} geen gebied {codes}{hint}.").format(
                niveau=selection.niveau.value, codes=", ".join(unknown), hint=hint
            )
        )


def measure_all(indicators: Iterable[Indicator], selection: Selection) -> dict[str, Measurement]:
    """The same question about several registered indicators, by id, counted in one statement.

    Each answer is what `measure` gives; asking one by one costs a plan per indicator. Raises as `measure` does.
    """
    _check_areas(selection)
    asked = {i.id: (i, i.teller.soorten) for i in indicators if isinstance(i.teller, RegistrationNumerator)}
    if not asked:
        return {}
    if selection.niveau is Niveau.AANDACHT:  # there what a total is made of differs from area to area
        return {name: measure(indicator, selection) for name, (indicator, _soorten) in asked.items()}
    pairs = [(name, soort) for name, (_i, soorten) in asked.items() for soort in soorten]
    counted = open_database(selection.snapshot).run(
        "registraties_reeksen", reeksen=[p[0] for p in pairs], soorten=[p[1] for p in pairs], **_spine(selection)
    )
    noemers = {name: _denominator(indicator, selection) for name, (indicator, _soorten) in asked.items()}
    distinct = {noemer.van: noemer for noemer in noemers.values() if noemer is not None}
    known = {van: _known(noemer, selection) for van, noemer in distinct.items()}
    frames = {str(name): frame.reset_index(drop=True) for name, frame in counted.groupby("reeks")}
    return {
        name: _measured(indicator, selection, frames[name], noemer, known[noemer.van] if noemer else None)
        for (name, (indicator, _soorten)), noemer in zip(asked.items(), noemers.values(), strict=True)
    }


def _registrations(indicator: Indicator, teller: RegistrationNumerator, selection: Selection) -> Measurement:
    noemer = _denominator(indicator, selection)
    frame = _run("registraties", indicator, teller, selection)
    return _measured(indicator, selection, frame, noemer, _known(noemer, selection) if noemer else None)


def _run(name: str, indicator: Indicator, teller: RegistrationNumerator, selection: Selection, **more: Any) -> Any:
    """The answer of a statement that counts, for all areas together."""
    database, spine = open_database(selection.snapshot), _spine(selection)
    found = [
        database.run(name, **spine | {"soorten": list(soorten), "gebieden": codes}, **more)
        for soorten, codes in _kinds_of_areas(indicator, teller, selection)
    ]
    if len(found) == 1:
        return found[0]
    return pd.concat(found).sort_values("gebied", kind="stable", ignore_index=True)


def _kinds_of_areas(
    indicator: Indicator, teller: RegistrationNumerator, selection: Selection
) -> list[tuple[tuple[str, ...], list[str]]]:
    """The kinds to count, and where (no area: in all). Where streets are needed a total is the sum of its kinds."""
    own = {area.code: area.by_street for area in selection.snapshot.eigen}
    if selection.niveau is not Niveau.AANDACHT or not any(own.values()):
        return [(teller.soorten, list(selection.gebieden))]
    asked = selection.gebieden or tuple(area.code for area in at_level(selection.snapshot, selection.niveau))
    groups = [
        (kinds, [code for code in asked if own[code] is by_street])
        for by_street, kinds in ((False, teller.soorten), (True, street_kinds(indicator)))
    ]
    return [(kinds, codes) for kinds, codes in groups if codes] or [(teller.soorten, [])]


def _known(noemer: Noemer, selection: Selection) -> pd.DataFrame:
    """The denominator per area and period."""
    spine = {name: value for name, value in _spine(selection).items() if name != "van"}
    return open_database(selection.snapshot).run("noemers", kenmerk=noemer.van, **spine)


def _measured(
    indicator: Indicator,
    selection: Selection,
    frame: pd.DataFrame,
    noemer: Noemer | None,
    known: pd.DataFrame | None,
) -> Measurement:
    """Counts with their denominators as a measurement."""
    frame["teller"] = frame["teller"].astype("Int64")
    frame["noemer"] = pd.array([pd.NA] * len(frame), dtype="Float64")
    years: tuple[int, ...] = ()
    if known is not None:
        frame = frame.drop(columns="noemer").merge(known, on=["gebied", "periode"], how="left")
        frame["noemer"] = frame["noemer"].astype("Float64")
        years = tuple(sorted({int(year) for year in known["jaar"].dropna()}))
    frame["status"] = np.where(frame["voorlopig"].astype(bool), VOORLOPIG, DEFINITIEF)
    frame.loc[frame["teller"].isna(), "status"] = ONTBREEKT
    return Measurement(
        indicator=indicator,
        selection=selection,
        values=_suppress_counts(_rates(frame, noemer), indicator, selection)[list(COLUMNS)],
        eenheid=_unit(noemer),
        methode=_("exact Poisson-interval (Garwood)"),
        bronnen=tuple(sorted({bron for bronnen in frame["bronnen"] for bron in bronnen})),
        noemer=noemer,
        noemer_jaren=years,
    )


def _spine(selection: Selection) -> dict[str, Any]:
    periods = selection.periods
    return {
        "niveau": selection.niveau.value,
        "gebieden": list(selection.gebieden),
        "perioden": [p.label for p in periods],
        "van": [p.van for p in periods],
        "tot": [p.tot for p in periods],
    }


def _denominator(indicator: Indicator, selection: Selection) -> Noemer | None:
    if selection.absoluut:
        return None
    if not selection.noemer:
        return indicator.noemer
    for noemer in indicator.noemers:
        if noemer.van == selection.noemer:
            return noemer
    raise WrongUsage(
        _("{indicator} kan niet per {noemer}; wel per {others}.").format(
            indicator=indicator.titel,
            noemer=selection.noemer,
            others=", ".join(n.van for n in indicator.noemers) or _("niets: het is een aantal"),
        )
    )


def _rates(frame: pd.DataFrame, noemer: Noemer | None) -> pd.DataFrame:
    """Add waarde, ondergrens, bovengrens. A denominator of zero or unknown leaves the rate missing, the count known."""
    teller = frame["teller"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    low, high = statistics.poisson_interval(teller, CONFIDENCE)
    scale = np.ones(len(frame))
    if noemer is not None:
        below = frame["noemer"].to_numpy(dtype=float, na_value=np.nan)
        scale = np.divide(noemer.per, below, out=np.full(len(frame), np.nan), where=below > 0)
        frame.loc[np.isnan(scale), "status"] = ONTBREEKT
    for column, values in (("waarde", teller), ("ondergrens", low), ("bovengrens", high)):
        frame[column] = pd.array(values * scale, dtype="Float64")
    # pandas keeps NaN and NA apart in Float64; downstream only NA means "not there"
    for column in ("waarde", "ondergrens", "bovengrens"):
        frame[column] = frame[column].mask(np.isnan(floats(frame[column])))
    return frame


def _suppress_counts(frame: pd.DataFrame, indicator: Indicator, selection: Selection) -> pd.DataFrame:
    threshold = access.threshold(selection.toegang)
    if not indicator.gevoelig or not threshold:
        return frame
    small = ((frame["teller"] > 0) & (frame["teller"] < threshold)).fillna(False).astype(bool)
    if selection.niveau is Niveau.AANDACHT:
        small |= _tells_a_part(frame, indicator, selection, threshold)
    return _hide(frame, small, ["teller", "waarde", "ondergrens", "bovengrens"])


def _tells_a_part(frame: pd.DataFrame, indicator: Indicator, selection: Selection, threshold: int) -> "pd.Series[bool]":
    """Where exactly one part of an area has a hidden count: the sum less the parts that are shown would tell it."""
    if not isinstance(indicator.teller, RegistrationNumerator):
        return pd.Series(False, index=frame.index)
    found = _run("delen_verborgen", indicator, indicator.teller, selection, drempel=threshold)
    one = set(found.loc[found["verborgen"] == 1, ["gebied", "periode"]].itertuples(index=False, name=None))
    pairs = zip(frame["gebied"], frame["periode"], frame["teller"].notna(), strict=True)
    return pd.Series([known and (area, period) in one for area, period, known in pairs], index=frame.index, dtype=bool)


def _hide(frame: pd.DataFrame, rows: "pd.Series[bool]", columns: list[str]) -> pd.DataFrame:
    frame.loc[rows, columns] = pd.NA
    frame.loc[rows, "status"] = ONDERDRUKT
    return frame


def _unit(noemer: Noemer | None) -> str:
    if noemer is None:
        return _("aantal")
    return _("per {per} {noemer}").format(per=f"{noemer.per:,}".replace(",", "."), noemer=noemer.van)


def _survey(indicator: Indicator, teller: SurveyNumerator, selection: Selection) -> Measurement:
    years = [period.van.year for period in selection.periods if period.months == 12 and period.van.month == 1]
    if selection.stap not in (Stap.JAAR, Stap.GEHEEL) or len(years) < len(selection.periods):
        raise WrongUsage(
            _("{indicator} komt uit een enquête en is er alleen per jaar.").format(indicator=indicator.titel)
        )
    if selection.absoluut or selection.noemer:
        raise WrongUsage(
            _("{indicator} is geen telling: er is geen aantal of noemer.").format(indicator=indicator.titel)
        )
    frame = open_database(selection.snapshot).run(
        "enquete",
        niveau=selection.niveau.value,
        gebieden=list(selection.gebieden),
        jaren=years,
        vraag=teller.vraag,
    )
    frame["teller"] = pd.array([pd.NA] * len(frame), dtype="Int64")
    for column, source in (("noemer", "n"), *((c, c) for c in ("waarde", "ondergrens", "bovengrens"))):
        frame[column] = frame[source].astype("Float64")
    frame["status"] = np.where(frame["waarde"].isna(), ONTBREEKT, DEFINITIEF)
    few = (frame["noemer"] < settings().minimum_respondenten).fillna(False).astype(bool)
    frame = _hide(frame, few & frame["waarde"].notna(), ["waarde", "ondergrens", "bovengrens"])
    asked = frame[frame["methode"].notna()]
    return Measurement(
        indicator=indicator,
        selection=selection,
        values=frame[list(COLUMNS)],
        eenheid=teller.eenheid,
        methode=_("interval zoals gepubliceerd of geschat uit de steekproef"),
        bronnen=tuple(sorted(set(asked["bron"]))),
        methoden=tuple(sorted({(str(p), str(m)) for p, m in zip(asked["periode"], asked["methode"], strict=True)})),
    )
