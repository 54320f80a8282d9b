"""Surveys delivered to the small city of builders.py: a table with a row per figure, and answers per respondent."""

from collections import namedtuple
from datetime import date

import numpy as np
import pandas as pd
import pyreadstat

from analytics.refresh.parts import Delivered
from analytics.refresh.sources import DEFINITIONS
from analytics.refresh.survey import read
from tests.builders import BINNENSTAD, CENTRUM, JEKERKWARTIER, STAD, WOLDER

TODAY = date(2026, 1, 15)
HEADER = ("Gebiedscode", "Jaar", "Onderwerp", "Waarde", "Ondergrens 95%", "Bovengrens 95%", "Aantal respondenten")
UNSAFE = "Voelt zich weleens onveilig in eigen buurt"
MARK = "Rapportcijfer veiligheid in de buurt"
ROWS = (  # rows 2 to 7 of the file
    (BINNENSTAD, "2025", UNSAFE, "25,4", "18,0", "34,6", "101"),
    (JEKERKWARTIER, "2025", UNSAFE, "15,0", "9,1", "23,7", "92"),
    (WOLDER, "2025", UNSAFE, "8,0", "2,7", "21,4", "36"),
    (CENTRUM, "2025", UNSAFE, "20,3", "15,4", "26,2", "193"),
    (STAD, "2025", UNSAFE, "18,9", "16,9", "21,0", "1412"),
    (STAD, "2025", MARK, "7,3", "7,2", "7,4", "1398"),
)
LABELS = {
    "v21": {1: "Ja, vaak", 2: "Ja, soms", 3: "Ja, zelden", 4: "Nee", 8: "Weet niet"},
    "v22": {1: "Zeer onveilig", 10: "Zeer veilig", 99: "Geen antwoord"},
}
Outcome = namedtuple("Outcome", "part report")


def deliver(ground, *files, **options):
    return Outcome(*read(list(files), ground, **options))


def csv(folder, rows=ROWS, header=HEADER, name="levering.csv", separator=";", encoding="utf-8"):
    """A file of these rows; row 1 is the header."""
    path = folder / name
    lines = [separator.join(row) for row in (header, *rows)]
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return Delivered(name, path)


def changed(row, column, value, rows=ROWS):
    """The rows with another value in one place; `row` as the file counts."""
    at = HEADER.index(column)
    return tuple(
        tuple(value if (i == row - 2 and j == at) else cell for j, cell in enumerate(cells))
        for i, cells in enumerate(rows)
    )


def respondents(n=240, seed=3):
    """Answers of `n` people, as SPSS keeps them: numbers with labels."""
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "respnr": np.arange(1.0, n + 1),
            "buurt": random.choice([BINNENSTAD, JEKERKWARTIER, WOLDER], n, p=[0.45, 0.45, 0.1]),
            "jaar": 2025.0,
            "weegfactor": np.round(random.lognormal(0, 0.4, n), 4),
            "v21": random.choice([1.0, 2.0, 3.0, 4.0, 8.0], n, p=[0.05, 0.1, 0.15, 0.65, 0.05]),
            "v22": random.choice([4.0, 6.0, 7.0, 8.0, 99.0], n, p=[0.1, 0.2, 0.4, 0.25, 0.05]),
        }
    )


def sav(folder, frame, name="peiling.sav", labels=None, titles=None, missing=None):
    path = folder / name
    pyreadstat.write_sav(
        frame,
        path,
        column_labels=titles or {},
        variable_value_labels=LABELS if labels is None else labels,
        missing_ranges={"v22": [99]} if missing is None else missing,
    )
    return Delivered(name, path)


def answers_csv(folder, frame, name="antwoorden.csv"):
    """The same people as text, with words in place of codes."""
    words = frame.assign(
        respnr=frame["respnr"].map("{:.0f}".format),
        jaar=frame["jaar"].map("{:.0f}".format),
        weegfactor=frame["weegfactor"].map(lambda w: "" if pd.isna(w) else f"{w}".replace(".", ",")),
        v21=frame["v21"].map(LABELS["v21"]),
        v22=frame["v22"].map(lambda mark: LABELS["v22"][99] if mark == 99 else f"{mark:g}"),
    )
    return csv(folder, words.astype("str").to_numpy().tolist(), tuple(words.columns), name)


def found(report, code):
    """The findings with this code."""
    return [finding for finding in report.findings if finding.code == code]


def frame(part):
    """The rows of a part by area, question and year."""
    return part.rows.to_pandas().set_index(["gebied", "vraag", "jaar"])


def own(ground, folder, name, text):
    """Put a declaration of the deployment in place."""
    place = ground.folder / folder if folder else ground.folder
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text, "utf-8")


def shipped(name):
    """The text of a form of the project."""
    return (DEFINITIONS / "enquetes" / f"{name}.toml").read_text("utf-8")
