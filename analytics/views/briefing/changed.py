"""What changed and is certain, and in one line what is quiet."""

from collections.abc import Iterable, Sequence

from analytics import formatting, indicators
from analytics.comparisons import YearOnYear
from analytics.language import _
from analytics.measures import VOORLOPIG
from analytics.reports.model import Sentence, Zekerheid
from analytics.statistics import Verdict
from analytics.views.briefing import words
from analytics.views.briefing.findings import SAID, Findings, InBuurten

NAMED = 4  # subjects in one sentence
QUIET = 5  # the same in the line of what is quiet, which has names only
QUESTIONS = 2  # survey questions in one sentence


def sentences(found: Findings) -> tuple[Sentence, ...]:
    """The leading subject, what else rose, what else fell, and what residents say otherwise than before."""
    if found.leidend is None:
        return (_no_figures(found),)
    others = found.geteld[1:]
    risen = [item for item in others if item.change.verdict is Verdict.GESTEGEN]
    fallen = [item for item in others if item.change.verdict is Verdict.GEDAALD]
    parts = [
        _leading(found, found.leidend),
        _together(found, "veranderd:meer", risen, _opening(found.leidend, Verdict.GESTEGEN)),
        _together(found, "veranderd:minder", fallen, _opening(found.leidend, Verdict.GEDAALD, after=bool(risen))),
        _nothing_else(found) if not risen and not fallen else None,
        _answers(found),
    ]
    return tuple(part for part in parts if part is not None)


def by_chance(found: Findings) -> str:
    """How many subjects would stand out without any change; '' when none is said to have changed."""
    compared = [item for item in found.geteld if item.change.verdict is not Verdict.NIET_TE_ZEGGEN]
    if not any(item.change.verdict in SAID for item in compared):
        return ""
    return _(
        "Er zijn {n} onderwerpen bekeken. Van 20 onderwerpen die gelijk blijven, lijkt er gemiddeld 1 door toeval toch "
        "veranderd."
    ).format(n=formatting.count(len(compared)))


def text(item: YearOnYear, begin: str, things: str = "") -> str:
    """A certain change in one sentence. `begin`: 'In 2025 waren er', 'Ook waren er'; `things`: what is counted, in
    other words than its own."""
    if words.against_count(item):
        return _against_count(item, begin, things or item.indicator.meervoud)
    large = {
        True: _("{begin} minder {things}: {beside} een jaar eerder, {per}{change} minder ({margin})."),
        False: _("{begin} meer {things}: {beside} een jaar eerder, {per}{change} meer ({margin})."),
    }
    small = {
        True: _("{begin} minder {things}: {beside} een jaar eerder; toeval alleen verklaart dat niet."),
        False: _("{begin} meer {things}: {beside} een jaar eerder; toeval alleen verklaart dat niet."),
    }
    chosen = small if words.is_small(item) else large
    return chosen[words.shrinks(item)].format(
        begin=begin,
        things=things or item.indicator.meervoud,
        beside=words.beside(item),
        per=words.per(item),
        change=words.percent(item.change.estimate),
        margin=words.margin(item),
    )


def quiet(found: Findings) -> Sentence:
    """One line: the subjects and buurten without a clear change, and what has too few registrations to tell."""
    others = found.geteld[1:]
    same = [item for item in others if item.change.verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING]
    few = [item for item in others if item.change.verdict is Verdict.TE_WEINIG_WAARNEMINGEN]
    parts = [part for part in (_same(same, found.buurten), _few(few)) if part]
    compared = any(item.change.verdict is not Verdict.NIET_TE_ZEGGEN for item in others)
    nothing = (
        _("Geen van de andere onderwerpen bleef rustig.") if compared else _("Wat rustig bleef, is niet te zeggen.")
    )
    said = " ".join(parts) or nothing
    figures = [item.now for item in (same or few or found.geteld)]
    certainty = Zekerheid.ONZEKER if parts else Zekerheid.NIET_TE_ZEGGEN
    return words.sentence(found, "rustig", said, "/", figures, certainty)


def _leading(found: Findings, item: YearOnYear) -> Sentence:
    begin = words.over(item.now.periode)
    return _about(found, item, _changed(item, begin) if item.change.verdict in SAID else _unchanged(item, begin))


