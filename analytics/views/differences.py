"""What a delivery or a publication changes: per month and kind what was live, what comes, and whether that is normal.

Every function takes the table of differences: `soort`, `naam`, `maand` (date), `live`, `nieuw`, `verschil` (Int64; NA
is not there, which is not zero), `ondergrens` and `bovengrens` (between which the new figure was to be expected, by
chance and the usual revision), `oordeel` ('gelijk', 'herziening', 'nieuw', 'opvallend', 'verdwenen'). `threshold`:
counts from 1 up to but not including it are hidden, with all that would tell them.
"""

from collections.abc import Iterable
from math import ceil, floor
from typing import Any

import pandas as pd

from analytics import differences, formatting
from analytics.contract import TOTALS
from analytics.frames import records
from analytics.language import _, ngettext
from analytics.measures import ONDERDRUKT, ONTBREEKT
from analytics.periods import add_months
from analytics.tables import Cell, Column, Row, Table

UNUSUAL = ("opvallend", "verdwenen")
ORDER = (*UNUSUAL, "herziening", "nieuw", "gelijk")
SHOWN = 100  # rows per verdict on the screen; the download has them all
ALERT = "!"  # beside the colour, for who does not see it


def word(oordeel: str) -> str:
    """A verdict as the screen says it."""
    return {
        "opvallend": _("valt op"),
        "verdwenen": _("verdwijnt"),
        "herziening": _("gewone herziening"),
        "nieuw": _("nieuw"),
        "gelijk": _("gelijk"),
    }[oordeel]


def unusual(frame: pd.DataFrame) -> int:
    """How many figures jump beyond what chance and the usual revision explain, or vanish."""
    return int(frame["oordeel"].isin(UNUSUAL).sum())


def sentence(frame: pd.DataFrame) -> str:
    """How many figures there are of each verdict."""
    if frame.empty:
        return _("Er verandert geen enkel cijfer per maand en soort.")
    counts = {verdict: int((frame["oordeel"] == verdict).sum()) for verdict in ORDER}
    usual = [
        text.format(n=formatting.count(counts[verdict]))
        for verdict, text in (
            ("gelijk", _("{n} gelijk gebleven")),
            ("herziening", _("{n} gewoon herzien")),
            ("nieuw", _("{n} nieuw")),
        )
        if counts[verdict]
    ]
    text = ngettext("{n} cijfer per maand en soort, {span}", "{n} cijfers per maand en soort, {span}", len(frame))
    whole = text.format(n=formatting.count(len(frame)), span=_span(frame))
    head = _("{whole}: {parts}.").format(whole=whole, parts=formatting.joined(usual)) if usual else f"{whole}."
    return f"{head} {_unusual_sentence(counts)}"


def listed(frame: pd.DataFrame, threshold: int = 0) -> Table | None:
    """What changed, unusual figures first, at most SHOWN of each verdict; None when nothing changed or came anew."""
    changed = _sorted(frame[~frame["oordeel"].isin(["gelijk", "nieuw"])], threshold)
    shown = changed.groupby("oordeel", sort=False).head(SHOWN)
    if shown.empty:
        return None
    return _table(shown, threshold, _groups(changed))


def every(frame: pd.DataFrame, threshold: int = 0) -> Table:
    """All figures, for the download."""
    return _table(_sorted(frame, threshold), threshold, {})


def years(frame: pd.DataFrame) -> tuple[int, ...]:
    """The years that are touched, last one first."""
    changed = frame[frame["oordeel"] != "gelijk"]
    return tuple(sorted({month.year for month in changed["maand"]}, reverse=True))


