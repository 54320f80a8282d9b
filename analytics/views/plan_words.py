"""How far actions are, in words: of the whole list, of a theme, of one action."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from analytics import formatting, programmes, themes
from analytics.language import _, ngettext
from analytics.progress.reporting import word
from analytics.views.plan_actions import UNTOLD, Standing, quarter_name


def answer(stands: Sequence[Standing], programma: str, kwartaal: date) -> str:
    """The first sentence of the page: how many are how far, which are past their term, and whether the plan is over."""
    if not stands:
        return _("Er staan nog geen acties in deze agenda.")
    found = (_known(stands, kwartaal), _overdue(stands), _ended(programma, kwartaal))
    return " ".join(text for text in found if text)


def _known(stands: Sequence[Standing], kwartaal: date) -> str:
    if len(stands) == 1:
        return _("Er staat 1 actie in deze agenda; over {quarter}: {state}.").format(
            quarter=quarter_name(kwartaal), state=state(stands[0])
        )
    known = [now for now in stands if now.status != UNTOLD]
    return _("Over {quarter} is van {known} van de {n} acties de stand bekend{counts}.").format(
        quarter=quarter_name(kwartaal),
        known=formatting.count(len(known)) if known else _("geen"),
        n=formatting.count(len(stands)),
        counts=f": {formatting.joined(_counts(known))}" if known else "",
    )


def _overdue(stands: Sequence[Standing]) -> str:
    over = sum(now.over for now in stands)
    if not over:
        return ""
    return ngettext(
        "Van {n} is de termijn voorbij zonder dat gemeld is dat zij klaar of gestopt is.",
        "Van {n} is de termijn voorbij zonder dat gemeld is dat zij klaar of gestopt zijn.",
        over,
    ).format(n=formatting.count(over))


def _ended(programma: str, kwartaal: date) -> str:
    """That a programme is over: its actions without an end are not past their term, but nobody promised them longer."""
    until = programmes.programme(programma).tot if programma else kwartaal.year
    return _("Dit programma liep tot en met {year}.").format(year=until) if until < kwartaal.year else ""


def theme_line(code: str, stands: Sequence[Standing]) -> str:
    """The name of a theme with how far its actions are, in one sentence."""
    over = sum(now.over for now in stands)
    counts = [*_counts(stands), *([_("{n} over de termijn").format(n=over)] if over else [])]
    return _("{code} {name}: {counts}").format(code=code, name=themes.theme(code).naam, counts=" · ".join(counts))


def _counts(stands: Iterable[Standing]) -> list[str]:
    """'3 lopen', '2 klaar': how many actions are how far."""
    count = Counter(now.status for now in stands)
    return [text(n).format(n=formatting.count(n)) for status, text in COUNTS.items() if (n := count[status])]


COUNTS: dict[str, Callable[[int], str]] = {
    "vertraagd": lambda _n: _("{n} vertraagd"),
    "loopt": lambda n: ngettext("{n} loopt", "{n} lopen", n),
    "gepland": lambda _n: _("{n} gepland"),
    "klaar": lambda _n: _("{n} klaar"),
    "gestopt": lambda _n: _("{n} gestopt"),
    UNTOLD: lambda _n: _("{n} nog niet gemeld"),
}


def state(now: Standing) -> str:
    """'loopt', 'nog niet gemeld', and since when or until when that is all that is known."""
    if now.told is not None:
        return word(now.status)
    if now.earlier is None:
        return _("nog niet gemeld")
    return _("nog niet gemeld (eerder: {status})").format(status=word(now.earlier.said.status))


def state_in_full(now: Standing) -> str:
    """The same with what was said of it, by whom and when."""
    last = now.told or now.earlier
    if last is None:
        return _("Nog niet gemeld.")
    said = _("{status} (gemeld over {quarter} door {who}, {when})").format(
        status=word(last.said.status).capitalize(),
        quarter=quarter_name(last.said.kwartaal),
        who=last.wie,
        when=formatting.moment(last.wanneer),
    )
    said = f"{said}: {last.said.toelichting}" if last.said.toelichting else f"{said}."
    return said if now.told is not None else _("Nog niet gemeld. Eerder: {said}").format(said=said)
