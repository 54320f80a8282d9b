"""Four sides of safety beside each other: no headline figure, and what a composite of them would say."""

from dataclasses import dataclass

import pandas as pd

from analytics import formatting
from analytics.areas import Area, all_areas
from analytics.composites import Composed
from analytics.contract import Manifest
from analytics.language import _, ngettext
from analytics.methods.ranks import MOGELIJK, ZEKER
from analytics.ranking import Ranking
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common

NAMED = 5


@dataclass(frozen=True)
class SideBySide:
    """The scores of every area as one table; `composed` and `weighing` only when a composite was asked for."""

    question: str
    answer: str
    directions: str
    table: Table
    composed: Table | None
    weighing: str
    source: common.Source


def build(rankings: tuple[Ranking, ...], manifest: Manifest, composed: Composed | None = None) -> SideBySide:
    """The view of rankings of the same areas and period, each of another indicator (at least one)."""
    first = rankings[0].measurement
    areas = all_areas(first.selection.snapshot)
    answer = _answer(rankings, areas)
    return SideBySide(
        question=_("Hoe staan {areas} ervoor op vier kanten van veiligheid?").format(
            areas={"buurt": _("buurten"), "wijk": _("wijken")}[first.selection.niveau.value]
        ),
        answer=answer,
        directions=_directions(rankings),
        table=_table(rankings, areas, answer),
        composed=_composed(composed, areas) if composed is not None and len(composed.index) else None,
        weighing=_weighing(composed, areas) if composed is not None else "",
        source=_source(rankings, manifest),
    )


def _low(ranking: Ranking, code: str) -> bool:
    return code in ranking.rows.index and str(ranking.rows.loc[code, "groep"]) in (ZEKER, MOGELIJK)


def _answer(rankings: tuple[Ranking, ...], areas: dict[str, Area]) -> str:
    """Who is certainly or possibly low on every side, and on most of them."""
    codes = [str(code) for code in rankings[0].measurement.values["gebied"]]
    count = {code: sum(_low(ranking, code) for ranking in rankings) for code in codes}
    everywhere = [areas[code].naam for code in codes if count[code] == len(rankings)]
    often = [areas[code].naam for code in codes if len(rankings) > count[code] >= max(2, len(rankings) - 1)]
    parts = []
    if everywhere:
        text = ngettext(
            "{names} hoort op alle {n} kanten zeker of mogelijk bij de laagste.",
            "{names} horen op alle {n} kanten zeker of mogelijk bij de laagste.",
            len(everywhere),
        )
        parts.append(text.format(names=common.some(everywhere, NAMED), n=len(rankings)))
    else:
        parts.append(_("Geen enkel gebied hoort op alle {n} kanten bij de laagste.").format(n=len(rankings)))
    if often:
        parts.append(_("Op alle kanten op één na: {names}.").format(names=common.some(often, NAMED)))
    return " ".join(parts)


def _table(rankings: tuple[Ranking, ...], areas: dict[str, Area], answer: str) -> Table:
    codes = [str(code) for code in rankings[0].measurement.values["gebied"]]
    order = sorted(codes, key=lambda code: (-_weight(rankings, code), areas[code].naam))
    return Table(
        label=_("Scores per gebied naast elkaar. {answer}").format(answer=answer),
        columns=(
            Column("naam", rankings[0].measurement.selection.niveau.value, "text"),
            *(column for number, ranking in enumerate(rankings) for column in _columns(ranking, narrow=number == 0)),
        ),
        rows=tuple(_row(rankings, code, areas) for code in order),
        footer=(_city(rankings, areas),),
    )


def _weight(rankings: tuple[Ranking, ...], code: str) -> float:
    """The chances of being among the lowest, added up: who is low on many sides comes first."""
    return float(sum(ranking.rows["kans"].get(code, 0.0) for ranking in rankings))


def _columns(ranking: Ranking, *, narrow: bool) -> tuple[Column, Column]:
    indicator, stad = ranking.measurement.indicator, ranking.stad["waarde"]
    return (
        Column(
            indicator.id,
            indicator.titel,
            "interval",
            unit=ranking.measurement.eenheid,
            decimals=indicator.decimalen,
            mark=None if pd.isna(stad) else float(stad),
            mark_text=_("gemeente"),
            narrow=narrow,
        ),
        Column(f"{indicator.id}_kans", _("kans"), "decimal", unit="%", on_screen=False,
               help=_("Kans om bij de {k} laagste te horen.").format(k=ranking.k)),
    )  # fmt: skip


def _directions(rankings: tuple[Ranking, ...]) -> str:
    """Which way is better, for every score, and what stands between brackets."""
    texts = {"lager_is_beter": _("Lager is beter: {names}."), "hoger_is_beter": _("Hoger is beter: {names}.")}
    shown = [ranking.measurement.indicator for ranking in rankings]
    found = {way: [i.titel.lower() for i in shown if i.richting == way] for way in texts}
    told = [texts[way].format(names=formatting.joined(names)) for way, names in found.items() if names]
    chance = _("Tussen haakjes: de kans om bij de laagste {k} te horen, waar die duidelijk groter is dan bij loten.")
    return " ".join([*told, chance.format(k=rankings[0].k)])


