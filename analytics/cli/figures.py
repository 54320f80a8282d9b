"""Commands that answer questions about figures: indicators, measure."""

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, print_json, print_table
from analytics.cli.dutch import DutchCommand
from analytics.errors import WrongUsage
from analytics.language import _

if TYPE_CHECKING:
    from analytics.indicators import Indicator
    from analytics.measures import Measurement


class Niveau(StrEnum):
    """The levels of analytics.areas, repeated here so that help needs no database."""

    BUURT = "buurt"
    WIJK = "wijk"
    GEMEENTE = "gemeente"
    REFERENTIE = "referentie"


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
    from analytics.snapshots import live

    snapshot = live(data_root(context))
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


def day(text: str) -> date:
    """2023, 2023-09 or 2023-09-30 as a date. Raises WrongUsage."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    try:
        if match is None:
            raise ValueError
        return date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        raise WrongUsage(
            _("{text} is geen periode. Schrijf een jaar (2023), een maand (2023-09) of een dag (2023-09-01).").format(
                text=text
            )
        ) from None


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
