"""Which buurten are among the least favourable, with the chance of it, as of a month."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from analytics import formatting, indicators
from analytics.areas import Area, Niveau, all_areas
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.methods.ranks import MOGELIJK, ZEKER
from analytics.periods import Period, Stap, cut
from analytics.ranking import Ranking, rank
from analytics.reports.model import Block, Paragraph, Sentence, Sentences, TableBlock, Zekerheid
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common, ranking_cells
from analytics.views.buurt_ranking import NEARLY_ALL, POOR
from analytics.views.reporting import asof, document
from analytics.views.reporting.words import address

SCREEN = "ranglijst"
NAMED = 10


def blocks(asked: Selection, maand: date) -> list[Block]:
    """By the first survey question and the first registered indicator of the ranking that have figures per buurt."""
    buurten = replace(asked, niveau=Niveau.BUURT, gebieden=())
    rankings = [(found, over) for found, over in _rankings(buurten, maand) if len(found.rows) > 1]
    if not rankings:
        return [Paragraph(_("Over de buurten zijn er geen cijfers om te rangschikken."))]
    areas = all_areas(asked.snapshot)
    shown: list[Block] = []
    for found, over in rankings:
        shown += [Sentences((_sentence(found, over, areas),)), *_table(found, over, areas)]
    return shown


def _rankings(buurten: Selection, maand: date) -> list[tuple[Ranking, Period]]:
    chosen: dict[bool, tuple[Indicator, Period]] = {}
    for indicator in indicators.on_screen(SCREEN):
        over = _period(buurten, indicator, maand)
        if over is not None:
            chosen.setdefault(indicator.is_survey, (indicator, over))
    return [(_ranked(buurten, indicator, over), over) for indicator, over in chosen.values()]


def _period(buurten: Selection, indicator: Indicator, maand: date) -> Period | None:
    if not indicator.is_survey:
        return asof.period(buurten, indicator, maand)
    rounds = asof.known(buurten, indicator, maand).jaren
    return cut(date(rounds[-1], 1, 1), date(rounds[-1] + 1, 1, 1), Stap.GEHEEL)[0] if rounds else None


def _ranked(buurten: Selection, indicator: Indicator, over: Period) -> Ranking:
    own = replace(buurten, van=over.van, tot=over.tot, stap=Stap.GEHEEL)
    return rank(measure(indicator, own), measure(indicator, replace(own, niveau=Niveau.GEMEENTE)), over.label)


def _sentence(found: Ranking, over: Period, areas: dict[str, Area]) -> Sentence:
    """Which buurten are certainly and possibly among the least favourable, and how much of the order is real."""
    measured = found.measurement
    certain, possible = ([areas[code].naam for code in found.of(group)] for group in (ZEKER, MOGELIJK))
    lowest, when = ranking_cells.lowest(found), formatting.period(over.van, over.tot)
    parts = [
        _("{title}, {when}.").format(title=measured.indicator.titel, when=when),
        _("Zeker bij {lowest}: {names}.").format(lowest=lowest, names=common.some(certain, NAMED))
        if certain
        else _("Van geen enkele buurt is zeker dat die bij {lowest} hoort.").format(lowest=lowest),
        _("Mogelijk: {names}.").format(names=common.some(possible, NAMED)) if possible else "",
        _real(found.rankability),
    ]
    manifest = measured.selection.snapshot.manifest()
    return Sentence(
        id=f"buurten:{measured.indicator.id}",
        text=" ".join(part for part in parts if part),
        href=address("ranglijst", indicator=measured.indicator.id),
        periode=when,
        bron=common.sources_text(manifest, measured.bronnen) or _("geen gegevens"),
        zekerheid=Zekerheid.ZEKER if certain else Zekerheid.ONZEKER,
    )


def _real(share: float) -> str:
    """How much of the differences is not chance, and whether the order may be used."""
    if share >= NEARLY_ALL:
        return _("Bijna alle verschillen tussen buurten zijn echt.")
    text = _("Van de verschillen tussen buurten is {share} echt; de rest kan toeval zijn.").format(
        share=formatting.percentage(100 * share, 0)
    )
    return _("{text} Gebruik de volgorde niet.").format(text=text) if share < POOR else text


def _table(found: Ranking, over: Period, areas: dict[str, Area]) -> list[Block]:
    """The buurten that are or may be among them; the others are counted."""
    measured = found.measurement
    shown = [code for group in (ZEKER, MOGELIJK) for code in found.of(group)]
    if not shown:
        return []
    title = _("{title}: buurten bij {lowest}").format(
        title=measured.indicator.titel, lowest=ranking_cells.lowest(found)
    )
    headings = {ZEKER: _("zeker"), MOGELIJK: _("mogelijk")}
    table = Table(
        label=title,
        columns=(
            Column("naam", _("buurt"), "text"),
            Column("kans", _("kans"), "decimal", unit="%"),
            Column("waarde", _("gemeten (95%)"), "interval", unit=measured.eenheid, decimals=1),
            Column("plaats", _("plaats (95%)"), "text"),
        ),
        rows=tuple(_row(found, code, areas, headings) for code in shown),
        fixed=True,
    )
    manifest = measured.selection.snapshot.manifest()
    source = document.table_source(manifest, measured.bronnen, [formatting.period(over.van, over.tot)])
    others = _("De andere {n} gerangschikte buurten zijn niet te onderscheiden, of niet ongunstig.").format(
        n=len(found.rows) - len(shown)
    )
    return [TableBlock(f"buurten-{measured.indicator.id}", title, table, source), Paragraph(others)]


def _value(found: Ranking, row: "pd.Series[Any]") -> Cell:
    """The measured figure with its interval in words."""
    cell = ranking_cells.value(found, row)
    decimals = found.measurement.indicator.decimalen
    return replace(cell, text=formatting.with_interval(cell.value, cell.low, cell.high, decimals))


def _row(found: Ranking, code: str, areas: dict[str, Area], headings: dict[str, str]) -> Row:
    (row,) = (row for name, row in found.rows.iterrows() if name == code)
    place = _("{low} tot {high} van {n}").format(
        low=int(row["rang_onder"]), high=int(row["rang_boven"]), n=len(found.rows)
    )
    cells = {
        "naam": Cell(areas[code].naam),
        "kans": ranking_cells.likely(row["kans"]),
        "waarde": _value(found, row),
        "plaats": Cell(place),
    }
    return Row(code, cells, group=headings[str(row["groep"])])
