"""What was published about the city: numbers of registrations per kind and period, and survey values per year."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.refresh.sample.facts import DEFINITIONS, facts, made_up, month_index, parameters


@dataclass(frozen=True)
class Published:
    """So many registrations in the city in the months [van, tot) (month numbers, see facts.month_index)."""

    van: int
    tot: int
    aantal: int


def newest() -> pd.DataFrame:
    """The table of published figures with, per series and period, only the figure of the newest edition."""
    table = pd.read_csv(DEFINITIONS / parameters()["gepubliceerd"], sep=";")
    order = {name: number for number, name in enumerate(parameters()["edities"])}
    table["editie"] = table["publicatie"].map(order).fillna(0)
    table = table.sort_values("editie", kind="stable")
    return table.drop_duplicates(["bron", "eenheid", "reeks", "periode"], keep="last")


def mapped() -> pd.DataFrame:
    """The newest figures with `soort` or `vraag` of reeksen.csv; empty where a series is not carried over."""
    mapping = pd.read_csv(made_up() / "reeksen.csv", sep=";", dtype=str)
    return newest().merge(mapping, on=["bron", "reeks", "eenheid"], how="left", validate="m:1")


def registrations() -> dict[str, list[Published]]:
    """Per kind the published city totals, as periods that do not overlap: a half year is taken out of its year."""
    found: dict[str, dict[str, int]] = {}
    for row in [*_carried("soort"), *_stated()]:
        periods = found.setdefault(str(row["soort"]), {})
        periods[str(row["periode"])] = periods.get(str(row["periode"]), 0) + int(row["waarde"])
    return {soort: _disjoint(values) for soort, values in sorted(found.items())}


def survey() -> dict[tuple[str, int], float]:
    """(question, year) -> published value of the city, from the published table and the policy documents."""
    values = {(row["vraag"], int(row["periode"])): row["waarde"] for row in _carried("vraag")}
    documents = pd.read_csv(facts() / "enquete.csv", sep=";")
    return values | {(row["vraag"], row["jaar"]): row["waarde"] for row in documents.to_dict("records")}


def _carried(column: str) -> list[dict[Any, Any]]:
    """The published figures that have a `soort` or a `vraag`; none for a municipality without a published table."""
    return mapped().dropna(subset=[column]).to_dict("records") if "gepubliceerd" in parameters() else []


def _stated() -> list[dict[Any, Any]]:
    """Numbers of a kind that a policy document states: registraties.csv of the facts, where there is one."""
    path = facts() / "registraties.csv"
    return pd.read_csv(path, sep=";", dtype={"soort": str}).to_dict("records") if path.exists() else []


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
