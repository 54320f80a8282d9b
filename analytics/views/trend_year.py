"""What this year comes to: the forecast beside forecasts that need no model, and how each did in the years before."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics import formatting, programmes
from analytics.areas import Area, Niveau
from analytics.contract import Manifest
from analytics.forecasts import YearForecast, year_forecast
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.methods.backtesting import FEWEST, LAST_YEAR, MODEL, REST, SHARE, Score, best_naive
from analytics.methods.forecasting import YEAR, needed_pace
from analytics.periods import Stap, add_months, cut
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

METHODS = {
    MODEL: _("voorspelling"),
    LAST_YEAR: _("als vorig jaar"),
    SHARE: _("zelfde aandeel binnen als vorig jaar"),
    REST: _("rest van het jaar als vorig jaar"),
}


@dataclass(frozen=True)
class YearView:
    """`forecast` is what the chart draws and `months` its table twin; `methods` sets it beside the simple estimates.
    `doel`: the most that a programme allows this year, None without such a target."""

    title: str
    question: str
    answer: str
    forecast: YearForecast
    doel: float | None
    methods: Table | None
    months: Table | None
    assumptions: str
    source: common.Source

    @property
    def reading(self) -> str:
        """How to read the chart."""
        if not self.forecast.getoond:
            return _("Lijn: het aantal tot en met elke maand. Grijs: vorig jaar.")
        return _("Waaier: waar het naar verwachting op uitkomt; donker met 80% kans, licht met 95%. Grijs: vorig jaar.")

    @property
    def chart_text(self) -> str:
        """Text alternative of the chart."""
        return _("Lijn van het aantal tot en met elke maand, dit jaar en vorig jaar. {answer}").format(
            answer=self.answer
        )


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest) -> YearView:
    """The view of one indicator in one area; `selection` gives snapshot, access and level."""
    found = year_forecast(indicator, selection, area.code)
    known = found.totaal is not None
    doel = _target(found, area)
    return YearView(
        title=_("{title} {area} dit jaar").format(title=indicator.titel, area=area.naam),
        question=_("Waar komt het aantal {things} in {area} op uit?").format(things=indicator.meervoud, area=area.naam),
        answer=_answer(found, doel),
        forecast=found,
        doel=doel,
        methods=_methods(found, area) if known else None,
        months=_months(found, area) if known else None,
        assumptions=_assumptions() if known else "",
        source=_source(found, selection, area, manifest),
    )


def _target(found: YearForecast, area: Area) -> float | None:
    """What a programme of the municipality allows this year; programmes say nothing of its parts."""
    if area.niveau is not Niveau.GEMEENTE:
        return None
    return programmes.most_in(found.indicator.id, area.code, found.jaar, float(found.vorig_jaar.sum()))


def _answer(found: YearForecast, doel: float | None) -> str:
    total = found.totaal
    if total is None:
        return _("Waar het jaar op uitkomt, is niet te zeggen: {reason}.").format(reason=found.reden)
    parts = [_so_far(found) if len(found.gezien) else _unfinished(found)]
    if found.getoond:
        parts.append(
            _("Heel {year} komt naar verwachting uit op {value}, met 80% kans tussen {low} en {high}.").format(
                year=found.jaar,
                value=formatting.count(total.mean),
                low=formatting.count(total.low80),
                high=formatting.count(total.high80),
            )
        )
    else:
        parts.append(_not_shown(found))
    if not np.isnan(found.vorig_jaar).any():
        parts.append(
            _("Het jaar {year} kwam uit op {n}.").format(
                year=found.jaar - 1, n=formatting.count(found.vorig_jaar.sum())
            )
        )
    if doel is not None and found.getoond:
        parts.append(_against(found, doel))
    return " ".join(part for part in parts if part)


def _so_far(found: YearForecast) -> str:
    first = date(found.jaar, 1, 1)
    span = formatting.period(first, add_months(first, len(found.gezien)))
    text = _("{span}: {n}.").format(span=span.capitalize(), n=formatting.count(found.tot_nu_toe))
    return f"{text} {_unfinished(found)}".strip()


def _unfinished(found: YearForecast) -> str:
    if not len(found.voorlopig):
        return ""
    first = date(found.jaar, len(found.gezien) + 1, 1)
    span = formatting.period(first, add_months(first, len(found.voorlopig)))
    return _("{span}, voorlopig: {n}.").format(span=span.capitalize(), n=formatting.count(found.voorlopig.sum()))


def _not_shown(found: YearForecast) -> str:
    """Why there is no forecast, and the best simple estimate with how far it was off."""
    why = _("Een voorspelling wordt niet getoond: {reason}.").format(reason=found.reden)
    best = best_naive(found.terugtoets_nu)
    simple = found.eenvoudig[best.method]
    if best.n < FEWEST or np.isnan(best.error) or np.isnan(simple):
        return f"{why} {_rest(found)}".strip()
    estimate = _("De beste eenvoudige schatting ({method}) geeft {value}; ze zat er eerder gemiddeld {error} naast.")
    return f"{why} " + estimate.format(
        method=METHODS[best.method],
        value=formatting.count(simple),
        error=formatting.percentage(100 * best.error, 0),
    )


def _rest(found: YearForecast) -> str:
    if np.isnan(found.eenvoudig[REST]):
        return ""
    text = _("Loopt de rest van het jaar als vorig jaar, dan wordt het {n}.")
    return text.format(n=formatting.count(found.eenvoudig[REST]))


def _against(found: YearForecast, doel: float) -> str:
    left = YEAR - len(found.gezien)
    pace = needed_pace(doel, found.tot_nu_toe, left)
    return _("De kans op {doel} of minder is {chance}; daarvoor mogen het er {pace} per maand zijn.").format(
        doel=formatting.count(doel),
        chance=formatting.percentage(100 * found.chance_at_most(doel), 0),
        pace=formatting.number(max(pace, 0.0), 1),
    )


def _methods(found: YearForecast, area: Area) -> Table:
    total = found.totaal
    here = {score.method: score for score in found.terugtoets_nu}
    rows = []
    for score in found.terugtoets:
        cell = Cell(found.eenvoudig.get(score.method))
        if score.method == MODEL and total is not None:
            cell = Cell(float(total.mean), float(total.low80), float(total.high80)) if found.getoond else Cell(None)
        rows.append(Row(score.method, {"naam": Cell(METHODS[score.method]), "waarde": cell, **_errors(score, here)}))
    return Table(
        label=_(
            "Schattingen van {title} in {area} over heel {year}, en hoe ver elke er in eerdere jaren naast zat."
        ).format(title=found.indicator.titel, area=area.naam, year=found.jaar),
        columns=(
            Column("naam", _("schatting"), "text"),
            Column("waarde", _("heel {year}").format(year=found.jaar), "interval", unit=_("80%-interval")),
            Column(
                "fout_nu",
                _("zat ernaast"),
                "decimal",
                unit=_("% om deze tijd"),
                decimals=1,
                help=_(
                    "Gemiddelde afwijking van het jaartotaal in eerdere jaren, na ongeveer evenveel maanden als nu."
                ),
            ),
            Column(
                "fout",
                _("zat ernaast"),
                "decimal",
                unit=_("% het hele jaar door"),
                decimals=1,
                narrow=False,
                help=_("Gemiddelde afwijking van het jaartotaal, geschat na nul tot en met elf maanden van elk jaar."),
            ),
            Column("binnen", _("binnen interval"), "text", unit=_("80% / 95%"), narrow=False),
            Column("n", _("keren getoetst"), "count", narrow=False),
        ),
        rows=tuple(rows),
    )


def _errors(score: Score, here: dict[str, Score]) -> dict[str, Cell]:
    now = here.get(score.method)
    held = [formatting.percentage(100 * share, 0) for share in (score.within80, score.within95)]
    return {
        "fout_nu": _percentage(now),
        "fout": _percentage(score),
        "binnen": Cell(formatting.MISSING if np.isnan(score.within80) else " / ".join(held)),
        "n": Cell(score.n),
    }


def _percentage(score: Score | None) -> Cell:
    """How far a method was off; nothing where it was tried too seldom."""
    known = score is not None and score.n >= FEWEST and not np.isnan(score.error)
    return Cell(100 * score.error if score is not None and known else None)


def _months(found: YearForecast, area: Area) -> Table:
    """The year by month: what is in, what is to be expected, and last year."""
    columns = (
        Column("maand", _("maand"), "text"),
        Column("aantal", _("aantal"), "count"),
        Column("verwacht", _("verwacht"), "interval", unit=_("80%-interval")),
        Column("samen", _("tot en met deze maand"), "interval", unit=_("80%-interval"), narrow=False),
        Column("vorig", _("vorig jaar"), "count", narrow=False),
    )
    label = _("{title} in {area} in {year}, per maand.").format(
        title=found.indicator.titel, area=area.naam, year=found.jaar
    )
    return Table(label=label, columns=columns, rows=tuple(_month_row(found, place) for place in range(YEAR)))


def _month_row(found: YearForecast, place: int) -> Row:
    first = date(found.jaar, place + 1, 1)
    cells = {"maand": Cell(formatting.period(first, add_months(first, 1)))}
    seen, ahead = found.gezien, place - len(found.gezien)
    if ahead < 0:
        total = float(seen[: place + 1].sum())
        cells |= {"aantal": Cell(float(seen[place])), "verwacht": Cell(None), "samen": Cell(total)}
    else:
        in_already = float(found.voorlopig[ahead]) if ahead < len(found.voorlopig) else None
        cells["aantal"] = Cell(in_already, status="voorlopig" if in_already is not None else "")
        for name, expected in (("verwacht", found.maanden), ("samen", found.lopend)):
            shown = expected is not None and found.getoond
            cells[name] = (
                Cell(float(expected.mean[ahead]), float(expected.low80[ahead]), float(expected.high80[ahead]))
                if shown and expected is not None
                else Cell(None)
            )
    before = float(found.vorig_jaar[place])
    cells["vorig"] = Cell(None if np.isnan(before) else before)
    return Row(f"{first:%Y-%m}", cells)


def _assumptions() -> str:
    return _(
        "Aangenomen: het peil van de laatste maanden blijft, met de schommelingen en verschuivingen van eerdere jaren, "
        "en elke maand houdt zijn vaste aandeel in het jaar. Een voorlopige maand telt mee als wat hij naar "
        "verwachting wordt; de eenvoudige schattingen kennen alleen de definitieve maanden. De voorspelling staat er "
        "alleen als ze er in eerdere jaren, om deze tijd van het jaar, niet verder naast zat dan de beste eenvoudige "
        "schatting."
    )


def _source(found: YearForecast, selection: Selection, area: Area, manifest: Manifest) -> common.Source:
    year = found.jaar or manifest.gemaakt.year
    van, tot = date(year, 1, 1), date(year + 1, 1, 1)
    if len(found.gezien) + len(found.voorlopig):
        tot = add_months(van, len(found.gezien) + len(found.voorlopig))
    asked = replace(selection, van=van, tot=tot, stap=Stap.GEHEEL, gebieden=(area.code,), absoluut=True, noemer="")
    return common.source(measure(found.indicator, asked), manifest, cut(van, tot, Stap.GEHEEL)[0])
