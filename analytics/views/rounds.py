"""Newly delivered survey figures beside the round before.

The table of rounds has `gebied`, `vraag`, `methode`, `jaar`, `waarde`, `n`, `vorig_jaar`, `vorige`, `verschil`, `marge`
(of the difference, in the unit of the value; NA where there is no round before) and `oordeel`.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics import formatting
from analytics.areas import Area
from analytics.frames import records
from analytics.indicators import groups
from analytics.language import _, ngettext
from analytics.measures import ONDERDRUKT, ONTBREEKT
from analytics.tables import Cell, Column, Row, Table

UNUSUAL = "opvallend"
TOO_FEW = _("te weinig waarnemingen")
SHOWN = 100  # rows on the screen; the download has them all


def sentence(rounds: pd.DataFrame) -> str:
    """How many survey figures come, and how many of them differ more than their margin from the round before."""
    n, unusual = len(rounds), int((rounds["oordeel"] == UNUSUAL).sum())
    coming = ngettext("{n} nieuw enquêtecijfer", "{n} nieuwe enquêtecijfers", n).format(n=formatting.count(n))
    if not unusual:
        return _("{coming}; geen verschilt meer dan de marge van de ronde ervoor.").format(coming=coming)
    text = ngettext(
        "{coming}; {n} verschilt meer dan de marge van de ronde ervoor.",
        "{coming}; {n} verschillen meer dan de marge van de ronde ervoor.",
        unusual,
    )
    return text.format(coming=coming, n=formatting.count(unusual))


def table(rounds: pd.DataFrame, areas: Mapping[str, Area], limit: int | None = None, *, minimum: int = 0) -> Table:
    """One row per figure, those that differ more than their margin from the round before first.

    `minimum`: figures of fewer respondents are hidden, and so is the round before, of which that is not known.
    """
    few = rounds["n"].lt(minimum).fillna(False).astype(bool)
    rounds = rounds.assign(oordeel=rounds["oordeel"].mask(few, TOO_FEW), waarde=rounds["waarde"].mask(few))
    ordered = rounds.assign(eerst=rounds["oordeel"].ne(UNUSUAL)).sort_values(
        ["eerst", "vraag", "jaar", "gebied"], kind="stable"
    )
    titles = {i.teller.vraag: i.titel for group in groups() for i in group.indicatoren if i.teller.bron == "enquete"}
    return Table(
        label=_("Enquêtecijfers van deze levering naast de ronde ervoor. {answer}").format(answer=sentence(rounds)),
        columns=(
            Column("vraag", _("vraag"), "text"),
            Column("gebied", _("gebied"), "text"),
            Column("jaar", _("jaar"), "text"),
            Column("waarde", _("waarde"), "decimal", decimals=1),
            Column("n", _("respondenten"), "count", narrow=False),
            *([] if minimum else _before()),
            Column("oordeel", _("oordeel"), "word", narrow=False),
        ),
        rows=tuple(_row(row, areas, titles) for row in records(ordered.head(limit or len(ordered)))),
    )


def _before() -> list[Column]:
    return [
        Column("vorige", _("ronde ervoor"), "decimal", decimals=1, narrow=False),
        Column("marge", _("marge"), "decimal", decimals=1, narrow=False),
    ]


def _row(row: dict[str, Any], areas: Mapping[str, Area], titles: Mapping[str, str]) -> Row:
    area = areas.get(row["gebied"])
    cells = {
        "vraag": Cell(titles.get(row["vraag"], row["vraag"])),
        "gebied": Cell(area.naam if area else row["gebied"]),
        "jaar": Cell(str(row["jaar"])),
        "waarde": Cell(None, text=TOO_FEW, status=ONDERDRUKT) if row["oordeel"] == TOO_FEW else _number(row["waarde"]),
        **{name: _number(row[name]) for name in ("n", "vorige", "marge")},
        "oordeel": Cell(row["oordeel"], tone="slechter" if row["oordeel"] == UNUSUAL else "gelijk"),
    }
    return Row(f"{row['gebied']} {row['vraag']} {row['methode']} {row['jaar']}", cells)


def _number(value: Any) -> Cell:
    return Cell(None, status=ONTBREEKT) if value is None else Cell(float(value))
