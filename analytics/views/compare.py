"""How do we do beside others: a municipality beside its reference municipalities, a buurt beside buurten of its type.

The order is fixed and says nothing: the own one first, then by name. Words follow from `analytics.peers`, and what
makes the comparison fair stands beside every figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics import fair_context, formatting, peers, typology
from analytics.areas import Area, Niveau, at_level, reference_codes
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.frames import records
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import VOORLOPIG, Measurement, Selection, measure, measure_all
from analytics.peers import Peers, Standing
from analytics.periods import Period, Stap
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common, compare_context
from analytics.views.compare_words import answer, chart_text, question, rule, tone, word


@dataclass(frozen=True)
class Comparison:
    """`table`: the figures, with the context in the download; `context`: the same rows with what makes it fair.
    `earlier`: per period before, the newest first, its name and the value per area code, for the chart."""

    question: str
    answer: str
    found: Peers
    earlier: tuple[tuple[str, dict[str, float]], ...]
    chart_text: str
    table: Table
    context: Table
    cautions: tuple[str, ...]
    notes: tuple[str, ...]
    rule: str
    source: common.Source
    title: str


def group(selection: Selection, code: str) -> tuple[Area, ...]:
    """An area and what it is put beside: reference municipalities, or buurten of its type; the own one first.

    Empty when the area has no others.
    """
    areas = {area.code: area for area in at_level(selection.snapshot, selection.niveau)}
    municipal = selection.niveau is Niveau.REFERENTIE
    known = [areas[other] for other in (reference_codes(code) if municipal else typology.alike(code)) if other in areas]
    return (areas[code], *known) if code in areas and known else ()


def offered(selection: Selection) -> tuple[Indicator, ...]:
    """Indicators that can be compared at the level of `selection`, in screen order."""
    known = common.available(selection.snapshot, [selection.niveau])
    found = [i for i in known if i.is_survey or common.rate_choices(i, selection.snapshot)]
    if selection.niveau is not Niveau.REFERENTIE:
        return tuple(found) if comparable(selection) else ()
    areas = group(selection, selection.snapshot.manifest().gemeente)
    shown = _with_others(found, selection, tuple(area.code for area in areas[1:])) if areas else set()
    return tuple(i for i in found if i.id in shown)


def _with_others(found: Sequence[Indicator], selection: Selection, codes: tuple[str, ...]) -> set[str]:
    """Which indicators enough of the others have a figure of, in the last year that the own one has."""
    last = {i.id: max(coverage(selection.snapshot, i, selection.niveau).jaren, default=0) for i in found}
    shown: set[str] = set()
    for year in {*last.values()} - {0}:
        asked = replace(selection, van=date(year, 1, 1), tot=date(year + 1, 1, 1), stap=Stap.JAAR, gebieden=codes)
        asked = replace(asked, absoluut=False, noemer="")
        of_year = [i for i in found if last[i.id] == year]
        answers = measure_all(of_year, asked) | {i.id: measure(i, asked) for i in of_year if i.is_survey}
        shown |= {name for name, one in answers.items() if one.values["waarde"].notna().sum() >= peers.FEWEST}
    return shown


def periods(indicator: Indicator, selection: Selection) -> dict[str, Period]:
    """The periods of a year on offer, by id: shorter ones move too much from year to year to compare by."""
    choices = common.period_choices(coverage(selection.snapshot, indicator, selection.niveau))
    return {key: period for key, period in choices.items() if period.months == 12}


def build(indicator: Indicator, selection: Selection, code: str, manifest: Manifest) -> Comparison:
    """The view over the one period of `selection`, of an area that has others (see `group`)."""
    areas = group(selection, code)
    asked = replace(selection, gebieden=tuple(area.code for area in areas))
    found = peers.compare(measure(indicator, asked), areas)
    before = peers.earlier(indicator, asked)
    (period,) = asked.periods
    said = answer(found)
    return Comparison(
        question=question(found),
        answer=said,
        found=found,
        earlier=tuple((_name(item), _drawn(item, period)) for item in before),
        chart_text=chart_text(found, [_name(item) for item in before]),
        table=_table(found, said),
        context=compare_context.table(found),
        cautions=compare_context.cautions(found),
        notes=(
            *_notes(found, before),
            *compare_context.notes(found, (before[-1] if before else found.measurement).selection.van.year),
        ),
        rule=rule(found),
        source=common.source(found.measurement, manifest, period),
        title=_("{indicator} vergeleken").format(indicator=indicator.titel),
    )


def _name(measurement: Measurement) -> str:
    (period,) = measurement.selection.periods
    return formatting.period(period.van, period.tot)


def _drawn(measurement: Measurement, now: Period) -> dict[str, float]:
    """The values of an earlier period that are comparable with those of now."""
    (period,) = measurement.selection.periods
    return {
        str(row["gebied"]): float(row["waarde"])
        for row, few in zip(records(measurement.values), measurement.too_small().tolist(), strict=True)
        if row["waarde"] is not None
        and not few
        and not fair_context.redrawn_between(str(row["gebied"]), period.van.year, now.van.year)
    }


def _table(found: Peers, said: str) -> Table:
    measured, counts = found.measurement, not found.measurement.indicator.is_survey
    usual = found.own.gewoon
    level = compare_context.level_name(found)
    return Table(
        label=_("{title}, {period}. {answer}").format(
            title=measured.indicator.titel, period=_name(measured), answer=said
        ),
        columns=(
            Column("naam", level, "text"),
            *([Column("aantal", _("aantal"), "count", narrow=False)] if counts else []),
            Column(
                "waarde",
                _("cijfer"),
                "interval",
                unit=measured.eenheid,
                decimals=measured.indicator.decimalen,
                mark=usual.gemiddelde if usual else None,
                mark_text=_("gemiddelde") if usual else "",
            ),
            Column(
                "gewoon",
                _("gewoon naast de andere"),
                "text",
                unit=measured.eenheid,
                narrow=False,
                help=_gewoon(),
                on_screen=False,
            ),
            Column("woord", _("wat ervan te zeggen is"), "word"),
            *(replace(column, narrow=False) for column in compare_context.columns(found)),
        ),
        rows=tuple(_row(found, row) for row in (found.own, *found.others)),
        footer=_average(found),
        fixed=True,
    )


def _gewoon() -> str:
    return _("Waar een gebied als de andere, van deze omvang, in 19 van de 20 gevallen ligt.")


def _row(found: Peers, row: Standing) -> Row:
    decimals, usual = found.measurement.indicator.decimalen, row.gewoon
    item = row.figure
    cells = {
        "naam": Cell(row.area.naam),
        "aantal": Cell(item.teller, text=compare_context.hidden(found, row)),
        "waarde": _value(found, row),
        "gewoon": Cell(formatting.interval(usual.van, usual.tot, decimals) if usual else None),
        "woord": Cell(word(row), tone=tone(found, row)),
    }
    return Row(row.area.code, cells | compare_context.cells(found, row), emphasis=row is found.own)


def _value(found: Peers, row: Standing) -> Cell:
    item = row.figure
    if row.klein:
        return Cell(None, text=_("te weinig inwoners"), status="klein")
    if item.waarde is None:
        return Cell(None, text=compare_context.hidden(found, row), status=item.status)
    return Cell(item.waarde, item.ondergrens, item.bovengrens, status=VOORLOPIG if item.status == VOORLOPIG else "")


def _average(found: Peers) -> tuple[Row, ...]:
    """The mean of the others, with its interval."""
    usual = found.own.gewoon
    if usual is None:
        return ()
    name = compare_context.average_name(found)
    cells = {"naam": Cell(name), "waarde": Cell(usual.gemiddelde, usual.laag, usual.hoog)}
    empty = {column.id: Cell(None, text="") for column in compare_context.columns(found)}
    blank = {name: Cell(None, text="") for name in ("aantal", "gewoon", "woord")}
    return (Row("gemiddelde", blank | empty | cells),)


def _notes(found: Peers, before: tuple[Measurement, ...]) -> tuple[str, ...]:
    """What is not comparable, or not known."""
    indicator, rows = found.measurement.indicator, (found.own, *found.others)
    notes = []
    lacking = [row.area.naam for row in rows if row.klein or row.figure.waarde is None]
    if lacking:
        notes.append(_("Tellen niet mee, omdat er geen cijfer is om te vergelijken: {names}.").format(
            names=formatting.joined(lacking)))  # fmt: skip
    if len(before) < peers.EARLIER:
        notes.append(_fewer(found, len(before)))
    if not indicator.is_survey:
        notes.append(_("Bezoekers staan niet in de noemer: waar veel mensen komen die er niet wonen, is het aantal per "
                       "inwoner hoger zonder dat bewoners meer overkomt."))  # fmt: skip
    return tuple(notes)


def _fewer(found: Peers, shown: int) -> str:
    """Why fewer earlier years are drawn than there is room for."""
    crossed = peers.stopped_by(found.measurement.indicator, found.measurement.selection)
    if crossed:
        return _("Eerdere jaren zijn hier niet mee te vergelijken: {reason}.").format(reason=crossed)
    return _("Van eerdere jaren zijn geen vergelijkbare cijfers bekend.") if not shown else _(
        "Verder terug zijn geen cijfers bekend.")  # fmt: skip


def comparable(selection: Selection) -> dict[str, str]:
    """The buurten that have enough others of their type, by code: their names."""
    areas = at_level(selection.snapshot, selection.niveau)
    return {area.code: area.naam for area in areas if len(group(selection, area.code)) > peers.FEWEST}


def no_municipalities() -> str:
    """Why there are only buurten to choose."""
    return _(
        "Naast andere gemeenten leggen kan hier niet: deze momentopname bevat geen cijfers van referentiegemeenten."
    )


def nothing() -> str:
    """Why there is no comparison at all."""
    return _(
        "Er is niets om naast te leggen: deze momentopname bevat geen cijfers van referentiegemeenten, en geen "
        "buurten van hetzelfde type. Welke gemeenten dat zijn staat in gemeenten.toml."
    )
