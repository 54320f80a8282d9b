"""Which buurten: those that certainly score lowest, with their chance, and those where crime certainly rose or fell."""

from collections.abc import Sequence

from analytics import formatting
from analytics.areas import Niveau, all_areas
from analytics.coverage import coverage
from analytics.frames import floats
from analytics.language import _, ngettext
from analytics.methods.ranks import MOGELIJK, ZEKER
from analytics.ranking import Ranking
from analytics.reports.model import Sentence, Zekerheid
from analytics.statistics import Verdict
from analytics.views import ranking_cells, target_words
from analytics.views.briefing import words
from analytics.views.briefing.findings import Findings, InBuurten
from analytics.views.buurt_ranking import POOR

NAMED = 3  # buurten in one sentence


def sentences(found: Findings) -> tuple[Sentence, ...]:
    """What residents say in the newest round, then where registered crime changed."""
    parts = (_lowest(found), _crime(found))
    said = tuple(part for part in parts if part is not None)
    return said or (_nothing(found),)


def _nothing(found: Findings) -> Sentence:
    text = _("Over buurten is niets te zeggen: er zijn tot en met {month} geen cijfers per buurt.")
    return words.sentence(
        found, "buurten:niets", text.format(month=words.month(found)), "/kaart", (), Zekerheid.NIET_TE_ZEGGEN
    )


def _lowest(found: Findings) -> Sentence | None:
    """Never a bare rank: only who is certain, or how far from certain the likeliest is."""
    ranking = found.ranglijst
    if ranking is None:
        return None
    indicator = ranking.measurement.indicator
    return Sentence(
        id="buurten:beleving",
        text=_told(found, ranking),
        href=words.address("ranglijst", indicator=indicator.id, niveau="buurt", periode=ranking.periode),
        periode=_("enquête {year}").format(year=ranking.periode),
        bron=words.source(found, ranking.measurement.bronnen),
        zekerheid=_certainty(ranking),
    )


def _certainty(ranking: Ranking) -> Zekerheid:
    if len(ranking.rows) < 2:
        return Zekerheid.NIET_TE_ZEGGEN
    return Zekerheid.ZEKER if ranking.of(ZEKER) else Zekerheid.ONZEKER


def _told(found: Findings, ranking: Ranking) -> str:
    certain, n = ranking.of(ZEKER), len(ranking.rows)
    if n < 2:
        text = _("In de enquête van {year} zijn er te weinig antwoorden om te zeggen welke buurten het laagst scoren.")
        return text.format(year=ranking.periode)
    texts = {
        "zeker": ngettext(
            "In de enquête van {year} (‘{subject}’) hoort zeker bij {lowest} van {n} buurten: {names}.",
            "In de enquête van {year} (‘{subject}’) horen zeker bij {lowest} van {n} buurten: {names}.",
            len(certain),
        ),
        "mogelijk": _(
            "In de enquête van {year} (‘{subject}’) is van geen buurt zeker dat zij bij {lowest} van {n} hoort; het "
            "dichtst daarbij is {names}."
        ),
        "toeval": _(
            "In de enquête van {year} (‘{subject}’) is van geen buurt zeker dat zij bij {lowest} van {n} hoort: de "
            "verschillen kunnen toeval zijn."
        ),
    }
    kind = "zeker" if certain else "toeval" if is_chance(ranking) else "mogelijk"
    said = texts[kind].format(
        year=ranking.periode,
        subject=ranking.measurement.indicator.titel,
        lowest=ranking_cells.lowest(ranking),
        n=formatting.count(n),
        names=_with_chance(found, ranking, named(ranking)),
    )
    return f"{said} {_possible(ranking)}".rstrip() if certain else said


def is_chance(ranking: Ranking) -> bool:
    """Whether most of the differences are chance, so that nobody is named who is not certain."""
    return not ranking.rankability >= POOR


