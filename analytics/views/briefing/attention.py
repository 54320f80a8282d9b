"""What needs attention and why: counts that stand out, targets that slip, and figures that are not whole."""

from collections.abc import Sequence

from analytics import formatting, indicators, provisional
from analytics.areas import all_areas
from analytics.indicators import kinds
from analytics.language import _, ngettext
from analytics.methods.multiple_tests import SHARE
from analytics.periods import add_months
from analytics.reports.model import Sentence, Zekerheid
from analytics.signals import Group, Methode, MonthOfSignals, Signal
from analytics.targets import Judged
from analytics.views import common, signals_words, target_words
from analytics.views.briefing import course, words
from analytics.views.briefing.findings import Findings
from analytics.views.briefing.plans import Plan

LISTED = 1  # signals named in the second sentence about them; the table has more
SLIPPED = 2  # targets in one sentence


def sentences(found: Findings, room: int) -> tuple[Sentence, ...]:
    """Signals, then targets, then how whole the last months are: in at most `room` sentences, where that can be."""
    rest = (*(_slipped(found, plan) for plan in found.koers.lopend), _incomplete(found))
    said = tuple(part for part in rest if part is not None)
    return (*_signals(found, room - len(said)), *said)


def _signals(found: Findings, room: int) -> tuple[Sentence, ...]:
    month = found.signalen
    if month is None:
        return (_untested(found),)
    if not month.groepen:
        return (_none(found, month),)
    first, *others = month.groepen
    if not others or room < 2:
        return (_strongest(found, first, len(others)),)
    return (_strongest(found, first, 0), _others(found, others))


def _untested(found: Findings) -> Sentence:
    text = _("Of er in {month} iets opvalt, is niet te zeggen: om te weten wat gewoon is, zijn er te weinig maanden.")
    return words.sentence(
        found, "aandacht:signalen", text.format(month=words.month(found)), "/signalen", (), Zekerheid.NIET_TE_ZEGGEN
    )


def _none(found: Findings, month: MonthOfSignals) -> Sentence:
    """No signal is an outcome as well: everything was looked at."""
    text = _("In {month} was geen enkel aantal opvallend hoog; elke soort registratie is in elke buurt bekeken.")
    if month.voorlopig:
        text = _("In {month} is tot nu toe geen enkel aantal opvallend hoog; wat nog binnenkomt, kan dat veranderen.")
    return _of_month(found, "aandacht:signalen", text.format(month=words.month(found)), month.signalen)


def _of_month(found: Findings, id_: str, text: str, signals: Sequence[Signal], *, chosen: str = "") -> Sentence:
    unfinished = not signals and found.signalen is not None and found.signalen.voorlopig
    certain = all(one.q <= SHARE for one in signals) and not unfinished
    return Sentence(
        id=id_,
        text=text,
        href=words.address("signalen", maand=f"{found.maand:%Y-%m}", signaal=chosen),
        periode=words.month(found),
        bron=words.source(found, ()),
        zekerheid=Zekerheid.ZEKER if certain else Zekerheid.ONZEKER,
    )


def _strongest(found: Findings, group: Group, others: int) -> Sentence:
    """The strongest signal, how often such a signal is chance, and how many more there are."""
    one = group.signaal
    parts = [_told(found, one), _chance(one)]
    if others:
        text = ngettext("Er is nog {n} ander signaal.", "Er zijn nog {n} andere signalen.", others)
        parts.append(text.format(n=formatting.count(others)))
    id_ = f"aandacht:{one.gebied}:{one.soort}:{one.methode}"
    return _of_month(found, id_, " ".join(parts), (one,), chosen=signals_words.signal_id(one))


def _told(found: Findings, one: Signal) -> str:
    """'In Wolder telde de politie in oktober 9 fietsendiefstallen, waar 1 tot 4 gewoon is.'"""
    usual = signals_words.between(one.ondergrens, one.bovengrens)
    place = words.place(all_areas(found.snapshot)[one.gebied])
    if one.methode is Methode.CUSUM and one.sinds is not None and one.sinds < one.maand:
        return _("In {place} loopt het op sinds {since}: {things}, waar {usual} gewoon is.").format(
            place=place, since=signals_words.month(one.sinds), things=_things(one), usual=usual
        )
    text = _("In {place} telde de politie in {month} {things}, waar {usual} gewoon is.")
    if found.signalen is not None and found.signalen.voorlopig:
        text = _("In {place} telde de politie in {month} tot nu toe {things}, waar {usual} gewoon is.")
    return text.format(place=place, month=formatting.month_name(one.maand.month), things=_things(one), usual=usual)


def _things(one: Signal) -> str:
    """'9 fietsendiefstallen'; of a kind without an indicator of its own what the police calls it."""
    own = signals_words.own_indicator(one.soort)
    if own is not None:
        return words.counted(one.waarneming, own.enkelvoud, own.meervoud)
    text = ngettext("{n} registratie ‘{kind}’", "{n} registraties ‘{kind}’", one.waarneming)
    return text.format(n=formatting.count(one.waarneming), kind=kinds()[one.soort]["naam"])


