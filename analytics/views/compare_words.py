"""What a comparison beside others says, in words: never more than the rule of `analytics.peers` allows."""

from collections.abc import Sequence

from analytics import formatting
from analytics.areas import Niveau
from analytics.comparisons import tone as tone_of
from analytics.language import _, ngettext
from analytics.peers import Peers, Position, Standing, Usual
from analytics.statistics import Verdict


def municipal(found: Peers) -> bool:
    """Between municipalities; otherwise between buurten."""
    return found.measurement.selection.niveau is Niveau.REFERENTIE


def question(found: Peers) -> str:
    """The question of the page."""
    if municipal(found):
        return _("Hoe doet {name} het naast andere gemeenten?").format(name=found.own.area.naam)
    return _("Hoe doet {name} het naast vergelijkbare buurten?").format(name=found.own.area.naam)


def compared(found: Peers) -> int:
    """How many others have a figure to compare with."""
    return sum(row.figure.waarde is not None and not row.klein for row in found.others)


def others_name(found: Peers) -> str:
    """'de 6 andere gemeenten'."""
    n = compared(found)
    if municipal(found):
        return ngettext("{n} andere gemeente", "de {n} andere gemeenten", n).format(n=n)
    return ngettext("{n} vergelijkbare buurt", "de {n} vergelijkbare buurten", n).format(n=n)


def answer(found: Peers) -> str:
    """The first sentence: the own figure, the mean of the others, what is usual, and the word."""
    own, usual = found.own, found.own.gewoon
    subject = found.measurement.indicator.titel
    if usual is None:
        return _("{subject}: {name} is niet met andere te vergelijken, want {reason}.").format(
            subject=subject, name=own.area.naam, reason=own.reden or _("van een cijfer is het interval niet bekend")
        )
    return f"{_verdict(found, subject)} {_figures(found, usual)}"


def _verdict(found: Peers, subject: str) -> str:
    texts = {
        Position.HOGER: _("{subject}: {name} ligt duidelijk hoger dan het gemiddelde van {others}."),
        Position.LAGER: _("{subject}: {name} ligt duidelijk lager dan het gemiddelde van {others}."),
        Position.GEEN_DUIDELIJK_VERSCHIL: _("{subject}: geen duidelijk verschil tussen {name} en {others}."),
        Position.TE_WEINIG_WAARNEMINGEN: _("{subject}: te weinig om {name} met {others} te vergelijken."),
    }
    return texts[found.own.positie].format(subject=subject, name=found.own.area.naam, others=others_name(found))


def _figures(found: Peers, usual: Usual) -> str:
    item, decimals = found.own.figure, found.measurement.indicator.decimalen
    kind = _("gemeenten") if municipal(found) else _("buurten")
    return _("{name}: {own}, gemiddelde {mean}, {unit}; tussen zulke {kind} is {low} tot {high} gewoon.").format(
        name=found.own.area.naam,
        own=formatting.with_interval(item.waarde, item.ondergrens, item.bovengrens, decimals),
        mean=formatting.with_interval(usual.gemiddelde, usual.laag, usual.hoog, decimals),
        unit=_("in procenten") if found.measurement.eenheid == "%" else found.measurement.eenheid,
        kind=kind,
        low=formatting.number(usual.van, decimals),
        high=formatting.number(usual.tot, decimals),
    )


def word(row: Standing) -> str:
    """The word of one row; with the reason where nothing can be said."""
    said = {
        Position.HOGER: _("duidelijk hoger"),
        Position.LAGER: _("duidelijk lager"),
        Position.GEEN_DUIDELIJK_VERSCHIL: _("geen duidelijk verschil"),
        Position.TE_WEINIG_WAARNEMINGEN: _("te weinig waarnemingen"),
        Position.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }[row.positie]
    return f"{said}: {row.reden}" if row.reden else said


def tone(found: Peers, row: Standing) -> str:
    """Whether the word is good news, by the declared direction of the indicator."""
    verdict = {
        Position.HOGER: Verdict.GESTEGEN,
        Position.LAGER: Verdict.GEDAALD,
        Position.GEEN_DUIDELIJK_VERSCHIL: Verdict.GEEN_DUIDELIJKE_VERANDERING,
    }.get(row.positie)
    return tone_of(verdict, found.measurement.indicator) if verdict else ""


def chart_text(found: Peers, earlier: Sequence[str]) -> str:
    """What the picture shows, for who does not see it."""
    parts = [
        _(
            "Een rij per gebied: een stip met een streep voor het 95%-interval; een grijze baan voor wat gewoon is en "
            "een lijn voor het gemiddelde."
        )
    ]
    if earlier:
        parts.append(_("Open stippen: {years}.").format(years=formatting.joined(earlier)))
    decimals = found.measurement.indicator.decimalen
    values = [
        f"{row.area.naam} {formatting.number(row.figure.waarde, decimals)}"
        for row in (found.own, *found.others)
        if row.figure.waarde is not None and not row.klein
    ]
    return " ".join([*parts, _("{values}.").format(values="; ".join(values))] if values else parts)


def rule(found: Peers) -> str:
    """How it was judged, in plain words."""
    kind = _("Gemeenten") if municipal(found) else _("Buurten")
    return _(
        "{kind} verschillen altijd van elkaar, blijvend en van jaar tot jaar. Daarom heet een gebied pas duidelijk "
        "hoger of lager als het buiten het bereik valt waarin een gebied als de andere in 19 van de 20 gevallen ligt. "
        "Dat bereik volgt uit hoe ver de andere uiteenlopen, uit toeval, en uit hoe weinig het er zijn: hoe minder, "
        "hoe ruimer. Elk ander gebied telt even zwaar in het gemiddelde. Ook de andere gebieden zijn beoordeeld, elk "
        "naast de rest; omdat het er meer zijn, geldt voor hen samen dat van wat opvalt hoogstens 5% toeval mag zijn. "
        "De streep bij een stip is alleen het toeval van dat ene cijfer."
    ).format(kind=kind)
