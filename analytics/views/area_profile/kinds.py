"""Kinds that stand out in an area: beside the rest of the city and beside similar buurten, with the rule stated."""

from dataclasses import dataclass
from math import isinf, isnan
from urllib.parse import urlencode

from analytics import formatting, standing_out, typology
from analytics.areas import Area, Niveau
from analytics.language import _, ngettext
from analytics.methods.multiple_tests import SHARE, Ratio
from analytics.standing_out import Kind
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common, themes
from analytics.views.area_profile.surroundings import Surroundings, spread

MOST = 10  # that stand out are listed: more is no longer something that stands out, and two sheets are two sheets
WIDEST = 4.0  # times: what is more often than that is drawn as pointing outwards


@dataclass(frozen=True)
class Kinds:
    """`exceptional`: the kinds that stand out, None when none do; `every`: all of them. `answer` names them, `rule`
    says how it was decided."""

    answer: str
    rule: str
    exceptional: Table | None
    every: Table | None


def build(around: Surroundings, area: Area) -> Kinds:
    """The registered kinds of one area in the recent period."""
    found = _compared(around, area)
    judged = [kind for kind in found if not isnan(kind.city.p)]
    if not judged:
        return Kinds(_nothing(found), "", None, _table(found, area, themed=True) if found else None)
    standing = tuple(kind for kind in judged if kind.stands_out)
    return Kinds(
        answer=_answer(standing, area),
        rule=" ".join(part for part in (_left_out(len(standing)), _rule(len(judged), area)) if part),
        exceptional=_table(standing[:MOST], area) if standing else None,
        every=_table(found, area, themed=True),
    )


def _left_out(n: int) -> str:
    if n <= MOST:
        return ""
    return _("Hier staan de {most} sterkste van de {n}; de rest staat bij alle soorten.").format(most=MOST, n=n)


def _compared(around: Surroundings, area: Area) -> tuple[Kind, ...]:
    own = spread(around.kinds, around.selection, area.code)
    phi = {name: around.spread.get(name, found) if isnan(found) else found for name, found in own.items()}
    found = standing_out.compare(around.kinds, area.code, phi)
    return tuple(sorted(found, key=lambda kind: (not kind.stands_out, isnan(kind.city.p), kind.city.p)))


def _nothing(found: tuple[Kind, ...]) -> str:
    if not found:
        return _("Er zijn geen cijfers per soort van dit gebied.")
    return _("Te weinig inwoners om soorten met de gemeente te vergelijken; de aantallen staan hieronder.")


def _answer(standing: tuple[Kind, ...], area: Area) -> str:
    more = [kind.indicator.meervoud for kind in standing if kind.city_stands_out and kind.city.estimate > 1]
    less = [kind.indicator.meervoud for kind in standing if kind.city_stands_out and kind.city.estimate < 1]
    among = [kind.indicator.meervoud for kind in standing if kind.alike_stands_out and kind.alike.estimate > 1]
    parts = [
        _("Vaker dan in de rest van de gemeente: {names}.").format(names=common.some(more, 5))
        if more
        else _("Geen enkele soort komt duidelijk vaker voor dan in de rest van de gemeente.")
    ]
    if less:
        parts.append(_("Minder vaak: {names}.").format(names=common.some(less, 4)))
    if among:
        parts.append(_("Vaker dan in vergelijkbare buurten: {names}.").format(names=common.some(among, 5)))
    elif typology.alike(area.code):
        parts.append(_("Vergeleken met vergelijkbare buurten is geen soort duidelijk vaker geregistreerd."))
    return " ".join(parts)


