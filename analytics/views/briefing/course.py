"""Are we on course, in words: the targets of the programmes in force, counted by verdict, and those to watch."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from analytics import formatting
from analytics.language import _, ngettext
from analytics.periods import add_months
from analytics.programmes import Programme
from analytics.reports.model import Sentence, Zekerheid
from analytics.targets import Judged
from analytics.targets.goals import Oordeel
from analytics.views import target_words
from analytics.views import targets as targets_view
from analytics.views.briefing import words
from analytics.views.briefing.findings import Findings
from analytics.views.briefing.plans import Plan, last_year

WATCHED = 3  # targets in one sentence
ORDER = (  # as one tells it: what is reached first, what nobody can say last
    Oordeel.GEHAALD,
    Oordeel.WAARSCHIJNLIJK,
    Oordeel.ONZEKER,
    Oordeel.ONWAARSCHIJNLIJK,
    Oordeel.NIET_GEHAALD,
    Oordeel.NIET_TE_ZEGGEN,
)


def sentences(found: Findings) -> tuple[Sentence, ...]:
    """Per programme in force how its targets stand; without targets in force what became of those before."""
    running = [plan for plan in found.koers.lopend if plan.nu]
    parts = [part for plan in running for part in (_standing(found, plan), _to_watch(found, plan))]
    if not running:
        parts = [_no_targets(found)]
    if found.koers.vorig is not None:
        parts.append(_ended(found, found.koers.vorig))
    return tuple(part for part in parts if part is not None)


def verdicts(targets: Sequence[Judged]) -> str:
    """'4 gehaald, 6 niet gehaald en 5 niet te zeggen'."""
    counted = Counter(one.oordeel for one in targets)
    said = target_words.words()
    return formatting.joined(f"{formatting.count(counted[one])} {said[one]}" for one in ORDER if counted[one])


def address(found: Findings, programme: Programme) -> str:
    """The targets of a programme on their page, as near to the month as that page can look back: to the end of a year,
    unless nothing later is known."""
    newest = found.manifest.gemaakt.date() < add_months(found.tot, 12)
    year = str(max(found.tot.year - 1, programme.van))
    offered = targets_view.moment_names(found.manifest.gemeente)
    moment = year if not newest and year in offered else ""
    return words.address("doelen", programma=programme.id, peiljaar=moment)


def _standing(found: Findings, plan: Plan) -> Sentence:
    text = ngettext(
        "Het doel van het programma {name}: {list}.", "De {n} doelen van het programma {name}: {list}.", len(plan.nu)
    )
    said, certainty = _told(plan, f"‘{plan.programma.naam}’", text)
    return _about(found, f"koers:{plan.programma.id}", said, plan, plan.nu, certainty)


def _told(plan: Plan, name: str, text: str) -> tuple[str, Zekerheid]:
    """How the targets stand, counted by verdict, with what that rests on."""
    known = [one for one in plan.nu if one.oordeel is not Oordeel.NIET_TE_ZEGGEN]
    certainty = Zekerheid.TELLING if all(one.kans is None for one in known) else Zekerheid.ONZEKER
    if not known:
        certainty = Zekerheid.NIET_TE_ZEGGEN
        text = _(
            "Over de {n} doelen van het programma {name} is niets te zeggen: de cijfers ontbreken of zijn niet te "
            "vergelijken."
        )
    return text.format(n=formatting.count(len(plan.nu)), name=name, list=verdicts(plan.nu)), certainty


def _to_watch(found: Findings, plan: Plan) -> Sentence | None:
    """Targets still to be reached with the smallest chances; those that slipped have been named already."""
    slipped = {now.doel.id for now, _then in plan.slipped}
    watched = [one for one in plan.to_watch if one.doel.id not in slipped]
    if not watched:
        return None
    named = [
        _("‘{name}’ (kans {chance})").format(name=one.doel.naam, chance=target_words.chance(one.kans or 0.0))
        for one in watched[:WATCHED]
    ]
    text = ngettext("Houd dit doel in de gaten: {list}.", "Houd deze doelen in de gaten: {list}.", len(named))
    said = text.format(list=formatting.joined(named))
    return _about(found, f"koers:{plan.programma.id}:let-op", said, plan, watched, Zekerheid.ONZEKER)


def _about(
    found: Findings, id_: str, said: str, plan: Plan, targets: Sequence[Judged], certainty: Zekerheid
) -> Sentence:
    return Sentence(
        id=id_,
        text=said,
        href=address(found, plan.programma),
        periode=_("tot en met {month}").format(month=words.month(found)),
        bron=words.source(found, dict.fromkeys(key for one in targets for key in one.bronnen)),
        zekerheid=certainty,
    )


def _no_targets(found: Findings) -> Sentence:
    names = formatting.joined(f"‘{plan.programma.naam}’" for plan in found.koers.lopend)
    if names:
        text = _("Van het programma {names} zijn geen doelen bekend; of we op koers liggen, is daarom niet te zeggen.")
    else:
        text = _("Er loopt geen programma met bekende doelen; of we op koers liggen, is daarom niet te zeggen.")
    return Sentence(
        id="koers:geen-doelen",
        text=text.format(names=names),
        href="/doelen",
        periode=words.month(found),
        bron=_documents([plan.programma for plan in found.koers.lopend]) or words.source(found, ()),
        zekerheid=Zekerheid.NIET_TE_ZEGGEN,
    )


def _ended(found: Findings, plan: Plan) -> Sentence:
    begin, end = date(plan.programma.van, 1, 1), date(last_year(plan.programma) + 1, 1, 1)
    name = _("ervoor (‘{name}’)").format(name=plan.programma.naam)
    said, certainty = _told(plan, name, _("De {n} doelen van het programma {name}: {list}."))
    return Sentence(
        id=f"koers:{plan.programma.id}",
        text=said,
        href=words.address("doelen", programma=plan.programma.id),
        periode=formatting.period(begin, end),
        bron=words.source(found, dict.fromkeys(key for one in plan.nu for key in one.bronnen)),
        zekerheid=certainty,
    )


def _documents(plans: Sequence[Programme]) -> str:
    return formatting.joined(one.document for one in plans)
