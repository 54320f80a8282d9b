"""Incidents counted into the tables of the contract: registrations, their coverage, and a point per street."""

from collections.abc import Iterable
from datetime import date

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analytics.contract import DEKKING, REGISTRATIES, STRATEN, Bron
from analytics.refresh.concordance import Concordance
from analytics.refresh.parts import Ground, RegistrationsPart
from analytics.refresh.places import EPSG
from analytics.refresh.police.mapping import Mapping
from analytics.refresh.police.whole import months
from analytics.refresh.report import Finding
from analytics.refresh.sources import kinds

KEYS = ("gebied", "soort", "van", "tot", "uur", "uur_tot", "straat")
TOTAL_OF = {"misdrijf": "0.0.0", "overlast": "overlast"}
FINE = {"RD": 1_000, "WGS84": 10_000_000}  # whole millimetres, or about a centimetre: sums are exact in any order


def count_up(
    rows: pd.DataFrame, mapping: Mapping, ground: Ground, concordance: Concordance
) -> tuple[RegistrationsPart, list[Finding]]:
    """The part of a snapshot that these incidents are, and what was folded."""
    there = months(rows)
    first, after = there[0], _next(there[-1])
    counted, findings = _folded(_counted(rows), ground, concordance)
    everything = pd.concat([counted, *_totals(counted, mapping)], ignore_index=True)
    source = _source(mapping, ground, first, after)
    part = RegistrationsPart(
        rows=_registrations(everything, mapping, ground),
        coverage=_coverage(mapping, ground, first, after),
        streets=_streets(rows, mapping, ground),
        bronnen={mapping.source: source},
    )
    return part, findings


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Every combination of KEYS once with the sum of its counts, in the order of KEYS; straat '' where unknown."""
    columns = [_ranked(rows[key]) for key in KEYS]
    flat = np.ravel_multi_index([codes for codes, _values in columns], [len(values) for _codes, values in columns])
    distinct, which = np.unique(flat, return_inverse=True)
    sums = np.bincount(which, weights=rows["aantal"].to_numpy()).astype(np.int64)
    places = np.unravel_index(distinct, [len(values) for _codes, values in columns])
    found = {key: values[place] for key, place, (_codes, values) in zip(KEYS, places, columns, strict=True)}
    counted = pd.DataFrame({**found, "aantal": sums})
    return counted[counted["aantal"] > 0].reset_index(drop=True)


def _ranked(column: pd.Series) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.object_]]:
    """The place of every value among the distinct ones in order, and those; '' for a missing text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        values = np.array(["", *column.cat.categories], dtype=object)
        return column.cat.codes.to_numpy().astype(np.int64) + 1, values
    distinct, codes = np.unique(column.to_numpy(), return_inverse=True)
    return codes, distinct


def _folded(counted: pd.DataFrame, ground: Ground, concordance: Concordance) -> tuple[pd.DataFrame, list[Finding]]:
    """The counts with replaced buurt codes brought to those of the boundaries; totals stay what they were."""
    known = {*ground.boundaries["buurtcode"], ground.gemeente}
    if counted["gebied"].isin(known).all():
        return counted, []
    folded, findings = concordance.fold(counted, known=known)
    summed = folded.groupby(list(KEYS), sort=True)["aantal"].sum().reset_index()
    return summed, findings


def _totals(counted: pd.DataFrame, mapping: Mapping) -> Iterable[pd.DataFrame]:
    """A row per area and month for every total that may be computed."""
    for heading in mapping.totaal:
        of_heading = counted[counted["soort"].isin([kind.soort for kind in kinds(heading).values()])]
        months_ = of_heading["van"].to_numpy().astype("datetime64[D]").astype("datetime64[M]")
        first, after = (m.astype("datetime64[D]").astype(np.int64) for m in (months_, months_ + 1))
        summed = (
            of_heading.assign(van=first, tot=after).groupby(["gebied", "van", "tot"], as_index=False)["aantal"].sum()
        )
        yield summed.assign(soort=TOTAL_OF[heading], uur=-1, uur_tot=-1, straat="")


