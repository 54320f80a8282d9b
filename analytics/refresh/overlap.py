"""Months and years of the same kind: a whole year of months replaces the yearly figure, never both."""

import pandas as pd

from analytics.contract import TOTALS
from analytics.formatting import count
from analytics.language import _
from analytics.refresh.registrations import Known

# The choice is made per municipality, level, kind and year; registrations without a buurt follow their buurten.
CHOICE = ["eigenaar", "niveau", "soort", "jaar"]


def prefer_months(known: Known) -> tuple[Known, list[str]]:
    """Drop what overlaps, and say per year how the months differ from the year they replace.

    Where both are there, months are kept when all twelve are known for every buurt that the year knows, otherwise
    the year.
    """
    units, missing, counts = _labelled(known.units), _labelled(known.missing), _labelled(known.counts)
    choice = _choice(units, missing)
    kept = Known(
        _kept(units, choice)[list(known.units.columns)],
        _kept(missing, choice)[list(known.missing.columns)],
        _kept(counts, choice)[list(known.counts.columns)],
    )
    return kept, _notes(counts, choice, units)


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    """Add what CHOICE names, and whether a row is about a month."""
    level = frame["soort_gebied"].replace("onbekend", "buurt") if "soort_gebied" in frame else "buurt"
    return frame.assign(
        eigenaar="GM" + frame["gebied"].str[2:6],
        niveau=level,
        jaar=frame["periode"].str[:4],
        maand=frame["periode"].str[4:6] == "MM",
    )


def _choice(units: pd.DataFrame, missing: pd.DataFrame) -> pd.DataFrame:
    """CHOICE and `houdt_maanden`, for every combination that has both months and the year."""
    leading = units[units["soort_gebied"] != "onbekend"]
    months = leading[leading["maand"]].groupby(CHOICE)["periode"].nunique()
    years = leading[~leading["maand"]].groupby(CHOICE)["periode"].nunique()
    both = pd.DataFrame({"maanden": months, "jaren": years}).dropna()
    complete = (both["maanden"] == 12) & ~both.index.isin(_worse_by_month(missing))
    return both.assign(houdt_maanden=complete).reset_index()[[*CHOICE, "houdt_maanden"]]


def _worse_by_month(missing: pd.DataFrame) -> pd.Index:
    """Combinations with a buurt that is unknown in some month but known in the year."""
    cell = [*CHOICE, "gebied"]
    yearly = pd.MultiIndex.from_frame(missing.loc[~missing["maand"], cell])
    monthly = pd.MultiIndex.from_frame(missing.loc[missing["maand"], cell].drop_duplicates())
    return monthly[~monthly.isin(yearly)].droplevel("gebied")


def _kept(frame: pd.DataFrame, choice: pd.DataFrame) -> pd.DataFrame:
    chosen = frame.merge(choice, how="left", on=CHOICE)
    return chosen[chosen["houdt_maanden"].isna() | (chosen["houdt_maanden"] == chosen["maand"])]


def _notes(counts: pd.DataFrame, choice: pd.DataFrame, units: pd.DataFrame) -> list[str]:
    sums = counts.groupby([*CHOICE, "maand"])["aantal"].sum().unstack("maand", fill_value=0)
    sums = sums.reindex(columns=[False, True], fill_value=0).set_axis(["per_jaar", "per_maand"], axis=1)
    compared = choice.merge(sums.reset_index(), how="left", on=CHOICE).fillna({"per_jaar": 0, "per_maand": 0})
    notes = []
    replaced = compared[compared["houdt_maanden"]]
    nuisance = replaced["soort"].str.match(r"[A-Z]|overlast")
    for _key, part in replaced.groupby(["eigenaar", "niveau", "jaar", nuisance], sort=True):
        notes += _difference(part, units)
    kept_years = int((~compared["houdt_maanden"]).sum())
    if kept_years:
        text = _("Voor {count} combinaties van soort en jaar ontbreken maanden; het jaarcijfer is gebruikt.")
        notes.append(text.format(count=kept_years))
    return notes


def _difference(part: pd.DataFrame, units: pd.DataFrame) -> list[str]:
    differing = part[part["per_jaar"] != part["per_maand"]]
    if differing.empty:
        return []
    same = units.merge(part[CHOICE], on=CHOICE)
    text = _(
        "{area} {year}: de maandcijfers ({monthly}) vervangen de jaarcijfers ({yearly}); in {count} van {all} "
        "soorten verschillen zij, samen {months} tegen {total}."
    )
    total = part[part["soort"].isin(TOTALS)]
    summed = total if len(total) else part
    return [
        text.format(
            area=part["eigenaar"].iloc[0],
            year=part["jaar"].iloc[0],
            monthly=_tables(same[same["maand"]]),
            yearly=_tables(same[~same["maand"]]),
            count=len(differing),
            all=len(part),
            months=count(int(summed["per_maand"].sum())),
            total=count(int(summed["per_jaar"].sum())),
        )
    ]


def _tables(units: pd.DataFrame) -> str:
    return ", ".join(sorted(set(units["bron"])))
