"""Which buurten score least favourably, and how sure that is: the list, its map, its answer, a closer look."""

from collections.abc import Mapping
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
from analytics.methods.ranks import MOGELIJK, ONDUIDELIJK, ZEKER
from analytics.ranking import Ranking, flips, rank
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common, ranking_cells, ranking_closer

NAMED = 6  # areas in one sentence
# Lingsma et al. 2009 and METHODS: below half do not rank, above seven tenths it is reasonable
POOR, FAIR, NEARLY_ALL = 0.5, 0.7, 0.985


@dataclass(frozen=True)
class RankingView:
    """The ranked areas as table and map. `closer`: the areas that are or may be among the lowest, with what is
    expected of them; None when there are none. `remarks`: what a reader must know before choosing."""

    question: str
    answer: str
    table: Table
    closer: Table | None
    remarks: tuple[str, ...]
    payload: dict[str, Any]
    source: common.Source
    completeness: str


def build(
    measurement: Measurement,
    city: Measurement,
    breaks: Breaks,
    manifest: Manifest,
    chosen: str | None,
    *,
    ranking: Ranking | None = None,
    before: Ranking | None = None,
    others: Mapping[str, Ranking] | None = None,
) -> RankingView:
    """The view of a one-period measurement at buurt or wijk level.

    `ranking`: that of the measurement, when it is known already. `before`: of the period or round before. `others`:
    rankings of the same period by the name of their denominator, this one included.
    """
    period = measurement.selection.periods[0]
    found = ranking or rank(measurement, city, period.label)
    areas = all_areas(measurement.selection.snapshot)
    answer = _answer(found, areas)
    stad = found.stad["waarde"]
    question = _question(measurement)
    return RankingView(
        question=question,
        answer=answer,
        table=_table(found, areas, chosen, answer),
        closer=ranking_closer.closer(found, areas, before),
        remarks=tuple(text for text in (_next_round(found), *_flipped(others or {}, areas)) if text),
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
        return _("Welke {areas} scoren het laagst, en hoe zeker is dat?").format(areas=plural)
    return _("Welke {areas} scoren het ongunstigst, en hoe zeker is dat?").format(areas=plural)


def _answer(ranking: Ranking, areas: dict[str, Area]) -> str:
    if ranking.rows.empty:
        return _("Hierover zijn geen cijfers om te rangschikken.")
    if len(ranking.rows) < 2:
        return _("Er is maar één gebied met een bruikbaar cijfer; er valt niets te rangschikken.")
    certain = [areas[code].naam for code in ranking.of(ZEKER)]
    possible = [areas[code].naam for code in ranking.of(MOGELIJK)]
    lowest = ranking_cells.lowest(ranking)
    if certain:
        text = _("Zeker bij {lowest}: {names}.").format(lowest=lowest, names=common.some(certain, NAMED))
    else:
        text = _("Van geen enkel gebied is zeker dat het bij {lowest} hoort.").format(lowest=lowest)
    if possible:
        text += " " + _("Mogelijk: {names}.").format(names=common.some(possible, NAMED))
    return f"{text} {_rankability(ranking)}"


def _rankability(ranking: Ranking) -> str:
    share = formatting.percentage(100 * ranking.rankability, 0)
    if ranking.rankability >= NEARLY_ALL:
        return _("Bijna alle verschillen zijn echt.")
    if ranking.rankability < POOR:
        text = _("Slechts {share} van de verschillen is echt; de rest kan toeval zijn. Gebruik de volgorde niet.")
    elif ranking.rankability < FAIR:
        text = _(
            "{share} van de verschillen is echt; de rest kan toeval zijn. Gebruik de volgorde met voorzichtigheid."
        )
    else:
        text = _("{share} van de verschillen is echt; de rest kan toeval zijn.")
    return text.format(share=share)


def _table(ranking: Ranking, areas: dict[str, Area], chosen: str | None, answer: str) -> Table:
    measurement = ranking.measurement
    indicator = measurement.indicator
    stad = ranking.stad["waarde"]
    columns: tuple[Column, ...] = (
        Column("naam", measurement.selection.niveau.value, "text"),
        Column(
            "kans",
            _("kans"),
            "decimal",
            unit=_("% laagste {k}").format(k=ranking.k),
            help=_("Hoe vaak dit gebied bij {lowest} hoort als het toeval opnieuw zijn gang gaat.").format(
                lowest=ranking_cells.lowest(ranking)
            ),
        ),
        Column(
            "waarde",
            _("gemeten"),
            "interval",
            unit=measurement.eenheid,
            decimals=indicator.decimalen,
            mark=None if pd.isna(stad) else float(stad),
            mark_text=_("gemeente"),
            help=_("Punt: het cijfer. Streep: het 95%-interval. Lijn: de gemeente."),
        ),
        Column(
            "rang",
            _("plaats"),
            "interval",
            help=_("Punt: de verwachte plaats. Streep: waar de plaats met 95% zekerheid ligt. 1 is het ongunstigst."),
            narrow=False,
        ),
        Column("basis", _("respondenten") if indicator.is_survey else _("aantal"), "count", on_screen=False),
    )
    ranked = tuple(_row(ranking, str(code), areas, row) for code, row in ranking.rows.iterrows())
    aside = tuple(_unranked(ranking, str(code), areas, row) for code, row in ranking.unranked.iterrows())
    city = replace(_row(ranking, str(ranking.stad.name), areas, ranking.stad), emphasis=True, group="")
    return Table(
        label=_("Ranglijst: {title}, {unit}. {answer}").format(
            title=indicator.titel, unit=measurement.eenheid, answer=answer
        ),
        columns=columns if indicator.is_survey or measurement.is_rate else columns[:4],
        rows=(*ranked, *aside),
        footer=(city,),
        sort=("kans", True),
        selected=chosen,
        selectable=True,
    )


def _row(ranking: Ranking, code: str, areas: dict[str, Area], row: "pd.Series[Any]") -> Row:
    group = row.get("groep")
    return Row(
        code,
        {
            "naam": Cell(areas[code].naam),
            "kans": Cell(None, text="") if group is None else ranking_cells.likely(row["kans"]),
            "waarde": ranking_cells.value(ranking, row),
            "basis": ranking_cells.basis(ranking, row),
            "rang": Cell(None, text="")
            if group is None
            else Cell(
                float(row["rang"]), float(row["rang_onder"]), float(row["rang_boven"]), text=_place(row),
            ),
        },
        group=_heading(group) if isinstance(group, str) else "",
    )  # fmt: skip


def _place(row: "pd.Series[Any]") -> str:
    low, high = int(row["rang_onder"]), int(row["rang_boven"])
    return str(low) if low == high else _("{low} tot {high}").format(low=low, high=high)


def _heading(group: str) -> str:
    return {
        ZEKER: _("Zeker laag"),
        MOGELIJK: _("Mogelijk laag"),
        ONDUIDELIJK: _("Niet te onderscheiden, of niet laag"),
    }[group]


def _unranked(ranking: Ranking, code: str, areas: dict[str, Area], row: "pd.Series[Any]") -> Row:
    reasons = {
        "klein": _("te weinig inwoners"),
        "onderdrukt": choropleth.hidden_text(ranking.measurement),
        "ontbreekt": _("geen cijfer"),
        "geen interval": _("geen interval bekend"),
    }
    reason = str(row["reden"])
    hidden = reason == "onderdrukt" and not ranking.measurement.indicator.is_survey
    cells = {
        "naam": Cell(areas[code].naam),
        "kans": Cell(None, text=formatting.MISSING),
        "waarde": Cell(None, text=_aside(row, reasons[reason]), status=_STATUS.get(reason, reason)),
        "basis": Cell(None, text=reasons[reason], status=reason) if hidden else ranking_cells.basis(ranking, row),
        "rang": Cell(None, text=formatting.MISSING),
    }
    return Row(code, cells, group=_("niet gerangschikt"))


_STATUS = {"geen interval": "ontbreekt"}  # how a reason looks, where it is no status of its own


def _aside(row: "pd.Series[Any]", reason: str) -> str:
    """The reason, and of a rate that says nothing the count itself, which does."""
    if row["reden"] != "klein" or pd.isna(row["teller"]):
        return reason
    return _("{reason} (aantal: {n})").format(reason=reason, n=formatting.count(row["teller"]))


def _next_round(ranking: Ranking) -> str:
    """Regression to the mean: what the plainly lowest are expected to do by themselves."""
    if len(ranking.rows) < 2 or not ranking.k:
        return ""
    picked = ranking.rows.loc[list(ranking.lowest)]
    decimals = ranking.measurement.indicator.decimalen
    text = _(
        "De {k} met de minst gunstige cijfers van nu zitten gemiddeld op {now}. Zonder dat iemand iets doet is de "
        "volgende keer {then} te verwachten: een deel van hun achterstand is toeval. Wie later het effect van een "
        "aanpak meet, telt dat herstel niet mee."
    )
    now, then = float(picked["waarde"].astype(float).mean()), float(picked["geschat"].mean())
    if formatting.number(now, decimals) == formatting.number(then, decimals):
        return ""
    return text.format(k=ranking.k, now=formatting.number(now, decimals), then=formatting.number(then, decimals))


def _flipped(others: Mapping[str, Ranking], areas: dict[str, Area]) -> list[str]:
    """Areas whose place depends on what is divided by."""
    moved = flips(dict(others))
    if not moved:
        return []
    names = [areas[code].naam for code in moved]
    worst, best = next(iter(moved.values()))
    text = ngettext(
        "De plaats van {names} hangt sterk af van de noemer: per {worst} veel ongunstiger dan per {best}.",
        "De plaatsen van {names} hangen sterk af van de noemer, zoals per {worst} veel ongunstiger dan per {best}.",
        len(names),
    )
    return [text.format(names=common.some(names, NAMED), worst=worst, best=best)]


def explanation() -> str:
    """Why an estimate differs from the figure that was measured, in plain words."""
    return _(
        "**Gemeten** is het cijfer zelf. **Geschat** weegt dat af tegen wat in de andere gebieden gewoon is. Een "
        "uitschieter in een kleine steekproef is vaker toeval dan een in een grote, en wordt daarom verder naar het "
        "midden getrokken; *eigen cijfer* zegt hoeveel van het gemeten cijfer overblijft. Zo'n schatting zit "
        "gemiddeld dichter bij de werkelijkheid en voorspelt de volgende meting beter. Het is geen correctie van een "
        "fout: het gemeten cijfer blijft ernaast staan. De **kans** komt uit tienduizend trekkingen van wat dan nog "
        "onzeker is. Vanaf 90% heet een gebied zeker laag, vanaf tweemaal de kans bij loten mogelijk laag."
    )
