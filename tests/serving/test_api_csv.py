"""The CSV of an answer: the same rows as the JSON, to be read by pandas, and nothing in it that a spreadsheet runs."""

import io
from datetime import date

import pandas as pd
import pytest

from analytics.serving.api import tabular
from tests.builders import BINNENSTAD, BUURTCODES, BUURTEN, publish

ADDRESSES = {
    "v1/momentopname": {},
    "v1/indicatoren": {},
    "v1/gebieden": {},
    "v1/metingen": {"indicator": "woninginbraak", "niveau": "buurt", "van": "2024", "tot": "2026"},
    "v1/ranglijst": {"indicator": "woninginbraak"},
    "v1/doelen": {},
    "v1/briefing": {},
}


def read(answer):
    """As docs/reference/api.md says to read it."""
    return pd.read_csv(io.BytesIO(answer.content), sep=";", decimal=",", encoding="utf-8-sig")


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_same_rows_as_the_json(api, path):
    whole = api.get(path, **ADDRESSES[path]).json()
    answer = api.get(path, **ADDRESSES[path], formaat="csv")
    found = pd.read_csv(io.BytesIO(answer.content), sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    names = [name for name in found.columns if not name.startswith("over.") and name not in ("Titel", "Selectie")]
    assert len(found) == len(whole["rijen"])
    for row, line in zip(whole["rijen"], found.to_dict("records"), strict=True):
        assert {name: line[name] for name in names} == {name: _cell(row[name]) for name in names}
    left = {name for name in next(iter(whole["rijen"]), {}) if name not in names}
    assert all(isinstance(row[name], list) for row in whole["rijen"] for name in left), left
    assert set(found["over.momentopname"]) == {whole["over"]["momentopname"]}
    assert set(found["over.bron"]) == {whole["over"]["bron"]}


def _cell(value):
    """A JSON value as it must stand in the CSV, to the last digit."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)


def test_pandas_reads_numbers_and_leaves_what_is_not_there_empty(api, tmp_path, configured):
    configured(data=tmp_path, drempel=5)
    publish(
        tmp_path,
        registraties=[{"aantal": 3}],
        dekking=[{}, {"gebied": BUURTCODES[2], "status": "ontbreekt"}],
        kerncijfers=[{"gebied": code} for code in BUURTCODES],
    )
    asked = {"indicator": "woninginbraak", "niveau": "buurt", "van": "2025", "tot": "2026", "formaat": "csv"}
    found = read(api.get("v1/metingen", **asked)).set_index("gebied")
    assert list(found["status"]) == ["onderdrukt", "definitief", "ontbreekt"]
    assert found["waarde"].isna().tolist() == [True, False, True]
    assert found["waarde"].dtype == float
    assert found.loc[BUURTCODES[1], "waarde"] == 0.0
    assert set(found["over.drempel"]) == {5}


EVIL = ["=1+1", "@SUM(A1)", "+1+1", "-1+1", "\t=1", "＝1+1", '=HYPERLINK("http://x")', '";=1+1;"', "<script>"]


@pytest.mark.parametrize("name", EVIL)
def test_a_name_is_never_a_formula(api, tmp_path, configured, name):
    configured(data=tmp_path)
    publish(tmp_path, buurten=[(BINNENSTAD, name, *BUURTEN[0][2:])])
    text = api.get("v1/gebieden", niveau="buurt", formaat="csv").content.decode("utf-8-sig")
    cell = pd.read_csv(io.StringIO(text), sep=";").loc[0, "naam"]
    assert cell.lstrip("'").strip() == name.strip()
    assert cell[0] not in "=@+-\t＝"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.5, "1,5"), (-0.00001, "-0,00001"), (1e-9, "0,000000001"), (1234567.0, "1234567,0"), (float("inf"), None),
        (0, "0"), (True, "ja"), (False, "nee"), (None, None), ("a", "a"), (["a", "b"], "a b"), ([], ""),
        (date(2025, 1, 31), "2025-01-31"),
    ],
)  # fmt: skip
def test_a_cell(value, expected):
    assert tabular.text(value) == expected


def test_a_file_of_its_own(api):
    answer = api.get("v1/metingen", **ADDRESSES["v1/metingen"], formaat="csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="veiligheid-woninginbraken-')
    assert disposition.endswith('.csv"')
