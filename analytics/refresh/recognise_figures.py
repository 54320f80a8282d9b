"""Key figures, population and survey results in a file saved by hand."""

import re

import pandas as pd

from analytics.language import _
from analytics.refresh.columns import AREA, AREA_COLUMNS, Columns
from analytics.refresh.material import FIGURE_COLUMNS, SURVEY_COLUMNS, together, typed
from analytics.refresh.sources import KEY_FIGURES, Kenmerk, plain_name, sources

SURVEY = "enquete"  # source and method of survey rows that do not name their own
SURVEY_COLUMN = {
    "vraag": ("vraag", "indicator"),
    "waarde": ("waarde", "value"),
    "ondergrens": ("ondergrens", "lower"),
    "bovengrens": ("bovengrens", "upper"),
    "standaardfout": ("standaardfout",),
    "n": ("n", "respondenten", "aantalrespondenten"),
    "bron": ("bron",),
    "methode": ("methode",),
}


def figures(columns: Columns) -> pd.DataFrame:
    """FIGURE_COLUMNS for what is recognised: a column per figure, a row per figure, or population at a year's end."""
    area = columns.first(*AREA_COLUMNS)
    if area is None:
        return typed(FIGURE_COLUMNS)
    if {"jaar", "kenmerk", "waarde"} <= set(columns.names):
        return _long(columns, area)
    population = _population(columns)
    if len(population):
        return population
    parts = [rows for kenmerk in sources().kenmerk for rows in _wide(columns, area, kenmerk)]
    return together(FIGURE_COLUMNS, parts)


def _wide(columns: Columns, area: str, kenmerk: Kenmerk) -> list[pd.DataFrame]:
    """Rows of one figure: from columns named after a year, and from a column without a year in its name."""
    parts = []
    for name in kenmerk.bestand:
        for year, column in columns.named(name).items():
            years = pd.Series(year, index=columns.sheet.rows.index, dtype="Int64")
            parts.append(_rows(columns, area, columns.integers(column), kenmerk.kenmerk, years))
    plain = _one_column(columns, (kenmerk.veld, *kenmerk.bestand))
    known = columns.years() if plain is not None else None
    if plain is not None and known is not None:
        parts.append(_rows(columns, area, columns.integers(plain), kenmerk.kenmerk, known))
    elif plain is not None:
        _ask_for_year(columns)
    return parts


def _one_column(columns: Columns, wanted: tuple[str, ...]) -> str | None:
    plain = {plain_name(name) for name in wanted}
    found = [
        str(column)
        for column in columns.sheet.rows.columns
        if plain_name(str(column)) in plain and not re.search(r"_\d{4}$", str(column))
    ]
    if len(found) > 1:
        text = _("{file}: de kolommen {columns} kunnen hetzelfde kenmerk zijn; laat er een staan.")
        columns.problems.append(text.format(file=columns.sheet.name, columns=", ".join(found)))
    return found[0] if len(found) == 1 else None


def _ask_for_year(columns: Columns) -> None:
    text = _(
        "{file}: van welk jaar deze cijfers zijn staat er niet in. Voeg een kolom 'jaar' toe, of zet het nummer van "
        "de tabel in de bestandsnaam (zoals 85984NED)."
    ).format(file=columns.sheet.name)
    if text not in columns.problems:
        columns.problems.append(text)


def _population(columns: Columns) -> pd.DataFrame:
    """Population per municipality at the end of a year: 1 January of the next."""
    table = sources().inwoners_gemeente
    column = columns.first(*(plain_name(name) for name in table.bestand))
    area = columns.first("regios", "gemeentecode")
    years = columns.years() if column is not None and area is not None else None
    if column is None or area is None or years is None:
        return typed(FIGURE_COLUMNS)
    return _rows(columns, area, columns.integers(column), "inwoners", years + 1).assign(bron=table.tabel)


def _long(columns: Columns, area: str) -> pd.DataFrame:
    names = columns.text(columns.names["kenmerk"])
    values = columns.decimals(columns.names["waarde"])
    return _rows(columns, area, values, names, columns.integers(columns.names["jaar"]))


def _rows(columns: Columns, area: str, values: pd.Series, kenmerk: str | pd.Series, years: pd.Series) -> pd.DataFrame:
    tables = sources().kerncijfers.tabellen
    frame = pd.DataFrame(
        {
            "gebied": columns.codes(area, AREA, _("gebiedscode"), empty=True),
            "jaar": years,
            "kenmerk": kenmerk,
            "waarde": values.astype("Float64"),
            "bron": [tables.get(year, KEY_FIGURES) for year in years.fillna(0)],
            "bestand": columns.sheet.name,
            "rij": columns.sheet.numbers,
        }
    ).astype(FIGURE_COLUMNS)
    return frame[frame["jaar"].notna() & frame["gebied"].str.match("BU|GM")]


def survey(columns: Columns) -> pd.DataFrame:
    """SURVEY_COLUMNS of a table with area, year, question and value; empty when it is something else."""
    area = columns.first(*AREA_COLUMNS, "wijkcode")
    here = {name: columns.first(*aliases) for name, aliases in SURVEY_COLUMN.items()}
    question, value = here["vraag"], here["waarde"]
    if area is None or question is None or value is None or "jaar" not in columns.names:
        return typed(SURVEY_COLUMNS)
    source = _text_or(columns, here["bron"], SURVEY)
    frame = pd.DataFrame(
        {
            "gebied": columns.codes(area, AREA, _("gebiedscode")),
            "jaar": columns.integers(columns.names["jaar"]),
            "vraag": columns.text(question),
            "waarde": columns.decimals(value),
            **{name: columns.decimals(here[name]) for name in ("ondergrens", "bovengrens", "standaardfout")},
            "n": columns.integers(here["n"]) if here["n"] is not None else pd.NA,
            "bron": source,
            "methode": _text_or(columns, here["methode"], source),
            "bestand": columns.sheet.name,
            "rij": columns.sheet.numbers,
        }
    ).astype(SURVEY_COLUMNS)
    return frame[frame["jaar"].notna() & (frame["vraag"] != "")]


def _text_or(columns: Columns, column: str | None, otherwise: str | pd.Series) -> pd.Series:
    """The text of a column, and `otherwise` where it is empty or not there."""
    index = columns.sheet.rows.index
    fallback = otherwise if isinstance(otherwise, pd.Series) else pd.Series(otherwise, index=index, dtype="str")
    if column is None:
        return fallback
    text = columns.text(column)
    return text.where(text != "", fallback)
