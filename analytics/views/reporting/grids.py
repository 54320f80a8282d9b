"""Tables that fit on a page: at most six columns, with the interval in words beside the figure."""

from collections.abc import Callable, Sequence
from math import isinf, isnan

from analytics import formatting, themes
from analytics.areas import Area
from analytics.comparisons import Figure, YearOnYear
from analytics.figures.choropleth import SMALL
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT
from analytics.settings import settings
from analytics.statistics import Scale, Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.targets import Judged
from analytics.views import common, target_words
from analytics.views.changes import TOO_SMALL, figure_cell, word
from analytics.views.reporting.words import TENTH, behind, span
from analytics.views.reporting.words import places as decimals

NAMED = 5  # in a note under a table; the others are seen in the table
Heading = Callable[[Indicator], str]


def no_heading(_indicator: Indicator) -> str:
    """Rows without a group."""
    return ""


def by_theme(indicator: Indicator) -> str:
    """'1.3 Veelvoorkomende criminaliteit': the heading above the indicators of a theme."""
    return theme_name(indicator.thema)


def theme_name(code: str) -> str:
    """The code and the name of a theme; an indicator may belong to a field as a whole."""
    found = themes.all_themes().get(code)
    return f"{code} {found.naam}" if found else code


def registered(
    label: str, items: Sequence[YearOnYear], area: Area, heading: Heading = no_heading, *, rates: bool = False
) -> Table | None:
    """What was registered beside a year earlier; None without any. The period is in the title (`titled`), or where
    there are several behind the name. `rates`: with the number per 1.000 inhabitants."""
    spans = list(dict.fromkeys(span(item.now) for item in items))
    if not items:
        return None
    return Table(
        label=label,
        columns=(
            Column("naam", _("soort"), "text"),
            Column("nu", _("aantal"), "count"),
            *(_rates() if rates else ()),
            Column("vorig", _("jaar ervoor"), "count"),
            *_changes(rates=rates),
            Column("woord", _("wat ervan te zeggen is"), "word"),
        ),
        rows=tuple(_registered(item, area, heading(item.indicator), several=len(spans) > 1) for item in items),
        fixed=True,
    )


def _rates() -> tuple[Column, ...]:
    """The number per inhabitant in words; its limits go into the download."""
    return (
        Column("per", _("per 1.000 (95%)"), "decimal", decimals=1),
        Column("per_ondergrens", _("per 1.000, ondergrens"), "decimal", decimals=2, on_screen=False),
        Column("per_bovengrens", _("per 1.000, bovengrens"), "decimal", decimals=2, on_screen=False),
    )


def _changes(*, rates: bool) -> tuple[Column, ...]:
    """The change; beside a rate there is no room to draw it, and its limits go into the download."""
    title = _("verandering (95%)")
    if not rates:
        return (Column("verandering", title, "interval", decimals=TENTH),)
    return (
        Column("verandering", title, "decimal", decimals=TENTH),
        Column("verandering_ondergrens", _("verandering, ondergrens"), "decimal", decimals=2, on_screen=False),
        Column("verandering_bovengrens", _("verandering, bovengrens"), "decimal", decimals=2, on_screen=False),
    )


def titled(title: str, items: Sequence[YearOnYear]) -> str:
    """'Wat de politie registreerde, okt 2024–sep 2025': with the period where it is one."""
    spans = list(dict.fromkeys(span(item.now) for item in items))
    return _("{title}, {span}").format(title=title, span=spans[0]) if len(spans) == 1 else title


def unsaid(items: Sequence[YearOnYear]) -> tuple[tuple[str, str], ...]:
    """Why nothing can be said of some changes: the names with the reason, once for each."""
    found: dict[str, list[str]] = {}
    for item in items:
        if item.change.verdict is Verdict.NIET_TE_ZEGGEN and item.reden:
            found.setdefault(item.reden, []).append(item.indicator.titel.lower())
    texts = (_("{names}: {reason}").format(names=common.some(names, NAMED), reason=why) for why, names in found.items())
    return tuple((_("Niet te zeggen"), text) for text in texts)


def short_word(item: YearOnYear) -> Cell:
    """The word that the interval allows; the reason why there is none stands under the table."""
    return Cell(word(item.change.verdict), tone=item.tone)


def _registered(item: YearOnYear, area: Area, heading: str, *, several: bool) -> Row:
    name = f"{item.indicator.titel}, {span(item.now)}" if several else item.indicator.titel
    changed = change(item)
    cells = {
        "naam": Cell(name, href=behind(item.indicator, area)),
        "nu": figure_cell(item.now),
        **rate(item),
        "vorig": figure_cell(item.before),
        "verandering": changed,
        "verandering_ondergrens": Cell(changed.low),
        "verandering_bovengrens": Cell(changed.high),
        "woord": short_word(item),
    }
    return Row(item.indicator.id, cells, group=heading)


