"""Do high values lie together on the map: one sentence under it, and the areas in the middle of a cluster."""

from dataclasses import dataclass

import numpy as np

from analytics import formatting
from analytics.areas import Area, all_areas
from analytics.clusters import MINIMUM, Cluster, MapPattern, Pattern, pattern
from analytics.contract import Manifest
from analytics.language import _, ngettext
from analytics.measures import Measurement
from analytics.methods.autocorrelation import PERMUTATIONS, Quadrant
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

SMALLEST_CHANCE = 0.001  # smaller ones are said to be smaller than this: the draws cannot tell them apart


@dataclass(frozen=True)
class PatternView:
    """`sentence` stands under the map. `table`: the clusters, None when there are none; `rule` how they were found."""

    sentence: str
    title: str
    rule: str
    table: Table | None
    source: common.Source


def build(measurement: Measurement, manifest: Manifest) -> PatternView:
    """The pattern of the one period of a measurement."""
    found = pattern(measurement)
    title = _("{title}: clusters").format(title=measurement.indicator.titel)
    return PatternView(
        sentence=" ".join(part for part in (_sentence(found), _no_middle(found), _left_out(found)) if part),
        title=title,
        rule=_rule(measurement),
        table=_table(measurement, found, title) if found.clusters else None,
        source=common.source(measurement, manifest, measurement.selection.periods[0]),
    )


def _sentence(found: MapPattern) -> str:
    sentences = {
        Pattern.BIJ_ELKAAR: _(
            "Hoge cijfers liggen bij elkaar, en lage ook: dat is sterker dan toeval (I = {i}; {chance})."
        ),
        Pattern.AFGEWISSELD: _(
            "Hoge en lage cijfers liggen vaker naast elkaar dan toeval verklaart (I = {i}; {chance})."
        ),
        Pattern.GEEN_DUIDELIJK_PATROON: _("Op deze kaart is geen duidelijk patroon (I = {i}; {chance})."),
        Pattern.TE_WEINIG_GEBIEDEN: _(
            "Te weinig gebieden met een cijfer ({n}) om te zeggen of hoge cijfers bij elkaar liggen; "
            "nodig zijn er {minimum}."
        ),
        Pattern.TE_WEINIG_REGISTRATIES: _(
            "Te weinig registraties om te zeggen of hoge cijfers bij elkaar liggen: minder dan een per gebied."
        ),
        Pattern.GEEN_VERSCHIL: _("Elk gebied heeft hetzelfde cijfer: er is geen patroon."),
        Pattern.VOORLOPIG: _(
            "De cijfers zijn nog voorlopig: of hoge cijfers bij elkaar liggen, is nog niet te zeggen."
        ),
    }
    return sentences[found.oordeel].format(
        i=formatting.number(found.i, 2),
        chance=_("kans {p}").format(p=chance(found.p)),
        n=found.gebieden,
        minimum=MINIMUM,
    )


def _no_middle(found: MapPattern) -> str:
    """A pattern of the whole map of which no part is sure enough to name."""
    if found.clusters or found.oordeel not in (Pattern.BIJ_ELKAAR, Pattern.AFGEWISSELD):
        return ""
    return _("Geen enkel gebied is zeker genoeg om als cluster te noemen.")


def _left_out(found: MapPattern) -> str:
    n = len(found.weggelaten)
    if not n or np.isnan(found.p):
        return ""
    return ngettext(
        "{n} gebied zonder bruikbaar cijfer telt niet mee.", "{n} gebieden zonder bruikbaar cijfer tellen niet mee.", n
    ).format(n=n)


def chance(p: float) -> str:
    """A chance as a percentage: '3,1%', '<0,1%'."""
    if p < SMALLEST_CHANCE:
        return f"<{formatting.percentage(100 * SMALLEST_CHANCE, 1)}"
    return formatting.percentage(100 * p, 1)


def _rule(measurement: Measurement) -> str:
    parts = [
        _(
            "Per gebied is bekeken of het samen met zijn buren opvalt; van wat hier staat is naar verwachting hooguit "
            "5% toeval. Kans: hoe vaak toeval alleen dit geeft of sterker, als de cijfers {n} keer anders over de "
            "gebieden worden verdeeld."
        ).format(n=formatting.count(PERMUTATIONS))
    ]
    if measurement.is_rate:
        parts.append(_("Een klein gebied is eerder toevallig hoog of laag; daar is rekening mee gehouden."))
    elif not measurement.indicator.is_survey:
        parts.append(_("Dit zijn aantallen: waar meer mensen wonen of komen, is het aantal vanzelf hoger."))
    return " ".join(parts)


def _table(measurement: Measurement, found: MapPattern, title: str) -> Table:
    areas = all_areas(measurement.selection.snapshot)
    decimals = measurement.indicator.decimalen if measurement.is_rate or measurement.indicator.is_survey else 0
    around = _("buren samen") if measurement.is_rate else _("gemiddelde van de buren")
    return Table(
        label=_("{title}, {span}. {n} gebieden.").format(
            title=title,
            span=formatting.period(measurement.selection.van, measurement.selection.tot),
            n=len(found.clusters),
        ),
        columns=(
            Column("naam", measurement.selection.niveau.value, "text"),
            Column("soort", _("cluster"), "text"),
            Column("waarde", _("waarde"), "decimal", unit=measurement.eenheid, decimals=decimals),
            Column("buren", around, "decimal", decimals=max(decimals, 1), narrow=False),
            Column("kans", _("kans"), "text", narrow=False),
        ),
        rows=tuple(_row(one, areas[one.code]) for one in found.clusters),
    )


def _row(one: Cluster, area: Area) -> Row:
    kinds = {
        Quadrant.HIGH_HIGH: _("hoog, buren ook"),
        Quadrant.LOW_LOW: _("laag, buren ook"),
        Quadrant.HIGH_LOW: _("hoog, buren laag"),
        Quadrant.LOW_HIGH: _("laag, buren hoog"),
    }
    cells = {
        "naam": Cell(area.naam),
        "soort": Cell(kinds[one.soort]),
        "waarde": Cell(one.waarde),
        "buren": Cell(one.buren),
        "kans": Cell(chance(one.p)),
    }
    return Row(one.code, cells)
