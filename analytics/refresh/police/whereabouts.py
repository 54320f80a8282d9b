"""The buurt of every row, from its code, its coordinates, or both."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh import places
from analytics.refresh.parts import Ground
from analytics.refresh.police.coded import Coded, Flags, Noted, Texts, absent
from analytics.refresh.police.mapping import AreaColumn, Mapping, Place, plain

Numbers = npt.NDArray[np.float64]
ELSEWHERE = "elders"  # a place outside the municipality, or the code of another one


@dataclass(frozen=True)
class Where:
    """Per row the code of the buurt (perhaps an old one), or of the municipality when the buurt is unknown; None where
    it is wrong. `x`, `y`: coordinates in the system of the supplier, NaN where there are none."""

    code: Texts
    x: Numbers
    y: Numbers


def read_where(mapping: Mapping, noted: Noted, ground: Ground, old: frozenset[str]) -> Where:
    """Where every row is. `old`: codes that were replaced by others and may still be delivered."""
    known = frozenset(ground.boundaries["buurtcode"])
    length = len(noted.table.numbers)
    coded = _coded(mapping.velden.buurt, noted, ground.gemeente, known, old)
    x, y = _coordinates(mapping, noted)
    placed = _placed(mapping.velden.plaats, x, y, ground)
    code = np.full(length, None, dtype=object) if coded is None else coded
    return Where(_decided(mapping, noted, ground.gemeente, code, placed), x, y)


def _coded(
    field: AreaColumn | None, noted: Noted, gemeente: str, known: frozenset[str], old: frozenset[str]
) -> Texts | None:
    """The code of every row as it was given: a buurt, the municipality, ELSEWHERE, or None where it is empty."""
    column = Coded.of(noted.table, field.kolom) if field is not None else None
    if field is None or column is None:
        return None
    names = {plain(name): code for name, code in field.codes.items()}
    codes = np.array([names.get(plain(text)) or _normal(text, known | old) for text in column.texts], dtype=object)
    unknown = column.among(field.unknown) | (codes == gemeente)
    good = np.array([code in known or code in old for code in codes], dtype=bool)
    foreign = np.array(
        [bool(code) and code[:2] in ("BU", "GM") and code[2:6] != gemeente[2:] for code in codes], dtype=bool
    )
    bad = ~good & ~unknown & ~foreign
    noted.each("buurt_onbekend", _("Buurt '{value}' is niet bekend."), column, bad)
    values = codes.copy()
    values[~good] = None
    values[unknown] = gemeente
    values[foreign & ~good] = ELSEWHERE
    return column.spread(values, None)


def _normal(text: str, known: frozenset[str]) -> str:
    """A code as CBS writes it: BU before the digits, and the zero back that a spreadsheet took off."""
    code = text.upper().replace(" ", "")
    padded = f"BU{code:0>8}"
    if code.isdigit() and len(code) in (7, 8) and (padded in known or len(code) == 8):
        return padded
    return code


def _coordinates(mapping: Mapping, noted: Noted) -> tuple[Numbers, Numbers]:
    field, length = mapping.velden.plaats, len(noted.table.numbers)
    nowhere = np.full(length, np.nan)
    if field is None:
        return nowhere, nowhere
    columns = Coded.of(noted.table, field.x), Coded.of(noted.table, field.y)
    if columns[0] is None or columns[1] is None:
        return nowhere, nowhere
    x, y = (_numbers(column, field, mapping.decimaal, noted) for column in columns if column is not None)
    given = ~np.isnan(x) & ~np.isnan(y)
    outside = given & ~places.plausible(x, y, field.stelsel)
    turned = outside & places.swapped(x, y, field.stelsel)
    noted.rows("coordinaat_verwisseld", _("x en y zijn verwisseld: '{value}'."), turned, columns[0].name)
    noted.rows("coordinaat_onmogelijk", _("'{value}' ligt niet in Nederland."), outside & ~turned, columns[0].name)
    half = (np.isnan(x) != np.isnan(y)) & ~noted.wrong
    noted.rows("coordinaat_half", _("Van de plaats is maar één coördinaat gegeven."), half, columns[0].name)
    return np.where(given & ~outside, x, np.nan), np.where(given & ~outside, y, np.nan)


def _numbers(column: Coded, field: Place, decimal: str, noted: Noted) -> Numbers:
    texts = column.series()
    sign = r"[.,]" if noted.table.typed else rf"[{decimal}]"
    good = texts.str.fullmatch(rf"-?\d{{1,7}}(?:{sign}\d+)?").to_numpy(dtype=bool)
    values = pd.to_numeric(texts.where(good).str.replace(",", "."), errors="coerce")
    bad = ~good & ~column.among(field.unknown, ~good)
    text = _("'{value}' is geen coördinaat.")
    noted.rows("coordinaat_onleesbaar", text, column.spread(bad, missing=False), column.name)
    return column.spread(values.to_numpy(dtype=np.float64, na_value=np.nan), np.nan)


def _placed(field: Place | None, x: Numbers, y: Numbers, ground: Ground) -> Texts:
    """The buurt in which the coordinates lie, ELSEWHERE outside all of them, None without coordinates."""
    found: Any = np.full(len(x), None, dtype=object)
    if field is None or np.isnan(x).all():
        return np.asarray(found)
    given = ~np.isnan(x)
    inside = places.assign(x[given], y[given], ground.boundaries, stelsel=field.stelsel)
    found[given] = np.where(absent(inside), ELSEWHERE, inside)
    return np.asarray(found)


def _decided(mapping: Mapping, noted: Noted, gemeente: str, coded: Texts, placed: Texts) -> Texts:
    """One answer per row: the code unless there is none, or the coordinates are declared to go first."""
    field = mapping.velden.plaats
    buurt, spot = ~absent(coded) & (coded != gemeente), ~absent(placed)
    both = buurt & spot & (coded != placed)
    first = field is not None and field.gaat_voor
    column = _column(noted, mapping)
    word = _("de coördinaten gaan voor") if first else _("de code gaat voor")
    text = _("De code en de coördinaten wijzen een andere buurt aan; {which}.").format(which=word)
    noted.rows("buurt_verschilt", text, both & (coded != ELSEWHERE), column)
    use_spot: Flags = spot & (~buurt | first)
    code = np.where(use_spot, placed, coded)
    noted.rows("andere_gemeente", _("De rij gaat over een andere gemeente."), code == ELSEWHERE, column)
    noted.rows(
        "buurt_ontbreekt", _("Er is geen buurt en geen plaats ingevuld."), _nothing(noted, mapping, code), column
    )
    code[code == ELSEWHERE] = None
    return np.asarray(code)


def _column(noted: Noted, mapping: Mapping) -> str:
    """The column that messages about a place name."""
    fields = mapping.velden
    names = fields.buurt.kolom if fields.buurt is not None else ()
    found = Coded.of(noted.table, names)
    if found is None and fields.plaats is not None:
        found = Coded.of(noted.table, fields.plaats.x)
    return found.name if found is not None else ""


def _nothing(noted: Noted, mapping: Mapping, code: Texts) -> Flags:
    """Rows in which every column that could say where it was is empty; a wrong value is noted by itself."""
    fields = mapping.velden
    names = [fields.buurt.kolom] if fields.buurt is not None else []
    names += [fields.plaats.x, fields.plaats.y] if fields.plaats is not None else []
    columns = [column for column in (Coded.of(noted.table, name) for name in names) if column is not None]
    empty = np.logical_and.reduce([column.empty for column in columns]) if columns else absent(code)
    return np.asarray(empty & absent(code))
