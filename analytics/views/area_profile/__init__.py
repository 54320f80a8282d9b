"""Everything about one buurt or wijk: how safe it is, how that changes, what stands out, when, and what people say.

`surroundings.measured` holds what is the same for every profile of a level; `build` makes one profile of it. Every
value comes from a measurement, with its suppression and its minimum of inhabitants and respondents.
"""

from dataclasses import dataclass, replace

from analytics import formatting, provisional
from analytics.areas import Area, Niveau, at_level
from analytics.beside_city import Pair
from analytics.breaks import Break
from analytics.comparisons import year_on_year
from analytics.contract import Manifest
from analytics.language import _
from analytics.measures import Measurement, Selection
from analytics.tables import Table
from analytics.views import common
from analytics.views.area_profile import answers, busy, facts, kinds, scores, trend_panels
from analytics.views.area_profile.busy import Busy
from analytics.views.area_profile.kinds import Kinds
from analytics.views.area_profile.scores import Score
from analytics.views.area_profile.surroundings import Surroundings, measured, score_pairs
from analytics.views.area_profile.trend_panels import Panel
from analytics.views.changes import in_words

__all__ = ["AreaProfile", "build", "buurten_of", "neighbours"]


@dataclass(frozen=True)
class AreaProfile:
    """One area. Tables are None where the snapshot has no such figures; `reasons` say why a score is missing."""

    area: Area
    question: str
    answer: str
    scores: Table | None
    scores_note: str
    panels: tuple[Panel, ...]
    panels_note: str
    trends: Table | None
    kinds: Kinds
    busy: Busy | None
    facts: Table | None
    answers: Table | None
    answers_text: str
    source: common.Source
    completeness: str


def build(selection: Selection, area: Area, manifest: Manifest) -> AreaProfile:
    """The profile of one area; `selection` gives snapshot, access and the level of the area."""
    around = measured(selection)
    found = scores.scores_of(around.scores, around.rankings, area.code)
    asked = answers.scores(around, area)
    panels = trend_panels.build(around, area)
    return AreaProfile(
        area=area,
        question=_("Hoe veilig is {area}?").format(area=area.naam),
        answer=_answer(found, around, area),
        scores=scores.table(found, area) if found else None,
        scores_note=_scores_note(found),
        panels=panels,
        panels_note=_panels_note(panels),
        trends=trend_panels.table(panels, area),
        kinds=kinds.build(around, area),
        busy=_busy(around, area),
        facts=facts.table(around.selection, area),
        answers=answers.table(around, area, asked),
        answers_text=answers.answer(asked),
        source=_source(around, manifest),
        completeness=_completeness(around, panels),
    )


def buurten_of(selection: Selection, wijk: Area, page: str) -> Table | None:
    """The buurten of a wijk with their scores, each with a link to its profile on `page`."""
    pairs = score_pairs(replace(selection, niveau=Niveau.BUURT))
    buurten = tuple(a for a in at_level(selection.snapshot, Niveau.BUURT) if a.wijk == wijk.code)
    return scores.per_area(pairs, buurten, page) if buurten and pairs else None


def neighbours(selection: Selection, area: Area) -> tuple[Area | None, Area | None]:
    """The areas before and after this one in the order of the list; None at either end."""
    ordered = at_level(selection.snapshot, area.niveau)
    here = [other.code for other in ordered].index(area.code)
    before = ordered[here - 1] if here else None
    return before, ordered[here + 1] if here + 1 < len(ordered) else None


def _answer(found: tuple[Score, ...], around: Surroundings, area: Area) -> str:
    """Two sentences: where it stands beside the city, and whether that changes."""
    if not any(score.known or score.row["teller"] is not None for score in found):
        return _("Over {area} zijn geen cijfers te tonen.").format(area=area.naam)
    return " ".join(part for part in (_beside_the_city(found), _over_time(found, around, area)) if part)


def _beside_the_city(found: tuple[Score, ...]) -> str:
    worse = [score.indicator.titel.lower() for score in found if score.tone == "slechter"]
    better = [score.indicator.titel.lower() for score in found if score.tone == "beter"]
    same = [score.indicator.titel.lower() for score in found if score.tone == "gelijk"]
    unknown = [score.indicator.titel.lower() for score in found if not score.tone]
    parts = [
        _("ongunstiger bij {names}").format(names=formatting.joined(worse)) if worse else "",
        _("gunstiger bij {names}").format(names=formatting.joined(better)) if better else "",
        _("geen duidelijk verschil bij {names}").format(names=formatting.joined(same)) if same else "",
        _("niet te zeggen bij {names}").format(names=formatting.joined(unknown)) if unknown else "",
    ]
    return _("Vergeleken met de gemeente: {parts}.").format(parts="; ".join(part for part in parts if part))


