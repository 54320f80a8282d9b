"""How the figures of recent months grew from one publication to the next, and how complete such months usually are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics import completeness, formatting, provisional
from analytics.frames import records
from analytics.indicators import Indicator, groups
from analytics.language import _
from analytics.measures import ONDERDRUKT
from analytics.periods import add_months
from analytics.tables import Cell, Column, Row, Table

if TYPE_CHECKING:
    from analytics.completeness import Age
    from analytics.snapshots import Snapshot

RECENT = 12  # months whose figures still grow; older ones are a line without a step
TELLING = 4  # figures of a month that make a line worth looking at
WHOLE = 0.98  # from this share on, counted from the lower limit, hardly anything is to come


@dataclass(frozen=True)
class Revisions:
    """How the figure of some months grew. `known`: `peildatum`, `maand`, `aantal`, NaN where it is hidden."""

    answer: str
    known: pd.DataFrame
    table: Table


def with_revisions(snapshot: "Snapshot") -> tuple[Indicator, ...]:
    """Indicators of which earlier figures are known, in screen order."""
    counted = [i for group in groups() for i in group.indicatoren if not i.is_survey]
    return tuple(i for i in dict.fromkeys(counted) if months(snapshot, i))


def months(snapshot: "Snapshot", indicator: Indicator) -> tuple[date, ...]:
    """The months of which more than one figure is known, newest first."""
    known = completeness.revisions(snapshot, _kinds(indicator))
    seen: dict[date, set[date]] = {}
    for row in records(known):
        seen.setdefault(row["maand"], set()).add(row["peildatum"])
    return tuple(sorted((month for month, moments in seen.items() if len(moments) > 1), reverse=True))[:RECENT]


def opening(known: Sequence[date]) -> date:
    """The month to open with: the newest one that already had some time to grow."""
    return known[min(TELLING, len(known)) - 1]


def revisions(snapshot: "Snapshot", indicator: Indicator, chosen: date, threshold: int) -> Revisions:
    """The figures of the recent months as each publication had them; `chosen` is the month the words are about."""
    known = completeness.revisions(snapshot, _kinds(indicator))
    recent = known[known["maand"].isin(months(snapshot, indicator))]
    counts = recent["aantal"].astype(float)
    shown = recent.assign(aantal=counts.mask((counts > 0) & (counts < threshold)))
    answer = _grown(indicator, chosen, shown[shown["maand"] == chosen])
    return Revisions(answer, shown, _revision_table(shown, threshold, answer))


def ages(snapshot: "Snapshot", indicator: Indicator) -> tuple["Age", ...]:
    """How complete months of this indicator are by age, as far as enough months were followed to say so."""
    return provisional.by_age(snapshot, indicator)


def completeness_answer(snapshot: "Snapshot", indicator: Indicator, found: Sequence["Age"]) -> str:
    """In words: how much is in a month later, when nearly everything is, and what that was measured on."""
    if not found:
        return _("Hoe volledig recente maanden zijn, is nog niet te zeggen: daarvoor zijn eerdere standen nodig.")
    start = _("In de {age} is naar verwachting {share} binnen (95%: {interval}).").format(
        age=age_name(found[0]), share=_share(found[0].aandeel), interval=_shares(found[0])
    )
    whole = next((age for age in found if age.ondergrens >= WHOLE), None)
    end = _("Vanaf de {age} komt er nauwelijks meer bij.").format(age=age_name(whole)) if whole is not None else ""
    own = completeness.measured_on(snapshot, indicator) == _kinds(indicator)
    basis = "" if own else _("Gemeten aan alle misdrijven samen: van dit onderwerp alleen zijn er te weinig.")
    return " ".join(part for part in (start, end, basis) if part)


def completeness_table(found: Sequence["Age"], answer: str) -> Table:
    """The table twin of the chart of completeness."""
    rows = [
        Row(
            str(age.leeftijd),
            {
                "leeftijd": Cell(age_name(age)),
                "aandeel": Cell(
                    100 * age.aandeel,
                    100 * age.ondergrens,
                    100 * age.bovengrens,
                    text=formatting.with_interval(100 * age.aandeel, 100 * age.ondergrens, 100 * age.bovengrens, 0),
                ),
                "metingen": Cell(age.metingen),
            },
        )
        for age in found
    ]
    return Table(
        label=_("Hoeveel van het uiteindelijke aantal bekend is, per maand erna. {answer}").format(answer=answer),
        columns=(
            Column("leeftijd", _("bekend in de"), "text"),
            Column("aandeel", _("deel van het uiteindelijke aantal"), "interval", unit="%", mark=100.0),
            Column("metingen", _("gevolgde maanden"), "count", narrow=False),
        ),
        rows=tuple(rows),
    )


def age_name(age: "Age") -> str:
    """'1e maand erna': the month in which somebody looks, counted from the month the figure is about."""
    return _("{n}e maand erna").format(n=age.leeftijd + 1)


def month_name(month: date) -> str:
    """'okt 2025'."""
    return formatting.period(month, add_months(month, 1))


def _kinds(indicator: Indicator) -> tuple[str, ...]:
    kinds: tuple[str, ...] = getattr(indicator.teller, "soorten", ())
    return kinds


def _grown(indicator: Indicator, chosen: date, known: pd.DataFrame) -> str:
    """'Woninginbraken in okt 2025: eerst 31, later 35, nu 38 (+7).'"""
    counts = [row["aantal"] for row in records(known.sort_values("peildatum"))]
    subject = _("{title} in {month}").format(title=indicator.titel, month=month_name(chosen))
    if any(count is None for count in counts):
        return _("{subject}: sommige aantallen zijn te klein om te tonen.").format(subject=subject)
    if not counts or counts[0] == counts[-1]:
        return _("{subject}: het aantal is niet veranderd sinds het voor het eerst bekend was.").format(subject=subject)
    return _("{subject}: eerst {first}, nu {last} ({difference}), in {n} standen.").format(
        subject=subject,
        first=formatting.count(counts[0]),
        last=formatting.count(counts[-1]),
        difference=formatting.signed_number(counts[-1] - counts[0], 0),
        n=len(counts),
    )


def _revision_table(known: pd.DataFrame, threshold: int, answer: str) -> Table:
    """A row per month, newest first: first and last figure, and how often it was looked at."""
    rows = [
        _revision_row(month, records(rows.sort_values("peildatum")), threshold)
        for month, rows in known.groupby("maand")
    ]
    return Table(
        label=_("Recente maanden zoals ze eerst en nu bekend zijn. {answer}").format(answer=answer),
        columns=(
            Column("maand", _("maand"), "text"),
            Column("eerst", _("eerst"), "count"),
            Column("nu", _("nu"), "count"),
            Column("verschil", _("verschil"), "count"),
            Column("standen", _("standen"), "count", narrow=False),
        ),
        rows=tuple(reversed(rows)),
    )


def _revision_row(month: Any, found: list[dict[str, Any]], threshold: int) -> Row:
    first, last = found[0]["aantal"], found[-1]["aantal"]
    change = None if first is None or last is None else last - first
    return Row(
        f"{month:%Y-%m}",
        {
            "maand": Cell(f"{month:%Y-%m}", text=month_name(month)),
            "eerst": _count(first, threshold),
            "nu": _count(last, threshold),
            "verschil": Cell(
                change, text=formatting.signed_number(change, 0) if change is not None else _("verborgen")
            ),
            "standen": Cell(len(found)),
        },
    )


def _count(value: float | None, threshold: int) -> Cell:
    return Cell(None, text=formatting.suppressed(threshold), status=ONDERDRUKT) if value is None else Cell(value)


def _share(share: float) -> str:
    return formatting.percentage(100 * share, 0)


def _shares(age: "Age") -> str:
    return f"{formatting.interval(100 * age.ondergrens, 100 * age.bovengrens, 0)}%"
