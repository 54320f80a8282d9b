"""The command that answers: what stood out in a month? `signals`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, print_json, print_table, say
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound
from analytics.language import _, ngettext
from analytics.periods import day

if TYPE_CHECKING:
    from analytics.signals import MonthOfSignals
    from analytics.snapshots import Snapshot

SHOWN = ("gebied", "naam", "soort_naam", "waarneming", "verwacht", "bovengrens", "p", "methode", "sinds")


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("signals", cls=DutchCommand, help=_("Toon de signalen: aantallen die toeval niet goed verklaart."))(
        signals
    )


def signals(
    context: typer.Context,
    maand: Annotated[
        str, typer.Option(metavar=_("MAAND"), help=_("De maand, zoals 2025-09; anders de laatste definitieve."))
    ] = "",
    budget: Annotated[float, typer.Option(help=_("Hoeveel valse signalen per maand het team hooguit aankan."))] = 5.0,
    as_json: AsJson = False,
) -> None:
    """The signals of one month, most exceptional first: a JSON list, or a table. What holds for the month as a whole is
    written to stderr."""
    from analytics import access
    from analytics.signals import month, months
    from analytics.snapshots import live

    snapshot = live(data_root(context))
    offered = months(snapshot)
    if not maand and not offered:
        raise NotFound(_("Deze momentopname heeft te weinig maandcijfers voor signalen."))
    found = month(snapshot, access.current(), day(maand) if maand else offered[0], budget)
    rows = signal_rows(snapshot, found)
    if as_json:
        print_json(rows)
    else:
        print_table(SHOWN, [[_shown(row[name]) for name in SHOWN] for row in rows])
    for line in _head(snapshot, found):
        say(line)


def signal_rows(snapshot: "Snapshot", found: "MonthOfSignals") -> list[dict[str, Any]]:
    """One dict per signal. Of a slow rise (`sinds`) the figures are over all months from then on."""
    from analytics.areas import all_areas
    from analytics.indicators import kinds

    areas, names = all_areas(snapshot), kinds()
    return [
        {
            "maand": f"{item.maand:%Y-%m}",
            "gebied": item.gebied,
            "naam": areas[item.gebied].naam,
            "niveau": item.niveau.value,
            "soort": item.soort,
            "soort_naam": names[item.soort]["naam"],
            "waarneming": item.waarneming,
            "verwacht": item.verwacht,
            "ondergrens": item.ondergrens,
            "bovengrens": item.bovengrens,
            "p": item.p,
            "q": item.q,
            "methode": item.methode.value,
            "sinds": f"{item.sinds:%Y-%m}" if item.sinds else None,
            "hoort_bij": item.hoort_bij or None,
            "voorlopig": found.voorlopig,
        }
        for item in found.signalen
    ]


def _head(snapshot: "Snapshot", found: "MonthOfSignals") -> list[str]:
    """What holds for the month as a whole."""
    lines = [
        ngettext(
            "{maand}: {signals} signaal uit {tests} toetsen; een signaal heeft een p onder {drempel:.2g}. "
            "Als er niets verandert, zijn er per maand hooguit {budget:g} vals.",
            "{maand}: {signals} signalen uit {tests} toetsen; een signaal heeft een p onder {drempel:.2g}. "
            "Als er niets verandert, zijn er per maand hooguit {budget:g} vals.",
            len(found.signalen),
        ).format(
            maand=f"{found.maand:%Y-%m}",
            signals=len(found.signalen),
            tests=found.toetsen,
            drempel=found.drempel,
            budget=found.verwacht_vals,
        )
    ]
    if found.niet_getoetst:
        lines.append(_("Niet getoetst, te weinig historie: {n} reeksen.").format(n=found.niet_getoetst))
    if found.voorlopig:
        lines.append(_("Deze maand is voorlopig: er komen nog registraties bij."))
    if snapshot.manifest().voorbeeld:
        lines.append(_("Dit zijn voorbeeldgegevens."))
    return lines


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, float):
        return str(value)
    return f"{value:.1f}" if value >= 0.1 else f"{value:.2g}"
