"""Three small figures: the course of the leading subject, the changes with their margins, and where it changed."""

from collections.abc import Mapping
from math import isfinite

from analytics import breaks, formatting, trends
from analytics.areas import Niveau, all_areas
from analytics.comparisons import YearOnYear
from analytics.figures import paper
from analytics.figures.paper import Dot, Shade, Size
from analytics.language import _
from analytics.measures import Selection
from analytics.periods import Stap, add_months
from analytics.programmes import Bound
from analytics.reports.model import FigureBlock
from analytics.statistics import Verdict
from analytics.views.briefing import words
from analytics.views.briefing.findings import SAID, Findings, InBuurten

MONTHS = 48  # of the course
ROWS = 7  # changes that fit in a third of a page
WIDEST = 1.5  # a change whose margin reaches beyond 150% says nothing in a drawing


def figures(found: Findings, said: Mapping[str, str]) -> tuple[FigureBlock, ...]:
    """Those of which there is something to draw. `said`: the sentence that each goes with, by its name."""
    drawn = (_course(found, said["verloop"]), _changes(found), _where(found, said["waar"]))
    return tuple(figure for figure in drawn if figure is not None)


def _course(found: Findings, finding: str) -> FigureBlock | None:
    """Per month the twelve months that end with it, up to the month of the briefing."""
    if found.leidend is None:
        return None
    indicator = found.leidend.indicator
    asked = Selection(
        found.snapshot, found.toegang, Niveau.GEMEENTE, add_months(found.tot, -MONTHS), found.tot, Stap.VOORTSCHRIJDEND,
        absoluut=True,
    )  # fmt: skip
    series = trends.rolling(indicator, asked, found.city.code)
    if series.is_empty:
        return None
    points = series.punten.assign(maand=[moment.date() for moment in series.punten["maand"]])
    svg = paper.course(
        points,
        unit=_("aantal in twaalf maanden"),
        target=_target(found, indicator.id),
        breaks=[item.vanaf for item in breaks.between(indicator, asked.van, found.tot, Niveau.GEMEENTE)],
        size=Size.THIRD,
    )
    alt = _("Lijn van het aantal {things} per twaalf maanden, tot en met {month}. {finding}").format(
        things=indicator.meervoud, month=words.month(found), finding=finding
    )
    return FigureBlock("briefing-verloop", indicator.titel, svg, alt, _source(found, found.leidend), "third")


def _target(found: Findings, indicator: str) -> tuple[tuple[int, float], ...]:
    """The printed limits on this count of the programmes in force, in the years drawn and the years to come."""
    years = range(add_months(found.tot, -MONTHS).year, found.tot.year + 5)
    goals = (
        goal
        for plan in found.koers.lopend
        for one in plan.nu
        if one.doel.indicator == indicator and one.doel.vergelijkbaar and one.doel.eenheid == "aantal"
        for goal in one.doel.doelen
        if isinstance(goal, Bound) and goal.jaar in years
    )
    return tuple(sorted({goal.jaar: goal.waarde for goal in goals}.items()))


def _changes(found: Findings) -> FigureBlock | None:
    """What certainly changed first; of the rest only what is precise enough to draw."""
    drawable = [item for item in found.geteld if _is_drawable(item)]
    chosen = sorted(drawable, key=lambda item: item.change.verdict not in SAID)[:ROWS]
    if not chosen:
        return None
    rows = [_dot(item) for item in sorted(chosen, key=found.geteld.index)]
    svg = paper.dots(rows, unit=_("verandering in %"), mark=0.0, mark_text=_("gelijk"), size=Size.THIRD)
    listed = formatting.joined(_in_alt(item) for item in chosen)
    alt = _("Per onderwerp de verandering met haar marge van 95%: {list}.").format(list=listed)
    return FigureBlock(
        "briefing-veranderingen", _("Verandering met haar marge"), svg, alt, _source(found, *chosen), "third"
    )


def _dot(item: YearOnYear) -> Dot:
    change, low, high = (100 * (end - 1) for end in (item.change.estimate, item.change.lower, item.change.upper))
    return Dot(item.indicator.titel, change, low, high, emphasis=item.change.verdict in SAID)


def _is_drawable(item: YearOnYear) -> bool:
    ends = (item.change.estimate, item.change.lower, item.change.upper)
    return not words.is_small(item) and all(map(isfinite, ends)) and item.change.upper - 1 <= WIDEST


def _in_alt(item: YearOnYear) -> str:
    change, low, high = (ratio - 1 for ratio in (item.change.estimate, item.change.lower, item.change.upper))
    return _("{name} {change} ({margin})").format(
        name=words.name(item.indicator),
        change=formatting.signed_percentage(change, words.decimals(item)),
        margin=formatting.signed_percentage_interval(low, high, words.decimals(item)),
    )


def _where(found: Findings, finding: str) -> FigureBlock | None:
    buurten = found.buurten
    if buurten is None or not buurten.compared:
        return None
    shades = {code: _shade(buurten, code) for code in buurten.changes}
    named = [*buurten.of(Verdict.GESTEGEN), *buurten.of(Verdict.GEDAALD)]
    areas = all_areas(found.snapshot)
    svg = paper.area_map(found.snapshot, shades, names={code: areas[code].naam for code in named}, size=Size.THIRD)
    title = _("{title}: waar het zeker veranderde").format(title=buurten.indicator.titel)
    alt = _("Kaart van de buurten. {finding}").format(finding=finding)
    return FigureBlock("briefing-waar", title, svg, alt, _source(found, *buurten.changes.values()), "third")


def _shade(buurten: InBuurten, code: str) -> Shade:
    verdict = buurten.changes[code].change.verdict
    if code in buurten.zeker:
        return Shade.MEER if verdict is Verdict.GESTEGEN else Shade.MINDER
    unknown = (Verdict.NIET_TE_ZEGGEN, Verdict.TE_WEINIG_WAARNEMINGEN)
    return Shade.ONBEKEND if verdict in unknown else Shade.GELIJK


def _source(found: Findings, *items: YearOnYear) -> str:
    """'Bron: politie 47022NED · 2025'."""
    figures = [figure for item in items for figure in (item.now, item.before) if figure is not None]
    keys = dict.fromkeys(key for figure in figures for key in figure.bronnen)
    spans = dict.fromkeys(words.span(item.now.periode) for item in items)
    text = _("Bron: {sources} · {spans}")
    return text.format(sources=words.source(found, keys), spans=formatting.joined(spans))
