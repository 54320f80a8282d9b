"""Commands that answer questions about figures: indicators, measure, ranking."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from math import isnan
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, live_with_areas, print_json, print_table, say
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound, WrongUsage
from analytics.language import _
from analytics.periods import day

if TYPE_CHECKING:
    from analytics.areas import Niveau as Level
    from analytics.indicators import Indicator
    from analytics.measures import Measurement
    from analytics.ranking import Ranking
    from analytics.snapshots import Snapshot


class Niveau(StrEnum):
    """The levels of analytics.areas, repeated here so that help needs no database."""

    BUURT = "buurt"
    WIJK = "wijk"
    GEMEENTE = "gemeente"
    REFERENTIE = "referentie"
    AANDACHT = "aandachtsgebied"


class Stap(StrEnum):
    """The steps of analytics.periods that make sense on the command line."""

    JAAR = "jaar"
    KWARTAAL = "kwartaal"
    MAAND = "maand"
    VOORTSCHRIJDEND = "voortschrijdend"
    TOT_NU_TOE = "tot_nu_toe"
    GEHEEL = "geheel"


def register(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("indicators", cls=DutchCommand, help=_("Toon de indicatoren en over welke jaren er cijfers zijn."))(
        indicators
    )
    app.command("ranking", cls=DutchCommand, help=_("Geef de gebieden die het laagst scoren, met hoe zeker dat is."))(
        ranking
    )
    app.command("measure", cls=DutchCommand, help=_("Geef de cijfers van een indicator."))(measure)


def indicators(context: typer.Context, as_json: AsJson = False) -> None:
    """Every declared indicator, with the years the live snapshot knows at the level of the municipality."""
    from analytics.areas import Niveau as Level
    from analytics.coverage import coverage
    from analytics.indicators import load_all
    from analytics.snapshots import live

    snapshot = live(data_root(context))
    described = [
        {**_describe(indicator), "jaren": list(coverage(snapshot, indicator, Level.GEMEENTE).jaren)}
        for indicator in load_all().values()
    ]
    if as_json:
        print_json({"snapshot": snapshot.id, "indicatoren": described})
        return
    print_table(
        [_("id"), _("titel"), _("bron"), _("eenheid"), _("jaren")],
        [[d["id"], d["titel"], d["bron"], d["eenheid"], _years(d["jaren"])] for d in described],
    )


def measure(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar=_("INDICATOR"), help=_("Kenmerk; zie indicators."))],
    niveau: Annotated[Niveau, typer.Option(help=_("Niveau van de gebieden."))],
    van: Annotated[str, typer.Option(metavar=_("PERIODE"), help=_("Eerste periode: 2023, 2023-09 of 2023-09-01."))],
    tot: Annotated[str, typer.Option(metavar=_("PERIODE"), help=_("Tot deze periode; die telt zelf niet mee."))],
    stap: Annotated[Stap, typer.Option(help=_("Lengte van elke periode."))] = Stap.JAAR,
    gebied: Annotated[list[str] | None, typer.Option(metavar=_("CODE"), help=_("Alleen dit gebied."))] = None,
    noemer: Annotated[str, typer.Option(metavar=_("KENMERK"), help=_("Een andere noemer."))] = "",
    absoluut: Annotated[bool, typer.Option("--absoluut", help=_("Het aantal in plaats van de verhouding."))] = False,
    as_json: AsJson = False,
) -> None:
    """Figures of one indicator; `tot` is exclusive, so --van 2023 --tot 2024 is the year 2023."""
    from analytics import access, measures, periods
    from analytics.areas import Niveau as Level
    from analytics.indicators import load

    snapshot = live_with_areas(data_root(context))
    selection = measures.Selection(
        snapshot=snapshot,
        toegang=access.current(),
        niveau=Level(niveau.value),
        van=day(van),
        tot=day(tot),
        stap=periods.Stap(stap.value),
        gebieden=tuple(gebied or ()),
        absoluut=absoluut,
        noemer=noemer,
    )
    document = document_of(measures.measure(load(indicator), selection))
    if as_json:
        print_json(document)
        return
    columns = ("gebied", "naam", "periode", "teller", "noemer", "waarde", "ondergrens", "bovengrens", "status")
    print_table(columns, [[_shown(row[c]) for c in columns] for row in document["waarden"]])


def ranking(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar=_("INDICATOR"), help=_("Kenmerk; zie indicators."))],
    niveau: Annotated[Niveau, typer.Option(help=_("Niveau van de gebieden: buurt of wijk."))] = Niveau.BUURT,
    van: Annotated[
        str, typer.Option(metavar=_("PERIODE"), help=_("Begin; anders de laatste twaalf maanden of ronde."))
    ] = "",
    tot: Annotated[str, typer.Option(metavar=_("PERIODE"), help=_("Tot deze periode; die telt zelf niet mee."))] = "",
    k: Annotated[int, typer.Option("--laagste", min=1, help=_("Hoeveel gebieden de laagste heten."))] = 5,
    noemer: Annotated[str, typer.Option(metavar=_("KENMERK"), help=_("Een andere noemer."))] = "",
    as_json: AsJson = False,
) -> None:
    """The areas by the chance of being among the lowest, with the rankability of the whole list."""
    from analytics import access, measures
    from analytics.areas import Niveau as Level
    from analytics.indicators import load
    from analytics.periods import Stap as Step
    from analytics.ranking import rank
    from analytics.snapshots import live

    if niveau not in (Niveau.BUURT, Niveau.WIJK):
        raise WrongUsage(_("Een ranglijst is er op niveau buurt of wijk, niet {level}.").format(level=niveau.value))
    snapshot, chosen, level = live(data_root(context)), load(indicator), Level(niveau.value)
    begin, end = _period(snapshot, chosen, level, van, tot)
    asked = measures.Selection(snapshot, access.current(), level, begin, end, Step.GEHEEL, noemer=noemer)
    measured = measures.measure(chosen, asked)
    city = measures.measure(chosen, replace(asked, niveau=Level.GEMEENTE))
    document = ranking_document(rank(measured, city, asked.periods[0].label, k))
    if as_json:
        print_json(document)
        return
    print_table(RANKED, [[_shown(row[c]) for c in RANKED] for row in document["gebieden"]])
    share = document["rankability"]
    if share is not None:
        say(_("{share:.0%} van de verschillen is echt; de rest kan toeval zijn.").format(share=share))


RANKED = (
    "gebied", "naam", "waarde", "geschat", "ondergrens", "bovengrens", "rang", "rang_onder", "rang_boven",
    "kans_laagste_k", "groep",
)  # fmt: skip


def ranking_document(found: "Ranking") -> dict[str, Any]:
    """A ranking as one JSON document. The limits are those of `geschat`; what is not ranked says why."""
    from analytics.areas import all_areas
    from analytics.frames import records

    areas = all_areas(found.measurement.selection.snapshot)
    rows = found.rows.drop(columns=["ondergrens", "bovengrens"]).rename(
        columns={"geschat_onder": "ondergrens", "geschat_boven": "bovengrens", "kans": "kans_laagste_k"}
    )
    aside = found.unranked.reset_index()
    head = document_of(found.measurement)
    del head["waarden"], head["stap"]
    return head | {
        "periode": found.periode,
        "k": found.k,
        "rankability": None if isnan(found.rankability) else found.rankability,
        "gebieden": [
            {name: areas[row["gebied"]].naam if name == "naam" else row[name] for name in RANKED}
            for row in records(rows.reset_index())
        ],
        "niet_gerangschikt": [
            {"gebied": row["gebied"], "naam": areas[row["gebied"]].naam, "reden": row["reden"]}
            for row in records(aside)
        ],
    }


def _period(snapshot: "Snapshot", indicator: "Indicator", level: "Level", van: str, tot: str) -> tuple[date, date]:
    """What was asked, or the last twelve final months or the last survey round."""
    from analytics.comparisons import recent_period
    from analytics.coverage import coverage

    if bool(van) != bool(tot):
        raise WrongUsage(_("Geef zowel --van als --tot, of geen van beide."))
    if van:
        return day(van), day(tot)
    found = recent_period(coverage(snapshot, indicator, level))
    if found is None:
        raise NotFound(_("Van {indicator} zijn er geen cijfers op dit niveau.").format(indicator=indicator.titel))
    return found.van, found.tot


def document_of(measurement: "Measurement") -> dict[str, Any]:
    """A measurement as one JSON document; a value that is not there is null and `status` says why."""
    from analytics.areas import all_areas
    from analytics.frames import records

    selection = measurement.selection
    areas = all_areas(selection.snapshot)
    return {
        "indicator": measurement.indicator.id,
        "eenheid": measurement.eenheid,
        "niveau": selection.niveau.value,
        "stap": selection.stap.value,
        "snapshot": selection.snapshot.id,
        "bron": ", ".join(measurement.bronnen),
        "voorbeeld": selection.snapshot.manifest().voorbeeld,
        "waarden": [
            {"gebied": row["gebied"], "naam": areas[row["gebied"]].naam, **{c: row[c] for c in list(row)[1:]}}
            for row in records(measurement.values)
        ],
    }


def _describe(indicator: "Indicator") -> dict[str, Any]:
    noemer = indicator.noemer
    teller = indicator.teller
    return {
        "id": indicator.id,
        "titel": indicator.titel,
        "thema": indicator.thema,
        "bron": teller.bron,
        "eenheid": teller.eenheid
        if teller.bron == "enquete"
        else (f"per {noemer.per} {noemer.van}" if noemer else _("aantal")),
        "richting": indicator.richting,
        "soorten": list(teller.soorten) if teller.bron == "registraties" else [],
        "noemers": [n.van for n in indicator.noemers],
    }


def _years(years: list[int]) -> str:
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}-{years[-1]}"
    return ", ".join(map(str, years)) or "-"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return (
        f"{value:.4g}"
        if isinstance(value, float) and not value.is_integer()
        else f"{value:.0f}"
        if isinstance(value, float)
        else str(value)
    )
