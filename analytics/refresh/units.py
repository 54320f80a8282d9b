"""Coverage as ranges, as a snapshot keeps it, and as single months and years, as it is reckoned with."""

import pandas as pd

from analytics.contract import DEKKING

SAME = ["gebied", "soort_gebied", "soort", "stap", "status", "bron"]


def single(coverage: pd.DataFrame) -> pd.DataFrame:
    """One row per month or year of a coverage (columns of DEKKING), `van` and `tot` as timestamps."""
    rows = coverage.assign(van=pd.to_datetime(coverage["van"]), tot=pd.to_datetime(coverage["tot"]))
    parts = [_single(rows[rows["stap"] == stap], freq) for stap, freq in (("maand", "MS"), ("jaar", "YS"))]
    return pd.DataFrame(pd.concat(parts, ignore_index=True)[DEKKING.names])


def _single(rows: pd.DataFrame, freq: str) -> pd.DataFrame:
    starts = [
        pd.date_range(van, tot, freq=freq, inclusive="left") for van, tot in zip(rows["van"], rows["tot"], strict=True)
    ]
    apart = rows.assign(van=pd.Series(starts, index=rows.index, dtype=object)).explode("van")
    van = pd.to_datetime(apart["van"])
    step = pd.DateOffset(months=1) if freq == "MS" else pd.DateOffset(years=1)
    return apart.assign(van=van, tot=van + step if len(van) else van)


def ranges(units: pd.DataFrame) -> pd.DataFrame:
    """Units that follow each other and say the same, as one range; sorted."""
    units = units.sort_values([*SAME, "van"], ignore_index=True)
    follows = (units["van"] == units["tot"].shift()) & (units[SAME] == units[SAME].shift()).all(axis=1)
    found = units.groupby((~follows).cumsum()).agg({**dict.fromkeys(SAME, "first"), "van": "first", "tot": "last"})
    return pd.DataFrame(found.sort_values(["gebied", "soort_gebied", "soort", "van"], ignore_index=True)[DEKKING.names])
