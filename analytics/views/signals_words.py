"""How a signal is told: the area, the kind, the figure beside what is usual, how it was found and how sure it is."""

import math
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from analytics import formatting, marks
from analytics.areas import Area, Niveau
from analytics.indicators import Indicator, RegistrationNumerator, kinds, load_all
from analytics.language import _
from analytics.periods import add_months
from analytics.signals import Methode, Signal

LEAST = 0.01  # a share below this is told as 'less than'


def methods() -> dict[Methode, str]:
    """Each method as the screen calls it."""
    return {
        Methode.FARRINGTON: _("plotselinge stijging"),
        Methode.BAYES: _("plotselinge stijging, weinig gegevens"),
        Methode.CUSUM: _("langzame stijging"),
    }


def explained() -> tuple[tuple[str, str], ...]:
    """Each method with what it looks at, and what is meant by usual and by chance."""
    names = methods()
    return (
        (
            names[Methode.FARRINGTON],
            _(
                "De maand ligt boven wat op grond van dezelfde tijd in eerdere jaren en de ontwikkeling sindsdien te "
                "verwachten was (methode Farrington Flexible)."
            ),
        ),
        (
            names[Methode.BAYES],
            _(
                "Hetzelfde, waar er te weinig maanden of registraties zijn voor zo'n verwachting: vergeleken met het "
                "gemiddelde van de maanden die er wel zijn (Bayes-grens)."
            ),
        ),
        (
            names[Methode.CUSUM],
            _(
                "Geen maand springt eruit, maar bij elkaar gebeurt er al enkele maanden meer dan verwacht "
                "(Poisson-CUSUM). De cijfers gaan over al die maanden samen."
            ),
        ),
        (_("gewoonlijk"), _("Tussen deze aantallen ligt 95 van de 100 maanden als er niets verandert.")),
        (
            _("toeval"),
            _(
                "Van alle signalen die minstens zo sterk zijn als dit, het deel dat naar verwachting toeval is. Bij "
                "60% is het vaker niets dan iets."
            ),
        ),
    )


def signal_id(signal: Signal) -> str:
    """What a link names a signal by: '2025-10_BU09350001_1.1.1_farrington'."""
    return "_".join((f"{signal.maand:%Y-%m}", signal.gebied, signal.soort, signal.methode.value))


def mark_id(signal: marks.Signal) -> str:
    """The same of a signal that was judged."""
    return "_".join((f"{signal.maand:%Y-%m}", signal.gebied, signal.soort, signal.methode))


@lru_cache(maxsize=256)
def own_indicator(soort: str) -> Indicator | None:
    """The indicator that counts exactly this kind; None when there is none."""
    for indicator in load_all().values():
        if isinstance(indicator.teller, RegistrationNumerator) and indicator.teller.soorten == (soort,):
            return indicator
    return None


def kind_name(soort: str) -> str:
    """The name of a kind: that of its indicator, else what the police calls it."""
    indicator = own_indicator(soort)
    return indicator.titel if indicator is not None else kinds()[soort]["naam"]


def place(area: Area) -> str:
    """'Wolder', 'Centrum (wijk)', 'Maastricht (hele stad)'."""
    texts = {Niveau.WIJK: _("{name} (wijk)"), Niveau.GEMEENTE: _("{name} (hele gemeente)")}
    return texts.get(area.niveau, "{name}").format(name=area.naam)


def month(maand: date) -> str:
    """'oktober 2025'."""
    return f"{formatting.month_name(maand.month)} {maand.year}"


def span(signal: Signal) -> str:
    """The period of the figure of a signal: its month, of a slow rise everything since it began."""
    if signal.sinds is None or signal.sinds == signal.maand:
        return month(signal.maand)
    return formatting.period(signal.sinds, add_months(signal.maand, 1))


def between(low: float, high: float) -> str:
    """The whole numbers inside a band: '1 tot 4'; '4' when there is one only."""
    most = max(math.floor(high), 0)
    least = min(max(math.ceil(low), 0), most)
    if least == most:
        return formatting.count(most)
    return _("{low} tot {high}").format(low=formatting.count(least), high=formatting.count(most))


def usual(signal: Signal) -> str:
    """'gewoonlijk 1 tot 4'."""
    return _("gewoonlijk {between}").format(between=between(signal.ondergrens, signal.bovengrens))


def figure(signal: Signal) -> str:
    """'9 in oktober 2025, gewoonlijk 1 tot 4'."""
    return _("{n} in {span}, {usual}").format(
        n=formatting.count(signal.waarneming), span=span(signal), usual=usual(signal)
    )


def method(signal: Signal) -> str:
    """'plotselinge stijging', 'langzame stijging sinds maart 2025'."""
    name = methods()[signal.methode]
    if signal.methode is Methode.CUSUM and signal.sinds is not None:
        return _("{name} sinds {month}").format(name=name, month=month(signal.sinds))
    return name


def share(value: float) -> str:
    """A share as a percentage; a very small one as 'minder dan 1%'."""
    if value < LEAST:
        return _("minder dan 1%")
    return formatting.percentage(100 * min(value, 1.0), 0)


def rounded(value: float) -> str:
    """A number of signals to be expected: '2', '0,5'."""
    return formatting.number(value, 0 if abs(value - round(value)) < LEAST else 1)


def chance(signal: Signal, *, short: bool = False) -> str:
    """'van signalen zo sterk als dit is naar verwachting 3% toeval'; in short where many stand below each other."""
    if short:
        return _("van zulke signalen is naar verwachting {share} toeval").format(share=share(signal.q))
    return _("van signalen zo sterk als dit is naar verwachting {share} toeval").format(share=share(signal.q))


def also(signals: tuple[Signal, ...], areas: Mapping[str, Area]) -> str:
    """'ook zichtbaar in Centrum (wijk) en Maastricht (hele stad)'; '' for nothing."""
    if not signals:
        return ""
    order = (Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE)
    found = sorted(signals, key=lambda one: order.index(one.niveau))
    return _("ook zichtbaar in {areas}").format(areas=formatting.joined(place(areas[one.gebied]) for one in found))


def sentence(*parts: str) -> str:
    """Parts as sentences: a capital in front, a full stop behind, nothing for what is empty."""
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)