def _rule(n: int, area: Area) -> str:
    expected = formatting.number(SHARE * n, 1)
    rule = ngettext(
        "Bekeken is {n} soort.",
        "Bekeken zijn {n} soorten; zonder correctie zouden er door toeval alleen al ongeveer {expected} opvallen.",
        n,
    ).format(n=n, expected=expected)
    corrected = _(
        "Een soort valt op als de exacte toets dat ook na correctie voor al die vergelijkingen zegt "
        "(Benjamini-Hochberg, 5%), ruimer genomen waar registraties in golven komen."
    )
    kind = typology.types().get(area.code)
    like = typology.alike(area.code)
    similar = ""
    if like:
        similar = ngettext(
            "Vergelijkbaar: de enige andere buurt van het type {kind}.",
            "Vergelijkbaar: de {n} andere buurten van het type {kind}.",
            len(like),
        ).format(n=len(like), kind=kind)
    elif area.niveau is Niveau.BUURT:
        similar = _("Voor deze buurt is geen type vastgelegd: vergeleken is alleen met de rest van de gemeente.")
    visitors = _("Het is per inwoner: waar veel bezoekers komen, valt een soort sneller op.")
    return " ".join([rule, corrected, visitors, similar] if similar else [rule, corrected, visitors])


def _table(kinds: tuple[Kind, ...], area: Area, *, themed: bool = False) -> Table:
    """`themed`: with the theme of each kind, where there is room."""
    periods = list(dict.fromkeys(kind.pair.period for kind in kinds))
    span = formatting.joined([formatting.period(period.van, period.tot) for period in periods])
    similar = typology.alike(area.code)
    ratios = [_ratio_column("stad", _("tegenover rest van de gemeente"))]
    ratios += [_ratio_column("soortgelijk", _("tegenover vergelijkbare buurten"))] if similar else []
    return Table(
        label=_("Soorten in {area}, {span}, tegenover de rest van de gemeente.").format(area=area.naam, span=span),
        columns=(
            Column("naam", _("soort"), "text"),
            Column("aantal", _("aantal"), "count", unit=span if len(periods) == 1 else "", narrow=False),
            *ratios,
            Column("woord", _("wat ervan te zeggen is"), "word"),
            *([Column("thema", _("thema"), "link", narrow=False)] if themed else []),
        ),
        rows=tuple(_row(kind, area) for kind in kinds),
    )


def _ratio_column(name: str, title: str) -> Column:
    return Column(
        name,
        title,
        "interval",
        unit=_("keer"),
        decimals=1,
        mark=1.0,
        mark_text=_("gelijk"),
        reach=WIDEST,
        help=_("Punt: hoeveel keer zo vaak per inwoner. Streep: het 95%-interval. Lijn: even vaak."),
        narrow=name == "stad",
    )


def _row(kind: Kind, area: Area) -> Row:
    choice = {"indicator": kind.indicator.id, "gebied": area.code}
    return Row(
        kind.indicator.id,
        {
            "naam": Cell(kind.indicator.titel, href="/hic-trend?" + urlencode(choice)),
            "aantal": Cell(kind.row["teller"]),
            "stad": _ratio_cell(kind.city),
            "soortgelijk": _ratio_cell(kind.alike),
            "woord": _word(kind),
            "thema": _theme(kind.indicator.thema),
        },
    )


def _theme(code: str) -> Cell:
    name = themes.names().get(code, "")
    return Cell(name, href=themes.address(code) if name else "")


def _ratio_cell(ratio: Ratio) -> Cell:
    if isnan(ratio.estimate) or isinf(ratio.estimate):
        return Cell(None)
    high = None if isinf(ratio.upper) else ratio.upper
    text = formatting.with_interval(ratio.estimate, ratio.lower, ratio.upper, 1)
    return Cell(ratio.estimate, ratio.lower, high, text=text)


def _word(kind: Kind) -> Cell:
    if isnan(kind.city.p):
        return Cell(_("niet te zeggen"))
    told = [
        (kind.city, kind.city_stands_out, _("de gemeente")),
        (kind.alike, kind.alike_stands_out, _("vergelijkbare")),
    ]
    more = [name for ratio, out, name in told if out and ratio.estimate > 1]
    less = [name for ratio, out, name in told if out and ratio.estimate < 1]
    both = [_("beide")]
    if more and not less:
        return Cell(_("vaker dan {names}").format(names=(both if len(more) > 1 else more)[0]), tone="slechter")
    if less and not more:
        return Cell(_("minder vaak dan {names}").format(names=(both if len(less) > 1 else less)[0]), tone="beter")
    if more and less:
        return Cell(_("vaker dan {more}, minder vaak dan {less}").format(more=more[0], less=less[0]))
    return Cell(_("valt niet op"), tone="gelijk")
