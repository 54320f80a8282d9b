"""What every view shares: the source line, the choices of period and measure, and the facts that travel along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics import formatting, provisional
from analytics.areas import Area, Niveau, all_areas
from analytics.contract import Manifest
from analytics.coverage import Coverage, coverage, denominators
from analytics.indicators import Indicator, groups
from analytics.language import _
from analytics.measures import VOORLOPIG, Measurement
from analytics.periods import Period, Stap, add_months, cut
from analytics.snapshots import Snapshot

QUARTERS, MONTHS = 12, 24  # how far back a single quarter or month is offered
TWELVE_MONTHS = "12m"
COUNT = "aantal"


@dataclass(frozen=True)
class Source:
    """Where the figures on the screen come from; `line` is the sentence, `notes` travel with downloads."""

    line: str
    notes: tuple[tuple[str, str], ...]


def available(snapshot: Snapshot, niveaus: Sequence[Niveau], *, surveys: bool = True) -> tuple[Indicator, ...]:
    """Indicators with any figure at one of these levels, in screen order."""
    found = [indicator for group in groups() for indicator in group.indicatoren if surveys or not indicator.is_survey]
    return tuple(i for i in found if any(not coverage(snapshot, i, niveau).is_empty for niveau in niveaus))


def first_of(wanted: Iterable[Indicator], offered: Sequence[Indicator]) -> Indicator | None:
    """The first wanted indicator that is offered, else the first offered, else None."""
    return next((i for i in wanted if i in offered), offered[0] if offered else None)


def period_choices(known: Coverage) -> dict[str, Period]:
    """Periods on offer by their id: the last twelve final months, years, then recent quarters and months."""
    choices: dict[str, Period] = {}
    recent = known.last_twelve_months()
    if recent is not None:
        choices[TWELVE_MONTHS] = recent
    for year in reversed(known.jaren):
        choices[str(year)] = cut(date(year, 1, 1), date(year + 1, 1, 1), Stap.JAAR)[0]
    for size, stap, limit in ((3, Stap.KWARTAAL, QUARTERS), (1, Stap.MAAND, MONTHS)):
        whole = [m for m in known.maanden if (m.month - 1) % size == 0 and known.has(m, add_months(m, size))]
        choices |= {p.label: p for m in reversed(whole[-limit:]) for p in cut(m, add_months(m, size), stap)}
    return choices


def period_name(choice: str, period: Period, known: Coverage) -> str:
    """A period as a menu shows it, with 'voorlopig' where it is."""
    span = formatting.period(period.van, period.tot)
    if choice == TWELVE_MONTHS:
        return _("laatste 12 maanden ({span})").format(span=span)
    unfinished = known.voorlopig_vanaf is not None and period.tot > known.voorlopig_vanaf
    return _("{span}, voorlopig").format(span=span) if unfinished else span


def rate_choices(indicator: Indicator, snapshot: Snapshot) -> dict[str, str]:
    """The denominators of an indicator that this snapshot knows, by name. Empty for surveys."""
    known = denominators(snapshot)
    return {
        n.van: _("per {per} {noemer}").format(per=formatting.count(n.per), noemer=n.van)
        for n in indicator.noemers
        if n.van in known
    }


def measure_choices(indicator: Indicator, snapshot: Snapshot) -> dict[str, str]:
    """What a count can be shown as: its rates first, then the plain count. Empty for surveys."""
    return {} if indicator.is_survey else {**rate_choices(indicator, snapshot), COUNT: _("aantal")}


def municipality(snapshot: Snapshot) -> Area:
    """The own municipality as an area."""
    return all_areas(snapshot)[snapshot.manifest().gemeente]


def named(snapshot: Snapshot, codes: Iterable[str]) -> list[str]:
    """Names of areas, in the order given."""
    areas = all_areas(snapshot)
    return [areas[code].naam for code in codes]


def some(names: Sequence[str], limit: int = 3) -> str:
    """'A, B en C', or 'A, B en 4 andere' when there are more than fit in a sentence."""
    if len(names) <= limit:
        return formatting.joined(names)
    shown = list(names[: limit - 1])
    return formatting.joined([*shown, _("{n} andere").format(n=len(names) - len(shown))])


def figure_title(measurement: Measurement) -> str:
    """What a figure of one period shows: 'Woninginbraken per buurt, 2024, per 1.000 inwoners'."""
    selection = measurement.selection
    return _("{title} per {level}, {span}, {unit}").format(
        title=measurement.indicator.titel,
        level=selection.niveau.value,
        span=formatting.period(selection.van, selection.tot),
        unit=measurement.eenheid,
    )


def completeness(measurement: Measurement, period: Period) -> str:
    """How complete the provisional months of the period are, in words; '' when there are none or it is not known."""
    selection = measurement.selection
    known = coverage(selection.snapshot, measurement.indicator, selection.niveau)
    months = provisional.months_of(known, period.van, period.tot)
    return provisional.sentence(selection.snapshot, measurement.indicator, months)


def source(measurement: Measurement, manifest: Manifest, period: Period) -> Source:
    """The source line of one measurement over one period."""
    sources = sources_text(manifest, measurement.bronnen) or _("geen gegevens")
    span = formatting.period(period.van, period.tot)
    unfinished = bool((measurement.values["status"] == VOORLOPIG).any())
    parts = [
        _("Bron: {sources}").format(sources=sources),
        _("{span} (voorlopig)").format(span=span) if unfinished else span,
        *denominator_note(measurement),
        _("gegevens van {day}").format(day=formatting.date_long(manifest.gemaakt.date())),
        _("momentopname {id}").format(id=manifest.id),
    ]
    notes = [
        (_("Bron"), sources),
        (_("Periode"), span),
        (_("Volledigheid"), completeness(measurement, period)),
        (_("Eenheid"), measurement.eenheid),
        (_("Methode"), _("{method}, betrouwbaarheid 95%").format(method=measurement.methode)),
        (_("Gegevens van"), formatting.date_long(manifest.gemaakt.date())),
        (_("Momentopname"), manifest.id),
        (_("Soort gegevens"), _("VOORBEELD, grotendeels verzonnen") if manifest.voorbeeld else _("echte gegevens")),
        (_("Toelichting"), measurement.indicator.toelichting),
    ]
    return Source(" · ".join(parts), tuple((label, text) for label, text in notes if text))


def sources_text(manifest: Manifest, keys: Iterable[str]) -> str:
    """'Politie 47018NED, 47022NED; CBS 85984NED': publishers once, with the tables used; made up says so."""
    tables: dict[str, list[str]] = {}
    for key in keys:
        bron = manifest.bronnen[key]
        publisher = _("{name} (verzonnen)").format(name=bron.uitgever) if bron.verzonnen else bron.uitgever
        tables.setdefault(publisher, []).append(bron.tabel or "")
    return "; ".join(
        " ".join([publisher, ", ".join(sorted({n for n in names if n}))]).strip() for publisher, names in tables.items()
    )


def denominator_note(measurement: Measurement) -> list[str]:
    """Of which day the denominator is, for a source line; nothing for what has none."""
    if not measurement.noemer or not measurement.noemer_jaren:
        return []
    first, last = measurement.noemer_jaren[0], measurement.noemer_jaren[-1]
    years = str(first) if first == last else _("{first} tot en met {last}").format(first=first, last=last)
    return [_("{noemer} op 1 januari {years}").format(noemer=measurement.noemer.van, years=years)]


def of_snapshot(manifest: Manifest) -> Source:
    """The source line of what is about a snapshot as a whole."""
    day = formatting.date_long(manifest.gemaakt.date())
    names = sources_text(manifest, manifest.bronnen)
    line = " · ".join(
        [
            _("Bron: {sources}").format(sources=names),
            _("gegevens van {day}").format(day=day),
            _("momentopname {id}").format(id=manifest.id),
        ]
    )
    return Source(line, ((_("Bron"), names), (_("Gegevens van"), day), (_("Momentopname"), manifest.id)))
