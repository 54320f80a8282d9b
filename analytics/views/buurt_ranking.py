"""Which buurten score least favourably: the list, its map and its answer."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analytics import formatting
from analytics.areas import Area, all_areas
from analytics.classes import Breaks
from analytics.contract import Manifest
from analytics.figures import choropleth
from analytics.language import _, ngettext
from analytics.measures import Measurement
from analytics.ranking import Ranking, rank
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common


@dataclass(frozen=True)
class RankingView:
    """The ranked areas as table and map."""

    question: str
    answer: str
    table: Table
    payload: dict[str, Any]
    source: common.Source
    completeness: str


def build(
    measurement: Measurement, city: Measurement, breaks: Breaks, manifest: Manifest, chosen: str | None
) -> RankingView:
    """The view of a one-period measurement at buurt or wijk level."""
    period = measurement.selection.periods[0]
    ranking = rank(measurement, city, period.label)
    areas = all_areas(measurement.selection.snapshot)
    answer = _answer(ranking, areas)
    stad = ranking.stad["waarde"]
    question = _question(measurement)
    return RankingView(
        question=question,
        answer=answer,
        table=_table(ranking, areas, chosen, answer),
        payload=choropleth.payload(
            measurement,
            period.label,
            breaks=breaks,
            areas=areas,
            city=None if pd.isna(stad) else float(stad),
            label=f"{question} {answer}",
            selected=chosen,
        ),
        source=common.source(measurement, manifest, period),
        completeness=common.completeness(measurement, period),
    )


def _question(measurement: Measurement) -> str:
    plural = {"buurt": _("buurten"), "wijk": _("wijken")}[measurement.selection.niveau.value]
    if measurement.indicator.richting == "hoger_is_beter":
        return _("Welke {areas} scoren het laagst?").format(areas=plural)
    return _("Welke {areas} scoren het ongunstigst?").format(areas=plural)


def _answer(ranking: Ranking, areas: dict[str, Area]) -> str:
    if ranking.rows.empty:
        return _("Hierover zijn geen cijfers om te rangschikken.")
    worst = [areas[code].naam for code in ranking.unfavourable]
    side = _("onder") if ranking.measurement.indicator.richting == "hoger_is_beter" else _("boven")
    n = len(ranking.rows)
    if (ranking.rows["oordeel"] == Verdict.NIET_TE_ZEGGEN.value).all():
        return _("Welke gebieden {side} het stadscijfer liggen, is niet te zeggen.").format(side=side)
    if not worst:
        return _(
            "Geen enkel gebied ligt met zijn hele interval {side} het stadscijfer: de volgorde kan toeval zijn."
        ).format(side=side)
    first = ngettext(
        "{names} ligt met het hele interval {side} het stadscijfer.",
        "{names} liggen met het hele interval {side} het stadscijfer.",
        len(worst),
    ).format(names=common.some(worst, 5), side=side)
    rest = n - len(worst) - len(ranking.favourable)
    unclear = _("Bij {rest} van de {n} is het verschil met de stad niet duidelijk").format(rest=rest, n=n)
    return f"{first} {unclear}{_by_chance(n)}."


def _by_chance(n: int) -> str:
    """How many of `n` areas would lie wholly on the unfavourable side if nothing but chance were at work."""
    expected = round(0.025 * n)
    if not expected:
        return ""
    return ngettext(
        "; door toeval alleen zou al ongeveer {k} gebied opvallen",
        "; door toeval alleen zouden al ongeveer {k} gebieden opvallen",
        expected,
    ).format(k=expected)


def _table(ranking: Ranking, areas: dict[str, Area], chosen: str | None, answer: str) -> Table:
    measurement = ranking.measurement
    indicator = measurement.indicator
    stad = ranking.stad["waarde"]
    columns = (
        Column("positie", "#", "count", narrow=False),
        Column("naam", measurement.selection.niveau.value, "text"),
        Column(
            "waarde",
            _("waarde"),
            "interval",
            unit=measurement.eenheid,
            decimals=indicator.decimalen,
            mark=None if pd.isna(stad) else float(stad),
            mark_text=_("stad"),
            help=_("Punt: het cijfer. Streep: het 95%-interval. Lijn: de stad."),
        ),
        Column("basis", _("respondenten") if indicator.is_survey else _("aantal"), "count", narrow=False),
    )
    ranked = tuple(_row(ranking, str(code), areas, row) for code, row in ranking.rows.iterrows())
    aside = tuple(_unranked(ranking, str(code), areas, row) for code, row in ranking.unranked.iterrows())
    city = replace(_row(ranking, str(ranking.stad.name), areas, ranking.stad), emphasis=True)
    return Table(
        label=_("Ranglijst: {title}, {unit}. {answer}").format(
            title=indicator.titel, unit=measurement.eenheid, answer=answer
        ),
        columns=columns if indicator.is_survey or measurement.is_rate else columns[:3],
        rows=(*ranked, *aside),
        footer=(city,),
        sort=("positie", False),
        selected=chosen,
        selectable=True,
    )


def _row(ranking: Ranking, code: str, areas: dict[str, Area], row: "pd.Series[Any]") -> Row:
    basis = row["noemer"] if ranking.measurement.indicator.is_survey else row["teller"]
    known = not pd.isna(row["waarde"])
    position = row.get("positie")
    return Row(
        code,
        {
            "positie": Cell(
                None if position is None or pd.isna(position) else int(position), text="" if position is None else None
            ),
            "naam": Cell(areas[code].naam),
            "waarde": Cell(
                float(row["waarde"]) if known else None,
                None if pd.isna(row["ondergrens"]) else float(row["ondergrens"]),
                None if pd.isna(row["bovengrens"]) else float(row["bovengrens"]),
                text=choropleth.value_text(ranking.measurement, row),
                status="voorlopig" if row["status"] == "voorlopig" else "",
            ),
            "basis": _basis(basis),
        },
    )


def _unranked(ranking: Ranking, code: str, areas: dict[str, Area], row: "pd.Series[Any]") -> Row:
    reasons = {
        "klein": _("te weinig inwoners"),
        "onderdrukt": choropleth.hidden_text(ranking.measurement),
        "ontbreekt": _("geen cijfer"),
    }
    basis = row["noemer"] if ranking.measurement.indicator.is_survey else row["teller"]
    reason = str(row["reden"])
    hidden = reason == "onderdrukt" and not ranking.measurement.indicator.is_survey
    cells = {
        "positie": Cell(None, text=formatting.MISSING),
        "naam": Cell(areas[code].naam),
        "waarde": Cell(None, text=reasons[reason], status=reason),
        "basis": Cell(None, text=reasons[reason], status=reason) if hidden else _basis(basis),
    }
    return Row(code, cells, group=_("niet gerangschikt"))


def _basis(count: Any) -> Cell:
    return Cell(None, status="ontbreekt") if pd.isna(count) else Cell(int(count))
