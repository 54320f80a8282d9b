"""Parts of sentences that the sections share. A percentage is said of a change that is certain and of counts that are
not small; everything else is told in counts."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlencode

from analytics import formatting, indicators
from analytics.areas import Area, Niveau
from analytics.comparisons import Figure, YearOnYear
from analytics.coverage import Coverage
from analytics.indicators import Indicator
from analytics.language import _
from analytics.periods import Period, add_months
from analytics.reports.model import Sentence, Zekerheid
from analytics.statistics import Scale, Verdict
from analytics.views import common
from analytics.views.briefing.findings import SAID, Findings

SMALL = 30  # a count of fewer is never said to be so many per cent more or less


def address(page: str, **choices: str) -> str:
    """The address of a view; a choice that is '' is left to the page."""
    asked = urlencode({name: value for name, value in choices.items() if value})
    return f"/{page}?{asked}" if asked else f"/{page}"


def sentence(
    found: Findings,
    id_: str,
    text: str,
    href: str,
    figures: Iterable[Figure | None],
    zekerheid: Zekerheid,
) -> Sentence:
    """A sentence that rests on these figures: they say its period and its source."""
    known = [figure for figure in figures if figure is not None]
    spans = dict.fromkeys(span(figure.periode) for figure in known)
    keys = dict.fromkeys(key for figure in known for key in figure.bronnen)
    return Sentence(
        id=id_,
        text=text,
        href=href,
        periode=formatting.joined(spans) or month(found),
        bron=source(found, keys),
        zekerheid=zekerheid,
    )


def source(found: Findings, keys: Iterable[str]) -> str:
    """Publishers with their tables; what is behind the whole snapshot where no figure is."""
    names = common.sources_text(found.manifest, keys) or common.sources_text(found.manifest, found.manifest.bronnen)
    return names or _("geen gegevens")


def span(period: Period) -> str:
    """'2025', 'okt 2024–sep 2025'."""
    return formatting.period(period.van, period.tot)


def month(found: Findings) -> str:
    """'december 2025'."""
    return spoken(found.maand, found.tot)


def spoken(van: date, tot: date) -> str:
    """A period [van, tot) of whole months as it is read aloud: 'november en december 2025', 'mei tot en met juli'."""
    last = add_months(tot, -1)
    end = f"{formatting.month_name(last.month)} {last.year}"
    if van == last:
        return end
    begin = formatting.month_name(van.month)
    begin = begin if van.year == last.year else f"{begin} {van.year}"
    if add_months(van, 2) == tot:
        return formatting.joined([begin, end])
    return _("{begin} tot en met {end}").format(begin=begin, end=end)


def over(period: Period) -> str:
    """'In 2025', 'In de twaalf maanden tot en met september 2025'."""
    year = span(period)
    if year.isdigit():
        return _("In {year}").format(year=year)
    last = add_months(period.tot, -1)
    return _("In de twaalf maanden tot en met {month}").format(month=spoken(last, period.tot))


def things(indicator: Indicator) -> str:
    """'woninginbraken'; a sum says what it is the sum of: 'high impact crimes (woninginbraken en straatroven)'."""
    parts = [part.meervoud for part in indicators.parts(indicator) if part != indicator]
    if not parts:
        return indicator.meervoud
    return _("{things} ({parts})").format(things=indicator.meervoud, parts=formatting.joined(parts))


def place(area: Area) -> str:
    """'Wolder', 'de wijk Centrum', 'heel Maastricht'."""
    texts = {Niveau.WIJK: _("de wijk {name}"), Niveau.GEMEENTE: _("heel {name}")}
    return texts.get(area.niveau, "{name}").format(name=area.naam)


def counted(n: int, one: str, more: str) -> str:
    """'1 woninginbraak', '12 woninginbraken'."""
    return f"{formatting.count(n)} {one if n == 1 else more}"


def name(indicator: Indicator) -> str:
    """The name of a subject inside a sentence."""
    return indicator.titel.lower()


def is_small(item: YearOnYear) -> bool:
    """Whether a change is told in counts alone."""
    return min(_teller(item.now), _teller(item.before)) < SMALL


def shrinks(item: YearOnYear) -> bool:
    """Whether fewer is said of it."""
    return item.change.verdict is Verdict.GEDAALD


def against_count(item: YearOnYear) -> bool:
    """Whether the count itself moved the other way than the count per inhabitant, on which the verdict rests."""
    moved = _teller(item.now) - _teller(item.before)
    return moved >= 0 if shrinks(item) else moved <= 0


def beside(item: YearOnYear) -> str:
    """'412 tegen 473'."""
    return _("{now} tegen {before}").format(
        now=formatting.count(item.now.teller), before=formatting.count(_teller(item.before))
    )


def pair(item: YearOnYear) -> str:
    """The same between brackets; with the change where the counts alone would seem to say the opposite."""
    if not against_count(item):
        return beside(item)
    change = formatting.signed_percentage(item.change.estimate - 1, decimals(item))
    return _("{per}{change}; {beside}").format(per=per(item), change=change, beside=beside(item))


def per(item: YearOnYear) -> str:
    """'gerekend naar het aantal inwoners ', where that makes another percentage than the counts do; else ''."""
    noemer, now, before = item.indicator.noemer, _teller(item.now), _teller(item.before)
    if noemer is None or not before or percent(now / before) == percent(item.change.estimate):
        return ""
    return _("gerekend naar het aantal {noemer} ").format(noemer=noemer.van)


def decimals(item: YearOnYear) -> int:
    """With how many decimals a change is shown: enough for a margin that excludes 'no change' to look so as well."""
    usual = 0 if item.change.scale is Scale.VERHOUDING else 1
    scale, none = (100, 1.0) if item.change.scale is Scale.VERHOUDING else (1, 0.0)
    ends = [scale * (end - none) for end in (item.change.lower, item.change.upper)]
    hidden = item.change.verdict in SAID and any(formatting.rounded(end, usual) == 0 for end in ends)
    return usual + 1 if hidden else usual


def percent(ratio: float) -> str:
    """How much more or less, without a sign: 1,13 and 0,87 are both '13%'. Never 0% of what is not the same."""
    change = 100 * abs(ratio - 1)
    return formatting.percentage(change, 0 if change >= 1 else 1)


def margin(item: YearOnYear) -> str:
    """'4% tot 20%': between how much more, or less, a certain change lies."""
    ends = sorted((item.change.lower, item.change.upper), key=lambda ratio: abs(ratio - 1))
    return _("{low} tot {high}").format(low=percent(ends[0]), high=percent(ends[1]))


def value(figure: Figure, indicator: Indicator) -> str:
    """A survey value with its unit where that is a sign: '24,1%', '6,8'."""
    text = formatting.number(figure.waarde, indicator.decimalen)
    return f"{text}%" if indicator.teller.bron == "enquete" and indicator.teller.eenheid == "%" else text


def reason(text: str) -> str:
    """A reason inside a sentence: without a capital, unless the word is a name or an abbreviation."""
    return f"{text[:1].lower()}{text[1:]}" if text[1:2].islower() else text


def reasons(items: Iterable[YearOnYear]) -> str:
    """Why nothing can be said of these, each reason once."""
    found = dict.fromkeys(reason(item.reden) for item in items if item.reden)
    return formatting.joined(found) or _("er zijn te weinig cijfers")


def choice(known: Coverage, period: Period) -> str:
    """How a page with a menu of periods names this one; '' when it does not offer it."""
    offered = common.period_choices(known)
    return next((key for key, one in offered.items() if (one.van, one.tot) == (period.van, period.tot)), "")


def some(names: Sequence[str], most: int) -> str:
    """'A, B en C', or 'A, B en nog 4' when there are more than `most`."""
    if len(names) <= most:
        return formatting.joined(names)
    return formatting.joined([*names[:most], _("nog {n}").format(n=formatting.count(len(names) - most))])


def _teller(figure: Figure | None) -> int:
    return (figure.teller or 0) if figure is not None else 0