def _over_time(found: tuple[Score, ...], around: Surroundings, area: Area) -> str:
    """What may be said about the registered score since a year earlier; '' without one."""
    counted = [score for score in found if not score.indicator.is_survey]
    if not counted:
        return ""
    period = counted[0].pair.period
    compared = year_on_year(counted[0].indicator, replace(around.selection, gebieden=()), area.code, period)
    span = formatting.period(period.van, period.tot)
    return in_words(compared, _("{title} in {span}").format(title=counted[0].indicator.titel, span=span))


def _busy(around: Surroundings, area: Area) -> Busy | None:
    """Busy times up to the last month known of any kind: some kinds are known further than the total."""
    ends = [pair.period.tot for pair in (*around.scores, *around.kinds) if not pair.indicator.is_survey]
    return busy.build(around.selection, area, max(ends)) if ends else None


def _scores_note(found: tuple[Score, ...]) -> str:
    parts = [
        _("Er is bewust geen totaalcijfer: elke score zegt iets anders.") if len(found) > 1 else "",
        _("Plaats 1 is het ongunstigst; de twee getallen zijn waar dit gebied met 95% zekerheid staat.")
        if any(score.place for score in found)
        else "",
        _("Met zo weinig inwoners zegt een aantal per inwoner niets.") if any(score.small for score in found) else "",
    ]
    return " ".join(part for part in parts if part)


def _panels_note(panels: tuple[Panel, ...]) -> str:
    if not panels:
        return ""
    if panels[0].city is None:
        return _("Aantal over 12 maanden: met zo weinig inwoners zegt een aantal per inwoner niets.")
    breaks = list(dict.fromkeys(b.tekst for panel in panels for b in _inside(panel)))
    shown = _("Lijn: dit gebied over 12 maanden, met zijn 95%-interval; grijs: de gemeente; gestippeld: voorlopig.")
    return " ".join([shown, *(_("Stippellijn: {text}.").format(text=text) for text in breaks)])


def _inside(panel: Panel) -> list[Break]:
    months = panel.series.punten["maand"]
    return [b for b in panel.series.breuken if months.min().date() < b.vanaf <= months.max().date()]


def _completeness(around: Surroundings, panels: tuple[Panel, ...]) -> str:
    if not any(bool(panel.series.punten["voorlopig"].any()) for panel in panels):
        return ""
    return provisional.in_general(around.selection.snapshot)


def _source(around: Surroundings, manifest: Manifest) -> common.Source:
    """One source line for the whole page: every source and period once."""
    pairs: list[Pair] = [*around.scores, *around.kinds, *around.questions]
    if not pairs:
        return common.of_snapshot(manifest)
    measured_all: list[Measurement] = [pair.areas for pair in pairs]
    keys = sorted({key for measurement in measured_all for key in measurement.bronnen})
    spans = formatting.joined(dict.fromkeys(formatting.period(p.period.van, p.period.tot) for p in pairs))
    names = common.sources_text(manifest, keys) or _("geen gegevens")
    day = formatting.date_long(manifest.gemaakt.date())
    line = " · ".join(
        [
            _("Bron: {sources}").format(sources=names),
            spans,
            *_denominators(pairs),
            _("gegevens van {day}").format(day=day),
            _("momentopname {id}").format(id=manifest.id),
        ]
    )
    kind = _("VOORBEELD, grotendeels verzonnen") if manifest.voorbeeld else _("echte gegevens")
    notes = (
        (_("Bron"), names),
        (_("Periode"), spans),
        (_("Gegevens van"), day),
        (_("Momentopname"), manifest.id),
        (_("Soort gegevens"), kind),
    )
    return common.Source(line, notes)


def _denominators(pairs: list[Pair]) -> list[str]:
    """'inwoners op 1 januari 2025': what the rates are divided by, and of which years."""
    years: dict[str, set[int]] = {}
    for pair in pairs:
        if pair.areas.noemer is not None:
            years.setdefault(pair.areas.noemer.van, set()).update(pair.areas.noemer_jaren)
    texts = {name: formatting.joined(map(str, sorted(found))) for name, found in years.items() if found}
    return [_("{noemer} op 1 januari {years}").format(noemer=name, years=text) for name, text in texts.items()]
