"""What was estimated here against a table somebody else published: every figure, one by one."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.report import Finding
from analytics.refresh.survey.notes import listed
from analytics.refresh.survey.places import Places

KEY = ["gebied", "jaar", "vraag", "methode"]
MARGIN = 1e-6  # estimates are exact to more digits than this; half a unit of the last decimal may be rounded either way


def compare(ours: pd.DataFrame, theirs: pd.DataFrame, known: Places) -> Iterator[Finding]:
    """A finding per figure that differs by more than rounding, and for what is on one side only."""
    if theirs.empty:
        return
    both = theirs.merge(
        ours[[*KEY, "waarde", "ondergrens", "bovengrens", "n"]], on=KEY, how="left", suffixes=("", "_hier")
    )
    there = both["n_hier"].notna()
    yield from (_absent(row, known) for row in _records(both[~there]))
    yield from _different(both[there], known)
    yield from _margins(both[there])
    yield from _not_published(ours, theirs)


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _different(rows: pd.DataFrame, known: Places) -> Iterator[Finding]:
    half = 0.5 * 10.0 ** -rows["decimalen"].astype(float) + MARGIN
    apart = (rows["waarde"] - rows["waarde_hier"]).abs() > half
    one_sided = rows["waarde"].isna() != rows["waarde_hier"].isna()
    for row in _records(rows[apart | one_sided]):
        text = _("{where}: gepubliceerd {theirs}, hier geschat {ours}.")
        digits = int(row["decimalen"]) + 1
        sentence = text.format(
            where=_place(row, known),
            theirs=_number(row["waarde"], digits - 1),
            ours=_number(row["waarde_hier"], digits),
        )
        yield _finding("enquete_gepubliceerd_anders", sentence, row)
    other = rows["n"].notna() & (rows["n"] != rows["n_hier"])
    for row in _records(rows[other]):
        text = _("{where}: gepubliceerd {theirs} respondenten, hier {ours}.")
        sentence = text.format(where=_place(row, known), theirs=_number(row["n"], 0), ours=_number(row["n_hier"], 0))
        yield _finding("enquete_gepubliceerd_aantal", sentence, row)


def _margins(rows: pd.DataFrame) -> Iterator[Finding]:
    """Margins differ by method, so they are told per question and not one by one."""
    half = 0.5 * 10.0 ** -rows["decimalen"].astype(float) + MARGIN
    apart = pd.concat([(rows[name] - rows[f"{name}_hier"]).abs() for name in ("ondergrens", "bovengrens")], axis=1).max(
        axis=1
    )
    for name, found in rows[apart > half].groupby("vraag", sort=False):
        largest = float(apart[found.index].max())
        text = _("Van vraag {id} verschillen de marges van {count} cijfers, hoogstens {largest}.")
        sentence = text.format(id=name, count=len(found), largest=_number(largest, 2))
        yield finding("enquete_gepubliceerd_marges", sentence, file=str(found["bestand"].iloc[0]))


def _absent(row: dict[str, Any], known: Places) -> Finding:
    text = _("{where}: gepubliceerd, maar niet te schatten uit deze levering.")
    return _finding("enquete_gepubliceerd_alleen", text.format(where=_place(row, known)), row)


def _not_published(ours: pd.DataFrame, theirs: pd.DataFrame) -> Iterator[Finding]:
    known = set(theirs[KEY].itertuples(index=False, name=None))
    only = [row for row in ours[KEY].itertuples(index=False, name=None) if row not in known]
    if only:
        text = _("{count} cijfers van deze levering staan niet in de gepubliceerde tabel (vragen: {ids}).")
        ids = listed(dict.fromkeys(str(row[2]) for row in only))
        sentence = text.format(count=len(only), ids=ids)
        yield finding("enquete_niet_gepubliceerd", sentence, file=str(theirs["bestand"].iloc[0]))


def _place(row: dict[str, Any], known: Places) -> str:
    code = str(row["gebied"])
    level = known.level(code)
    name = known.names[level].get(code, "") if level else ""
    area = f"{code} ({name})" if name else code
    return _("{area}, vraag {id}, {year}").format(area=area, id=row["vraag"], year=row["jaar"])


def _number(value: Any, digits: int) -> str:
    number = np.nan if pd.isna(value) else float(value)
    return _("geen waarde") if np.isnan(number) else f"{number:.{digits}f}".replace(".", ",")


def _finding(code: str, text: str, row: dict[str, Any]) -> Finding:
    return finding(code, text, file=str(row["bestand"]), row=int(row["rij"]), column=str(row["kolom"]))
