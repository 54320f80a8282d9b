"""`trend`: what may be said of one indicator in one area: the change, the season, the forecast of the year."""

from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, live_with_areas, print_json, print_table, say
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound, WrongUsage
from analytics.language import _
from analytics.periods import day

if TYPE_CHECKING:
    from analytics.breaks import Break
    from analytics.comparisons import YearOnYear
    from analytics.forecasts import YearForecast
    from analytics.indicators import Indicator
    from analytics.measures import Selection
    from analytics.methods.backtesting import Score
    from analytics.seasonal import Seasonal


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    text = _("Geef verandering, seizoen en jaarprognose van een indicator in één gebied.")
    app.command("trend", cls=DutchCommand, help=text)(trend)


def trend(
    context: typer.Context,
    indicator: Annotated[str, typer.Argument(metavar=_("INDICATOR"), help=_("Kenmerk; zie indicators."))],
    gebied: Annotated[
        str, typer.Option(metavar=_("CODE"), help=_("Code van een buurt, wijk, aandachtsgebied of de gemeente."))
    ],
    van: Annotated[
        str, typer.Option(metavar=_("PERIODE"), help=_("Begin van de vergelijking; anders 1 januari."))
    ] = "",
    tot: Annotated[str, typer.Option(metavar=_("PERIODE"), help=_("Tot deze periode; die telt zelf niet mee."))] = "",
    as_json: AsJson = False,
) -> None:
    """A period against the same months a year earlier, the last final month for its season, and the year's total."""
    from analytics import access
    from analytics.areas import all_areas, own_area
    from analytics.indicators import load
    from analytics.measures import Selection
    from analytics.periods import Stap

    if bool(van) != bool(tot):
        raise WrongUsage(_("Geef zowel --van als --tot, of geen van beide."))
    snapshot, chosen = live_with_areas(data_root(context)), load(indicator)
    if chosen.is_survey:
        raise WrongUsage(_("{indicator} komt uit een enquête: die heeft geen maanden.").format(indicator=chosen.titel))
    areas = all_areas(snapshot)
    if own_area(snapshot, gebied) is not None:
        snapshot = snapshot.only(gebied)
    if gebied not in areas:
        raise NotFound(_("Deze momentopname kent geen gebied {code}.").format(code=gebied))
    begin, end = (day(van), day(tot)) if van else (date(2000, 1, 1), date(2001, 1, 1))
    asked = Selection(snapshot, access.current(), areas[gebied].niveau, begin, end, Stap.GEHEEL)
    document = trend_document(chosen, asked, gebied, given=bool(van))
    if as_json:
        print_json(document)
        return
    _print(document)


def trend_document(indicator: "Indicator", asked: "Selection", gebied: str, *, given: bool) -> dict[str, Any]:
    """Everything as one JSON document; what cannot be said is null, with the reason beside it."""
    from analytics import breaks
    from analytics.areas import all_areas
    from analytics.forecasts import year_forecast
    from analytics.seasonal import seasonal

    snapshot = asked.snapshot
    found = _compared(indicator, asked, gebied, given=given)
    return {
        "indicator": indicator.id,
        "gebied": gebied,
        "naam": all_areas(snapshot)[gebied].naam,
        "snapshot": snapshot.id,
        "bron": ", ".join(found.now.bronnen) if found else "",
        "voorbeeld": snapshot.manifest().voorbeeld,
        "periode": found.now.periode.label if found else None,
        "vergeleken_met": found.before.periode.label if found and found.before else None,
        "verandering": _change(found),
        "seizoen": _season(seasonal(indicator, asked, gebied)),
        "prognose": _forecast(year_forecast(indicator, asked, gebied)),
        "breuken": [_break(item) for item in breaks.of(indicator, asked.niveau, gebied)],
    }


def _compared(indicator: "Indicator", asked: "Selection", gebied: str, *, given: bool) -> "YearOnYear | None":
    from analytics import trends
    from analytics.comparisons import year_on_year

    if given:
        return year_on_year(indicator, asked, gebied, asked.periods[0])
    return trends.year_to_date(indicator, asked, gebied)


