"""Crime beside feeling as a table: both figures, the distance to what the crime explains, and the city."""

from dataclasses import replace
from typing import Any

import pandas as pd

from analytics import formatting
from analytics.comparisons import VALUE
from analytics.feeling import Feeling, Judgement, Side
from analytics.figures import choropleth
from analytics.language import _
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table

UNKNOWN = "ontbreekt"


def table(feeling: Feeling, names: dict[str, str], chosen: str | None, answer: str) -> Table:
    """A row per area with both figures; areas without both are set apart with the reason; the city below."""
    rows = tuple(_row(feeling, str(code), row, names) for code, row in feeling.rows.iterrows())
    aside = tuple(_aside(feeling, str(code), row, names) for code, row in feeling.aside.iterrows())
    crime, survey = feeling.crime.measurement.indicator, feeling.survey.measurement.indicator
    return Table(
        label=_("{crime} naast {survey}. {answer}").format(
            crime=crime.titel, survey=small(survey.titel), answer=answer
        ),
        columns=_columns(feeling),
        rows=(*rows, *aside),
        footer=(_city(feeling, names),),
        sort=("verschil" if feeling.line is not None else "gevoel", feeling.unsafe_is_high),
        selected=chosen,
        selectable=True,
    )


def word(judgement: Judgement) -> str:
    """A judgement in words."""
    return {
        Judgement.ONVEILIGER: _("onveiliger"),
        Judgement.VEILIGER: _("veiliger"),
        Judgement.PAST: _("past erbij"),
        Judgement.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }[judgement]


def small(title: str) -> str:
    """A title inside a sentence."""
    return title[0].lower() + title[1:]


def _columns(feeling: Feeling) -> tuple[Column, ...]:
    crime, survey = feeling.crime, feeling.survey
    distance = Column(
        "verschil",
        _("afstand tot de lijn"),
        "interval",
        unit=_("punten"),
        decimals=survey.measurement.indicator.decimalen,
        mark=0.0,
        mark_text=_("lijn"),
        help=_("De beleving min wat bij zoveel misdrijven in de andere gebieden te verwachten is."),
    )
    judged = Column("oordeel", _("voelt"), "word", help=_("Onveiliger of veiliger dan de misdrijven verklaren."))
    return (
        Column("naam", crime.measurement.selection.niveau.value, "text"),
        *((distance, judged) if feeling.line is not None else ()),
        _of_side("misdrijven", crime.measurement.indicator.meervoud, crime, narrow=feeling.line is None),
        _of_side("gevoel", small(survey.measurement.indicator.titel), survey, narrow=feeling.line is None),
        Column("stad", _("naast de gemeente"), "text", narrow=False),
    )


def _of_side(name: str, title: str, side: Side, *, narrow: bool) -> Column:
    """One of the two figures; on a small screen only where there is no distance to show instead."""
    city = side.stad["waarde"]
    return Column(
        name,
        title,
        "interval",
        unit=side.measurement.eenheid,
        decimals=side.measurement.indicator.decimalen,
        mark=None if pd.isna(city) else float(city),
        mark_text=_("gemeente"),
        narrow=narrow,
    )


def _row(feeling: Feeling, code: str, row: "pd.Series[Any]", names: dict[str, str]) -> Row:
    judgement = Judgement(row["oordeel"])
    tones = {Judgement.ONVEILIGER: "slechter", Judgement.VEILIGER: "beter", Judgement.PAST: "gelijk"}
    felt = feeling.survey.measurement.indicator.decimalen
    decimals = {"misdrijven": feeling.crime.measurement.indicator.decimalen, "gevoel": felt, "verschil": felt}
    cells = {name: _shown(_interval(row, name), digits) for name, digits in decimals.items()}
    cells["verschil"] = replace(cells["verschil"], text=formatting.signed_number(row["verschil"], felt))
    if row["misdrijven_status"] == "voorlopig":
        cells["misdrijven"] = replace(cells["misdrijven"], status="voorlopig")
    words = Cell(word(judgement), tone=tones.get(judgement, ""))
    return Row(code, cells | {"naam": Cell(names[code]), "oordeel": words, "stad": Cell(_beside_city(feeling, code))})


def _beside_city(feeling: Feeling, code: str) -> str:
    """Only what an interval that excludes the city's figure allows."""
    things = feeling.crime.measurement.indicator.meervoud
    crime, felt = feeling.crime.verdicts[code], feeling.survey.verdicts[code]
    parts = {
        Verdict.GESTEGEN: _("meer {things}").format(things=things),
        Verdict.GEDAALD: _("minder {things}").format(things=things),
    }
    high, low = _("voelt onveiliger"), _("voelt veiliger")
    feels = {
        Verdict.GESTEGEN: high if feeling.unsafe_is_high else low,
        Verdict.GEDAALD: low if feeling.unsafe_is_high else high,
    }
    found = [text for text in (parts.get(crime), feels.get(felt)) if text]
    unknown = Verdict.NIET_TE_ZEGGEN in (crime, felt) and not found
    return ", ".join(found) or (_("niet te zeggen") if unknown else _("niet duidelijk anders"))


def _aside(feeling: Feeling, code: str, row: "pd.Series[Any]", names: dict[str, str]) -> Row:
    cells = {
        "naam": Cell(names[code]),
        "misdrijven": _half(feeling.crime, row, "misdrijven", small=bool(row["klein"])),
        "gevoel": _half(feeling.survey, row, "gevoel", small=False),
        "verschil": Cell(None),
        "oordeel": Cell(None),
        "stad": Cell(None),
    }
    return Row(code, cells, group=_("niet vergeleken"))


def _half(side: Side, row: "pd.Series[Any]", name: str, *, small: bool) -> Cell:
    if small:
        return Cell(None, text=_("te weinig inwoners"), status="klein")
    if row[f"{name}_status"] == "onderdrukt":
        return Cell(None, text=choropleth.hidden_text(side.measurement), status="onderdrukt")
    if pd.isna(row[name]):
        return Cell(None, status=UNKNOWN)
    return _shown(_interval(row, name), side.measurement.indicator.decimalen)


def _city(feeling: Feeling, names: dict[str, str]) -> Row:
    cells = {"naam": Cell(names[str(feeling.crime.stad.name)])}
    for name, side in (("misdrijven", feeling.crime), ("gevoel", feeling.survey)):
        cells[name] = _shown(_cell(side.stad, VALUE), side.measurement.indicator.decimalen)
    empty = {name: Cell(None, text="") for name in ("verschil", "oordeel", "stad")}
    return Row(str(feeling.crime.stad.name), cells | empty, emphasis=True)


def _interval(row: "pd.Series[Any]", name: str) -> Cell:
    return _cell(row, (name, f"{name}_laag", f"{name}_hoog"))


def _cell(row: "pd.Series[Any]", names: tuple[str, str, str]) -> Cell:
    value, low, high = (None if pd.isna(row[name]) else float(row[name]) for name in names)
    return Cell(value, low, high)


def _shown(cell: Cell, decimals: int) -> Cell:
    """The number beside its drawing; the interval in figures is in what is taken away and in the picture."""
    return replace(cell, text=formatting.number(cell.value, decimals))
