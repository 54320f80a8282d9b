"""Does something seem to have changed? Shifts of level that nobody registered, in words and as a table."""

from dataclasses import dataclass, replace
from datetime import date

from analytics import formatting
from analytics.areas import Area
from analytics.break_search import BreakSearch, Candidate, search
from analytics.contract import Manifest
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.methods.changepoints import DRAWS
from analytics.periods import Period, Stap, add_months
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views.changes import WIDEST


@dataclass(frozen=True)
class ShiftsView:
    """`answer` says what was found, `method` where and how was searched, `next_step` what a reader can do with it (''
    when nothing was found). `table` has a row per shift, None without any; `source` is None when nothing was searched.
    """

    title: str
    answer: str
    method: str
    next_step: str
    table: Table | None
    source: common.Source | None


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest) -> ShiftsView:
    """Shifts of one indicator in one area; `selection` gives snapshot, access and level."""
    found = search(indicator, selection, area.code)
    title = _("{title} {area}, veranderd niveau").format(title=indicator.titel, area=area.naam)
    if found.reden:
        answer = _("Er is niet gezocht naar een verandering van niveau: {reason}.").format(reason=found.reden)
        return ShiftsView(title, answer, "", "", None, None)
    whole = Period(found.gezocht[0].van, found.gezocht[-1].tot, "")
    asked = replace(
        selection, van=whole.van, tot=whole.tot, stap=Stap.MAAND, gebieden=(area.code,), absoluut=True, noemer=""
    )
    return ShiftsView(
        title=title,
        answer=" ".join(_answer(found)),
        method=_method(found),
        next_step=_next_step() if found.gevonden else "",
        table=_table(found, area) if found.gevonden else None,
        source=common.source(measure(indicator, asked), manifest, whole),
    )


def _answer(found: BreakSearch) -> list[str]:
    said = [_shift(one, first=i == 0) for i, one in enumerate(found.gevonden)]
    if said:
        said.append(
            _("Dat is niet geregistreerd als breuk.")
            if len(said) == 1
            else _("Deze veranderingen zijn niet geregistreerd als breuk.")
        )
    else:
        said.append(_("Er is geen plotselinge verandering van niveau gevonden die toeval te boven gaat."))
    if found.geleidelijk:
        spans = formatting.joined([formatting.period(p.van, p.tot) for p in found.geleidelijk])
        said.append(_("In {spans} veranderde het aantal wel, maar eerder geleidelijk dan ineens.").format(spans=spans))
    return said


def _shift(one: Candidate, *, first: bool) -> str:
    decimals = _decimals(one)
    verb = {Verdict.GESTEGEN: _("gestegen"), Verdict.GEDAALD: _("gedaald")}.get(one.oordeel, _("veranderd"))
    text = (
        _("Rond {month} lijkt het niveau {verb}, van {before} naar {after} per maand")
        if first
        else _("Rond {month} lijkt het {verb}, van {before} naar {after} per maand")
    )
    said = text.format(
        month=_month(one.maand),
        verb=verb,
        before=formatting.number(one.van, decimals),
        after=formatting.number(one.naar, decimals),
    )
    events = formatting.joined([event.tekst for event in one.gebeurtenissen])
    then = _("(in die tijd: {events})").format(events=events)
    return f"{said} {then}." if events else f"{said}."


def _method(found: BreakSearch) -> str:
    spans = formatting.joined([formatting.period(p.van, p.tot) for p in found.gezocht])
    share = formatting.percentage(100 * found.kans_per_reeks, 0)
    said = [
        _("Gezocht in {spans}, met het seizoen eruit en alleen in definitieve maanden.").format(spans=spans),
        _("Van reeksen waarin niets veranderde, krijgt hoogstens {share} hier toch een melding.").format(share=share),
    ]
    if found.gevonden:
        said.append(
            _("Het duidelijkste moment is uitgezocht; het verschil valt daardoor eerder te groot uit dan te klein.")
        )
    return " ".join(said)


def _next_step() -> str:
    return _(
        "Weet u wat er toen gebeurde? Zet het als aantekening bij de grafiek. Wordt er sindsdien anders geteld, vraag "
        "dan de onderzoeker de breuk vast te leggen (definitions/breuken.toml). Pas dan wordt de reeks daar geknipt."
    )


def _table(found: BreakSearch, area: Area) -> Table:
    label = _("Maanden waarin het aantal {things} in {area} van niveau lijkt te veranderen.")
    most = max(_decimals(one) for one in found.gevonden)
    return Table(
        label=label.format(things=found.indicator.meervoud, area=area.naam),
        columns=(
            Column("maand", _("vanaf"), "text"),
            Column("tussen", _("het moment ligt in"), "text", unit="95%"),
            Column("voor", _("ervoor"), "decimal", unit=_("per maand"), decimals=most),
            Column("na", _("erna"), "decimal", unit=_("per maand"), decimals=most),
            Column(
                "verandering",
                _("verandering"),
                "interval",
                unit="%",
                mark=0.0,
                mark_text=_("gelijk"),
                reach=WIDEST,
                narrow=False,
            ),
            Column("kans", _("kans bij toeval"), "text", narrow=False),
            Column("gebeurtenis", _("in die tijd"), "text", narrow=False),
        ),
        rows=tuple(_row(one) for one in found.gevonden),
    )


def _row(one: Candidate) -> Row:
    low, high = (100 * (limit - 1) for limit in (one.ondergrens, one.bovengrens))
    return Row(
        f"{one.maand:%Y-%m}",
        {
            "maand": Cell(_month(one.maand)),
            "tussen": Cell(_moment(one)),
            "voor": Cell(one.van),
            "na": Cell(one.naar),
            "verandering": Cell(
                100 * (one.verhouding - 1),
                low=low,
                high=high,
                text=f"{formatting.signed_percentage(one.verhouding - 1, 0)} "
                f"({formatting.signed_percentage_interval(one.ondergrens - 1, one.bovengrens - 1, 0)})",
            ),
            "kans": Cell(_chance(one.kans)),
            "gebeurtenis": Cell(formatting.joined([event.tekst for event in one.gebeurtenissen]) or formatting.MISSING),
        },
    )


def _chance(chance: float) -> str:
    smallest = 1 / (DRAWS + 1)
    text = formatting.percentage(100 * chance)
    return _("hoogstens {chance}").format(chance=text) if chance < 1.5 * smallest else text


def _decimals(one: Candidate) -> int:
    return 0 if min(one.van, one.naar) >= 10 else 1


def _moment(one: Candidate) -> str:
    """'jan–mrt 2018': the months in which it may have been; never as a quarter, which is a period and no moment."""
    first, last = one.vroegst, one.laatst
    ending = formatting.period(last, add_months(last, 1))
    if first == last:
        return ending
    month = formatting.month_name(first.month, short=True)
    return f"{month}–{ending}" if first.year == last.year else f"{month} {first.year}–{ending}"


def _month(first: date) -> str:
    return f"{formatting.month_name(first.month)} {first.year}"
