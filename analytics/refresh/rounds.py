"""Newly delivered survey figures beside the round before them, measured with the same method in the same area."""

import numpy as np
import pandas as pd

from analytics.database import Database
from analytics.differences import DEVIATIONS
from analytics.formatting import number
from analytics.language import _

COLUMNS = (
    "gebied", "vraag", "methode", "jaar", "waarde", "n", "vorig_jaar", "vorige", "verschil", "marge", "oordeel",
)  # fmt: skip
SERIES = ["gebied", "vraag", "methode"]


def compare_rounds(old: Database | None, new: Database) -> pd.DataFrame:
    """The figures that `old` does not have, or has otherwise, each with the round before it (COLUMNS).

    `marge`: three standard errors of the difference, in the unit of the value; `oordeel`: 'binnen de marge',
    'opvallend', or 'geen eerdere ronde' when there is none or its standard error is not known.
    """
    rows = new.run("enquete_alle")
    earlier = rows.assign(vorig_jaar=rows["jaar"], vorige=rows["waarde"], vorige_fout=rows["standaardfout"])
    before = earlier.groupby(SERIES, sort=False)[["vorig_jaar", "vorige", "vorige_fout"]].shift()
    rows = rows.join(before)
    if old is not None:
        same = [*SERIES, "jaar", "waarde", "n"]
        rows = rows.merge(old.run("enquete_alle")[same].assign(bekend=True), how="left", on=same)
        rows = rows[rows["bekend"].isna()]
    margin = DEVIATIONS * np.hypot(rows["standaardfout"], rows["vorige_fout"])
    rows = rows.assign(verschil=rows["waarde"] - rows["vorige"], marge=margin)
    known = rows["verschil"].notna() & rows["marge"].notna()
    outside = known & (rows["verschil"].abs() > rows["marge"])
    words = np.select([outside, known], ["opvallend", "binnen de marge"], "geen eerdere ronde")
    return pd.DataFrame(rows.assign(oordeel=words, vorig_jaar=rows["vorig_jaar"].astype("Int64"))[list(COLUMNS)])


def unusual_rounds(rounds: pd.DataFrame) -> list[str]:
    """A sentence for each figure that differs more from the round before than its margin explains."""
    text = _("{question} in {area}: {value} in {year} tegen {before} in {earlier}; meer dan de marge van {margin}.")
    return [
        text.format(
            question=row["vraag"],
            area=row["gebied"],
            value=number(row["waarde"]),
            year=row["jaar"],
            before=number(row["vorige"]),
            earlier=row["vorig_jaar"],
            margin=number(row["marge"]),
        )
        for row in rounds[rounds["oordeel"].eq("opvallend")].to_dict("records")
    ]