def _row(rankings: tuple[Ranking, ...], code: str, areas: dict[str, Area]) -> Row:
    cells = {"naam": Cell(areas[code].naam)}
    for ranking in rankings:
        name = ranking.measurement.indicator.id
        cells[name], cells[f"{name}_kans"] = _cells(ranking, code)
    return Row(code, cells)


def _cells(ranking: Ranking, code: str) -> tuple[Cell, Cell]:
    if code not in ranking.rows.index:
        return Cell(None, text=formatting.MISSING), Cell(None, text=formatting.MISSING)
    row = ranking.rows.to_dict("index")[code]
    text = formatting.number(row["waarde"], ranking.measurement.indicator.decimalen)
    chance = Cell(None, text=formatting.MISSING) if pd.isna(row["kans"]) else _share(row["kans"])
    if row["groep"] in (ZEKER, MOGELIJK):
        text = f"{text} ({chance.text})"
    return Cell(float(row["waarde"]), float(row["ondergrens"]), float(row["bovengrens"]), text=text), chance


def _city(rankings: tuple[Ranking, ...], areas: dict[str, Area]) -> Row:
    cells = {"naam": Cell(areas[str(rankings[0].stad.name)].naam)}
    for ranking in rankings:
        name, row = ranking.measurement.indicator.id, ranking.stad
        known = not pd.isna(row["waarde"])
        cells[name] = (
            Cell(
                float(row["waarde"]),
                None if pd.isna(row["ondergrens"]) else float(row["ondergrens"]),
                None if pd.isna(row["bovengrens"]) else float(row["bovengrens"]),
                text=formatting.number(row["waarde"], ranking.measurement.indicator.decimalen),
            )
            if known
            else Cell(None, text=formatting.MISSING)
        )
        cells[f"{name}_kans"] = Cell(None, text="")
    return Row(str(rankings[0].stad.name), cells, emphasis=True)


def _composed(composed: Composed, areas: dict[str, Area]) -> Table:
    base = _("{year} = 100").format(year=composed.composite.basisjaar)
    shares = composed.share.to_dict()
    return Table(
        label=composed.composite.titel,
        columns=(
            Column("naam", _("gebied"), "text"),
            Column(
                "index",
                _("index"),
                "decimal",
                unit=base,
                help=_("De gemeente in het basisjaar is 100; lager is beter."),
            ),
            Column("aandeel", _("bij de laagste {k}").format(k=composed.k), "decimal", unit=_("% van de wegingen")),
        ),
        rows=tuple(
            Row(
                str(code),
                {"naam": Cell(areas[str(code)].naam), "index": _number(value, 0), "aandeel": _share(shares[code])},
            )
            for code, value in composed.index.sort_values(ascending=False).items()
        ),
        sort=("index", True),
    )


def _number(value: float, decimals: int) -> Cell:
    return Cell(round(float(value), 1), text=formatting.number(value, decimals))


def _share(share: float) -> Cell:
    return Cell(round(100 * float(share), 1), text=formatting.percentage(100 * share, 0))


def _weighing(composed: Composed, areas: dict[str, Area]) -> str:
    """What the choice of weights decides, in words."""
    if composed.without:
        names = formatting.joined(indicator.titel for indicator in composed.without)
        return _("Geen index: van {names} is {year} niet op dezelfde manier gemeten.").format(
            names=names, year=composed.composite.basisjaar
        )
    if composed.index.empty:
        return _("Geen index: te weinig gebieden hebben alle delen.")
    always = [areas[str(code)].naam for code in composed.share.index[composed.share >= 0.95]]
    sometimes = int(((composed.share > 0.05) & (composed.share < 0.95)).sum())
    text = _("Bij vrijwel elke weging bij de laagste {k}: {names}.").format(
        k=composed.k, names=common.some(always, NAMED) if always else _("geen enkel gebied")
    )
    if sometimes:
        text += " " + ngettext(
            "Bij {n} gebied beslist de weging.", "Bij {n} gebieden beslist de weging.", sometimes
        ).format(n=sometimes)
    return f"{composed.composite.toelichting} {text}"


def _source(rankings: tuple[Ranking, ...], manifest: Manifest) -> common.Source:
    """The source line of the first score, with the publishers of all."""
    first = rankings[0].measurement
    (period,) = first.selection.periods
    base = common.source(first, manifest, period)
    keys = dict.fromkeys(key for ranking in rankings for key in ranking.measurement.bronnen)
    sources = common.sources_text(manifest, keys)
    line = " · ".join([_("Bron: {sources}").format(sources=sources), *base.line.split(" · ")[1:]])
    return common.Source(line, tuple((label, sources if label == _("Bron") else text) for label, text in base.notes))