def _about(found: Findings, item: YearOnYear, said: str) -> Sentence:
    certainty = {
        Verdict.GEEN_DUIDELIJKE_VERANDERING: Zekerheid.ONZEKER,
        Verdict.TE_WEINIG_WAARNEMINGEN: Zekerheid.ONZEKER,
        Verdict.NIET_TE_ZEGGEN: Zekerheid.NIET_TE_ZEGGEN,
    }.get(item.change.verdict, Zekerheid.ZEKER)
    return words.sentence(
        found, f"veranderd:{item.indicator.id}", said, _course(item, found), [item.now, item.before], certainty
    )


def _changed(item: YearOnYear, begin: str) -> str:
    return text(item, _("{over} waren er").format(over=begin), words.things(item.indicator))


def _unchanged(item: YearOnYear, begin: str) -> str:
    """Of a change that may be chance, or of which nothing can be said: the counts, and no more."""
    things, reasons = words.things(item.indicator), words.reasons([item])
    n = words.counted(item.now.teller or 0, item.indicator.enkelvoud, things)
    if item.now.status == VOORLOPIG:
        n = _("voorlopig {n}").format(n=n)
    if item.now.teller is None:
        return _("Of het aantal {things} veranderde, is niet te zeggen: {reasons}.").format(
            things=things, reasons=reasons
        )
    texts = {
        Verdict.NIET_TE_ZEGGEN: _("{over} waren er {n}; of dat een verandering is, is niet te zeggen: {reasons}."),
        Verdict.GEEN_DUIDELIJKE_VERANDERING: _(
            "{over} waren er {n}, tegen {before} een jaar eerder: geen duidelijke verandering."
        ),
        Verdict.TE_WEINIG_WAARNEMINGEN: _(
            "{over} waren er {n}, tegen {before} een jaar eerder: te weinig om een verandering te kunnen zien."
        ),
    }
    return texts[item.change.verdict].format(
        over=begin,
        n=n,
        reasons=reasons,
        before=formatting.count(item.before.teller if item.before else None),
    )


def _against_count(item: YearOnYear, begin: str, things: str) -> str:
    """The count went one way and the count per inhabitant the other, because the number of inhabitants changed."""
    texts = {
        True: _("{begin} {things}: {beside} een jaar eerder; {per}is dat {change} minder ({margin})."),
        False: _("{begin} {things}: {beside} een jaar eerder; {per}is dat {change} meer ({margin})."),
    }
    return texts[words.shrinks(item)].format(
        begin=begin,
        things=things,
        beside=words.beside(item),
        per=words.per(item),
        change=words.percent(item.change.estimate),
        margin=words.margin(item),
    )


def _opening(leading: YearOnYear, verdict: Verdict, *, after: bool = False) -> str:
    """How a sentence goes on from the one about the leading subject. `after`: there is one in between."""
    if leading.change.verdict is verdict:
        return _("Ook waren er")
    return _("Daarnaast waren er") if after and leading.change.verdict not in SAID else _("Wel waren er")


def _together(found: Findings, id_: str, items: Sequence[YearOnYear], opening: str) -> Sentence | None:
    """One subject gets a sentence of its own, several share one with their counts; the table has the margins."""
    if not items:
        return None
    if len(items) == 1:
        said = text(items[0], _begin(found, items[0], opening))
    else:
        texts = {True: _("{opening} minder {list}."), False: _("{opening} meer {list}.")}
        said = texts[words.shrinks(items[0])].format(opening=opening, list=_list(items))
    href = _course(items[0], found) if len(items) == 1 else "/"
    figures = [figure for item in items for figure in (item.now, item.before)]
    return words.sentence(found, id_, said, href, figures, Zekerheid.ZEKER)


def _begin(found: Findings, item: YearOnYear, opening: str) -> str:
    """A part of the leading subject is said to be one, where no other sentence comes between; another period than that
    of the leading subject is named."""
    leading = found.leidend
    if leading is None or item.now.periode != leading.now.periode:
        return _("{over} waren er").format(over=words.over(item.now.periode))
    next_to_it = item.change.verdict is Verdict.GESTEGEN or not any(
        other.change.verdict is Verdict.GESTEGEN for other in found.geteld[1:]
    )
    is_part = item.indicator in indicators.parts(leading.indicator)
    return _("Daarbinnen waren er") if is_part and next_to_it else opening


