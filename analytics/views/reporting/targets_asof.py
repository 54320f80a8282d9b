"""The targets as of a month: of the programmes in force, or of the last that had any, judged by what was known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analytics import formatting, programmes, targets
from analytics.access import Toegang
from analytics.contract import Manifest
from analytics.language import _
from analytics.programmes import Programme
from analytics.reports.model import Sentence, Zekerheid
from analytics.settings import Settings, settings
from analytics.snapshots import Snapshot
from analytics.targets import Judged
from analytics.targets.goals import Oordeel
from analytics.views import common, target_words
from analytics.views import targets as targets_view
from analytics.views.reporting.asof import end
from analytics.views.reporting.words import address

KNOWN = (Oordeel.GEHAALD, Oordeel.NIET_GEHAALD)


@dataclass(frozen=True)
class Shown:
    """`found`: the targets in the order of their documents; `programmes`: whose they are; `instead`: why these, when
    no programme in force has targets."""

    found: tuple[Judged, ...]
    programmes: tuple[Programme, ...]
    instead: str


def in_force(snapshot: Snapshot, toegang: Toegang, maand: date) -> Shown:
    """The targets of the programmes in force in the year of a month; where these print none those of the last
    programme before that does."""
    begun = _begun(snapshot, maand)
    now = [one for one in begun if one.tot >= maand.year]
    chosen = [one for one in now if one.doelen] or [one for one in begun if one.doelen][-1:]
    found = tuple(one for programme in chosen for one in of(programme, snapshot, toegang, maand))
    instead = "" if any(one in now for one in chosen) else _instead(now, chosen, maand)
    return Shown(found, tuple(chosen), instead)


def by_programme(snapshot: Snapshot, toegang: Toegang, maand: date) -> list[tuple[Programme, tuple[Judged, ...]]]:
    """Every programme that has begun with its targets, the newest first."""
    return [(one, of(one, snapshot, toegang, maand)) for one in reversed(_begun(snapshot, maand))]


def of(programme: Programme, snapshot: Snapshot, toegang: Toegang, maand: date) -> tuple[Judged, ...]:
    """The targets of one programme with the figures up to and including a month, in the order of the document."""
    return _of(programme.id, snapshot, toegang, end(maand), settings())


@lru_cache(maxsize=16)
def _of(programme_id: str, snapshot: Snapshot, toegang: Toegang, tot: date, _options: Settings) -> tuple[Judged, ...]:
    """Kept: the reports of one month judge the same targets."""
    programme = programmes.programme(programme_id)
    found = targets.judge_programme(programme, snapshot, toegang, tot)
    place = {target.id: n for n, target in enumerate(programme.doelen)}
    return tuple(sorted(found, key=lambda one: place[one.doel.id]))


def _begun(snapshot: Snapshot, maand: date) -> list[Programme]:
    return [one for one in programmes.programmes(snapshot.manifest().gemeente) if one.van <= maand.year]


def _instead(now: Sequence[Programme], chosen: Sequence[Programme], maand: date) -> str:
    if not chosen:
        return _("Er is geen programma met doelen.")
    shown = _("Getoond zijn daarom de doelen van het laatste programma met doelen: {programme}.").format(
        programme=chosen[0].naam
    )
    if not now:
        return _("In {year} is geen programma van kracht. {shown}").format(year=maand.year, shown=shown)
    names = formatting.joined(one.naam for one in now)
    return _("Van wat in {year} van kracht is ({names}), zijn geen doelen bekend. {shown}").format(
        year=maand.year, names=names, shown=shown
    )


def summary(shown: Shown, manifest: Manifest) -> Sentence | None:
    """How many targets stand how; None without any."""
    return tally("doelen", shown.programmes, shown.found, manifest)


def tally(name: str, of_them: Sequence[Programme], found: Sequence[Judged], manifest: Manifest) -> Sentence | None:
    """The same of any targets, with the id of the sentence."""
    if not found:
        return None
    named = formatting.joined(one.naam for one in of_them)
    return Sentence(
        id=name,
        text=_("{programmes}. {answer}").format(programmes=named, answer=targets_view.answer(found)),
        href="/doelen",
        periode=period(of_them),
        bron=sources(found, manifest),
        zekerheid=_certainty(found),
    )


def _certainty(found: Sequence[Judged]) -> Zekerheid:
    """Of counted verdicts: certain only where chance alone explains none of what is known."""
    known = [one for one in found if one.oordeel in KNOWN]
    if not known:
        return Zekerheid.NIET_TE_ZEGGEN
    return Zekerheid.ZEKER if all(one.toeval is False for one in known) else Zekerheid.ONZEKER


def period(found: Sequence[Programme]) -> str:
    """'2015–2022'."""
    if not found:
        return formatting.MISSING
    return f"{min(one.van for one in found)}–{max(one.tot for one in found)}"


def sources(found: Sequence[Judged], manifest: Manifest) -> str:
    """The documents of the targets, and the sources of our figures beside them."""
    keys = sorted({key for one in found for key in one.bronnen})
    documents = dict.fromkeys(one.programma.document for one in found)
    return "; ".join(filter(None, [*documents, common.sources_text(manifest, keys)]))


def remarks(found: Sequence[Judged], *, in_full: bool = False) -> tuple[tuple[str, str], ...]:
    """Why nothing can be said of some, and the doubt about what is printed, which `in_full` stands there itself: small
    print under the table."""
    unsaid = targets_view.unsaid(found)
    doubtful = [one for one in found if one.doel.kanttekening]
    if in_full:
        return (*unsaid, *((target_words.name(one), one.doel.kanttekening) for one in doubtful))
    text = _("bij wat het document drukt is een kanttekening; die staat bij het doel in het dashboard.")
    return (*unsaid, (target_words.DOUBT, text)) if doubtful else unsaid


def sentence(one: Judged, manifest: Manifest) -> Sentence:
    """What may be said of one target."""
    certain = {True: Zekerheid.ONZEKER, False: Zekerheid.ZEKER, None: Zekerheid.ONZEKER}
    unsaid = one.oordeel is Oordeel.NIET_TE_ZEGGEN
    return Sentence(
        id=f"doel:{one.doel.id}",
        text=target_words.answer(one),
        href=address("doelen", doel=one.doel.id),
        periode=f"{one.programma.van}–{one.programma.tot}",
        bron=sources([one], manifest),
        zekerheid=Zekerheid.NIET_TE_ZEGGEN if unsaid else certain[one.toeval],
    )
