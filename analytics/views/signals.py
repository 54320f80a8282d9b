"""Where does more happen than usual: the signals of a month as a log, those of the past year as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics import formatting, signals, themes
from analytics.areas import Area
from analytics.indicators import kinds
from analytics.language import _, ngettext
from analytics.marks import Mark
from analytics.monthly_series import monthly_series
from analytics.signals import Group, MonthOfSignals, Signal
from analytics.snapshots import Snapshot
from analytics.store.declared import declared
from analytics.views import signals_words as words
from analytics.views import themes as all_themes

ALL = "alles"
BUDGETS = (0.5, 1.0, 2.0, 5.0)  # false signals a month
LOG_MONTHS = 24  # what the small chart of an entry shows
TONES = {"uitzoeken": "attention", "loos": "muted", "": "muted"}  # of a judgement


@dataclass(frozen=True)
class Offered:
    """The months that can be looked at, newest first, and which of them are not final yet. `bekend`: the months that
    the snapshot knows at all: with too few of those there is nothing to look at."""

    maanden: tuple[date, ...]
    voorlopig: tuple[date, ...]
    bekend: int

    @property
    def opening(self) -> date:
        """The newest final month; without one the newest."""
        return next((maand for maand in self.maanden if maand not in self.voorlopig), self.maanden[0])


@dataclass(frozen=True)
class Shown:
    """Which signals: of this level, of this sort of registration ('misdrijf', 'overlast') and of this theme, or all."""

    niveau: str = ALL
    rubriek: str = ALL
    thema: str = ALL

    def groups(self, found: MonthOfSignals) -> tuple[Group, ...]:
        """The events of a month. One level alone has no larger areas to show the same event in."""
        if self.niveau == ALL:
            groups = found.groepen
        else:
            groups = tuple(Group(one, ()) for one in found.signalen if one.niveau == self.niveau)
        return tuple(group for group in groups if self._holds(group.signaal.soort))

    def _holds(self, soort: str) -> bool:
        return self.rubriek in (ALL, kinds()[soort]["rubriek"]) and self.thema in (ALL, themes.of_kind(soort))


@dataclass(frozen=True)
class Judged:
    """What the team said of signals: the word kept, by `signals_words.signal_id`; `woorden`: how each word is shown."""

    oordelen: Mapping[str, str]
    woorden: Mapping[str, str]

    def of(self, signal: Signal) -> str:
        """The word of a signal; '' when nobody judged it."""
        return self.oordelen.get(words.signal_id(signal), "")

    def text(self, signal: Signal, nobody: str) -> str:
        """The same for the screen; `nobody` where nobody judged it."""
        kept = self.of(signal)
        return self.woorden.get(kept, kept) if kept else nobody


def judged(kept: Mapping[str, Mark]) -> Judged:
    """What the team said, from the marks that count by the id of their signal."""
    known = {name: judgement.woord for name, judgement in declared().oordeel.items()}
    return Judged({name: mark.oordeel for name, mark in kept.items()}, known)


def offered(snapshot: Snapshot) -> Offered:
    """The months of a snapshot that have figures and enough history before them."""
    known = monthly_series(snapshot)
    filled = np.isfinite(known.counts).sum(axis=0)
    found = [maand for i, maand in enumerate(known.maanden) if i >= signals.NEEDED and filled[i]]
    early = [maand for maand in found if known.voorlopig_vanaf is not None and maand >= known.voorlopig_vanaf]
    return Offered(tuple(reversed(found)), tuple(early), len(known.maanden))


def budget_names() -> dict[str, str]:
    """The budgets on offer by their id: '0,5', '1', ..."""
    return {f"{budget:g}": formatting.number(budget, 0 if budget.is_integer() else 1) for budget in BUDGETS}


def month_names(months: Offered) -> dict[str, str]:
    """Months as a menu shows them, newest first, with 'voorlopig' where it is."""
    text = _("{month} (voorlopig)")
    return {
        f"{maand:%Y-%m}": text.format(month=words.month(maand)) if maand in months.voorlopig else words.month(maand)
        for maand in months.maanden
    }


def by_id(past: Sequence[MonthOfSignals], shown: Shown) -> dict[str, Group]:
    """Every event that is shown, in the order of the page, by the id of its signal."""
    newest_first = sorted(past, key=lambda found: found.maand, reverse=True)
    return {words.signal_id(group.signaal): group for found in newest_first for group in shown.groups(found)}


def theme_names() -> dict[str, str]:
    """The themes that have a police kind, as a menu shows them, after all of them."""
    return {ALL: _("alle thema's"), **all_themes.names_of(themes.of_kind(soort) for soort in kinds())}


def question() -> str:
    """The title of the page."""
    return _("Waar gebeurt meer dan gewoonlijk?")


def nothing_to_test(months: Offered) -> str:
    """The answer of a snapshot without months, or with too few to know what is usual."""
    if not months.bekend:
        return _("Deze momentopname bevat geen registraties per maand; zonder maanden zijn er geen signalen te vinden.")
    return _(
        "Dat is nog niet te zeggen: er zijn {n} maanden bekend. Om te weten wat gewoon is, zijn er minstens {needed} "
        "nodig."
    ).format(n=formatting.count(months.bekend), needed=formatting.count(signals.NEEDED + 1))


def legend() -> str:
    """How the small charts of the log are read."""
    return _("De lijn is het aantal per maand, de band wat gewoonlijk is, de punt de maand van het signaal.")


def answer(found: MonthOfSignals, shown: Shown, areas: Mapping[str, Area]) -> str:
    """How many signals, how many of them are to be expected by chance, and which stands out most."""
    groups = shown.groups(found)
    if not found.toetsen:
        return _("Over {month} is niets te toetsen: er is te weinig geschiedenis om te weten wat gewoon is.").format(
            month=words.month(found.maand)
        )
    if not found.groepen:
        return _("Geen signalen in {month}; dat is ook een uitkomst.").format(month=words.month(found.maand))
    if not groups:
        text = ngettext(
            "Geen signalen in deze keuze; in {month} is er {n} signaal op een ander niveau of van een andere soort.",
            "Geen signalen in deze keuze; in {month} zijn er {n} signalen op een ander niveau of van een andere soort.",
            len(found.groepen),
        )
        return text.format(month=words.month(found.maand), n=formatting.count(len(found.groepen)))
    first = groups[0].signaal
    strongest = _("Het sterkst: {kind} in {area} ({figure}).").format(
        kind=words.kind_name(first.soort), area=words.place(areas[first.gebied]), figure=words.figure(first)
    )
    return f"{_how_many(found, shown, groups)} {strongest}"


def _how_many(found: MonthOfSignals, shown: Shown, groups: Sequence[Group]) -> str:
    """A filter does not change the tests: the number that chance gives is that of all signals together."""
    count = ngettext("In {month} is er {n} signaal", "In {month} zijn er {n} signalen", len(groups)).format(
        n=formatting.count(len(groups)), month=words.month(found.maand)
    )
    total, false = len(found.groepen), expected_false(found)
    if false < 1:
        text = _("{count}; van zulke signalen is naar verwachting {share} toeval.")
    elif shown != Shown():
        text = _("{count}; van alle {total} samen is naar verwachting {false} toeval.")
    else:
        text = _("{count}; naar verwachting is daarvan {false} toeval.")
    share = words.share(false / total)
    return text.format(count=count, total=formatting.count(total), false=formatting.count(false), share=share)


def expected_false(found: MonthOfSignals) -> float:
    """How many events of a month are expected to be chance: by the weakest of them, never more than the budget.

    The q of the weakest is the share of all of them; see Benjamini and Hochberg 1995.
    """
    weakest = max((group.signaal.q for group in found.groepen), default=0.0)
    return min(found.verwacht_vals, weakest * len(found.groepen))


def reading(found: MonthOfSignals) -> str:
    """What was tested, under the answer: how many figures, at which threshold, and what could not be tested."""
    parts = [
        _(
            "{n} toetsen: elke soort in elke buurt, elke wijk en de hele gemeente, op een plotselinge en op een "
            "langzame stijging"
        ).format(n=formatting.count(found.toetsen))
    ]
    if found.niet_getoetst:
        text = _("{n} reeksen hebben te weinig geschiedenis en zijn niet getoetst")
        parts.append(text.format(n=formatting.count(found.niet_getoetst)))
    if found.voorlopig:
        parts.append(_("de maand is nog voorlopig: wat nog binnenkomt kan signalen toevoegen"))
    return words.sentence(*parts)


def log(
    groups: Sequence[Group],
    courses: Mapping[str, pd.DataFrame],
    judged: Judged,
    areas: Mapping[str, Area],
    *,
    label: str,
    selected: str | None,
) -> dict[str, Any]:
    """What the log component draws. `courses`: per id of a signal the months up to and including its own."""
    entries = [_entry(group, courses[words.signal_id(group.signaal)], judged, areas) for group in groups]
    return {"label": label, "selected": selected, "entries": entries}


def _entry(group: Group, course: pd.DataFrame, judged: Judged, areas: Mapping[str, Area]) -> dict[str, Any]:
    one = group.signaal
    points = course[course["maand"] <= pd.Timestamp(one.maand)].tail(LOG_MONTHS)
    return {
        "id": words.signal_id(one),
        "place": words.place(areas[one.gebied]),
        "what": words.kind_name(one.soort),
        "figure": words.figure(one),
        "notes": words.sentence(words.method(one), words.also(group.ook_in, areas), words.chance(one, short=True)),
        "mark": judged.text(one, _("nog niet beoordeeld")),
        "tone": TONES.get(judged.of(one), ""),
        "points": _listed(points["teller"]),
        "low": _listed(points["ondergrens"]),
        "high": _listed(points["bovengrens"]),
        "outside": _outside(points),
    }


def _outside(points: pd.DataFrame) -> bool:
    """Whether the last month lies above its band; in a slow rise it need not."""
    last = points.iloc[-1]
    return bool(last["teller"] > last["bovengrens"])


def _listed(values: "pd.Series[Any]") -> list[float | None]:
    return [None if pd.isna(value) else round(float(value), 2) for value in values]