def _list(items: Sequence[YearOnYear]) -> str:
    """'vernielingen (801, een jaar eerder 911) en straatroven (48, een jaar eerder 70)'."""
    first, *more = [words.pair(item) for item in items[:NAMED]]
    begin = _("{things} ({beside} een jaar eerder)").format(things=items[0].indicator.meervoud, beside=first)
    named = [begin, *(f"{item.indicator.meervoud} ({pair})" for item, pair in zip(items[1:], more, strict=False))]
    if len(items) > NAMED:
        named.append(_("nog {n}").format(n=formatting.count(len(items) - NAMED)))
    return formatting.joined(named)


def _nothing_else(found: Findings) -> Sentence | None:
    others = found.geteld[1:]
    compared = [item for item in others if item.change.verdict is not Verdict.NIET_TE_ZEGGEN]
    if not others:
        return None
    figures = [item.now for item in others]
    if not compared:
        said = _("Ook van de andere onderwerpen is niet te zeggen of ze veranderden: {reasons}.")
        if found.leidend is not None and found.leidend.change.verdict is not Verdict.NIET_TE_ZEGGEN:
            said = _("Van de andere onderwerpen is niet te zeggen of ze veranderden: {reasons}.")
        told, certainty = said.format(reasons=words.reasons(others)), Zekerheid.NIET_TE_ZEGGEN
    else:
        told = _("Bij geen van de {n} andere onderwerpen is zeker dat er iets veranderde.").format(
            n=formatting.count(len(compared))
        )
        certainty = Zekerheid.ONZEKER
    return words.sentence(found, "veranderd:niets", told, "/", figures, certainty)


def _no_figures(found: Findings) -> Sentence:
    said = _("Of er iets veranderde, is niet te zeggen: er zijn tot en met {month} te weinig cijfers.")
    return words.sentence(
        found, "veranderd:niets", said.format(month=words.month(found)), "/", (), Zekerheid.NIET_TE_ZEGGEN
    )


def _answers(found: Findings) -> Sentence | None:
    """Survey questions of which the difference with the round before is certain; None without one."""
    moved = [item for item in found.gevraagd if item.change.verdict in SAID and item.before is not None]
    rounds = [(item.now.periode, item.before.periode if item.before else None) for item in moved]
    moved = [item for item, pair in zip(moved, rounds, strict=True) if pair == rounds[0]]
    if not moved:
        return None
    said = _("Bewoners antwoordden in de enquête van {year} anders dan in {before}: {list}.").format(
        year=moved[0].now.periode.label,
        before=moved[0].before.periode.label if moved[0].before else "",
        list=_movements(moved),
    )
    figures = [figure for item in moved for figure in (item.now, item.before)]
    return words.sentence(found, "veranderd:beleving", said, "/", figures, Zekerheid.ZEKER)


def _movements(items: Sequence[YearOnYear]) -> str:
    """Two fit in a sentence; of more the first is told, and how many there are."""
    return words.some([_movement(item) for item in items], QUESTIONS if len(items) <= QUESTIONS else 1)


def _movement(item: YearOnYear) -> str:
    texts = {
        True: _("‘{title}’ daalde van {before} naar {now}"),
        False: _("‘{title}’ steeg van {before} naar {now}"),
    }
    before = words.value(item.before, item.indicator) if item.before else formatting.MISSING
    return texts[words.shrinks(item)].format(
        title=item.indicator.titel, before=before, now=words.value(item.now, item.indicator)
    )


def _same(items: Sequence[YearOnYear], buurten: InBuurten | None) -> str:
    """'Geen duidelijke verandering bij straatroven en overvallen, en in 40 van de 44 buurten'; '' without any."""
    places = [_("bij {names}").format(names=words.some([words.name(item.indicator) for item in items], QUIET))]
    still = buurten.how_many(Verdict.GEEN_DUIDELIJKE_VERANDERING) if buurten is not None else 0
    areas = _("in {n} van de {all} buurten").format(
        n=formatting.count(still), all=formatting.count(len(buurten.changes) if buurten is not None else 0)
    )
    said = [*(places if items else []), *([areas] if still else [])]
    return _("Geen duidelijke verandering {where}.").format(where=_(", en ").join(said)) if said else ""


def _few(items: Iterable[YearOnYear]) -> str:
    names = [words.name(item.indicator) for item in items]
    return (
        _("Te weinig registraties om iets te zeggen: {names}.").format(names=words.some(names, QUIET)) if names else ""
    )


def _course(item: YearOnYear, found: Findings) -> str:
    return words.address("hic-trend", indicator=item.indicator.id, gebied=found.city.code)
