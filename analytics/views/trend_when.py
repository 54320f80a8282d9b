"""On which days and hours it happens: the hours of the week, busy days and parts of the day, and special days."""

from dataclasses import dataclass, replace
from datetime import date

from analytics import formatting
from analytics.areas import Area
from analytics.busy_days import ENOUGH, Special, SpecialDays, special_days
from analytics.busy_parts import Busier, Part, parts
from analytics.busy_times import BusyTimes, busy_times
from analytics.contract import Manifest
from analytics.coverage import Coverage, coverage
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import Selection, measure
from analytics.periods import Period, Stap, add_months, cut
from analytics.tables import Table
from analytics.views import common
from analytics.views.area_profile.busy import day_names, hours_table, remarks
from analytics.views.when_tables import calendar_table, hours, parts_table, special_table

NAMED = 3  # in the first sentence


@dataclass(frozen=True)
class WhenView:
    """Tables are None where there is nothing to show; every `..._note` says how to read it or why it is not there.

    `times` and `hours` are the same numbers, for the coloured table and for the download.
    """

    question: str
    answer: str
    times: BusyTimes | None
    hours: Table | None
    hours_title: str
    hours_note: str
    parts: Table | None
    parts_note: str
    special: Table | None
    special_note: str
    calendar: Table | None
    source: common.Source

    def source_of(self, note: str) -> common.Source:
        """The source of one table, with how to read it: what a download takes along."""
        return replace(self.source, notes=(*self.source.notes, (_("Leeswijzer"), note)))


def build(indicator: Indicator, selection: Selection, area: Area, manifest: Manifest) -> WhenView:
    """The view of one indicator in one area; `selection` gives snapshot, access and level."""
    known = coverage(selection.snapshot, indicator, selection.niveau)
    times = _times(indicator, selection, area, known)
    found = _parts(indicator, selection, area, known, times)
    special = special_days(indicator, selection, area.code)
    title = _hours_title(indicator, area, times)
    return WhenView(
        question=_("Op welke dagen en uren zijn er {things} in {area}?").format(
            things=indicator.meervoud, area=area.naam
        ),
        answer=_answer(known, times, found, special),
        times=times,
        hours=hours_table(times, title) if times is not None else None,
        hours_title=title,
        hours_note=_hours_note(indicator, area, times, known),
        parts=parts_table(found, indicator, area) if found else None,
        parts_note=_parts_rule() if found else "",
        special=special_table(special, indicator, area) if special is not None and special.bijzonder else None,
        special_note=_special_note(special, known),
        calendar=calendar_table(special.maanden) if special is not None else None,
        source=_source(indicator, selection, area, manifest, times, known),
    )


def _end(known: Coverage) -> date | None:
    """Up to where the hours go: the last final month, or the last one when none is final."""
    return known.last_final or (add_months(known.maanden[-1], 1) if known.maanden else None)


def _times(indicator: Indicator, selection: Selection, area: Area, known: Coverage) -> BusyTimes | None:
    tot = _end(known)
    return busy_times(indicator, selection, area.code, tot) if tot is not None else None


def _parts(
    indicator: Indicator, selection: Selection, area: Area, known: Coverage, times: BusyTimes | None
) -> tuple[Part, ...]:
    """Nothing is compared that is provisional, or of which cells are hidden: their sum would give them away."""
    if times is None or times.hidden or known.last_final is None:
        return ()
    return parts(indicator, selection, area.code, times.van, times.tot)


def _answer(known: Coverage, times: BusyTimes | None, found: tuple[Part, ...], special: SpecialDays | None) -> str:
    return " ".join(part for part in (_busy_sentence(known, times, found), _special_sentence(special)) if part)


def _busy_sentence(known: Coverage, times: BusyTimes | None, found: tuple[Part, ...]) -> str:
    if times is None:
        return _("Van geen enkele registratie is het uur bekend.")
    if times.hidden:
        return _("Aantallen onder de drempel zijn niet te zien; over drukke tijden is daarom niets te zeggen.")
    if known.last_final is None:
        return _("De cijfers zijn nog voorlopig; over drukke tijden is nog niets te zeggen.")
    if not found:
        return _("Te weinig registraties met een uur om drukke tijden te noemen.")
    busy = [one for one in found if one.oordeel is Busier.MEER]
    names = [
        *_named([one for one in busy if one.dagdeel is None]),
        *_named([one for one in busy if one.dag is None]),
    ]
    if not names:
        return _("Geen dag of dagdeel is duidelijk drukker dan de rest.")
    return _("Duidelijk drukker dan gemiddeld: {times}.").format(times=formatting.joined(names))