CHANGE = ("teller_oud", "teller_nieuw", "verhouding", "ondergrens", "bovengrens", "p", "oordeel")


def _change(found: "YearOnYear | None") -> dict[str, Any]:
    if found is None:
        reason = _("er zijn geen definitieve cijfers per maand")
        return {**dict.fromkeys(CHANGE), "oordeel": "niet_te_zeggen", "reden": reason}
    change = found.change
    return {
        "teller_oud": found.before.teller if found.before else None,
        "teller_nieuw": found.now.teller,
        "verhouding": _number(change.ratio),
        "ondergrens": _number(change.lower),
        "bovengrens": _number(change.upper),
        "p": _number(change.p),
        "oordeel": change.verdict.value,
        "reden": found.reden or None,
    }


def _season(found: "Seasonal") -> dict[str, Any]:
    from analytics.seasonal import newest

    last = newest(found)
    if last is None:
        names = ("maand", "waarneming", "verwacht", "ondergrens", "bovengrens")
        reason = found.reden or _("er zijn nog geen twee jaren om een maand mee te vergelijken")
        return {**dict.fromkeys(names), "oordeel": "niet_te_zeggen", "reden": reason}
    return {
        "maand": f"{last['maand']:%Y-%m}",
        "waarneming": _number(last["teller"]),
        "verwacht": _number(last["verwacht"]),
        "ondergrens": _number(last["ondergrens"]),
        "bovengrens": _number(last["bovengrens"]),
        "oordeel": last["oordeel"],
        "reden": None,
    }


LIMITS = ("low80", "high80", "low95", "high95")
LIMITS_DUTCH = ("ondergrens_80", "bovengrens_80", "ondergrens_95", "bovengrens_95")


def _forecast(found: "YearForecast") -> dict[str, Any]:
    """The forecast is given also when a page would not show it; `getoond` and `reden` say so."""
    total = found.totaal
    limits = [_number(float(getattr(total, name))) if total else None for name in LIMITS]
    return {
        "jaar": found.jaar or None,
        "tot_nu_toe": _number(found.tot_nu_toe) if found.jaar else None,
        "verwacht": _number(float(total.mean)) if total else None,
        **dict(zip(LIMITS_DUTCH, limits, strict=True)),
        "getoond": found.getoond,
        "reden": found.reden or None,
        "eenvoudig": {method: _number(value) for method, value in found.eenvoudig.items()},
        "terugtoets": [_score(score, now=True) for score in found.terugtoets_nu]
        + [_score(score, now=False) for score in found.terugtoets],
    }


def _score(score: "Score", *, now: bool) -> dict[str, Any]:
    """How far a method was off, as a share of the year's total; `wanneer`: after how many months of the year."""
    return {
        "methode": score.method,
        "wanneer": "om_deze_tijd" if now else "hele_jaar",
        "fout": _number(score.error),
        "binnen_80": _number(score.within80),
        "binnen_95": _number(score.within95),
        "n": score.n,
    }


def _break(item: "Break") -> dict[str, Any]:
    return {"vanaf": item.vanaf, "soort": item.soort, "tekst": item.tekst, "bron": item.bron}


def _number(value: float | None) -> float | None:
    """JSON has no infinity and no NaN."""
    return None if value is None or not isfinite(value) else value


def _print(document: dict[str, Any]) -> None:
    """The same as a table of three lines, with what may not be said on stderr."""
    rows = []
    for part in ("verandering", "seizoen", "prognose"):
        said = document[part]
        low, high = (said.get(name, said.get(f"{name}_80")) for name in ("ondergrens", "bovengrens"))
        value = said.get("verhouding", said.get("waarneming", said.get("verwacht")))
        rows.append([part, *(_shown(number) for number in (value, low, high)), said.get("oordeel", "")])
        if said["reden"]:
            say(_("{part}: {reason}.").format(part=part, reason=said["reden"]))
    print_table([_("deel"), _("waarde"), _("ondergrens"), _("bovengrens"), _("oordeel")], rows)


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:.4g}"
