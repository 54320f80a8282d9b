"""What an agenda brought about, in words that the interval allows; and what the ranking says of an area today."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analytics import formatting, ranking
from analytics.areas import Niveau
from analytics.comparisons import recent_period
from analytics.coverage import coverage
from analytics.effects import Difference, Effect
from analytics.frames import records
from analytics.indicators import Indicator, load_all
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.periods import Stap
from analytics.statistics import Verdict
from analytics.views import common
from analytics.views.area_map import city_of

WORDS = {
    Verdict.GEDAALD: _("minder dan verwacht"),
    Verdict.GESTEGEN: _("meer dan verwacht"),
    Verdict.GEEN_DUIDELIJKE_VERANDERING: _("geen duidelijk verschil"),
    Verdict.NIET_TE_ZEGGEN: _("niet te zeggen"),
}


def short(effect: Effect) -> str:
    """The effect in a cell of the list."""
    if effect.te_vroeg:
        return _("nog te vroeg")
    if effect.gebied is None:
        return _("niet te zeggen: {reason}").format(reason=effect.reden)
    return f"{WORDS[effect.gebied.verdict]} ({_signed(effect.gebied)})"


def sentences(effect: Effect, name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The effect on one indicator in full: the counts, what was to be expected, and what happened next door."""
    title = effect.indicator.titel
    if effect.gebied is None or effect.voor is None or effect.na is None or effect.aantal is None:
        return (_("{title}: {reason}.").format(title=title, reason=effect.reden),)
    before, after = (formatting.period(one.van, one.tot) for one in (effect.voor, effect.na))
    counts = _("{title} in {name}: {a} in {before} en {b} in {after}.").format(
        title=title,
        name=name,
        a=formatting.count(effect.aantal[0]),
        b=formatting.count(effect.aantal[1]),
        before=before,
        after=after,
    )
    found = [f"{counts} {_compared(effect)}", _verdict(effect.gebied, _("In {name} zelf").format(name=name))]
    if effect.buren is not None and effect.samen is not None:
        around = common.some([names.get(code, code) for code in effect.buurgebieden], 4)
        found.append(_verdict(effect.buren, _("In de gebieden eromheen ({areas})").format(areas=around)))
        found.append(_verdict(effect.samen, _("Samen")))
    return tuple(found)


def reservation() -> str:
    """What a reader has to know before they quote an effect."""
    return _(
        "Zo is het berekend: de verandering in het gebied min die in de vergelijkingsgebieden, omgerekend naar de "
        "grootte van het gebied, over twee perioden van even veel hele jaren (Wheeler en Ratcliffe 2018). Het interval "
        "is verbreed met hoe sterk de aantallen gewoonlijk schommelen. Een verschil bewijst niet dat de agenda de "
        "oorzaak is."
    )


def ranking_facts(indicator: Indicator, selection: Selection, code: str) -> dict[str, Any] | None:
    """What the ranking says of an area, as it is kept with an agenda; None when it cannot be ranked on this.

    `selection` gives snapshot and access. The period is the last twelve final months or the last survey round.
    """
    niveau = Niveau.BUURT if code.startswith("BU") else Niveau.WIJK
    known = coverage(selection.snapshot, indicator, niveau)
    period = recent_period(known)
    if period is None or not (indicator.is_survey or common.rate_choices(indicator, selection.snapshot)):
        return None
    asked = replace(selection, niveau=niveau, van=period.van, tot=period.tot, stap=Stap.GEHEEL, gebieden=())
    measurement = measure(indicator, asked)
    found = ranking.rank(measurement, measure(indicator, city_of(asked)), asked.periods[0].label)
    head = {
        "indicator": indicator.id,
        "momentopname": selection.snapshot.id,
        "voorbeeld": selection.snapshot.manifest().voorbeeld,
        "periode": formatting.period(period.van, period.tot),
        "eenheid": measurement.eenheid,
        "aantal_gebieden": len(found.rows),
    }
    if code in found.rows.index:
        return head | _ranked(found, code)
    if code in found.unranked.index:
        return head | {"niet_gerangschikt": str(found.unranked.loc[code, "reden"])}
    return None


def ranking_sentence(kept: Mapping[str, Any] | None) -> str:
    """What the ranking said, from the facts that were kept; they stay as they were, whatever is published later."""
    if not kept:
        return _("niet vastgelegd")
    indicator = load_all().get(str(kept.get("indicator")))
    title = indicator.titel if indicator is not None else str(kept.get("indicator"))
    parts = [f"{title}, {kept.get('periode', '')}: {_value(kept, indicator.decimalen if indicator else 1)}"]
    if kept.get("positie") is not None:
        parts.append(_("plaats {place} van {n}").format(place=kept["positie"], n=kept.get("aantal_gebieden")))
    if kept.get("kans_laagste_k") is not None:
        low = indicator is None or indicator.richting == "hoger_is_beter"
        text = (
            _("{chance} om bij de {k} laagste te horen ({group})")
            if low
            else _("{chance} om bij de {k} ongunstigste te horen ({group})")
        )
        parts.append(text.format(chance=_chance(kept["kans_laagste_k"]), k=kept.get("k"), group=kept.get("groep", "")))
    parts.append(_("momentopname {id}").format(id=kept.get("momentopname", formatting.MISSING)))
    return "; ".join(parts)


def _value(kept: Mapping[str, Any], decimals: int) -> str:
    if kept.get("niet_gerangschikt"):
        return _("niet gerangschikt")
    value = formatting.with_interval(kept.get("waarde"), kept.get("ondergrens"), kept.get("bovengrens"), decimals)
    unit = str(kept.get("eenheid", ""))
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}".strip()


def _chance(share: float) -> str:
    """A chance is never quite nothing, nor certain."""
    if share < 0.005:
        return _("kans kleiner dan 1%")
    if share > 0.995:
        return _("kans groter dan 99%")
    return _("kans {share}").format(share=formatting.percentage(100 * share, 0))


def _ranked(found: ranking.Ranking, code: str) -> dict[str, Any]:
    row = records(found.rows.loc[[code]])[0]
    return {
        **{name: _number(row[name]) for name in ("waarde", "ondergrens", "bovengrens")},
        "geschat": _number(row["geschat"]),
        "positie": int(row["positie"]),
        "rang_onder": int(row["rang_onder"]),
        "rang_boven": int(row["rang_boven"]),
        "k": found.k,
        "kans_laagste_k": _number(row["kans"]),
        "groep": str(row["groep"]),
    }


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else round(float(value), 4)


def _compared(effect: Effect) -> str:
    if effect.vergelijking is None or effect.aantal is None:
        return ""
    before, after = effect.vergelijking
    expected = effect.aantal[0] + effect.gewicht * (after - before)
    return _(
        "In de vergelijkingsgebieden samen {a} en {b}; zonder agenda waren er hier {expected} te verwachten."
    ).format(a=formatting.count(before), b=formatting.count(after), expected=formatting.count(max(expected, 0)))


def _verdict(difference: Difference, where: str) -> str:
    return _("{where}: {word}, {figures}.").format(
        where=where, word=WORDS[difference.verdict], figures=_signed(difference)
    )


def _signed(difference: Difference) -> str:
    return _("{value}; 95%-interval {low} tot {high}").format(
        value=formatting.signed_number(difference.estimate, 0),
        low=formatting.signed_number(difference.lower, 0),
        high=formatting.signed_number(difference.upper, 0),
    )
