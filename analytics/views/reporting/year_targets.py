"""The targets of one programme over the years: what was asked, what came of it, and whether chance could do it."""

from collections.abc import Sequence
from dataclasses import replace

from analytics import formatting
from analytics.contract import Manifest
from analytics.language import _
from analytics.programmes import Programme
from analytics.reports.model import Block, Paragraph, Sentence, Sentences, TableBlock
from analytics.tables import Cell, Row, Table
from analytics.targets import Judged
from analytics.targets.goals import Oordeel
from analytics.views import target, target_words
from analytics.views.reporting import document, grids, targets_asof


def summary(programme: Programme, found: Sequence[Judged], manifest: Manifest) -> Sentence | None:
    """How many targets of a programme stand how; None without any."""
    return targets_asof.tally(f"doelen:{programme.id}", [programme], found, manifest)


def blocks(programme: Programme, found: Sequence[Judged], manifest: Manifest) -> list[Block]:
    """The targets with the verdict, their years, and what is doubtful; a programme without targets says why."""
    if not found:
        return [Paragraph(programme.toelichting)]
    label = _("Doelen van {programme}, met ons cijfer en het oordeel.").format(programme=programme.naam)
    table = grids.targets(label, found, lambda _one: "")
    source = _("Bron: {sources}").format(sources=f"{targets_asof.sources(found, manifest)} · {manifest.id}")
    shown: list[Block] = [Sentences(_said(found, manifest))] if _said(found, manifest) else []
    if table is not None:
        notes = targets_asof.remarks(found, in_full=True)
        shown.append(TableBlock(f"doelen-{programme.id}", _("Doelen en oordeel"), table, source, notes))
    years = _years(programme, found)
    if years is not None:
        shown.append(TableBlock(f"jaren-{programme.id}", _("Jaar voor jaar"), years, source))
    return [*shown, document.to_write(f"doelen-{programme.id}")]


def _said(found: Sequence[Judged], manifest: Manifest) -> tuple[Sentence, ...]:
    """A sentence for each target of which something can be said."""
    return tuple(targets_asof.sentence(one, manifest) for one in found if one.oordeel is not Oordeel.NIET_TE_ZEGGEN)


def _years(programme: Programme, found: Sequence[Judged]) -> Table | None:
    """The years of the programme and the one before it, a group per target; None where no year is known."""
    histories = [(one, target.history(one)) for one in found if one.reeks]
    rows = [_row(row, one) for one, table in histories for row in table.rows[::-1] if _counts(row, one, programme)]
    if not rows:
        return None
    label = _("{programme}: elk doel van jaar tot jaar.").format(programme=programme.naam)
    columns = tuple(
        replace(column, unit="", kind="decimal" if column.id == "cijfer" else column.kind)  # no axis: units differ
        for column in histories[0][1].columns
    )
    return Table(label=label, columns=columns, rows=tuple(rows), fixed=True)


def _counts(row: Row, one: Judged, programme: Programme) -> bool:
    """A year of the programme, or one with something printed, of which there is more to say than that it is empty."""
    year = int(row.id)
    said = [row.cells[name].value for name in ("cijfer", "gedrukt", "gevraagd")]
    inside = programme.van - 1 <= year <= one.doel.doelen[-1].jaar
    return (inside or bool(row.cells["gedrukt"].value)) and any(value not in (None, "") for value in said)


def _row(row: Row, one: Judged) -> Row:
    figure = row.cells["cijfer"]
    if isinstance(figure.value, int | float):
        text = formatting.with_interval(figure.value, figure.low, figure.high, target_words.decimals(one))
        figure = replace(figure, text=text)
    heading = f"{target_words.name(one)}, {target_words.unit(one)}"
    cells = row.cells | {"cijfer": figure, "oordeel": _without_sign(row.cells["oordeel"])}
    return Row(f"{one.doel.id}:{row.id}", cells, group=heading)


def _without_sign(cell: Cell) -> Cell:
    """The verdict in words: on paper nothing is told by a sign."""
    said = str(cell.value or "")
    sign, _space, words = said.partition(" ")
    return replace(cell, value=words) if sign in target_words.SHAPES.values() else cell
