"""Where is it: one indicator in one period, per area, as a table, a map and a sentence."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import formatting
from analytics.areas import Area, Niveau, all_areas
from analytics.classes import Breaks
from analytics.comparisons import against_city
from analytics.contract import Manifest
from analytics.figures import choropleth
from analytics.language import _, ngettext
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG, Measurement, Selection
from analytics.periods import Period
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common


@dataclass(frozen=True)
class MapView:
    """`payload` is for the map component; `answer` is what the figures allow to be said."""

    question: str
    answer: str
    table: Table
    payload: dict[str, Any]
    source: common.Source
    completeness: str


def city_of(selection: Selection) -> Selection:
    """The same question for the municipality as a whole."""
    return replace(selection, niveau=Niveau.GEMEENTE, gebieden=())


def build(
    measurement: Measurement, city: Measurement, breaks: Breaks, manifest: Manifest, chosen: str | None
) -> MapView:
    """The view of a one-period measurement; `chosen` is the code of the area in the accent colour."""
    period = measurement.selection.periods[0]
    areas = all_areas(measurement.selection.snapshot)
    answer = _answer(measurement, city, areas, period)
    question = _question(measurement)
    city_row = city.at(period.label).iloc[0]
    comparable = measurement.is_rate or measurement.indicator.is_survey
    return MapView(
        question=question,
        answer=answer,
        table=_table(measurement, city_row, areas, period, chosen, answer),
        payload=choropleth.payload(
            measurement,
            period.label,
            breaks=breaks,
            areas=areas,
            city=float(city_row["waarde"]) if comparable and not pd.isna(city_row["waarde"]) else None,
            label=f"{question} {answer}",
            selected=chosen,
        ),
        source=common.source(measurement, manifest, period),
        completeness=common.completeness(measurement, period),
    )


def _question(measurement: Measurement) -> str:
    indicator = measurement.indicator
    if indicator.is_survey:
        return _("Wat zeggen bewoners per {level}: {title}?").format(
            level=measurement.selection.niveau.value, title=indicator.titel[0].lower() + indicator.titel[1:]
        )
    return _("Waar zijn {things} geregistreerd?").format(things=indicator.meervoud)


def _answer(measurement: Measurement, city: Measurement, areas: dict[str, Area], period: Period) -> str:
    rows = measurement.at(period.label)
    span = formatting.period(period.van, period.tot)
    if rows["waarde"].isna().all() and rows["teller"].isna().all():
        return _nothing_to_show(measurement, rows).format(span=span)
    if not measurement.is_rate and not measurement.indicator.is_survey:
        return _largest(rows, areas)
    return _against_city(against_city(measurement, city, period.label), rows, areas)


def _nothing_to_show(measurement: Measurement, rows: pd.DataFrame) -> str:
    if not (rows["status"] == ONDERDRUKT).any():
        return _("Over {span} zijn hierover geen cijfers.")
    if measurement.indicator.is_survey:
        return _("Over {span} rust elk cijfer op te weinig waarnemingen.")
    return _("Over {span} is elk aantal te klein om te tonen.")


def _largest(rows: pd.DataFrame, areas: dict[str, Area]) -> str:
    top = rows["teller"].astype("Float64").sort_values(ascending=False).dropna().head(3)
    names = formatting.joined([f"{areas[str(c)].naam} ({formatting.count(n)})" for c, n in top.items() if n > 0])
    if names:
        return _("Het grootste aantal in {names}.").format(names=names)
    if (rows["status"] == ONDERDRUKT).any():
        return _("Elk aantal boven nul is te klein om te tonen.")
    missing = rows["teller"].isna().any()
    return _("Geen registratie in de gebieden met een cijfer.") if missing else _("Nergens een registratie.")


def _against_city(verdicts: dict[str, Verdict], rows: pd.DataFrame, areas: dict[str, Area]) -> str:
    if all(verdict is Verdict.NIET_TE_ZEGGEN for verdict in verdicts.values()):
        return _("Welke gebieden boven of onder het gemeentecijfer liggen, is niet te zeggen.")
    ordered = rows["waarde"].astype("Float64").sort_values(ascending=False).index
    high = [areas[str(c)].naam for c in ordered if verdicts[str(c)] is Verdict.GESTEGEN]
    low = [c for c in ordered if verdicts[str(c)] is Verdict.GEDAALD]
    same = sum(v is Verdict.GEEN_DUIDELIJKE_VERANDERING for v in verdicts.values())
    parts = [
        _("Duidelijk boven het gemeentecijfer: {names}.").format(names=common.some(high, 4))
        if high
        else _("Geen enkel gebied ligt duidelijk boven het gemeentecijfer."),
        _below(len(low), bool(high)),
    ]
    tail = ngettext("bij {n} is geen duidelijk verschil.", "bij {n} is geen duidelijk verschil.", same).format(n=same)
    return f"{parts[0]} {parts[1]}; {tail}"


def _below(n: int, some_above: bool) -> str:
    if n:
        text = ngettext("{n} gebied ligt er duidelijk onder", "{n} gebieden liggen er duidelijk onder", n)
        return text.format(n=n)
    return _("Geen gebied ligt er duidelijk onder") if some_above else _("Er ligt ook geen gebied duidelijk onder")


def _table(
    measurement: Measurement,
    city_row: "pd.Series[Any]",
    areas: dict[str, Area],
    period: Period,
    chosen: str | None,
    answer: str,
) -> Table:
    rows = measurement.at(period.label)
    small = dict(zip(rows.index, measurement.too_small()[measurement.values["periode"] == period.label], strict=True))
    lines = tuple(_row(measurement, str(code), areas[str(code)], row, small[code]) for code, row in rows.iterrows())
    footer = _row(measurement, str(city_row.name), areas[str(city_row.name)], city_row, small=False)
    columns = _columns(measurement, city_row)
    order = "waarde" if "waarde" in {c.id for c in columns} else "teller"
    return Table(
        label=_("{title} per {level}, {span}. {answer}").format(
            title=measurement.indicator.titel,
            level=measurement.selection.niveau.value,
            span=formatting.period(period.van, period.tot),
            answer=answer,
        ),
        columns=columns,
        rows=lines,
        footer=(replace(footer, emphasis=True),),
        sort=(order, measurement.indicator.richting != "hoger_is_beter"),
        selected=chosen,
        selectable=True,
    )


def _columns(measurement: Measurement, city_row: "pd.Series[Any]") -> tuple[Column, ...]:
    indicator = measurement.indicator
    name = Column("naam", measurement.selection.niveau.value, "text")
    mark = None if pd.isna(city_row["waarde"]) else float(city_row["waarde"])
    value = Column(
        "waarde",
        _("waarde"),
        "interval",
        unit=measurement.eenheid,
        decimals=indicator.decimalen,
        help=_("Punt: het cijfer. Streep: het 95%-interval. Lijn: de gemeente."),
        mark=mark,
        mark_text=_("gemeente"),
    )
    if indicator.is_survey:
        return name, value, Column("noemer", _("respondenten"), "count", narrow=False)
    count = Column("teller", _("aantal"), "count")
    return (name, count, value) if measurement.is_rate else (name, count)


def _row(measurement: Measurement, code: str, area: Area, row: "pd.Series[Any]", small: bool) -> Row:
    decimals = measurement.indicator.decimalen
    known = not pd.isna(row["waarde"]) and not small
    reason = choropleth.SMALL if small and row["status"] not in (ONDERDRUKT, ONTBREEKT) else str(row["status"])
    value = Cell(
        value=float(row["waarde"]) if known else None,
        low=float(row["ondergrens"]) if known and not pd.isna(row["ondergrens"]) else None,
        high=float(row["bovengrens"]) if known and not pd.isna(row["bovengrens"]) else None,
        text=formatting.number(row["waarde"], decimals) if known else _why(measurement, reason),
        status=reason if not known or reason == VOORLOPIG else "",
    )
    count = _count(measurement, row)
    people = Cell(None if pd.isna(row["noemer"]) else float(row["noemer"]))
    return Row(code, {"naam": Cell(area.naam), "teller": count, "waarde": value, "noemer": people})


def _count(measurement: Measurement, row: "pd.Series[Any]") -> Cell:
    if row["status"] == ONDERDRUKT:
        return Cell(None, text=choropleth.hidden_text(measurement), status=ONDERDRUKT)
    if pd.isna(row["teller"]):
        return Cell(None, status=ONTBREEKT)
    return Cell(int(row["teller"]), status=VOORLOPIG if row["status"] == VOORLOPIG else "")


def _why(measurement: Measurement, reason: str) -> str:
    texts = {
        choropleth.SMALL: _("te weinig inwoners"),
        ONDERDRUKT: choropleth.hidden_text(measurement),
        ONTBREEKT: _("geen cijfer"),
    }
    return texts.get(reason, formatting.MISSING)
