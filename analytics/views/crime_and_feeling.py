"""Where people feel less safe than the figures explain: crime and feeling in words, as a picture and as a table."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics import formatting
from analytics.areas import all_areas
from analytics.comparisons import Z95
from analytics.contract import Manifest
from analytics.feeling import Feeling, Judgement, Side, compare
from analytics.language import _, ngettext
from analytics.measures import VOORLOPIG, Measurement
from analytics.tables import Table
from analytics.views import common
from analytics.views.feeling_table import table

NAMED = 4  # areas in a sentence
ONE_SIDE = 0.025  # of areas that would be called by chance alone, on each side


@dataclass(frozen=True)
class FeelingView:
    """`names` and `hovers` by area code; `relation` says in words what the line is, `years` which years are compared.

    `quadrants`: the names of the corners round the city: more crime and less safe, less crime and less safe, more crime
    and safer, less crime and safer.
    """

    question: str
    answer: str
    relation: str
    years: str
    feeling: Feeling
    names: dict[str, str]
    hovers: dict[str, str]
    quadrants: tuple[str, str, str, str]
    table: Table
    source: common.Source
    completeness: str

    @property
    def picture_text(self) -> str:
        """Text alternative of the picture: what it draws and what it finds."""
        return _("Per gebied de misdrijven naast de beleving, elk met zijn interval. {answer} {relation}").format(
            answer=self.answer, relation=self.relation
        )


def build(
    crime: Measurement,
    crime_city: Measurement,
    survey: Measurement,
    survey_city: Measurement,
    manifest: Manifest,
    chosen: str | None = None,
) -> FeelingView:
    """The view of two one-period measurements of the same level: a rate and a survey with a direction."""
    feeling = compare(crime, crime_city, survey, survey_city)
    names = {code: area.naam for code, area in all_areas(crime.selection.snapshot).items()}
    answer = _answer(feeling, names)
    things = crime.indicator.meervoud
    more, fewer = _("meer {things}").format(things=things), _("minder {things}").format(things=things)
    return FeelingView(
        question=_("Waar voelen mensen zich onveiliger dan de cijfers verklaren?"),
        answer=answer,
        relation=_relation(feeling),
        years=_years(crime, survey),
        feeling=feeling,
        names=names,
        hovers={str(code): _hover(feeling, str(code), row, names) for code, row in feeling.rows.iterrows()},
        quadrants=(
            _("{crime}, voelt onveiliger").format(crime=more),
            _("{crime}, voelt toch onveiliger").format(crime=fewer),
            _("{crime}, voelt toch veiliger").format(crime=more),
            _("{crime}, voelt veiliger").format(crime=fewer),
        ),
        table=table(feeling, names, chosen, answer),
        source=_source(crime, survey, manifest),
        completeness=common.completeness(crime, crime.selection.periods[0]),
    )


def told(judgement: Judgement) -> str:
    """The same as a phrase that stands by itself."""
    return {
        Judgement.ONVEILIGER: _("voelt onveiliger dan de misdrijven verklaren"),
        Judgement.VEILIGER: _("voelt veiliger dan de misdrijven verklaren"),
        Judgement.PAST: _("beleving past bij de misdrijven"),
        Judgement.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }[judgement]


def _answer(feeling: Feeling, names: dict[str, str]) -> str:
    if feeling.rows.empty:
        return _("Dat is niet te zeggen: geen gebied heeft beide cijfers.")
    if feeling.line is None:
        return _("Dat is niet te zeggen: {reason}.").format(reason=feeling.reden)
    less, more = ([names[c] for c in feeling.judged(j)] for j in (Judgement.ONVEILIGER, Judgement.VEILIGER))
    unsafe = _("In {names} voelen mensen zich onveiliger dan de misdrijven verklaren").format(
        names=common.some(less, NAMED)
    )
    if not less:
        unsafe = _("Nergens voelen mensen zich duidelijk onveiliger dan de misdrijven verklaren")
    safe = _("; in {names} veiliger").format(names=common.some(more, NAMED)) if more else ""
    n = len(feeling.rows)
    fits = _("Bij {rest} van de {n} past de beleving bij de misdrijven{chance}.").format(
        rest=n - len(less) - len(more), n=n, chance=_by_chance(n)
    )
    return f"{unsafe}{safe}. {fits}"


def _by_chance(n: int) -> str:
    expected = round(2 * ONE_SIDE * n)
    if not expected:
        return ""
    return ngettext(
        "; door toeval alleen zou er al ongeveer {k} opvallen",
        "; door toeval alleen zouden er al ongeveer {k} opvallen",
        expected,
    ).format(k=expected)


def _relation(feeling: Feeling) -> str:
    """What the line says of twice as much crime, with its interval; '' without a line."""
    line = feeling.line
    if line is None:
        return ""
    step, reach = np.log(2.0) * line.slope, np.log(2.0) * Z95 * line.slope_error
    decimals = max(feeling.survey.measurement.indicator.decimalen, 2) if abs(step) < 1 else 1
    told = _('Bij twee keer zoveel {things} verschilt "{title}" gemiddeld {step} ({low} tot {high}).').format(
        things=feeling.crime.measurement.indicator.meervoud,
        step=formatting.signed_number(step, decimals),
        low=formatting.signed_number(step - reach, decimals),
        high=formatting.signed_number(step + reach, decimals),
        title=feeling.survey.measurement.indicator.titel,
    )
    if step - reach < 0 < step + reach:
        return _("Een verband tussen misdrijven en beleving is niet duidelijk. {told}").format(told=told)
    unsafer = (step > 0) == feeling.unsafe_is_high
    where = _("minder veilig") if unsafer else _("veiliger")
    return _("Waar meer misdrijven zijn, voelen mensen zich {where}. {told}").format(where=where, told=told)


def _span(measurement: Measurement) -> str:
    period = measurement.selection.periods[0]
    return formatting.period(period.van, period.tot)


def _years(crime: Measurement, survey: Measurement) -> str:
    if _span(crime) == _span(survey):
        return _("Misdrijven en beleving zijn beide van {year}.").format(year=_span(crime))
    final = not (crime.values["status"] == VOORLOPIG).any()
    which = (
        _("het dichtstbijzijnde jaar waarover de cijfers compleet zijn") if final else _("het dichtstbijzijnde jaar")
    )
    return _("Let op: de beleving is van {survey}, de misdrijven zijn van {crime}, {which}.").format(
        survey=_span(survey), crime=_span(crime), which=which
    )


def _with_unit(value: str, unit: str) -> str:
    return f"{value} {unit}".replace(" %", "%")


def _figure(side: Side, value: float, low: float, high: float) -> str:
    decimals = side.measurement.indicator.decimalen
    return _with_unit(formatting.with_interval(value, low, high, decimals), side.measurement.eenheid)


def _hover(feeling: Feeling, code: str, row: "pd.Series[Any]", names: dict[str, str]) -> str:
    lines = [
        f"<b>{names[code]}</b>",
        _figure(feeling.crime, row["misdrijven"], row["misdrijven_laag"], row["misdrijven_hoog"]),
        _figure(feeling.survey, row["gevoel"], row["gevoel_laag"], row["gevoel_hoog"]),
    ]
    if feeling.line is not None:
        lines.append(told(Judgement(row["oordeel"])))
    return "<br>".join(lines)


def _source(crime: Measurement, survey: Measurement, manifest: Manifest) -> common.Source:
    """One source line for two measurements: what each is, and of when."""
    whole = common.source(crime, manifest, crime.selection.periods[0])
    sources = common.sources_text(manifest, (*crime.bronnen, *survey.bronnen)) or _("geen gegevens")
    parts = [
        _("Bron: {sources}").format(sources=sources),
        _("misdrijven {span}").format(span=_span(crime)),
        _("beleving {span}").format(span=_span(survey)),
        *common.denominator_note(crime),
        _("gegevens van {day}").format(day=formatting.date_long(manifest.gemaakt.date())),
        _("momentopname {id}").format(id=manifest.id),
    ]
    about = [
        (_("Misdrijven"), f"{crime.indicator.titel}, {_span(crime)}, {crime.eenheid}, {crime.methode}"),
        (_("Beleving"), f"{survey.indicator.titel}, {_span(survey)}, {survey.eenheid}, {survey.methode}"),
    ]
    kept = [note for note in whole.notes if note[0] not in (_("Bron"), _("Periode"), _("Eenheid"), _("Methode"))]
    return common.Source(" · ".join(parts), ((_("Bron"), sources), *about, *kept))