def named(ranking: Ranking) -> tuple[str, ...]:
    """Codes of the buurten that are named: the certain ones, else the likeliest; nobody where most is chance."""
    certain = ranking.of(ZEKER)
    if certain or is_chance(ranking):
        return certain
    return (str(ranking.rows.index[0]),)


def _with_chance(found: Findings, ranking: Ranking, codes: Sequence[str]) -> str:
    areas = all_areas(found.snapshot)
    named = [
        _("{name} (kans {chance})").format(
            name=areas[code].naam, chance=target_words.chance(float(floats(ranking.rows.loc[[code], "kans"])[0]))
        )
        for code in codes
    ]
    return words.some(named, NAMED + 2)


def _possible(ranking: Ranking) -> str:
    n = len(ranking.of(MOGELIJK))
    if not n:
        return ""
    return ngettext("Bij {n} andere buurt is dat mogelijk.", "Bij {n} andere buurten is dat mogelijk.", n).format(n=n)


def _crime(found: Findings) -> Sentence | None:
    buurten = found.buurten
    if buurten is None:
        return None
    risen, fallen = buurten.of(Verdict.GESTEGEN), buurten.of(Verdict.GEDAALD)
    if not buurten.compared:
        text = _("In welke buurten het aantal {things} veranderde, is niet te zeggen: {reasons}.").format(
            things=buurten.indicator.meervoud, reasons=words.reasons(buurten.changes.values())
        )
        certainty = Zekerheid.NIET_TE_ZEGGEN
    elif not risen and not fallen:
        text = _nowhere(buurten)
        certainty = Zekerheid.ONZEKER
    else:
        text = " ".join(filter(None, (_more(found, buurten, risen), _fewer(found, buurten, fallen, first=not risen))))
        certainty = Zekerheid.ZEKER
    changes = [buurten.changes[code] for code in (*risen, *fallen)] or list(buurten.changes.values())
    figures = [figure for item in changes for figure in (item.now, item.before)]
    return words.sentence(
        found, "buurten:misdrijven", text, _address(found, buurten, (*risen, *fallen)), figures, certainty
    )


def _nowhere(buurten: InBuurten) -> str:
    text = _(
        "In geen van de {n} vergeleken buurten veranderde het aantal {things} sterker dan toeval bij zo veel buurten "
        "verklaart."
    )
    return text.format(n=formatting.count(buurten.compared), things=buurten.indicator.meervoud)


def _more(found: Findings, buurten: InBuurten, codes: Sequence[str]) -> str:
    if not codes:
        return ""
    return _("{over} waren er zeker meer {things} dan een jaar eerder in {names}.").format(
        over=words.over(buurten.period), things=buurten.indicator.meervoud, names=_beside(found, buurten, codes)
    )


def _fewer(found: Findings, buurten: InBuurten, codes: Sequence[str], *, first: bool) -> str:
    if not codes:
        return ""
    names = _beside(found, buurten, codes)
    if not first:
        return _("Zeker minder waren het er in {names}.").format(names=names)
    return _("{over} waren er zeker minder {things} dan een jaar eerder in {names}; nergens zeker meer.").format(
        over=words.over(buurten.period), things=buurten.indicator.meervoud, names=names
    )


def _beside(found: Findings, buurten: InBuurten, codes: Sequence[str]) -> str:
    areas = all_areas(found.snapshot)
    named = [f"{areas[code].naam} ({words.pair(buurten.changes[code])})" for code in codes]
    return words.some(named, NAMED)


def _address(found: Findings, buurten: InBuurten, named: Sequence[str]) -> str:
    """The course of the first buurt that is named; otherwise the map of the same period, where the map offers it."""
    if named:
        return words.address("hic-trend", indicator=buurten.indicator.id, gebied=named[0])
    known = coverage(found.snapshot, buurten.indicator, Niveau.BUURT)
    period = words.choice(known, buurten.period)
    return words.address("kaart", indicator=buurten.indicator.id, niveau="buurt", periode=period)