def overview(frame: pd.DataFrame, year: int, threshold: int = 0) -> Table:
    """One year, a row per kind in which anything changed and a column per month; the totals below."""
    of_year = frame[[month.year == year for month in frame["maand"]]]
    months = sorted(set(of_year["maand"]))
    changed = of_year[of_year["oordeel"] != "gelijk"]
    kinds = of_year[of_year["soort"].isin(changed["soort"])]
    rows = [_overview_row(soort, rows, threshold) for soort, rows in kinds.groupby("soort", sort=True)]
    still = of_year["soort"].nunique() - len(rows)
    label = _("Soorten en maanden van {year} waarin een cijfer verandert. {rest}").format(year=year, rest=_still(still))
    return Table(
        label=label.strip(),
        columns=(Column("naam", _("soort"), "text"), *_month_columns(months)),
        rows=tuple(row for row in rows if row.id not in TOTALS),
        footer=tuple(row for row in rows if row.id in TOTALS),
    )


def legend() -> str:
    """How to read the overview."""
    return _(
        "Tussen haakjes het verschil met het cijfer ervoor. Een uitroepteken: het valt op of verdwijnt. "
        "Soorten waarin niets verandert, staan er niet bij."
    )


def _unusual_sentence(counts: dict[str, int]) -> str:
    jumps, gone = counts["opvallend"], counts["verdwenen"]
    if not jumps and not gone:
        return _("Niets valt op en niets verdwijnt.")
    parts = []
    if jumps:
        parts.append(ngettext("{n} cijfer valt op", "{n} cijfers vallen op", jumps).format(n=formatting.count(jumps)))
    if gone:
        parts.append(ngettext("{n} cijfer verdwijnt", "{n} cijfers verdwijnen", gone).format(n=formatting.count(gone)))
    return _("{parts}.").format(parts=formatting.joined(parts))


def _still(kinds: int) -> str:
    if not kinds:
        return ""
    return ngettext("In {n} andere soort verandert niets.", "In {n} andere soorten verandert niets.", kinds).format(
        n=kinds
    )


def _span(frame: pd.DataFrame) -> str:
    return formatting.period(min(frame["maand"]), add_months(max(frame["maand"]), 1))


