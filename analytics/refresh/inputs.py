"""One file of a delivery saved by hand: what is in it, which part is about the municipality, and the account of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analytics.language import _, ngettext
from analytics.refresh.choose_map import BuurtMap
from analytics.refresh.recognise import Found

NAMES = {
    ("misdrijf", "buurt"): _("geregistreerde misdrijven per buurt"),
    ("misdrijf", "gemeente"): _("geregistreerde misdrijven per gemeente"),
    ("overlast", "buurt"): _("geregistreerde overlast per buurt"),
    ("overlast", "gemeente"): _("geregistreerde overlast per gemeente"),
}


@dataclass
class Input:
    """A file and what was found in it: a table, a map of buurten, or the reason that it is left out."""

    path: Path
    name: str
    found: Found = field(default_factory=Found)
    map: BuurtMap | None = None
    partial: bool = False
    others: set[str] = field(default_factory=set)  # municipalities in it that this delivery is not about

    @property
    def explains(self) -> bool:
        """Whether it is a code list that says how to read another table."""
        return bool(self.found.defaults or self.found.provisional)


def keep_about(one: Input, gemeente: str, references: Sequence[str]) -> None:
    """Leave only what is about the municipality and, for whole municipalities, its references."""
    found, digits = one.found, gemeente[2:]
    before = municipalities(found)
    cities = [gemeente, *references]
    counts = []
    for table, rows in found.counts:
        buurten = rows["gebied"].str.startswith(f"BU{digits}") | (rows["gebied"] == gemeente)
        kept = rows[buurten if table.niveau == "buurt" else rows["gebied"].isin(cities)]
        if len(kept):
            counts.append((table, kept))
    found.counts = counts
    figures, survey = found.figures["gebied"], found.survey["gebied"]
    found.figures = found.figures[figures.str.startswith(f"BU{digits}") | figures.isin(list(references))]
    found.survey = found.survey[survey.str[2:6].eq(digits) | survey.isin(list(references))]
    one.others = before - municipalities(found)


def municipalities(found: Found) -> set[str]:
    """Every municipality that the rows are about."""
    columns = [rows["gebied"] for _table, rows in found.counts]
    return _gemeenten([*columns, found.figures["gebied"], found.survey["gebied"]])


def _gemeenten(columns: Iterable[pd.Series]) -> set[str]:
    return {f"GM{code[2:6]}" for column in columns for code in column.unique()}


def account(one: Input, gemeente: str, chosen_map: str) -> str:
    """What was done with the file, as one sentence."""
    return f"{one.name}: {_done(one, gemeente, chosen_map)}{_partial(one)}."


def _done(one: Input, gemeente: str, chosen_map: str) -> str:
    if one.map is not None:
        return _map_done(one, gemeente, chosen_map)
    if one.found.reason:
        text = _("niet gebruikt, {reason}").format(reason=one.found.reason)
        return text + (_("; wel gelezen om lege en voorlopige cellen te herkennen") if one.explains else "")
    if one.found.is_empty:
        text = _("niet gebruikt, bevat voor {code} niets dat nodig is (gaat over {others})")
        return text.format(code=gemeente, others=_listed(sorted(one.others - {gemeente})))
    return _("gebruikt: {parts}").format(parts="; ".join(_parts(one.found)))


def _map_done(one: Input, gemeente: str, chosen_map: str) -> str:
    buurten = one.map.count(gemeente) if one.map is not None else 0
    if one.name == chosen_map:
        return _("gebruikt als grenzen, {count} buurten").format(count=buurten)
    if buurten:
        return _("niet gebruikt, grenzen uit {file}").format(file=chosen_map)
    return _("niet gebruikt, een kaart zonder buurten van {code}").format(code=gemeente)


def _parts(found: Found) -> list[str]:
    parts = []
    for table, rows in found.counts:
        what = NAMES[table.soort, table.niveau]
        parts.append(f"{what} ({table.tabel}), {_rows(len(rows))}, {_span(rows['periode'].str[:4])}")
    if len(found.figures):
        what = ", ".join(sorted(set(found.figures["kenmerk"])))
        years = found.figures["jaar"].astype("str")
        parts.append(_("kerncijfers ({what})").format(what=what) + f", {_rows(len(found.figures))}, {_span(years)}")
    if len(found.survey):
        years = found.survey["jaar"].astype("str")
        parts.append(_("enquête") + f", {_rows(len(found.survey))}, {_span(years)}")
    return parts


def _rows(number: int) -> str:
    return ngettext("{count} rij", "{count} rijen", number).format(count=number)


def _span(years: pd.Series) -> str:
    first, last = years.min(), years.max()
    return str(first) if first == last else f"{first}-{last}"


def _listed(codes: list[str]) -> str:
    if not codes:
        return _("geen andere gemeente")
    return ", ".join(codes[:5]) + (_(" en andere") if len(codes) > 5 else "")


def _partial(one: Input) -> str:
    if not one.partial:
        return ""
    return _(". Let op: het is een bladzijde van een langer antwoord; wat op de andere bladzijden staat ontbreekt")
