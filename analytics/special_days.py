"""Days that are not like other days: analytics/definitions/kalender.toml.

Public holidays come back every year, some counted from Easter; school holidays and own events are declared by date.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from analytics import formatting
from analytics.areas import Area
from analytics.declarations import problems
from analytics.errors import VeiligheidError
from analytics.indicators import DEFINITIONS
from analytics.language import _

ONE_DAY = timedelta(days=1)

MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    naam: str = Field(min_length=1)


class _Yearly(_Entry):
    dagen: tuple[MonthDay, ...] = ()
    pasen: tuple[int, ...] = ()
    niet_op_zondag: bool = False
    sinds: int = 1900

    @model_validator(mode="after")
    def _one_way(self) -> "_Yearly":
        if bool(self.dagen) == bool(self.pasen):
            raise ValueError(_("geef dagen of pasen, een van beide"))
        if "02-29" in self.dagen:
            raise ValueError(_("29 februari is er niet elk jaar"))
        for day in self.dagen:
            date.fromisoformat(f"2001-{day}")
        return self


class _Once(_Entry):
    van: date
    tot_en_met: date
    gebieden: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> "_Once":
        if self.van > self.tot_en_met:
            raise ValueError(_("eindigt voor het begin"))
        return self


class _Calendar(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    feestdag: tuple[_Yearly, ...] = ()
    vakantie: tuple[_Once, ...] = ()
    evenement: tuple[_Once, ...] = ()


@dataclass(frozen=True)
class Occasion:
    """What falls on `dagen`; `gebieden`: codes of the areas it is about, empty for everywhere."""

    naam: str
    soort: Literal["feestdag", "vakantie", "evenement"]
    dagen: frozenset[date]
    gebieden: tuple[str, ...] = ()

    def concerns(self, code: str, areas: Mapping[str, Area]) -> bool:
        """Whether an area, one within it or one around it is among those it is about; the city always is."""
        if not self.gebieden or code not in areas or code.startswith("GM"):
            return True
        own = {code, areas[code].wijk, *areas[code].buurten} - {""}
        return any(one in own or (one in areas and areas[one].wijk == code) for one in self.gebieden)


def read(path: Path) -> _Calendar:
    """A calendar. Raises VeiligheidError with everything that is wrong with it."""
    try:
        return _Calendar.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VeiligheidError(_("{name} is niet te lezen: {reason}").format(name=path.name, reason=error)) from error
    except ValidationError as error:
        wrong = [_("{name} klopt niet:").format(name=path.name), *problems(error)]
        raise VeiligheidError("\n".join(wrong)) from error


@lru_cache(maxsize=1)
def calendar() -> _Calendar:
    """The declared calendar."""
    return read(DEFINITIONS / "kalender.toml")


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus J. Astronomical Algorithms, 2nd ed., 1998, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def occasions(van: date, tot: date) -> tuple[Occasion, ...]:
    """Everything with a day in [van, tot), with just those days; one per name, in the order of the calendar."""
    declared = calendar()
    found = [Occasion(e.naam, "feestdag", _within(_yearly(e, van, tot), van, tot)) for e in declared.feestdag]
    found += _together(declared.vakantie, "vakantie", van, tot)
    found += _together(declared.evenement, "evenement", van, tot)
    return tuple(occasion for occasion in found if occasion.dagen)


def on(day: date) -> tuple[str, ...]:
    """What falls on a day."""
    return tuple(occasion.naam for occasion in occasions(day, day + ONE_DAY))


def in_month(first: date) -> tuple[str, ...]:
    """What falls in the month that begins on `first`, with its days: 'Carnaval (11–13 feb 2024)'."""
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return tuple(
        f"{found.naam} ({formatting.period(min(found.dagen), max(found.dagen) + ONE_DAY)})"
        for found in sorted(occasions(first, after), key=lambda one: min(one.dagen))
    )


def _yearly(entry: _Yearly, van: date, tot: date) -> Iterable[date]:
    for year in range(max(van.year, entry.sinds), tot.year + 1):
        yield from (easter(year) + timedelta(days=days) for days in entry.pasen)
        for text in entry.dagen:
            day = date.fromisoformat(f"{year}-{text}")
            yield day - ONE_DAY if entry.niet_op_zondag and day.isoweekday() == 7 else day


def _together(
    entries: Iterable[_Once], soort: Literal["vakantie", "evenement"], van: date, tot: date
) -> list[Occasion]:
    """Entries of one name about the same areas as one occasion."""
    found: dict[tuple[str, tuple[str, ...]], set[date]] = {}
    for entry in entries:
        days = (entry.van + timedelta(days=i) for i in range((entry.tot_en_met - entry.van).days + 1))
        found.setdefault((entry.naam, entry.gebieden), set()).update(_within(days, van, tot))
    return [Occasion(naam, soort, frozenset(days), gebieden) for (naam, gebieden), days in found.items()]


def _within(days: Iterable[date], van: date, tot: date) -> frozenset[date]:
    return frozenset(day for day in days if van <= day < tot)
