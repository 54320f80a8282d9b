"""Which annotations belong on a chart."""

from collections.abc import Iterable, Mapping
from datetime import date

from analytics import indicators
from analytics.annotations.contents import Annotation
from analytics.areas import Area
from analytics.indicators import Indicator


def touching(
    found: Iterable[Annotation], indicator: Indicator, gebied: str, areas: Mapping[str, Area], van: date, tot: date
) -> tuple[Annotation, ...]:
    """The annotations for a chart of `indicator` in `gebied` from `van` until `tot` (exclusive), oldest first.

    What holds for an area holds for everything in it, not for what it is part of: one of a wijk is shown on its
    buurten, one of a buurt on that buurt and on areas of attention within it. So too for what is counted: one about a
    sum is shown on its parts. Withdrawn ones are never shown.
    """
    within = _within(gebied, areas)
    shown = [
        one
        for one in found
        if not one.ingetrokken
        and one.van < tot
        and (one.tot or one.van) >= van
        and (not one.gebieden or within & {*one.gebieden} or one.gemeente in one.gebieden)
        and (not one.indicatoren or any(_counts(id_, indicator) for id_ in one.indicatoren))
    ]
    return tuple(sorted(shown, key=lambda one: (one.van, one.id)))


def _within(gebied: str, areas: Mapping[str, Area]) -> set[str]:
    """An area and what it lies in: a buurt in its wijk, an area of attention perhaps in one buurt or one wijk."""
    known = areas.get(gebied)
    if known is None:
        return {gebied}
    around = set(known.buurten) if len(known.buurten) == 1 else set()
    wijken = {areas[buurt].wijk for buurt in known.buurten}
    return ({gebied, known.wijk} | around | (wijken if len(wijken) == 1 else set())) - {""}


def _counts(whole: str, indicator: Indicator) -> bool:
    """Whether an annotation about `whole` is about `indicator`: the same, or one of its parts."""
    if whole == indicator.id:
        return True
    known = indicators.load_all().get(whole)
    return known is not None and indicator.id in {part.id for part in indicators.parts(known)}