def _named(busy: list[Part]) -> list[str]:
    most = sorted(busy, key=lambda one: -one.verhouding)[:NAMED]
    return [
        _("{when} ({times} keer)").format(when=_when(one), times=formatting.number(one.verhouding, 1)) for one in most
    ]


def _when(one: Part) -> str:
    if one.dagdeel is None:
        return _("op {day}").format(day=day_names()[one.dag or 0])
    return _("tussen {hours} uur").format(hours=hours(one.dagdeel, _(" en ")))


def _special_sentence(special: SpecialDays | None) -> str:
    if special is None or not special.bijzonder:
        return ""
    clear = [one for one in special.bijzonder if one.clear]
    more = [_special_name(one) for one in clear if one.ratio.estimate > 1]
    fewer = [_special_name(one) for one in clear if one.ratio.estimate < 1]
    if not clear:
        return _("Op geen bijzondere dag zijn er duidelijk meer of minder dan op een gewone dag.")
    said = [
        _("duidelijk meer bij {names}").format(names=common.some(more)) if more else "",
        _("duidelijk minder bij {names}").format(names=common.some(fewer)) if fewer else "",
    ]
    return _("Vergeleken met gewone dagen: {parts}.").format(parts="; ".join(part for part in said if part))


def _special_name(one: Special) -> str:
    return _("{name} ({times} keer)").format(name=one.naam, times=formatting.number(one.ratio.estimate, 1))


def _hours_title(indicator: Indicator, area: Area, times: BusyTimes | None) -> str:
    if times is None:
        return ""
    span = formatting.period(times.van, times.tot)
    return _("{things} in {area}, {span}").format(things=indicator.titel, area=area.naam, span=span)


def _hours_note(indicator: Indicator, area: Area, times: BusyTimes | None, known: Coverage) -> str:
    if times is None:
        return _(
            "Het uur staat alleen bij losse registraties. Van {things} in {area} zijn die er niet: geleverd zijn "
            "aantallen per maand of per jaar."
        ).format(things=indicator.meervoud, area=area.naam)
    return " ".join(part for part in (remarks(times), _newer(known)) if part)


def _newer(known: Coverage) -> str:
    if known.last_final is None or not known.maanden or known.maanden[-1] < known.last_final:
        return ""
    return _("Maanden vanaf {month} zijn nog voorlopig en tellen niet mee.").format(
        month=formatting.period(known.last_final, add_months(known.last_final, 1))
    )


def _parts_rule() -> str:
    return _(
        "Punt: hoeveel keer het gemiddelde per uur, streep: het 95%-interval; registraties komen in groepjes, en dat "
        "maakt het interval wijder. Duidelijk: ook als alle dagen (of dagdelen) samen bekeken worden; van wat zo heet "
        "is naar verwachting hooguit 5% toeval."
    )


def _special_note(special: SpecialDays | None, known: Coverage) -> str:
    if special is None:
        if known.last_final is None:
            return _("Er zijn geen definitieve maanden; over bijzondere dagen is nog niets te zeggen.")
        return _("Van geen enkele maand is bekend op welke dag het gebeurde; over bijzondere dagen is niets te zeggen.")
    span = formatting.period(special.maanden[0], add_months(special.maanden[-1], 1))
    if not special.bijzonder:
        return _(
            "Op gewone dagen in {span} zijn er {n} registraties met een bekende dag; onder de {enough} is over "
            "bijzondere dagen niets te zeggen."
        ).format(span=span, n=formatting.count(special.gewoon), enough=ENOUGH)
    return _(
        "Vergeleken met {days} gewone dagen in {span}: dagen van dezelfde weekdag waarop niets bijzonders valt. Alleen "
        "maanden waarin van bijna elke registratie de dag bekend is. Dagen en weken verschillen {phi} keer zoveel als "
        "toeval alleen zou geven; daarmee zijn de intervallen verruimd. Duidelijk: ook als alle bijzondere dagen samen "
        "bekeken worden. Een schoolvakantie verschilt ook door het seizoen."
    ).format(days=formatting.count(special.gewone_dagen), span=span, phi=formatting.number(special.phi, 1))


def _source(
    indicator: Indicator,
    selection: Selection,
    area: Area,
    manifest: Manifest,
    times: BusyTimes | None,
    known: Coverage,
) -> common.Source:
    period = _span(times, known)
    if period is None:
        return common.of_snapshot(manifest)
    asked = replace(
        selection, van=period.van, tot=period.tot, stap=Stap.GEHEEL, gebieden=(area.code,), absoluut=True, noemer=""
    )
    return common.source(measure(indicator, asked), manifest, period)


def _span(times: BusyTimes | None, known: Coverage) -> Period | None:
    tot = _end(known)
    if tot is None:
        return None
    van = times.van if times is not None else known.maanden[0]
    return cut(van, tot, Stap.GEHEEL)[0]
