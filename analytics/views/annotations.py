"""Annotations as the screens show them: with a letter each, in charts, in the list under a chart, in its text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from analytics import formatting, indicators
from analytics.annotations import Annotation, touching
from analytics.areas import Area
from analytics.figures.notes import Note
from analytics.indicators import Indicator
from analytics.language import _
from analytics.periods import add_months
from analytics.store.declared import declared

BEGUN = "actie"  # the begin of an action: a note that nobody wrote as such (see action_starts)


@dataclass(frozen=True)
class Noted:
    """The annotations of one screen, oldest first, each with its letter; `shown`: per indicator those of its chart."""

    every: tuple[Annotation, ...]
    shown: Mapping[str, tuple[Annotation, ...]]
    areas: Mapping[str, Area]

    def on(self, indicator: Indicator) -> tuple[Note, ...]:
        """What the chart of an indicator draws."""
        found = self.shown.get(indicator.id, ())
        return tuple(Note(self.letter(one), one.van, one.tot, one.tekst) for one in found)

    def lines(self, *asked: Indicator, without: Iterable[Indicator] = ()) -> list[tuple[str, str]]:
        """The list under the charts of these indicators: letter, day and kind; then what it says and who wrote it.
        `without`: what already stands under the charts of those."""
        before = {one.id for indicator in without for one in self.shown.get(indicator.id, ())}
        wanted = {one.id for indicator in asked for one in self.shown.get(indicator.id, ())} - before
        return [(self._head(one), self._body(one)) for one in self.every if one.id in wanted]

    def text(self, *asked: Indicator) -> str:
        """The same in short, for the text alternative of a chart; empty without annotations."""
        notes = {note.letter: note for indicator in asked for note in self.on(indicator)}
        said = "; ".join(
            _("{letter}, {days}: {text}").format(letter=letter, days=days(note.van, note.tot), text=note.tekst)
            for letter, note in sorted(notes.items(), key=lambda item: (len(item[0]), item[0]))
        )
        return _("Aantekeningen: {said}.").format(said=said) if said else ""

    def letter(self, one: Annotation) -> str:
        """A to Z, and then AA, AB and so on."""
        number = self.every.index(one)
        first = _letter(number // 26 - 1) if number >= 26 else ""
        return first + _letter(number % 26)

    def _head(self, one: Annotation) -> str:
        return _("{letter} · {days}, {kind}").format(
            letter=self.letter(one), days=days(one.van, one.tot), kind=kind(one.soort)
        )

    def _body(self, one: Annotation) -> str:
        where, what = scope(one, self.areas)
        only = [
            _("alleen {what}").format(what=w) for w, some in ((where, one.gebieden), (what, one.indicatoren)) if some
        ]
        about = ", ".join([*only, one.gewijzigd_door, formatting.moment(one.gewijzigd)])
        return " ".join([*(_sentence(text) for text in (one.tekst, one.toelichting) if text), f"({about})"])


def noted(
    found: Iterable[Annotation],
    shown: Iterable[Indicator],
    gebied: str,
    areas: Mapping[str, Area],
    span: tuple[date, date] | None,
) -> Noted:
    """The annotations of a screen with charts of these indicators in one area; `span`: the first day of the first and
    of the last month drawn, None without charts."""
    if span is None:
        return Noted((), {}, areas)
    kept = tuple(found)
    charts = {one.id: touching(kept, one, gebied, areas, span[0], add_months(span[1], 1)) for one in shown}
    every = {one.id: one for those in charts.values() for one in those}
    return Noted(tuple(sorted(every.values(), key=lambda one: (one.van, one.id))), charts, areas)


def days(van: date, tot: date | None) -> str:
    """'15 maart 2025', or '15 maart 2025 tot en met 30 juni 2025'."""
    if tot is None or tot == van:
        return formatting.date_long(van)
    return _("{van} tot en met {tot}").format(van=formatting.date_long(van), tot=formatting.date_long(tot))


def kind(soort: str) -> str:
    """What kind of annotation it is, as the screen says it."""
    return {**declared().aantekening, BEGUN: _("begin van een actie")}.get(soort, soort)


def scope(one: Annotation, areas: Mapping[str, Area]) -> tuple[str, str]:
    """Where and about what it holds: names of areas and titles; 'hele stad' and 'elk onderwerp' when it is all."""
    where = [areas[code].naam if code in areas else code for code in one.gebieden] or [_("hele gemeente")]
    known = indicators.load_all()
    what = [known[id_].titel if id_ in known else id_ for id_ in one.indicatoren] or [_("elk onderwerp")]
    return formatting.joined(where), formatting.joined(what)


def _letter(number: int) -> str:
    return chr(ord("A") + number)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
