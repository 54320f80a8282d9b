"""Registrations by street, for the detail map: only where a delivery names streets, and only what may be seen."""

from dataclasses import dataclass

import pandas as pd

from analytics import access
from analytics.database import open_database
from analytics.errors import WrongUsage
from analytics.indicators import Indicator, RegistrationNumerator, parts_of_total
from analytics.language import _
from analytics.measures import Selection
from analytics.snapshots import Snapshot


@dataclass(frozen=True)
class Streets:
    """`rows`: gebied, straat, lon, lat, aantal. `hidden`: streets left out because their count is suppressed."""

    rows: pd.DataFrame
    hidden: int


def has_streets(snapshot: Snapshot) -> bool:
    """Whether this snapshot knows where streets are."""
    return snapshot.manifest().bestanden["straten.parquet"].rijen not in (None, 0)


def by_street(indicator: Indicator, selection: Selection) -> Streets:
    """Counts per street over the selection; small counts are left out when suppression is switched on.

    A published total has no streets of its own: there its kinds are counted.
    """
    if not isinstance(indicator.teller, RegistrationNumerator):
        raise WrongUsage(_("{indicator} is geen registratie en heeft geen straten.").format(indicator=indicator.titel))
    rows = open_database(selection.snapshot).run(
        "straten",
        soorten=[part for soort in indicator.teller.soorten for part in parts_of_total(soort)],
        van=selection.van,
        tot=selection.tot,
        gebieden=list(selection.gebieden),
    )
    threshold = access.threshold(selection.toegang) if indicator.gevoelig else 0
    shown = rows[rows["aantal"] >= threshold]
    return Streets(shown.reset_index(drop=True), len(rows) - len(shown))
