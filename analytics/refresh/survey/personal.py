"""Personal data in a survey: the rules of the police file, but for what every respondent file has.

Age, sex and having been a victim are answers, not names: without a name, number or birth date they point at nobody, and
nothing of a single respondent is kept.
"""

import re

import pandas as pd
import pyarrow as pa

from analytics.refresh.police.mapping import plain
from analytics.refresh.police.personal import by_name, personal_columns, personal_values
from analytics.refresh.rawtable import RawTable
from analytics.refresh.survey.delivered import Table
from analytics.refresh.survey.notes import Notes
from analytics.refresh.survey.numbers import NUMBER

ANSWERS = re.compile("leeftijd|geslacht|slachtoffer", re.IGNORECASE)


def refuse_names(table: Table, notes: Notes) -> bool:
    """Report every column that is personal data by its name; whether there was one."""
    found = [item for item in personal_columns(_raw(table)) if by_name(ANSWERS.sub(" ", item.kolom))]
    notes.found += found
    return bool(found)


def refuse_values(table: Table, notes: Notes, number: str | None) -> None:
    """Report every column with values that are personal data. `number`: the column with numbers of respondents."""
    notes.found += personal_values(_raw(table), dates=_decimal(table), number=number)


def _raw(table: Table) -> RawTable:
    data = {
        name: pa.chunked_array([pa.array(table.rows[name], pa.string()).dictionary_encode()]) for name in table.columns
    }
    return RawTable(table.file, table.sheet, table.columns, pa.table(data), table.numbers)


def _decimal(table: Table) -> frozenset[str]:
    """Columns of numbers with decimals (weights, marks): nine decimals are no citizen service number."""
    found = []
    for name in table.columns:
        texts = pd.Series(table.rows[name].dropna().unique(), dtype="str")
        if len(texts) and texts.str.fullmatch(NUMBER).all() and texts.str.contains(r"[.,]", regex=True).any():
            found.append(plain(name))
    return frozenset(found)