def rate(item: YearOnYear) -> dict[str, Cell]:
    """The number per inhabitant; of too few inhabitants it says nothing, and of a hidden count it would tell it."""
    now = item.now
    if now.status == ONDERDRUKT:
        return {"per": Cell(None, text=TOO_SMALL, status=ONDERDRUKT)}
    if now.noemer is not None and now.noemer < settings().minimum_inwoners:
        return {"per": Cell(None, text=_("te weinig inwoners"), status=SMALL)}
    if now.waarde is None:
        return {"per": Cell(None, status=ONTBREEKT)}
    text = formatting.with_interval(now.waarde, now.ondergrens, now.bovengrens, 1)
    return {
        "per": Cell(now.waarde, text=text),
        "per_ondergrens": Cell(now.ondergrens),
        "per_bovengrens": Cell(now.bovengrens),
    }


def change(item: YearOnYear) -> Cell:
    """A change with its interval in words; empty where nothing may be said."""
    found, places = item.change, decimals(item)
    if isnan(found.lower) or isnan(found.upper) or isnan(found.estimate) or isinf(found.estimate):
        return Cell(None)
    if found.scale is Scale.VERSCHIL:
        value, low, high = found.estimate, found.lower, found.upper
        text = formatting.signed_number(value, places)
        limits = _between(formatting.signed_number(low, places), formatting.signed_number(high, places))
    else:
        value, low, high = (100 * (ratio - 1) for ratio in (found.estimate, found.lower, found.upper))
        text = formatting.signed_percentage(found.estimate - 1, places)
        limits = formatting.signed_percentage_interval(found.lower - 1, found.upper - 1, places)
    return Cell(value, low, None if isinf(high) else high, text=f"{text} ({limits})")


def _between(low: str, high: str) -> str:
    return _("{low} tot {high}").format(low=low, high=high)


def experienced(label: str, items: Sequence[YearOnYear], area: Area, heading: Heading = no_heading) -> Table | None:
    """What residents say in the last round beside the round before; None without any."""
    if not items:
        return None
    return Table(
        label=label,
        columns=(
            Column("naam", _("wat bewoners zeggen"), "text"),
            Column("nu", _("cijfer"), "decimal", decimals=1),
            Column("vorig", _("ronde ervoor"), "decimal", decimals=1),
            Column("verandering", _("verschil (95%)"), "interval", unit=_("punten"), decimals=TENTH),
            Column("woord", _("wat ervan te zeggen is"), "word"),
        ),
        rows=tuple(_experienced(item, area, heading(item.indicator)) for item in items),
        fixed=True,
    )


def _experienced(item: YearOnYear, area: Area, heading: str) -> Row:
    indicator = item.indicator
    cells = {
        "naam": Cell(f"{indicator.titel}, {unit(indicator)}", href=behind(indicator, area)),
        "nu": survey_cell(item.now, indicator),
        "vorig": survey_cell(item.before, indicator),
        "verandering": change(item),
        "woord": short_word(item),
    }
    return Row(indicator.id, cells, group=heading)


def unit(indicator: Indicator) -> str:
    """The unit of a survey value."""
    return indicator.teller.eenheid if indicator.teller.bron == "enquete" else ""


def survey_cell(item: Figure | None, indicator: Indicator) -> Cell:
    """'7,3 (2025)': a value with the year of its round."""
    if item is None or item.waarde is None:
        few = item is not None and item.status == ONDERDRUKT
        return Cell(None, text=_("te weinig antwoorden"), status=ONDERDRUKT) if few else Cell(None, status=ONTBREEKT)
    text = _("{value} ({year})").format(
        value=formatting.number(item.waarde, indicator.decimalen), year=item.periode.label
    )
    return Cell(item.waarde, text=text)


def targets(label: str, found: Sequence[Judged], heading: Callable[[Judged], str]) -> Table | None:
    """How each target stands: what is printed, our figure, the chance and the word; None without any."""
    if not found:
        return None
    ahead = any(one.kans is not None for one in found)
    return Table(
        label=label,
        columns=(
            Column("naam", _("doel"), "text"),
            Column("gevraagd", _("gevraagd (gedrukt)"), "text"),
            Column("cijfer", _("ons cijfer (95%)"), "text"),
            *([Column("kans", _("kans"), "text")] if ahead else []),
            Column("oordeel", _("oordeel"), "word"),
            Column("toeval", _("kan toeval zijn"), "text"),
        ),
        rows=tuple(_target(one, heading(one)) for one in found),
        fixed=True,
    )


def _target(one: Judged, heading: str) -> Row:
    chance = {True: _("ja"), False: _("nee")}.get(one.toeval) if one.toeval is not None else None
    cells = {
        "naam": Cell(target_words.name(one), href=f"/doelen?doel={one.doel.id}"),
        "gevraagd": Cell(target_words.asked(one.doel.doelen[-1])),
        "cijfer": Cell(our_figure(one)),
        "kans": Cell(target_words.chance(one.kans) if one.kans is not None else None),
        "oordeel": Cell(target_words.words()[one.oordeel], tone=target_words.TONES.get(one.oordeel, "gelijk")),
        "toeval": Cell(chance),
    }
    return Row(one.doel.id, cells, group=heading)


def our_figure(one: Judged) -> str | None:
    """'174 (149–202) in 2022': of the year of the goal, else the latest; None without any."""
    decisive = one.beslissend.stand
    stand = decisive if decisive is not None and decisive.waarde is not None else one.laatste
    if stand is None or stand.waarde is None:
        return None
    return _("{figure} in {year}").format(figure=target_words.figure(stand, one), year=stand.jaar)
