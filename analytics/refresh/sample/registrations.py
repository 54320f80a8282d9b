"""The rows of REGISTRATIES and DEKKING: buurten, registrations without a buurt, and whole municipalities."""

import numpy as np
import pandas as pd

from analytics.refresh.sample import incidents, reference
from analytics.refresh.sample.counts import Counts
from analytics.refresh.sample.facts import (
    MONTHS,
    Ints,
    buurten,
    kinds,
    month_index,
    month_starts,
    parameters,
    reference_municipalities,
)

SORT = ["soort_gebied", "soort", "gebied", "van", "uur", "straat"]
_TOTALS = {"misdrijf": "0.0.0", "overlast": "overlast"}


def table(counts: Counts) -> pd.DataFrame:
    """All rows of REGISTRATIES: per buurt, without a buurt, the city as a municipality, and the reference ones."""
    own = [parameters()["gemeente"]]
    parts = [
        _area_rows(counts.per_buurt, "buurt", buurten()["buurtcode"].tolist(), with_streets=True),
        _area_rows(counts.unknown[:, None, :], "onbekend", own, with_streets=False),
        _municipality_rows(counts.city[:, None, :], own),
        _municipality_rows(reference.draw(), reference_municipalities()["gemeente"].tolist()),
    ]
    return pd.concat(parts, ignore_index=True).sort_values(SORT, ignore_index=True, kind="stable")


def coverage() -> pd.DataFrame:
    """The rows of DEKKING: every kind, every month, the last ones provisional; hidden kinds per municipality only."""
    own = parameters()["gemeente"]
    rows = [row for name in _names(visible=True) for row in _coverage_rows(own, "buurt", name)]
    for municipality in sorted([own, *reference_municipalities()["gemeente"]]):
        rows += [row for name in _names(visible=False) for row in _coverage_rows(municipality, "gemeente", name)]
    columns = ["gebied", "soort_gebied", "soort", "stap", "van", "tot", "status", "bron"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["soort_gebied", "gebied", "soort", "van"], ignore_index=True
    )


def source(rubriek: str, soort_gebied: str) -> str:
    """Key of the source of rows of a kind of area."""
    table = "misdrijven" if rubriek == "misdrijf" else "overlast"
    return f"{table}_gemeenten" if soort_gebied == "gemeente" else table


def _area_rows(counts: Ints, soort_gebied: str, areas: list[str], *, with_streets: bool) -> pd.DataFrame:
    """Rows per month, from a date on per day; totals per month; kinds that are hidden per buurt only in the totals."""
    visible = counts * ~kinds()["verborgen"].to_numpy()[:, None, None]
    early = visible.copy()
    early[:, :, incidents.first_month() :] = 0
    parts = [
        _monthly(early, soort_gebied, areas),
        _daily(incidents.rows(visible, with_streets=with_streets), soort_gebied, areas),
        _total_rows(counts, soort_gebied, areas),
    ]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)


def _municipality_rows(counts: Ints, areas: list[str]) -> pd.DataFrame:
    """Rows per month, every kind visible, and the totals."""
    rows = [_monthly(counts, "gemeente", areas), _total_rows(counts, "gemeente", areas)]
    return pd.concat(rows, ignore_index=True)


def _total_rows(counts: Ints, soort_gebied: str, areas: list[str]) -> pd.DataFrame:
    rubriek = kinds()["rubriek"].to_numpy()
    totals = [counts[rubriek == name].sum(axis=0) for name in _TOTALS]
    return _rows(np.stack(totals), soort_gebied, areas, list(_TOTALS.values()), list(_TOTALS))


def _monthly(counts: Ints, soort_gebied: str, areas: list[str]) -> pd.DataFrame:
    return _rows(counts, soort_gebied, areas, kinds()["soort"].tolist(), kinds()["rubriek"].tolist())


def _rows(counts: Ints, soort_gebied: str, areas: list[str], names: list[str], rubrieken: list[str]) -> pd.DataFrame:
    """One row per cell that is not zero."""
    kind, area, month = np.nonzero(counts)
    starts = month_starts()
    return pd.DataFrame(
        {
            "gebied": np.array(areas, dtype=object)[area],
            "soort_gebied": soort_gebied,
            "van": starts[month],
            "tot": starts[month + 1],
            "uur": pd.array([pd.NA] * len(kind), dtype="Int8"),
            "uur_tot": pd.array([pd.NA] * len(kind), dtype="Int8"),
            "straat": np.full(len(kind), None, dtype=object),
            "soort": np.array(names, dtype=object)[kind],
            "aantal": counts[kind, area, month],
            "bron": np.array([source(name, soort_gebied) for name in rubrieken], dtype=object)[kind],
        }
    )


def _daily(rows: pd.DataFrame, soort_gebied: str, areas: list[str]) -> pd.DataFrame:
    """Incidents with the names of their area and kind."""
    table = kinds()
    sources = np.array([source(name, soort_gebied) for name in table["rubriek"]], dtype=object)
    return rows.assign(
        gebied=np.array(areas, dtype=object)[rows["area"]],
        soort_gebied=soort_gebied,
        soort=table["soort"].to_numpy(dtype=object)[rows["kind"]],
        bron=sources[rows["kind"]],
        uur_tot=pd.array([pd.NA] * len(rows), dtype="Int8"),
    ).drop(columns=["kind", "area"])


def _names(*, visible: bool) -> list[tuple[str, str]]:
    """(kind, rubriek) of everything that can have rows: totals too, and hidden kinds unless `visible`."""
    table = kinds()
    shown = table[~table["verborgen"]] if visible else table
    return [(total, rubriek) for rubriek, total in _TOTALS.items()] + list(
        zip(shown["soort"], shown["rubriek"], strict=True)
    )


def _coverage_rows(area: str, soort_gebied: str, name: tuple[str, str]) -> list[tuple[object, ...]]:
    soort, rubriek = name
    starts = month_starts()
    provisional = month_index(min(parameters()["volledigheid"]))
    return [
        (area, soort_gebied, soort, "maand", starts[van], starts[tot], status, source(rubriek, soort_gebied))
        for van, tot, status in ((0, provisional, "definitief"), (provisional, MONTHS, "voorlopig"))
    ]