def _registrations(rows: pd.DataFrame, mapping: Mapping, ground: Ground) -> pa.Table:
    length = len(rows)
    hours = {
        name: pa.array(rows[name].to_numpy().astype(np.int8), mask=(rows[name] < 0).to_numpy())
        for name in ("uur", "uur_tot")
    }
    straat = rows["straat"].to_numpy(dtype=object)
    unknown = (rows["gebied"] == ground.gemeente).to_numpy()
    columns = {
        "gebied": pa.array(rows["gebied"].to_numpy(dtype=object), pa.string()),
        "soort_gebied": pa.array(np.where(unknown, "onbekend", "buurt"), pa.string()),
        "van": pa.array(rows["van"].to_numpy().astype(np.int32)).cast(pa.date32()),
        "tot": pa.array(rows["tot"].to_numpy().astype(np.int32)).cast(pa.date32()),
        **hours,
        "straat": pa.array(straat, pa.string(), mask=straat == ""),
        "soort": pa.array(rows["soort"].to_numpy(dtype=object), pa.string()),
        "aantal": pa.array(rows["aantal"].to_numpy().astype(np.int32)),
        "bron": pa.repeat(mapping.source, length),
    }
    return pa.Table.from_arrays([columns[name] for name in REGISTRATIES.names], schema=REGISTRATIES)


def _coverage(mapping: Mapping, ground: Ground, first: date, after: date) -> pa.Table:
    """Every promised kind over all months, the last ones provisional; zero is what has no row."""
    totals = [TOTAL_OF[heading] for heading in mapping.totaal]
    turn = max(first, _back(after, mapping.voorlopig))
    ranges = [("definitief", first, turn), ("voorlopig", turn, after)]
    rows = [
        {
            "gebied": ground.gemeente, "soort_gebied": soort_gebied, "soort": kind, "stap": "maand", "van": van,
            "tot": tot, "status": status, "bron": mapping.source,
        }
        for kind in (*mapping.kinds, *totals)
        for soort_gebied in ("buurt", "onbekend")
        for status, van, tot in ranges
        if van < tot
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=DEKKING)


def _streets(rows: pd.DataFrame, mapping: Mapping, ground: Ground) -> pa.Table:
    """The mean point of the incidents in every street and buurt that have coordinates."""
    field = mapping.velden.plaats
    known = rows["gebied"].isin(set(ground.boundaries["buurtcode"])) & rows["straat"].notna() & rows["x"].notna()
    if field is None or not known.any():
        return STRATEN.empty_table()
    fine = FINE[field.stelsel]
    spot = rows[known]
    exact = pd.DataFrame(
        {
            "gebied": spot["gebied"].astype("str"),
            "straat": spot["straat"].astype("str"),
            "x": np.round(spot["x"] * fine).astype("int64"),
            "y": np.round(spot["y"] * fine).astype("int64"),
            "n": 1,
        }
    )
    sums = exact.groupby(["gebied", "straat"], as_index=False).sum()
    points = gpd.points_from_xy(
        sums["x"] / sums["n"] / fine, sums["y"] / sums["n"] / fine, crs=EPSG[field.stelsel]
    ).to_crs(4326)
    table = sums[["gebied", "straat"]].assign(lon=np.round(points.x, 6), lat=np.round(points.y, 6))
    return pa.Table.from_pandas(table, schema=STRATEN, preserve_index=False)


def _source(mapping: Mapping, ground: Ground, first: date, after: date) -> Bron:
    turn = max(first, _back(after, mapping.voorlopig))
    return Bron(
        titel=mapping.titel, uitgever=mapping.uitgever, licentie=mapping.licentie, opgehaald=ground.today, van=first,
        tot=after, voorlopig_vanaf=turn if turn < after else None, eigen=True, toelichting=mapping.toelichting,
    )  # fmt: skip


def _next(month: date) -> date:
    return _back(month, -1)


def _back(month: date, number: int) -> date:
    """The first day of the month `number` months earlier."""
    place = month.year * 12 + month.month - 1 - number
    return date(place // 12, place % 12 + 1, 1)
