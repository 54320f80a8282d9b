"""Kind, street, count and hour of every row; what cannot be read is noted with its row, column and value."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.language import _
from analytics.refresh.police.coded import Coded, Noted, Texts, absent
from analytics.refresh.police.mapping import FieldColumn, KindColumn, Mapping, StreetColumn, every_kind, plain
from analytics.refresh.police.moments import UNKNOWN_TIME

SKIPPED = ""  # a kind that is no part of our figures
# '12', '12a', '12-14', '12 bis', 'nr. 12', '12, Maastricht'; but Plein 1992 and Plein 40-45 are names
_LETTER = r"(?:bis|hs|huis|rd|zw|[a-zA-Z]{1,2})"
HOUSE_NUMBER = (
    rf"[\s,]+(?:nr\.?\s*)?\d{{1,5}}(?:\s*[-/]?\s*{_LETTER})?"
    rf"(?:\s*[-/]\s*\d{{1,4}}[a-zA-Z]{{0,2}})?(?:\s+{_LETTER})?(?:,.*)?$"
)
YEAR_NAME = r"(?i)^(?:plein|park|laan|straat|hof|weg)(?: van)? (?:\d{4}|'?\d{2}\s*-\s*'?\d{2})$"
Numbers = npt.NDArray[np.float64]


def read_kinds(mapping: Mapping, noted: Noted) -> Texts:
    """Our kind of every row; SKIPPED where the supplier's code is left out on purpose, None where it is wrong."""
    field = mapping.velden.soort
    column = Coded.of(noted.table, field.kolom)
    if column is None:
        return np.full(len(noted.table.numbers), None, dtype=object)
    known = _kind_of(mapping, field)
    found = np.array([known.get(plain(text)) for text in column.texts], dtype=object)
    unknown = absent(found)
    ours = np.array([text in every_kind() for text in column.texts], dtype=bool)
    noted.rows("soort_ontbreekt", _("Er is geen soort ingevuld."), column.empty, column.name)
    noted.each(
        "soort_niet_aangekondigd",
        _("Soort '{value}' staat niet bij wat de leverancier levert."),
        column,
        unknown & ours,
    )
    noted.each("soort_onbekend", _("Soort '{value}' is onbekend."), column, unknown & ~ours)
    skipped = column.spread(found == SKIPPED, missing=False)
    noted.rows(
        "soort_overgeslagen",
        _("Soort '{value}' en dergelijke tellen niet mee, zoals beschreven."),
        skipped,
        column.name,
    )
    return column.spread(found, None)


def _kind_of(mapping: Mapping, field: KindColumn) -> dict[str, str]:
    """Every code that may be there, with our kind: our own codes, the supplier's, and those to leave out."""
    known = {plain(kind): kind for kind in mapping.kinds}
    known |= {plain(code): kind for code, kind in field.codes.items()}
    return known | {plain(code): SKIPPED for code in field.overslaan}


def read_counts(field: FieldColumn | None, noted: Noted) -> npt.NDArray[np.int64]:
    """How many registrations every row stands for: 1 without such a column."""
    column = Coded.of(noted.table, field.kolom) if field is not None else None
    if column is None:
        return np.ones(len(noted.table.numbers), dtype=np.int64)
    texts = column.series()
    good = texts.str.fullmatch(r"\d{1,9}").to_numpy(dtype=bool)
    values = pd.to_numeric(texts.where(good, "0")).to_numpy(dtype=np.int64)
    text = _("'{value}' is geen aantal (een geheel getal van nul of meer).")
    noted.rows("aantal_onleesbaar", text, column.spread(~good, missing=False), column.name)
    noted.rows("aantal_onleesbaar", _("Er is geen aantal ingevuld."), column.empty, column.name)
    return column.spread(values, 0)


def read_hours(field: FieldColumn | None, noted: Noted) -> npt.NDArray[np.int64] | None:
    """The minute at which the hour of every row begins, -1 where it is unknown; None without such a column."""
    column = Coded.of(noted.table, field.kolom) if field is not None else None
    if field is None or column is None:
        return None
    texts = column.series()
    good = texts.str.fullmatch(r"0?\d|1\d|2[0-3]").to_numpy(dtype=bool)
    values = pd.to_numeric(texts.where(good, "-1")).to_numpy(dtype=np.int64)
    bad = ~good & ~column.among(field.unknown, ~good)
    text = _("'{value}' is geen uur van 0 tot en met 23.")
    noted.rows("tijd_onleesbaar", text, column.spread(bad, missing=False), column.name)
    return column.spread(np.where(good, values * 60, UNKNOWN_TIME), UNKNOWN_TIME)


def read_streets(field: StreetColumn | None, noted: Noted) -> Texts:
    """The street of every row, None where there is none; a house number is refused or cut off, never kept."""
    column = Coded.of(noted.table, field.kolom) if field is not None else None
    if field is None or column is None:
        return np.full(len(noted.table.numbers), None, dtype=object)
    names = column.series().str.split().str.join(" ")
    numbered = (names.str.contains(HOUSE_NUMBER) & ~names.str.fullmatch(YEAR_NAME)).to_numpy(dtype=bool)
    if field.huisnummer == "weigeren":
        text = _("Achter de straat staat een huisnummer.")  # the address itself is not repeated
        noted.rows("straat_huisnummer", text, column.spread(numbered, missing=False), column.name)
    else:
        cut = names.str.replace(HOUSE_NUMBER, "", regex=True)
        names = cut.where(numbered, names)
    found = names.to_numpy(dtype=object).copy()
    found[column.among(field.unknown)] = None
    return column.spread(found, None)
