"""What the map component draws: a class, a value and a sentence per area; shapes are fetched by the browser once."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from analytics import access, formatting, provisional
from analytics.areas import Area, Niveau, map_aspect
from analytics.classes import Breaks
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG, Measurement
from analytics.periods import months_between
from analytics.snapshots import Snapshot

SMALL = "klein"
NONE, SOME, WHOLE = "k0", "k2", "k4"  # of a buurt: nothing, some streets, or all of it belongs to an area of the team
TONE_CLASSES = {"beter": "d0", "gelijk": "d2", "slechter": "d4", "": ONTBREEKT}


def payload(
    measurement: Measurement,
    periode: str,
    *,
    breaks: Breaks,
    areas: dict[str, Area],
    city: float | None,
    label: str,
    selected: str | None,
) -> dict[str, Any]:
    """The component's data for one period of a measurement. `city` is the mark in the legend; None for counts."""
    rows = measurement.at(periode)
    small = dict(zip(rows.index, measurement.too_small()[measurement.values["periode"] == periode], strict=True))
    drawn = {
        str(code): _area(measurement, row, areas[str(code)].naam, breaks, bool(small[code]))
        for code, row in rows.iterrows()
    }
    return {
        "shapes_url": shapes_url(measurement.selection.snapshot),
        "aspect": map_aspect(measurement.selection.snapshot),
        "level": measurement.selection.niveau.value,
        "label": label,
        "selected": selected,
        "unit": measurement.eenheid,
        "classes": [{"id": key, "text": text} for key, text in _legend(measurement, breaks, drawn).items()],
        "mark": _mark(measurement, breaks, city),
        "areas": drawn,
    }


def change_payload(
    snapshot: Snapshot, changes: Sequence[tuple[str, str, str, str]], *, label: str, selected: str | None = None
) -> dict[str, Any]:
    """A map of where something changed: per buurt (code, name, tone, sentence), tone as in comparisons.tone."""
    texts = {"d0": _("duidelijk gunstiger"), "d2": _("geen duidelijke verandering"), "d4": _("duidelijk ongunstiger")}
    return {
        "shapes_url": shapes_url(snapshot),
        "aspect": map_aspect(snapshot),
        "level": Niveau.BUURT.value,
        "label": label,
        "selected": selected,
        "unit": "",
        "classes": [*({"id": key, "text": text} for key, text in texts.items()), _special(ONTBREEKT)],
        "mark": None,
        "areas": {
            code: {"class": TONE_CLASSES[tone], "name": name, "value": "", "detail": text, "provisional": False}
            for code, name, tone, text in changes
        },
    }


def membership_payload(
    snapshot: Snapshot, buurten: Sequence[tuple[str, str, str, str]], *, label: str
) -> dict[str, Any]:
    """A map of what belongs to something: per buurt (code, name, class, sentence), class WHOLE, SOME or NONE."""
    texts = {NONE: _("hoort er niet bij"), SOME: _("enkele straten"), WHOLE: _("hele buurt")}
    return {
        "shapes_url": shapes_url(snapshot),
        "aspect": map_aspect(snapshot),
        "level": Niveau.BUURT.value,
        "label": label,
        "selected": None,
        "unit": "",
        "classes": [{"id": key, "text": text} for key, text in texts.items()],
        "mark": None,
        "areas": {
            code: {"class": key, "name": name, "value": "", "detail": text, "provisional": False}
            for code, name, key, text in buurten
        },
    }


def _special(key: str) -> dict[str, str]:
    return {"id": key, "text": _("niet te zeggen")}


def shapes_url(snapshot: Snapshot) -> str:
    """Where the browser finds the shapes of this snapshot."""
    return f"/kaart/{snapshot.id}.json"


def _area(measurement: Measurement, row: "pd.Series[Any]", naam: str, breaks: Breaks, small: bool) -> dict[str, Any]:
    return {
        "class": class_of(row, breaks, small),
        "name": naam,
        "value": formatting.MISSING if small and row["status"] != ONDERDRUKT else value_text(measurement, row),
        "detail": describe(measurement, row, small),
        "provisional": row["status"] == VOORLOPIG,
    }


