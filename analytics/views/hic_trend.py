"""Is it going up or down: the rolling chart, monthly panels per kind, year-to-date per kind, and the answer."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from analytics import formatting, indicators, trends
from analytics.areas import Area
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG, Selection, measure
from analytics.periods import Stap, add_months, cut
from analytics.tables import Cell, Column, Row, Table
from analytics.trends import Series
from analytics.views import common
from analytics.views.changes import TOO_SMALL, change_cells, change_columns, in_words

YEARS = 10  # how much history a chart shows


@dataclass(frozen=True)
class TrendView:
    """`rolling` and `panels` are series for the charts; `months` is the table twin of both."""

    title: str
    question: str
    answer: str
    rolling: Series | None
    panels: tuple[tuple[str, Series], ...]
    to_date: Table | None
    months: Table | None
    source: common.Source
    gaps: tuple[str, ...]

    @property
    def rolling_text(self) -> str:
        """Text alternative of the large chart: what it draws and where it ends."""
        if self.rolling is None or self.rolling.is_empty:
            return ""
        last = records(self.rolling.punten.dropna(subset=["waarde"]))[-1]
        month = last["maand"].date()
        value = formatting.number(last["waarde"], self.rolling.decimals)
        return _("Lijn van 12 maanden samen, {unit}; laatste punt {month}: {value}.").format(
            unit=self.rolling.eenheid,
            month=formatting.period(month, add_months(month, 1)),
            value=_("{value} (voorlopig)").format(value=value) if last["voorlopig"] else value,
        )

    @property
    def panels_text(self) -> str:
        """Text alternative of the monthly panels: the busiest month of each."""
        parts = []
        for name, series in self.panels:
            known = series.punten.dropna(subset=["teller"])
            if known.empty:
                continue
            top = max(records(known), key=lambda point: float(point["teller"]))
            month = top["maand"].date()
            parts.append(
                _("{name}: meeste in {month} ({n})").format(
                    name=name, month=formatting.period(month, add_months(month, 1)), n=formatting.count(top["teller"])
                )
            )
        return _("Staven per maand. {parts}.").format(parts="; ".join(parts))


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest) -> TrendView:
    """The view of one indicator in one area; `selection` gives snapshot, access, level and count or rate."""
    known = coverage(selection.snapshot, indicator, selection.niveau)
    span = trends.whole_range(known, YEARS)
    question = _("Nemen {things} in {area} toe of af?").format(things=indicator.meervoud, area=area.naam)
    if span is None:
        return _without_months(indicator, selection, manifest, question)
    asked = replace(selection, van=span[0], tot=span[1])
    kinds = indicators.parts(indicator)
    rolling = trends.rolling(indicator, asked, area.code)
    panels = tuple((kind.titel, trends.monthly(kind, replace(asked, absoluut=True), area.code)) for kind in kinds)
    compared = {kind: trends.year_to_date(kind, selection, area.code) for kind in dict.fromkeys((indicator, *kinds))}
    answer = _answer(indicator, compared[indicator])
    measurement = measure(indicator, replace(asked, gebieden=(area.code,), stap=Stap.MAAND))
    return TrendView(
        title=f"{indicator.titel} {area.naam}",
        question=question,
        answer=answer,
        rolling=rolling,
        panels=panels,
        to_date=_to_date(compared, area),
        months=_months(rolling, panels, indicator, area),
        source=common.source(measurement, manifest, cut(*span, Stap.GEHEEL)[0]),
        gaps=tuple(
            _("{day}: {text} ({source})").format(day=formatting.date_long(b.vanaf), text=b.tekst, source=b.bron)
            for b in rolling.breuken
        ),
    )


def _without_months(indicator: Indicator, selection: Selection, manifest: Manifest, question: str) -> TrendView:
    years = coverage(selection.snapshot, indicator, selection.niveau).jaren
    answer = _("Hierover zijn geen cijfers in deze momentopname.")
    if years:
        selection = replace(selection, van=date(years[0], 1, 1), tot=date(years[-1] + 1, 1, 1))
        listed = formatting.joined([str(year) for year in years])
        answer = _("Er zijn alleen jaarcijfers ({years}); een verloop per maand is er niet.").format(years=listed)
    whole = replace(selection, stap=Stap.GEHEEL)
    source = common.source(measure(indicator, whole), manifest, whole.periods[0])
    return TrendView(indicator.titel, question, answer, None, (), None, None, source, ())


def _answer(indicator: Indicator, compared: YearOnYear | None) -> str:
    if compared is None:
        return _("Een vergelijking van dit jaar met vorig jaar is niet te maken.")
    period = compared.now.periode
    subject = _("{title} in {span}").format(title=indicator.titel, span=formatting.period(period.van, period.tot))
    return in_words(compared, subject)


def _to_date(compared: dict[Indicator, YearOnYear | None], area: Area) -> Table | None:
    rows = [(indicator, item) for indicator, item in compared.items() if item is not None]
    if not rows:
        return None
    period = rows[0][1].now.periode
    span = formatting.period(period.van, period.tot)
    return Table(
        label=_("{span} in {area} naast dezelfde maanden van het jaar ervoor, per soort.").format(
            span=span, area=area.naam
        ),
        columns=(Column("naam", _("soort"), "link"), *change_columns(span)),
        rows=tuple(_to_date_row(indicator, item, emphasis=i == 0) for i, (indicator, item) in enumerate(rows)),
    )


def _to_date_row(indicator: Indicator, item: YearOnYear, *, emphasis: bool) -> Row:
    link = "/kaart?" + urlencode({"indicator": indicator.id})
    cells = {"naam": Cell(indicator.titel, href=link), **change_cells(item)}
    return Row(indicator.id, cells, emphasis=emphasis)


def _months(rolling: Series, panels: tuple[tuple[str, Series], ...], indicator: Indicator, area: Area) -> Table:
    """Everything both charts draw, newest month first."""
    columns = [
        Column("maand", _("maand"), "text"),
        Column("twaalf", _("12 maanden"), "decimal", unit=rolling.eenheid, decimals=rolling.decimals),
        Column("laag", _("ondergrens"), "decimal", unit="95%", decimals=rolling.decimals, narrow=False),
        Column("hoog", _("bovengrens"), "decimal", unit="95%", decimals=rolling.decimals, narrow=False),
        *(Column(series.indicator.id, name, "count", unit=_("per maand"), narrow=False) for name, series in panels),
    ]
    counted = {series.indicator.id: records(series.punten) for _name, series in panels}
    rows = []
    for i, point in reversed(list(enumerate(records(rolling.punten)))):
        van = point["maand"].date()
        cells = {
            "maand": Cell(formatting.period(van, add_months(van, 1))),
            "twaalf": _cell(point, "waarde"),
            "laag": Cell(point["ondergrens"]),
            "hoog": Cell(point["bovengrens"]),
            **{kind: _cell(months[i], "teller") for kind, months in counted.items()},
        }
        rows.append(Row(f"{van:%Y-%m}", cells))
    label = _("{title} in {area} per maand en over 12 maanden.").format(title=indicator.titel, area=area.naam)
    return Table(label=label, columns=tuple(columns), rows=tuple(rows))


def _cell(point: dict[str, Any], column: str) -> Cell:
    """A value of one month with its status; where there is none, the reason."""
    if point["status"] == ONDERDRUKT:
        return Cell(None, text=TOO_SMALL, status=ONDERDRUKT)
    if point[column] is None:
        return Cell(None, status=ONTBREEKT)
    return Cell(point[column], status=VOORLOPIG if point["voorlopig"] else "")