def _chance(one: Signal) -> str:
    return _("Van zulke signalen is naar verwachting {share} toeval.").format(share=signals_words.share(one.q))


def _others(found: Findings, groups: Sequence[Group]) -> Sentence:
    areas = all_areas(found.snapshot)
    signals = [group.signaal for group in groups]
    named = [_in_list(one, words.place(areas[one.gebied])) for one in signals]
    weakest = max(one.q for one in signals)  # the q of the weakest is the share of all of them
    text = _("Ook opvallend: {list}. Van alle signalen samen is naar verwachting {share} toeval.").format(
        list=words.some(named, LISTED), share=signals_words.share(weakest)
    )
    return _of_month(found, "aandacht:meer", text, signals)


def _in_list(one: Signal, place: str) -> str:
    """'33 winkeldiefstallen in Randwyck (gewoonlijk 6 tot 25)'; of a slow rise since when."""
    usual = signals_words.between(one.ondergrens, one.bovengrens)
    if one.methode is Methode.CUSUM and one.sinds is not None and one.sinds < one.maand:
        return _("{things} in {place} sinds {since} (gewoonlijk {usual})").format(
            since=signals_words.month(one.sinds), things=_things(one), place=place, usual=usual
        )
    return _("{things} in {place} (gewoonlijk {usual})").format(things=_things(one), place=place, usual=usual)


def _slipped(found: Findings, plan: Plan) -> Sentence | None:
    """Targets that stand worse than a year ago; None without one."""
    pairs = plan.slipped
    if not pairs:
        return None
    named = [_now_and_then(now, then) for now, then in pairs]
    text = ngettext(
        "Dit doel staat er slechter voor dan een jaar eerder: {list}.",
        "Deze doelen staan er slechter voor dan een jaar eerder: {list}.",
        len(pairs),
    )
    return Sentence(
        id=f"aandacht:doelen:{plan.programma.id}",
        text=text.format(list=words.some(named, SLIPPED)),
        href=course.address(found, plan.programma),
        periode=_("tot en met {month}").format(month=words.month(found)),
        bron=words.source(found, dict.fromkeys(key for now, _then in pairs for key in now.bronnen)),
        zekerheid=Zekerheid.TELLING if all(now.kans is None for now, _then in pairs) else Zekerheid.ONZEKER,
    )


def _now_and_then(now: Judged, then: Judged) -> str:
    if now.kans is not None and then.kans is not None:
        chances = target_words.chance(now.kans), target_words.chance(then.kans)
        return _("‘{name}’ (kans nu {now}, toen {then})").format(name=now.doel.naam, now=chances[0], then=chances[1])
    before = stand(then) if then.kans is None else _("kans {chance}").format(chance=target_words.chance(then.kans))
    return _("‘{name}’ (nu {now}, toen {then})").format(name=now.doel.naam, now=stand(now), then=before)


def stand(one: Judged) -> str:
    """'onzeker, kans 35%', 'niet gehaald'."""
    said = target_words.words()[one.oordeel]
    if one.kans is None:
        return said
    return _("{verdict}, kans {chance}").format(verdict=said, chance=target_words.chance(one.kans))


def _incomplete(found: Findings) -> Sentence | None:
    """Which months are not whole yet, and how much of the last one is expected to be in; None when all are final."""
    months = found.voorlopig
    if not months:
        return None
    tot = add_months(months[-1], 1)
    span = words.spoken(months[0], tot)
    share = _share(found)
    text = _("De cijfers van {span} zijn voorlopig en tellen in de vergelijking met een jaar eerder niet mee.")
    if share:
        text = _(
            "De cijfers van {span} zijn voorlopig en tellen in de vergelijking nog niet mee: van {month} is naar "
            "verwachting {share} binnen."
        )
    return Sentence(
        id="aandacht:voorlopig",
        text=text.format(span=span, month=formatting.month_name(found.maand.month), share=share),
        href="/over-deze-cijfers",
        periode=formatting.period(months[0], tot),
        bron=words.source(found, ()),
        zekerheid=Zekerheid.ONZEKER if share else Zekerheid.NIET_TE_ZEGGEN,
    )


def _share(found: Findings) -> str:
    """'74% (70% tot 78%)' of all crimes of the month of the briefing; '' when that is not known."""
    offered = [item.indicator for item in found.geteld]
    everything = common.first_of(indicators.on_screen("overzicht_waar"), offered)
    age = provisional.share(found.snapshot, everything, found.maand) if everything else None
    if age is None:
        return ""
    return _("{share} ({low} tot {high})").format(
        share=formatting.percentage(100 * age.aandeel, 0),
        low=formatting.percentage(100 * age.ondergrens, 0),
        high=formatting.percentage(100 * age.bovengrens, 0),
    )
