"""What every chart on paper shares: sizes, letters, Dutch numbers, and how a declaration becomes an SVG text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

import altair as alt
import vl_convert

from analytics.figures.paper.fonts import FAMILY, prepare
from analytics.figures.paper.texts import clean
from analytics.figures.theme import LIGHT

LETTER = 11  # units; on A4 at the width of the page this is 8 points
SIGN = 5.6  # mean width of a sign of that height
_VERSION = alt.SCHEMA_VERSION.removeprefix("v").rpartition(".")[0]


class Size(StrEnum):
    """How much of the width of a page a figure takes."""

    THIRD = "third"
    HALF = "half"
    WHOLE = "whole"


WIDTHS = {Size.THIRD: 204, Size.HALF: 314, Size.WHOLE: 642}


@dataclass(frozen=True)
class Frame:
    """Where the figures stand in a drawing: its width and height, and what is kept free round the plot."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def plot(self) -> tuple[int, int]:
        """Width and height of the plot."""
        return self.width - self.left - self.right, self.height - self.top - self.bottom


def rows(records: list[dict[str, Any]]) -> alt.InlineData:
    """Values for a chart, every text in them fit for XML. A tuple: altair copies lists with every step, not tuples."""
    cleaned = [{k: clean(v) if isinstance(v, str) else v for k, v in record.items()} for record in records]
    return alt.InlineData(values=cast(Any, tuple(cleaned)))


def layers(frame: Frame, *charts: Any) -> alt.LayerChart:
    """Charts over each other in this frame, nothing around them resized."""
    width, height = frame.plot
    padding = {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom}
    sheet: alt.LayerChart = (
        alt.layer(*charts, width=width, height=height)
        .properties(autosize=alt.AutoSizeParams(type="none"), padding=padding)
        .configure(font=FAMILY, background=LIGHT.paper, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelFont=FAMILY,
            labelFontSize=LETTER,
            labelColor=LIGHT.muted,
            domainColor=LIGHT.muted,
            tickColor=LIGHT.muted,
            gridColor=LIGHT.rule,
            title=None,
        )
        .configure_text(font=FAMILY, fontSize=LETTER, color=LIGHT.ink)
    )
    return sheet


def svg(chart: alt.LayerChart) -> str:
    """The chart as a complete SVG text. Nothing is fetched: every value is in the chart itself."""
    prepare()
    return str(
        vl_convert.vegalite_to_svg(
            chart.to_dict(validate=False), vl_version=_VERSION, format_locale="nl-NL", allowed_base_urls=[]
        )
    )


def heading(text: str, frame: Frame) -> alt.Chart:
    """One line above the plot, at the left edge of the drawing: what is counted, in which unit."""
    words: alt.Chart = (
        alt.Chart(rows([{"tekst": text}]))
        .mark_text(align="left", baseline="top", color=LIGHT.muted, limit=frame.width)
        .encode(x=alt.value(-frame.left), y=alt.value(2 - frame.top), text="tekst:N")
    )
    return words


def on_paper(words: Any) -> list[Any]:
    """The same words twice: over a rim of paper, so that what lies under them does not run through them."""
    under = words.copy()
    under.mark.stroke, under.mark.strokeWidth, under.mark.strokeJoin = LIGHT.paper, 3, "round"
    return [under, words]