def _sorted(frame: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """Per verdict: the unusual ones the furthest off first, the others by the size of the change.

    A hidden change takes no part in that: its place would tell how large it is.
    """
    unusual_ones = differences.unusual(frame)
    others = frame[~frame["oordeel"].isin(UNUSUAL)]
    size = others["verschil"].abs().astype("Float64").fillna(0.0)
    others = others.assign(grootte=size).sort_values("grootte", ascending=False, kind="stable")
    whole = pd.concat([unusual_ones, others.drop(columns="grootte")], ignore_index=True)
    hidden = _small(whole["live"], threshold) | _small(whole["nieuw"], threshold)
    verdicts = whole["oordeel"].map({verdict: place for place, verdict in enumerate(ORDER)})
    known = whole.assign(orde=verdicts, verborgen=hidden, code=whole["soort"].where(hidden, ""))
    ordered = known.sort_values(["orde", "verborgen", "code"], kind="stable")
    return ordered.drop(columns=["orde", "verborgen", "code"])


def _small(column: "pd.Series[Any]", threshold: int) -> "pd.Series[bool]":
    return ((column > 0) & (column < threshold)).fillna(False).astype(bool)


def _groups(changed: pd.DataFrame) -> dict[str, str]:
    """The heading above the rows of each verdict: how many there are, and how many of those are on the screen."""
    heads = {}
    for verdict, n in changed["oordeel"].value_counts().items():
        text = _("{word} ({n})") if n <= SHOWN else _("{word} (de eerste {shown} van {n})")
        heads[str(verdict)] = text.format(word=word(str(verdict)), n=formatting.count(n), shown=SHOWN)
    return heads


def _table(rows: pd.DataFrame, threshold: int, heads: dict[str, str]) -> Table:
    return Table(
        label=_("Verschillen per maand en soort: wat er nu te zien is en wat ervoor in de plaats komt."),
        columns=(
            Column("naam", _("soort"), "text"),
            Column("maand", _("maand"), "text"),
            Column("live", _("was"), "count"),
            Column("nieuw", _("wordt"), "count"),
            Column("verschil", _("verschil"), "count"),
            Column("verwacht", _("te verwachten"), "text", help=expected_help(), narrow=False),
            Column("oordeel", _("oordeel"), "word", narrow=False),
        ),
        rows=tuple(_row(row, threshold, heads) for row in records(rows)),
    )


def expected_help() -> str:
    """What the expected range is."""
    return _("Waartussen het nieuwe cijfer zou liggen bij toeval en de gewone nagekomen registraties.")


def _row(row: dict[str, Any], threshold: int, heads: dict[str, str]) -> Row:
    hidden = _is_small(row["live"], threshold) or _is_small(row["nieuw"], threshold)
    verdict = str(row["oordeel"])
    cells = {
        "naam": Cell(f"{row['naam']} ({row['soort']})"),
        "maand": Cell(f"{row['maand']:%Y-%m}", text=_month(row)),
        "live": _count(row["live"], threshold),
        "nieuw": _count(row["nieuw"], threshold),
        "verschil": _difference(row["verschil"], hidden),
        "verwacht": Cell(_expected(row, threshold)),
        "oordeel": Cell(word(verdict), tone="slechter" if verdict in UNUSUAL else "gelijk"),
    }
    return Row(f"{row['soort']} {row['maand']:%Y-%m}", cells, group=heads.get(verdict, ""))


def _expected(row: dict[str, Any], threshold: int) -> str:
    """The whole numbers within the limits; around a hidden figure they would tell it."""
    low, high = row["ondergrens"], row["bovengrens"]
    if low is None or high is None or _is_small(row["live"], threshold):
        return formatting.MISSING
    first, last = ceil(low), floor(high)
    return formatting.interval(first, last, 0) if first <= last else formatting.interval(low, high, 1)


def _is_small(value: Any, threshold: int) -> bool:
    return value is not None and 0 < value < threshold


def _month(row: dict[str, Any]) -> str:
    return formatting.period(row["maand"], add_months(row["maand"], 1)).replace(" ", "\N{NO-BREAK SPACE}")


def _count(value: Any, threshold: int) -> Cell:
    if value is None:
        return Cell(None, status=ONTBREEKT)
    if _is_small(value, threshold):
        return Cell(None, text=formatting.suppressed(threshold), status=ONDERDRUKT)
    return Cell(int(value))


def _difference(value: Any, hidden: bool) -> Cell:
    if hidden:
        return Cell(None, text=_("verborgen"), status=ONDERDRUKT)
    if value is None:
        return Cell(None, status=ONTBREEKT)
    return Cell(int(value), text=formatting.signed_number(value, 0))


def _month_columns(months: Iterable[Any]) -> list[Column]:
    """On a small screen only the last three."""
    known = list(months)
    return [
        Column(f"{month:%Y-%m}", formatting.month_name(month.month, short=True), "count", narrow=month in known[-3:])
        for month in known
    ]


def _overview_row(soort: Any, rows: pd.DataFrame, threshold: int) -> Row:
    found = records(rows)
    cells = {f"{row['maand']:%Y-%m}": _overview_cell(row, threshold) for row in found}
    emphasis = soort in TOTALS
    return Row(str(soort), {"naam": Cell(f"{found[0]['naam']} ({soort})"), **cells}, emphasis=emphasis)


def _overview_cell(row: dict[str, Any], threshold: int) -> Cell:
    """'31 (+2)'; '31 (nieuw)'; '44 (+15) !'; '(was 31) !'."""
    alert = f" {ALERT}" if row["oordeel"] in UNUSUAL else ""
    tone = "slechter" if alert else ""
    now = _count(row["nieuw"], threshold)
    hidden = now.status == ONDERDRUKT or _is_small(row["live"], threshold)
    text = now.text or formatting.count(row["nieuw"])
    if row["nieuw"] is None:
        was = _count(row["live"], threshold)
        text = _("(was {n})").format(n=was.text or formatting.count(was.value))
    elif row["oordeel"] == "nieuw":
        text = _("{n} (nieuw)").format(n=text)
    elif row["verschil"] and not hidden:
        text = f"{text} ({formatting.signed_number(row['verschil'], 0)})"
    return Cell(now.value, text=f"{text}{alert}", status=now.status, tone=tone)
