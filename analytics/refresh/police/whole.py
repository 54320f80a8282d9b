"""What only shows when all files of a delivery lie beside each other: duplicates, months and kinds that are missing."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analytics.formatting import count, percentage
from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.parts import Ground
from analytics.refresh.police.coded import SHOWN, Flags
from analytics.refresh.police.incidents import numbers
from analytics.refresh.police.mapping import Mapping, plain
from analytics.refresh.police.moments import EPOCH
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Finding

CATEGORIES = ("soort", "gebied", "straat")


def together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The incidents of all tables under each other."""
    shared = {name: sorted({value for frame in frames for value in frame[name].cat.categories}) for name in CATEGORIES}
    same = [
        frame.assign(**{name: frame[name].cat.set_categories(shared[name]) for name in CATEGORIES}) for frame in frames
    ]
    return pd.concat(same, ignore_index=True)


def without_duplicates(
    rows: pd.DataFrame, tables: Sequence[RawTable], mapping: Mapping
) -> tuple[pd.DataFrame, list[Finding]]:
    """Every registration number once. The same row again is a warning, another row with the same number an error."""
    ids = _registrations(rows, tables, mapping)
    if ids is None:
        return rows, _double_months(rows, tables, mapping)
    findings = _unnumbered(rows, tables, ids < 0)
    again = pd.Series(ids).duplicated().to_numpy() & (ids >= 0)
    if not again.any():
        return rows, findings
    suspect = np.isin(ids, ids[again])
    different = np.isin(ids, _conflicting(rows[suspect], ids[suspect], tables))
    same = again & ~different
    text = _("Het registratienummer staat er twee keer, met verschillende gegevens.")
    findings += _about("nummer_dubbel", text, rows, different & again, tables, mapping)
    text = _("Dezelfde registratie staat er twee keer; zij telt één keer.")
    findings += _about("registratie_herhaald", text, rows, same, tables, mapping)
    return rows[~same], findings


def _registrations(rows: pd.DataFrame, tables: Sequence[RawTable], mapping: Mapping) -> npt.NDArray[np.int64] | None:
    """A number per registration, the same for the same registration number in any table; -1 without one."""
    columns = [numbers(table, mapping) for table in tables]
    if mapping.velden.nummer is None or all(column is None for column in columns):
        return None
    seen, _texts = pd.factorize(np.concatenate([c.texts for c in columns if c is not None]))
    found = np.full(len(rows), -1, dtype=np.int64)
    start = 0
    for place, column in enumerate(columns):
        if column is None:
            continue
        mine = (rows["tabel"] == place).to_numpy()
        own = seen[start : start + len(column.texts)]
        found[mine] = column.spread(own, -1)[rows["plek"].to_numpy()[mine]]
        start += len(column.texts)
    return found


def _conflicting(rows: pd.DataFrame, ids: npt.NDArray[np.int64], tables: Sequence[RawTable]) -> npt.NDArray[np.int64]:
    """The registrations of which two rows differ in some column."""
    parts = []
    for place, table in enumerate(tables):
        mine = (rows["tabel"] == place).to_numpy()
        taken = table.data.take(pa.array(rows["plek"].to_numpy()[mine]))
        cells = {plain(name): taken[name].cast(pa.string()).to_pandas().fillna("") for name in table.columns}
        parts.append(pd.DataFrame(cells).assign(id=ids[mine]))
    distinct = pd.concat(parts, ignore_index=True).fillna("").drop_duplicates()
    return np.asarray(distinct["id"][distinct["id"].duplicated()].unique(), dtype=np.int64)


def _unnumbered(rows: pd.DataFrame, tables: Sequence[RawTable], without: Flags) -> list[Finding]:
    text = _("Er is geen registratienummer; of deze rij dubbel is, valt niet te zien.")
    return _about("nummer_ontbreekt", text, rows, without, tables, None)


def _about(
    code: str, text: str, rows: pd.DataFrame, which: Flags, tables: Sequence[RawTable], mapping: Mapping | None
) -> list[Finding]:
    """One finding about these rows, placed at the first of them."""
    if not which.any():
        return []
    first = rows.iloc[int(np.argmax(which))]
    table = tables[int(first["tabel"])]
    column = numbers(table, mapping) if mapping is not None else None
    name, row = column.name if column is not None else "", int(table.numbers[int(first["plek"])])
    return [finding(code, text, file=table.name, row=row, column=name, count=int(which.sum()))]


def _double_months(rows: pd.DataFrame, tables: Sequence[RawTable], mapping: Mapping) -> list[Finding]:
    """A month in two files: without registration numbers nobody knows whether it is counted twice."""
    if mapping.gesplitst or len(tables) < 2:
        return []
    pairs = rows[["maand", "tabel"]].drop_duplicates().sort_values(["maand", "tabel"])
    text = _("De maand {month} staat ook in {other}, en er zijn geen registratienummers om dubbele te vinden.")
    found = []
    for month, group in pairs.groupby("maand"):
        names = [tables[place].name for place in group["tabel"]]
        if len(names) > 1:
            sentence = text.format(month=_month(int(str(month))), other=", ".join(names[:-1]))
            found.append(finding("maand_dubbel", sentence, file=tables[int(group["tabel"].iloc[-1])].name))
    return found


def _month(day: int) -> str:
    return date.fromordinal(day + EPOCH).strftime("%Y-%m")


def months(rows: pd.DataFrame) -> list[date]:
    """The first day of every month with a row, ascending."""
    return [date.fromordinal(int(day) + EPOCH) for day in np.sort(rows["maand"].unique())]


def gaps(rows: pd.DataFrame) -> list[Finding]:
    """Months between the first and the last without any row."""
    there = months(rows)
    first, last = (month.year * 12 + month.month - 1 for month in (there[0], there[-1]))
    every = [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]
    text = _("De maand {month} ontbreekt, terwijl er maanden voor en na zijn.")
    return [finding("maand_ontbreekt", text.format(month=f"{m:%Y-%m}")) for m in every if m not in there]


def absent_kinds(rows: pd.DataFrame, mapping: Mapping) -> list[Finding]:
    """Kinds that were promised and of which there is no row: they are zero in every month."""
    there = set(rows["soort"].unique())
    absent = [kind for kind in mapping.kinds if kind not in there]
    if not absent:
        return []
    more = _(" en nog {count}").format(count=len(absent) - SHOWN) if len(absent) > SHOWN else ""
    text = _("Geen enkele rij heeft soort {kinds}; die tellen als nul.")
    return [finding("soort_zonder_rijen", text.format(kinds=", ".join(absent[:SHOWN]) + more))]


def unknown_share(rows: pd.DataFrame, mapping: Mapping, ground: Ground) -> list[Finding]:
    """How many registrations have no buurt, when that is more than the supplier's description says is usual."""
    whole = int(rows["aantal"].sum())
    without = int(rows["aantal"][(rows["gebied"] == ground.gemeente).to_numpy()].sum())
    share = without / whole if whole else 0.0
    if share <= mapping.onbekend_waarschuwing:
        return []
    code = "buurt_vaak_onbekend" if share <= mapping.onbekend_fout else "buurt_meestal_onbekend"
    text = _("Van {count} registraties is de buurt onbekend ({share}).")
    return [finding(code, text.format(count=count(without), share=percentage(100 * share)))]
