"""Periods: half-open stretches of whole months, and the steps by which a selection is cut into them."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.errors import WrongUsage
from analytics.language import _


class Stap(StrEnum):
    """How a selection [van, tot) is cut."""

    MAAND = "maand"
    KWARTAAL = "kwartaal"
    JAAR = "jaar"
    VOORTSCHRIJDEND = "voortschrijdend"  # per month: the twelve months that end with it
    TOT_NU_TOE = "tot_nu_toe"  # per year: from January up to and including the last month selected
    GEHEEL = "geheel"  # the whole selection as one period
    NAAST_VORIG_JAAR = "naast_vorig_jaar"  # the whole selection, and the same stretch a year earlier


@dataclass(frozen=True, order=True)
class Period:
    """[van, tot), with the label by which rows of a measurement name it: 2025, 2025-Q3, 2025-09."""

    van: date
    tot: date
    label: str

    @property
    def months(self) -> int:
        """Length in whole months."""
        return months_between(self.van, self.tot)


def add_months(day: date, months: int) -> date:
    """The first of the month, `months` later (or earlier)."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def months_between(van: date, tot: date) -> int:
    """Whole months from van to tot; both are the first of a month."""
    return (tot.year - van.year) * 12 + tot.month - van.month


def previous_year(period: Period) -> Period:
    """The same stretch one year earlier."""
    van, tot = add_months(period.van, -12), add_months(period.tot, -12)
    return Period(van, tot, _label(van, tot))


def cut(van: date, tot: date, stap: Stap) -> tuple[Period, ...]:
    """Cut [van, tot) by `stap`. Raises WrongUsage when the ends are not on whole steps."""
    _check(van, tot, stap)
    if stap is Stap.GEHEEL:
        return (Period(van, tot, _label(van, tot)),)
    if stap is Stap.NAAST_VORIG_JAAR:
        whole = Period(van, tot, _label(van, tot))
        return (previous_year(whole), whole)
    if stap is Stap.VOORTSCHRIJDEND:
        ends = [add_months(van, i + 1) for i in range(months_between(van, tot))]
        return tuple(Period(add_months(end, -12), end, f"{add_months(end, -1):%Y-%m}") for end in ends)
    if stap is Stap.TOT_NU_TOE:
        return _to_date(van, tot)
    size = {Stap.MAAND: 1, Stap.KWARTAAL: 3, Stap.JAAR: 12}[stap]
    starts = [add_months(van, i) for i in range(0, months_between(van, tot), size)]
    return tuple(Period(start, add_months(start, size), _label(start, add_months(start, size))) for start in starts)


def _to_date(van: date, tot: date) -> tuple[Period, ...]:
    last_month = add_months(tot, -1).month
    periods = []
    for year in range(van.year, add_months(tot, -1).year + 1):
        start = date(year, 1, 1)
        periods.append(Period(start, add_months(start, last_month), str(year)))
    return tuple(periods)


def _check(van: date, tot: date, stap: Stap) -> None:
    if van.day != 1 or tot.day != 1:
        raise WrongUsage(
            _("Een periode begint en eindigt op de eerste van een maand: {van} tot {tot}.").format(van=van, tot=tot)
        )
    if van >= tot:
        raise WrongUsage(_("De periode is leeg: {van} tot {tot} (tot telt niet mee).").format(van=van, tot=tot))
    size = {Stap.KWARTAAL: 3, Stap.JAAR: 12}.get(stap, 1)
    if (van.month - 1) % size or (tot.month - 1) % size:
        raise WrongUsage(
            _("Een periode per {stap} begint en eindigt aan het begin van een {stap}: {van} tot {tot}.").format(
                stap=stap.value, van=van, tot=tot
            )
        )


def _label(van: date, tot: date) -> str:
    length = months_between(van, tot)
    if length == 12 and van.month == 1:
        return f"{van:%Y}"
    if length == 3 and van.month % 3 == 1:
        return f"{van:%Y}-Q{van.month // 3 + 1}"
    if length == 1:
        return f"{van:%Y-%m}"
    return f"{van:%Y-%m}/{add_months(tot, -1):%Y-%m}"


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
