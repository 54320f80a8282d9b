"""What is taken away is what is on the screen, with everything needed to understand it inside."""

import io
import re

import openpyxl
import pandas as pd
import pytest

CASES = [
    ("", "overzicht_registraties", ["naam", "nu", "vorig"]),
    ("kaart?periode=2023&gebied=BU09350000", "kaart_tabel", ["naam", "teller", "waarde"]),
    ("ranglijst", "ranglijst_tabel", ["naam", "waarde"]),
    ("hic-trend?indicator=woninginbraak", "trend_tabel", ["maand", "twaalf"]),
    ("trechter", "trechter_tabel", ["naam", "waarde", "oordeel"]),
    ("objectief-en-beleving", "objectief_tabel", ["naam", "misdrijven", "gevoel", "oordeel"]),
    ("enqueteplanner", "planner_tabel", ["naam", "n", "nodig"]),
    ("over-deze-cijfers", "over_dekking", ["naam", "periode", "maanden"]),
]


def read_csv(content):
    return pd.read_csv(io.BytesIO(content), sep=";", decimal=",", encoding="utf-8-sig", dtype={"code": str})


def read_xlsx(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    lines = [list(row) for row in book["Gegevens"].iter_rows(values_only=True)]
    return lines[3], lines[4:], dict(book["Toelichting"].iter_rows(values_only=True))


def shown_number(text):
    """'1.234' and '2,6' as numbers; None for what is no number."""
    found = re.match(r"[+−-]?[\d.]+(,\d+)?(?![\d.,])", text)
    return float(found[0].replace(".", "").replace(",", ".").replace("−", "-")) if found else None


RARE = [pytest.param(*case, marks=pytest.mark.slow) for case in (CASES[0], *CASES[4:])]


@pytest.mark.parametrize(("address", "key", "columns"), [*CASES[1:4], *RARE])
def test_csv_and_workbook_hold_the_rows_of_the_table_and_what_they_are(visit, address, key, columns):
    screen = visit(address)
    closed = screen.page.locator("details:not([open]) summary")
    while closed.count():  # one opened is one less to open
        closed.first.click()
        screen.settle()
    shown = screen.table(key)
    titles = screen.page.locator(f".st-key-{key} thead th").evaluate_all(
        "cells => cells.map(cell => cell.querySelector('[data-sort]').dataset.sort)"
    )
    content, name = screen.download("CSV van deze tabel")
    assert re.fullmatch(r"veiligheid-[a-z0-9-]+-voorbeeld-\w+\.csv", name)
    taken = read_csv(content)
    assert list(taken["code"]) == sorted((row[0] for row in shown), key=list(taken["code"]).index)
    assert len(taken) == len(shown)
    headers = list(taken.columns)

    book_content, book_name = screen.download("Excel van deze tabel")
    assert book_name == name.replace(".csv", ".xlsx")
    book_headers, book_rows, about = read_xlsx(book_content)
    assert book_headers == headers[: len(book_headers)]
    assert [row[0] for row in book_rows] == list(taken["code"])

    where = {title: place for place, title in enumerate(titles, 1)}
    in_file = {"naam": 1} | {title: headers.index(found) for title, found in _headers(screen, key, headers).items()}
    compared = 0
    for row in shown:
        line = taken.loc[taken["code"] == row[0]].iloc[0]
        for column in columns:
            text, value = row[where[column]], line.iloc[in_file[column]]
            if isinstance(value, str):
                assert text.startswith(value) or value.startswith(text)
            elif pd.isna(value):
                assert shown_number(text) is None, (row, column)
            else:
                decimals = len(text.split(",")[1].split()[0].rstrip("%")) if "," in text else 0
                assert abs(shown_number(text) - value) <= 0.51 * 10**-decimals, (row, column)
                compared += 1
    assert compared > len(shown) / 2

    snapshot = re.search(r"momentopname ([\w-]+)", screen.source)[1]
    for text in ("15 januari 2026", snapshot):
        assert any(text in str(value) for value in about.values()), text
        assert taken.astype(str).iloc[0].str.contains(text, regex=False).any(), text
    assert {"Bron", "Momentopname"} <= set(about)
    assert {"Bron", "Momentopname"} <= set(headers)


def _headers(screen, key, headers):
    """Which heading of the file belongs to which column of the screen: that with its title in it."""
    heads = screen.page.locator(f".st-key-{key} thead th").evaluate_all(
        """cells => cells.map(cell => [cell.querySelector('[data-sort]').dataset.sort,
          cell.querySelector('[data-sort]').innerText, cell.querySelector('.unit')?.innerText ?? ''])"""
    )
    named = {column: f"{title} ({unit})" if unit else title for column, title, unit in heads}
    return {column: heading for column, heading in named.items() if heading in headers}
