"""What was published about the city: numbers of registrations per kind and period, and survey values per year."""

from dataclasses import dataclass

import pandas as pd

from analytics.refresh.sample.facts import DEFINITIONS, month_index, parameters


@dataclass(frozen=True)
class Published:
    """So many registrations in the city in the months [van, tot) (month numbers, see facts.month_index)."""

    van: int
    tot: int
    aantal: int


def newest() -> pd.DataFrame:
    """gepubliceerd.csv with, per series and period, only the figure of the newest edition."""
    table = pd.read_csv(DEFINITIONS / "gepubliceerd.csv", sep=";")
    order = {name: number for number, name in enumerate(parameters()["edities"])}
    table["editie"] = table["publicatie"].map(order).fillna(0)
    table = table.sort_values("editie", kind="stable")
    return table.drop_duplicates(["bron", "eenheid", "reeks", "periode"], keep="last")


def mapped() -> pd.DataFrame:
    """The newest figures with `soort` or `vraag` of voorbeeld_reeksen.csv; empty where a series is not carried over."""
    mapping = pd.read_csv(DEFINITIONS / "voorbeeld_reeksen.csv", sep=";", dtype=str)
    return newest().merge(mapping, on=["bron", "reeks", "eenheid"], how="left", validate="m:1")


def registrations() -> dict[str, list[Published]]:
    """Per kind the published city totals, as periods that do not overlap: a half year is taken out of its year."""
    carried = mapped().dropna(subset=["soort"])
    sums = carried.groupby(["soort", "periode"])["waarde"].sum()
    found: dict[str, dict[str, int]] = {}
    for row in sums.reset_index().to_dict("records"):
        found.setdefault(row["soort"], {})[row["periode"]] = int(row["waarde"])
    return {soort: _disjoint(values) for soort, values in sorted(found.items())}


def survey() -> dict[tuple[str, int], float]:
    """(question, year) -> published value of the city, from gepubliceerd.csv and the policy documents."""
    carried = mapped().dropna(subset=["vraag"])
    values = {(row["vraag"], int(row["periode"])): row["waarde"] for row in carried.to_dict("records")}
    documents = pd.read_csv(DEFINITIONS / "feiten" / "maastricht_enquete.csv", sep=";")
    return values | {(row["vraag"], row["jaar"]): row["waarde"] for row in documents.to_dict("records")}


def _disjoint(values: dict[str, int]) -> list[Published]:
    """Years without a half year as they are; a year with one becomes two halves."""
    periods = []
    for periode, aantal in sorted(values.items()):
        year = int(periode[:4])
        start = month_index(f"{year}-01")
        if periode.endswith("jan-jun"):
            periods.append(Published(start, start + 6, aantal))
        elif f"{year} jan-jun" in values:
            periods.append(Published(start + 6, start + 12, aantal - values[f"{year} jan-jun"]))
        else:
            periods.append(Published(start, start + 12, aantal))
    return sorted(periods, key=lambda period: period.van)
