"""The sample, built once, and the definitions it is checked against, read here without the sample's own code."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analytics.contract import Delivery
from analytics.refresh.sample import build_sample

DEFINITIONS = Path(__file__).parents[3] / "analytics" / "definitions"


@pytest.fixture(scope="session")
def sample() -> Delivery:
    """The delivery under test."""
    return build_sample("GM0935")


@pytest.fixture(scope="session")
def registrations(sample: Delivery) -> pd.DataFrame:
    """REGISTRATIES with `van` and `tot` as timestamps and the month of `van`."""
    table = sample.tables["registraties"].to_pandas(date_as_object=False)
    return table.assign(maand=table["van"].dt.to_period("M"))


@pytest.fixture(scope="session")
def survey(sample: Delivery) -> pd.DataFrame:
    """ENQUETE."""
    return sample.tables["enquete"].to_pandas()


@pytest.fixture(scope="session")
def lines() -> Callable[..., list[dict[str, Any]]]:
    """Read a definition file as a list of dicts of text."""

    def read(name: str, delimiter: str = ";") -> list[dict[str, Any]]:
        with (DEFINITIONS / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=delimiter))

    return read


@pytest.fixture(scope="session")
def parts(lines: Callable[..., list[dict[str, Any]]]) -> dict[str, str]:
    """Kind -> the total it is part of."""
    rows = [row for row in lines("soorten.csv", ",") if row["totaal"] == "nee"]
    return {row["soort"]: "0.0.0" if row["rubriek"] == "misdrijf" else "overlast" for row in rows}
