"""The signals of a year as a table, on the screen and to take away, with where the counts come from."""

from collections.abc import Mapping, Sequence
from datetime import date

from analytics import formatting
from analytics.areas import Area
from analytics.contract import Manifest
from analytics.database import open_database
from analytics.frames import records
from analytics.language import _
from analytics.periods import add_months
from analytics.signals import Group, MonthOfSignals, Signal
from analytics.snapshots import Snapshot
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views import signals_words as words
from analytics.views.signals import TONES, Judged


def file_title(maand: date) -> str:
    """The title of a download."""
    return _("Signalen tot en met {month}").format(month=words.month(maand))


def table(events: Mapping[str, Group], judged: Judged, areas: Mapping[str, Area], selected: str | None) -> Table:
    """Every signal of the past year, a group per month: what earlier signals came to, and the twin of the log."""
    return Table(
        label=_("Signalen van het afgelopen jaar per maand, met wat het team ervan vond."),
        columns=(
            Column("naam", _("gebied"), "text"),
            Column("soort", _("soort"), "text"),
            Column("aantal", _("aantal"), "count"),
            Column("gewoonlijk", _("gewoonlijk"), "text", narrow=False),
            Column("oordeel", _("oordeel"), "word"),
            *_only_in_the_file(),
        ),
        rows=tuple(_row(name, group, judged, areas) for name, group in events.items()),
        selected=selected if selected in events else None,
        selectable=True,
    )


def _only_in_the_file() -> tuple[Column, ...]:
    return (
        Column("toeval", _("naar verwachting toeval"), "decimal", unit="%", decimals=1, on_screen=False),
        Column("hoe", _("hoe"), "text", on_screen=False),
        Column("maand", _("maand"), "text", on_screen=False),
        Column("van", _("cijfer vanaf"), "text", on_screen=False),
        Column("gebied", _("gebiedscode"), "text", on_screen=False),
        Column("politiecode", _("politiecode"), "text", on_screen=False),
        Column("verwacht", _("verwacht"), "decimal", decimals=1, on_screen=False),
        Column("ondergrens", _("ondergrens"), "decimal", unit="95%", decimals=1, on_screen=False),
        Column("bovengrens", _("bovengrens"), "decimal", unit="95%", decimals=1, on_screen=False),
        Column("ook", _("ook zichtbaar in"), "text", on_screen=False),
    )


def _row(name: str, group: Group, judged: Judged, areas: Mapping[str, Area]) -> Row:
    one = group.signaal
    first = one.sinds or one.maand
    cells = {
        "naam": Cell(words.place(areas[one.gebied])),
        "soort": Cell(words.kind_name(one.soort), text=_kind(one)),
        "aantal": Cell(one.waarneming),
        "gewoonlijk": Cell(words.between(one.ondergrens, one.bovengrens)),
        "toeval": Cell(100 * one.q),
        "hoe": Cell(words.method(one)),
        "oordeel": Cell(
            judged.text(one, _("nog niet")), tone="slechter" if TONES.get(judged.of(one)) == "attention" else ""
        ),
        "maand": Cell(f"{one.maand:%Y-%m}"),
        "van": Cell(f"{first:%Y-%m}"),
        "gebied": Cell(one.gebied),
        "politiecode": Cell(one.soort),
        "verwacht": Cell(one.verwacht),
        "ondergrens": Cell(one.ondergrens),
        "bovengrens": Cell(one.bovengrens),
        "ook": Cell(formatting.joined(areas[other.gebied].naam for other in group.ook_in)),
    }
    return Row(name, cells, group=words.month(one.maand))


def _kind(signal: Signal) -> str:
    """The kind; of a slow rise with the month since which its count runs."""
    name = words.kind_name(signal.soort)
    if signal.sinds is None:
        return name
    since = formatting.period(signal.sinds, add_months(signal.sinds, 1))
    return _("{kind}, sinds {month}").format(kind=name, month=since)


def source(snapshot: Snapshot, manifest: Manifest, past: Sequence[MonthOfSignals]) -> common.Source:
    """Where the counts come from and over which months, for the page and its downloads."""
    known = records(open_database(snapshot).run("dekking_overzicht", gemeente=manifest.gemeente))
    keys = sorted({str(key) for row in known if row["maanden"] for key in row["bronnen"]})
    names = common.sources_text(manifest, keys) or _("geen gegevens")
    day = formatting.date_long(manifest.gemaakt.date())
    months = sorted(found.maand for found in past)
    span = formatting.period(months[0], add_months(months[-1], 1)) if months else _("geen maanden")
    line = " · ".join(
        [
            _("Bron: {sources}").format(sources=names),
            _("signalen van {span}").format(span=span),
            _("gegevens van {day}").format(day=day),
            _("momentopname {id}").format(id=manifest.id),
        ]
    )
    kind = _("VOORBEELD, grotendeels verzonnen") if manifest.voorbeeld else _("echte gegevens")
    notes = (
        (_("Bron"), names),
        (_("Periode"), span),
        (_("Eenheid"), _("aantal registraties")),
        (_("Methode"), _("Farrington Flexible, Bayes-grens en Poisson-CUSUM, mid-p, drempel naar het budget")),
        (_("Gegevens van"), day),
        (_("Momentopname"), manifest.id),
        (_("Soort gegevens"), kind),
    )
    return common.Source(line, notes)
