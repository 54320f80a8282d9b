"""Is it going up or down: the rolling chart, monthly panels per kind, year-to-date per kind, and the answer."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from analytics import formatting, indicators, provisional, trends
from analytics.areas import Area
from analytics.comparisons import YearOnYear
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG, Selection, measure
from analytics.periods import Stap, add_months, cut
from analytics.provisional import Expected
from analytics.tables import Cell, Column, Row, Table
from analytics.trends import Series
from analytics.views import common
from analytics.views.changes import TOO_SMALL, change_cells, change_columns, in_words

YEARS = 10  # how much history a chart shows


@dataclass(frozen=True)
class TrendView:
    """`rolling` and `panels` are series for the charts; `months` is the table twin of both. `rolling_expected` and
    `panels_expected` (in the order of `panels`) say what provisional months are expected to become, `completeness` how
    much of them is usually in."""

    title: str
    question: str
    answer: str
    rolling: Series | None
    panels: tuple[tuple[str, Series], ...]
    to_date: Table | None
    months: Table | None
    source: common.Source
    gaps: tuple[str, ...]
    completeness: str = ""
    rolling_expected: tuple[Expected, ...] = ()
    panels_expected: tuple[tuple[Expected, ...], ...] = ()

    @property
    def rolling_text(self) -> str:
        """Text alternative of the large chart: what it draws and where it ends."""
        if self.rolling is None or self.rolling.is_empty:
            return ""
        last = records(self.rolling.punten.dropna(subset=["waarde"]))[-1]
        month = last["maand"].date()
        value = formatting.number(last["waarde"], self.rolling.decimals)
        if last["voorlopig"]:
            words = [
                _("voorlopig"),
                *(provisional.becomes(e, self.rolling.decimals) for e in self.rolling_expected[-1:]),
            ]
            value = f"{value} ({', '.join(words)})"
        return _("Lijn van 12 maanden samen, {unit}; laatste punt {month}: {value}.").format(
            unit=self.rolling.eenheid,
            month=_month(month),
            value=value,
        )

    @property
    def panels_text(self) -> str:
        """Text alternative of the monthly panels: the busiest month of each, and what its last month is to become."""
        expected = self.panels_expected or ((),) * len(self.panels)
        panels = zip(self.panels, expected, strict=True)
        parts = [_panel_text(name, series, becomes) for (name, series), becomes in panels]
        return _("Staven per maand. {parts}.").format(parts="; ".join(part for part in parts if part))


def _panel_text(name: str, series: Series, expected: tuple[Expected, ...]) -> str:
    known = series.punten.dropna(subset=["teller"])
    if known.empty:
        return ""
    top = max(records(known), key=lambda point: float(point["teller"]))
    busiest = _("{name}: meeste in {month} ({n})").format(
        name=name, month=_month(top["maand"].date()), n=formatting.count(top["teller"])
    )
    last = [f"{_month(one.maand)} {provisional.becomes(one, series.decimals)}" for one in expected[-1:]]
    return ", ".join([busiest, *last])


def _month(first: date) -> str:
    return formatting.period(first, add_months(first, 1))


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest) -> TrendView:
    """The view of one indicator in one area; `selection` gives snapshot, access, level and count or rate."""
    known = coverage(selection.snapshot, indicator, selection.niveau)
    span = trends.whole_range(known, YEARS)
    question = _("Nemen {things} in {area} toe of af?").format(things=indicator.meervoud, area=area.naam)
    if span is None:
        return _without_months(indicator, selection, manifest, question)
    asked, whole = replace(selection, van=span[0], tot=span[1]), cut(*span, Stap.GEHEEL)[0]
    kinds = indicators.parts(indicator)
    rolling = trends.rolling(indicator, asked, area.code)
    counted = {kind: trends.monthly(kind, replace(asked, absoluut=True), area.code) for kind in (indicator, *kinds)}
    panels = tuple((kind.titel, counted[kind]) for kind in kinds)
    compared = {kind: trends.year_to_date(kind, selection, area.code) for kind in counted}
    becomes = provisional.rolling(selection.snapshot, rolling, counted[indicator])
    measurement = measure(indicator, replace(asked, gebieden=(area.code,), stap=Stap.MAAND))
    return TrendView(
        title=f"{indicator.titel} {area.naam}",
        question=question,
        answer=_answer(indicator, compared[indicator]),
        rolling=rolling,
        panels=panels,
        to_date=_to_date(compared, area),
        months=_months(rolling, panels, becomes, indicator, area),
        source=common.source(measurement, manifest, whole),
        gaps=tuple(
            _("{day}: {text} ({source})").format(day=formatting.date_long(b.vanaf), text=b.tekst, source=b.bron)
            for b in rolling.breuken
        ),
        completeness=_completeness(common.completeness(measurement, whole), becomes),
        rolling_expected=becomes,
        panels_expected=tuple(provisional.months(selection.snapshot, series) for _name, series in panels),
    )


def _completeness(sentence: str, becomes: tuple[Expected, ...]) -> str:
    if not becomes:
        return sentence
    mark = _("Open rondje: wat een voorlopig cijfer naar verwachting wordt als alles binnen is, met 95%-interval.")
    return f"{sentence} {mark}"


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


def _months(
    rolling: Series,
    panels: tuple[tuple[str, Series], ...],
    becomes: tuple[Expected, ...],
    indicator: Indicator,
    area: Area,
) -> Table:
    """Everything both charts draw, newest month first; with what is expected of provisional months, where known."""
    columns = [
        Column("maand", _("maand"), "text"),
        Column("twaalf", _("12 maanden"), "decimal", unit=rolling.eenheid, decimals=rolling.decimals),
        Column("laag", _("ondergrens"), "decimal", unit="95%", decimals=rolling.decimals, narrow=False),
        Column("hoog", _("bovengrens"), "decimal", unit="95%", decimals=rolling.decimals, narrow=False),
        *([Column("wordt", _("wordt naar verwachting"), "text", unit="95%", narrow=False)] if becomes else []),
        *(Column(series.indicator.id, name, "count", unit=_("per maand"), narrow=False) for name, series in panels),
    ]
    expected = {one.maand: provisional.interval(one, rolling.decimals) for one in becomes}
    counted = {series.indicator.id: records(series.punten) for _name, series in panels}
    rows = []
    for i, point in reversed(list(enumerate(records(rolling.punten)))):
        van = point["maand"].date()
        cells = {
            "maand": Cell(_month(van)),
            "twaalf": _cell(point, "waarde"),
            "laag": Cell(point["ondergrens"]),
            "hoog": Cell(point["bovengrens"]),
            "wordt": Cell(expected.get(van, _("definitief") if not point["voorlopig"] else formatting.MISSING)),
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
