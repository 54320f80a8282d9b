"""How numbers, periods and dates look on screen, in Dutch. Every number a person reads comes through here.

Three signs keep three things apart: a zero is "0", a missing value is MISSING, a suppressed one is
`suppressed(5)`. No function here ever prints "nan": None, NaN and NA all give MISSING. Rounding is half away
from zero, as spreadsheets do, so that the screen and the downloaded file show the same figure. A negative
number has a real minus sign (U+2212). Babel does the locale's part; the process locale is never touched.
"""

import math
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

import pandas as pd
from babel import Locale
from babel.dates import format_date, get_month_names, get_timezone
from babel.lists import format_list
from babel.numbers import NumberPattern, parse_pattern

from analytics.language import LOCALE, _

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
_LOCALE = Locale.parse(LOCALE)
_ZONE = get_timezone("Europe/Amsterdam")


def count(value: Any) -> str:
    """A count or another whole number: 1234 -> '1.234'."""
    return number(value, 0)


def number(value: Any, decimals: int = 1) -> str:
    """A number with a fixed number of decimals: 3.53 -> '3,5'. Infinite is '∞'."""
    if is_missing(value):
        return MISSING
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    return str(_pattern(decimals).apply(rounded(value, decimals), _LOCALE)).replace("-", MINUS)


def percentage(value: Any, decimals: int = 1) -> str:
    """A percentage, given as a percentage 0-100: 12.34 -> '12,3%'."""
    return MISSING if is_missing(value) else f"{number(value, decimals)}%"


def signed_number(value: Any, decimals: int = 1) -> str:
    """A difference with its sign: 0.3 -> '+0,3'; one that rounds to zero has none."""
    text = number(value, decimals)
    return f"+{text}" if not is_missing(value) and _sign(value, decimals) > 0 else text


def signed_percentage(change: Any, decimals: int = 1) -> str:
    """A relative change, given as a fraction: -0.082 -> '−8,2%'. Growth from zero has none: MISSING."""
    if is_missing(change) or math.isinf(change):
        return MISSING
    return f"{signed_number(100 * Decimal(str(float(change))), decimals)}%"


def interval(low: Any, high: Any, decimals: int = 1) -> str:
    """An interval: '1,8–6,2', or '−1,8 tot 6,2' where a minus sign beside a dash would confuse."""
    if is_missing(low) or is_missing(high):
        return MISSING
    return _between(number(low, decimals), number(high, decimals))


def signed_percentage_interval(low: Any, high: Any, decimals: int = 1) -> str:
    """The interval of a relative change, given as fractions: '−16,2% tot +0,6%'; no end '+3,0% of meer'."""
    if is_missing(low) or is_missing(high):
        return MISSING
    if math.isinf(high):
        return _("{low} of meer").format(low=signed_percentage(low, decimals))
    return _("{low} tot {high}").format(low=signed_percentage(low, decimals), high=signed_percentage(high, decimals))


def with_interval(value: Any, low: Any, high: Any, decimals: int = 1) -> str:
    """A value with its interval: '3,5 (1,8–6,2)'; only the value where no interval is known."""
    limits = interval(low, high, decimals)
    if is_missing(value) or limits == MISSING:
        return number(value, decimals)
    return f"{number(value, decimals)} ({limits})"


def suppressed(threshold: int) -> str:
    """What stands in the place of a count below the threshold: '<5'."""
    return f"<{count(threshold)}"


def joined(words: Iterable[str]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    return format_list(list(words), locale=_LOCALE)


def month_name(month: int, short: bool = False) -> str:
    """Name of month 1-12: 'januari', short 'jan'."""
    return str(get_month_names("abbreviated" if short else "wide", "stand-alone", locale=_LOCALE)[month])


def date_long(day: date | None) -> str:
    """'15 januari 2026'."""
    return MISSING if is_missing(day) else format_date(day, "long", locale=_LOCALE)


def moment(when: datetime | None) -> str:
    """'15 januari 2026, 14:05' in Dutch time. Raises ValueError for a moment without a time zone."""
    if is_missing(when) or when is None:
        return MISSING
    if when.tzinfo is None:
        raise ValueError("Een tijdstip zonder tijdzone is niet te tonen: het kan twee uur schelen.")
    local = when.astimezone(_ZONE)
    return f"{date_long(local.date())}, {local:%H:%M}"


def period(van: date, tot: date) -> str:
    """A period [van, tot) as people say it; `tot` itself does not count.

    '2025', '2019–2022', '2025 k3', 'okt 2025', 'jan–okt 2025', 'nov 2024–okt 2025'; with days '15 jan 2026',
    '3–9 nov 2025', '30 okt–5 nov 2025', '29 dec 2025–4 jan 2026'. Raises ValueError for an empty period.
    """
    if van >= tot:
        raise ValueError(f"Een lege periode heeft geen naam: {van} tot {tot}.")
    if van.day == 1 and tot.day == 1:
        return _months(van, tot)
    last = tot - timedelta(days=1)
    if van == last:
        return _day(van)
    if (van.year, van.month) == (last.year, last.month):
        return f"{van.day}–{_day(last)}"
    return f"{_day(van) if van.year != last.year else _day_month(van)}–{_day(last)}"


def is_missing(value: Any) -> bool:
    """None, NaN, NaT and NA: there is no value."""
    return value is None or bool(pd.isna(value))


def rounded(value: Any, decimals: int) -> Decimal:
    """The figure as it is shown: half away from zero, judged by how it is written (2.675 -> 2.68); no minus zero."""
    exact = value if isinstance(value, Decimal) else Decimal(str(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def _months(van: date, tot: date) -> str:
    last = tot - timedelta(days=1)
    if van.month == 1 and last.month == 12:
        return str(van.year) if van.year == last.year else f"{van.year}–{last.year}"
    if van.year != last.year:
        return f"{month_name(van.month, short=True)} {van.year}–{_month_year(last)}"
    if van.month == last.month:
        return _month_year(last)
    if van.month % 3 == 1 and last.month == van.month + 2:
        return _("{jaar} k{kwartaal}").format(jaar=van.year, kwartaal=last.month // 3)
    return f"{month_name(van.month, short=True)}–{_month_year(last)}"


def _month_year(day: date) -> str:
    return f"{month_name(day.month, short=True)} {day.year}"


def _day_month(day: date) -> str:
    return f"{day.day} {month_name(day.month, short=True)}"


def _day(day: date) -> str:
    return f"{_day_month(day)} {day.year}"


def _between(low: str, high: str) -> str:
    return _("{low} tot {high}").format(low=low, high=high) if MINUS in low + high else f"{low}–{high}"


def _sign(value: Any, decimals: int) -> int:
    if math.isinf(value):
        return 1 if value > 0 else -1
    shown = rounded(value, decimals)
    return (shown > 0) - (shown < 0)


@lru_cache(maxsize=16)
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern(f"#,##0.{'0' * decimals}" if decimals else "#,##0")