def class_of(row: "pd.Series[Any]", breaks: Breaks, small: bool) -> str:
    """k0..k4 by value, or the reason why there is no colour."""
    if row["status"] in (ONDERDRUKT, ONTBREEKT):
        return str(row["status"])
    return SMALL if small else f"k{breaks.of(float(row['waarde']))}"


def value_text(measurement: Measurement, row: "pd.Series[Any]") -> str:
    """The value as it stands in a label or table: a number, '<5', or the sign for missing."""
    if row["status"] == ONDERDRUKT:
        return hidden_text(measurement)
    decimals = measurement.indicator.decimalen if measurement.is_rate or measurement.indicator.is_survey else 0
    return formatting.number(row["waarde"], decimals)


def hidden_text(measurement: Measurement) -> str:
    """What stands in the place of a suppressed value."""
    if measurement.indicator.is_survey:
        return _("te weinig waarnemingen")
    return formatting.suppressed(access.threshold(measurement.selection.toegang))


def counted(indicator: Indicator, teller: int) -> str:
    """'1 woninginbraak', '38 woninginbraken'."""
    return f"{formatting.count(teller)} {indicator.enkelvoud if teller == 1 else indicator.meervoud}"


def describe(measurement: Measurement, row: "pd.Series[Any]", small: bool) -> str:
    """One line that says what is known of an area: count, value with interval, or why there is none."""
    indicator = measurement.indicator
    if row["status"] == ONDERDRUKT:
        return _("onderdrukt: {text}").format(text=hidden_text(measurement))
    if row["status"] == ONTBREEKT and pd.isna(row["teller"]):
        return _("geen cijfer")
    value = formatting.with_interval(row["waarde"], row["ondergrens"], row["bovengrens"], indicator.decimalen)
    if indicator.is_survey:
        answer = f"{value} {measurement.eenheid}".replace(" %", "%")
        if pd.isna(row["noemer"]):
            return answer
        return _("{value}, {n} respondenten").format(value=answer, n=formatting.count(row["noemer"]))
    parts = [counted(indicator, int(row["teller"]))]
    if small:
        parts.append(_("te weinig inwoners voor een verhouding"))
    elif measurement.is_rate and not pd.isna(row["waarde"]):
        parts.append(f"{value} {measurement.eenheid}")
    if row["status"] == VOORLOPIG:
        parts.append(_unfinished(measurement))
    return " · ".join(parts)


def _unfinished(measurement: Measurement) -> str:
    """'voorlopig', and for a single month how much of it is usually in."""
    selection = measurement.selection
    months = selection.periods[0] if len(selection.periods) == 1 else None
    if months is None or months_between(months.van, months.tot) != 1:
        return _("voorlopig")
    age = provisional.share(selection.snapshot, measurement.indicator, months.van)
    return _("voorlopig, {phrase}").format(phrase=provisional.phrase(age)) if age else _("voorlopig")


def _legend(measurement: Measurement, breaks: Breaks, drawn: dict[str, dict[str, Any]]) -> dict[str, str]:
    edges = [formatting.number(limit, breaks.decimals) for limit in breaks.limits]
    if not edges:
        ranges = {"k0": _("alle waarden")}
    else:
        ranges = {"k0": _("minder dan {limit}").format(limit=edges[0])}
        ranges |= {f"k{i}": f"{low}–{high}" for i, (low, high) in enumerate(pairwise(edges), 1)}
        ranges[f"k{len(edges)}"] = _("{limit} of meer").format(limit=edges[-1])
    special = {
        SMALL: _("te weinig inwoners"),
        ONDERDRUKT: hidden_text(measurement),
        ONTBREEKT: _("geen cijfer"),
    }
    present = {area["class"] for area in drawn.values()}
    return ranges | {key: text for key, text in special.items() if key in present}


def _mark(measurement: Measurement, breaks: Breaks, city: float | None) -> dict[str, str] | None:
    if city is None:
        return None
    text = formatting.number(city, measurement.indicator.decimalen)
    return {"class": f"k{breaks.of(city)}", "text": _("gemeente {value}").format(value=text)}
