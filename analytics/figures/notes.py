"""Annotations of the team on a time axis: a letter above, a thin rule below it, a light band for a stretch.

Breaks in a series are dotted rules with their text beside them; these are solid, and their text stands under the chart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.theme import Theme, with_alpha
from analytics.periods import add_months, months_between

HALF = pd.Timedelta(days=15)  # around the first day of a month, where the month itself is drawn
NEAR = 0.03  # of the axis: letters that are nearer to each other share a place, also on a phone


@dataclass(frozen=True)
class Note:
    """One annotation as a chart shows it: its letter, its first and last day (None for one day), what it says."""

    letter: str
    van: date
    tot: date | None
    tekst: str


def draw(
    figure: go.Figure,
    notes: Sequence[Note],
    colours: Theme,
    span: tuple[date, date],
    *,
    panel: int = 1,
    inside: bool = False,
) -> None:
    """Draw `notes` on a chart of months, each of which is drawn at its first day; so is a note at its month.

    `span`: the first and the last month drawn. `panel`: which of the charts under each other. `inside`: the letters
    stand in the chart and not above it, where another title is.
    """
    first, last = (day.replace(day=1) for day in span)
    places = [(max(note.van.replace(day=1), first), note) for note in notes if _touches(note, first, last)]
    for place, note in places:
        _mark(figure, place, note, colours, last, _axes(panel))
    for place, together in _by_place(places, months_between(first, last)):
        _letters(figure, place, together, colours, _axes(panel), inside)


def _touches(note: Note, first: date, last: date) -> bool:
    return note.van < add_months(last, 1) and (note.tot or note.van) >= first


def _mark(figure: go.Figure, place: date, note: Note, colours: Theme, last: date, axes: dict[str, str]) -> None:
    at = pd.Timestamp(place)
    if note.van >= place:  # what began before the chart has its beginning elsewhere
        rule = {"color": colours.ink, "width": 1}
        figure.add_shape(type="line", x0=at, x1=at, y0=0, y1=1, opacity=0.6, line=rule, **axes)
    if note.tot is not None and note.tot.replace(day=1) > note.van.replace(day=1):
        end = pd.Timestamp(min(note.tot.replace(day=1), last)) + HALF
        wash = {"fillcolor": with_alpha(colours.muted, 0.14), "line": {"width": 0}, "layer": "below"}
        figure.add_shape(type="rect", x0=at, x1=end, y0=0, y1=1, **wash, **axes)


def _by_place(places: Iterable[tuple[date, Note]], months: int) -> list[tuple[date, list[Note]]]:
    """Notes with the place of their letters, those that would lie on each other together."""
    grouped: list[tuple[date, list[Note]]] = []
    for place, note in sorted(places, key=lambda item: item[0]):
        if grouped and months_between(grouped[-1][0], place) <= NEAR * months:
            grouped[-1][1].append(note)
        else:
            grouped.append((place, [note]))
    return grouped


def _letters(
    figure: go.Figure, place: date, notes: Sequence[Note], colours: Theme, axes: dict[str, str], inside: bool
) -> None:
    figure.add_annotation(
        x=pd.Timestamp(place),
        y=1,
        text=f"<b>{' '.join(note.letter for note in notes)}</b>",
        hovertext="<br>".join(f"{note.letter}: {_plain(note.tekst)}" for note in notes),
        showarrow=False,
        xanchor="center",
        yanchor="top" if inside else "bottom",
        bgcolor=colours.paper if inside else None,
        borderpad=1,
        font={"color": colours.ink, "size": 12},
        **axes,
    )


def _axes(panel: int) -> dict[str, str]:
    number = "" if panel == 1 else str(panel)
    return {"xref": f"x{number}", "yref": f"y{number} domain"}


def _plain(text: str) -> str:
    """What people typed is no mark-up."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
