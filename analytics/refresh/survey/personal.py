"""Personal data in a survey: the rules of the police file, but for what every respondent file has.

Age, sex and having been a victim are answers, not names: without a name, number or birth date they point at nobody, and
nothing of a single respondent is kept.
"""

import re

import pyarrow as pa

from analytics.refresh.police.mapping import plain
from analytics.refresh.police.personal import by_name, personal
from analytics.refresh.rawtable import RawTable
from analytics.refresh.survey.delivered import Table
from analytics.refresh.survey.notes import Notes
from analytics.refresh.survey.numbers import NUMBER

ANSWERS = re.compile("leeftijd|geslacht|slachtoffer", re.IGNORECASE)
NAMED = "persoonsgegeven_kolom"


def refuse_personal(table: Table, notes: Notes) -> bool:
    """Report every column that looks like personal data, by name or by value; whether there was one."""
    if table.rows.empty:
        return False
    found = [
        item
        for item in personal(_raw(table), dates=_decimal(table), number=None)
        if item.code != NAMED or by_name(ANSWERS.sub(" ", item.kolom))
    ]
    notes.found += found
    return bool(found)


def _raw(table: Table) -> RawTable:
    data = {
        name: pa.chunked_array([pa.array(table.rows[name], pa.string()).dictionary_encode()]) for name in table.columns
    }
    return RawTable(table.file, table.sheet, table.columns, pa.table(data), table.numbers)


def _decimal(table: Table) -> frozenset[str]:
    """Columns of numbers with decimals (weights, marks): nine decimals are no citizen service number."""
    found = []
    for name in table.columns:
        texts = table.rows[name].dropna()
        if len(texts) and texts.str.fullmatch(NUMBER).all() and texts.str.contains(r"[.,]", regex=True).any():
            found.append(plain(name))
    return frozenset(found)
