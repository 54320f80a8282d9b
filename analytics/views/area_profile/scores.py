"""The scores of an area side by side: value, interval, the city, and how sure its place is. No headline figure."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from analytics import formatting
from analytics.areas import Area
from analytics.beside_city import Pair
from analytics.comparisons import tone
from analytics.figures.choropleth import SMALL, hidden_text
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, Measurement
from analytics.ranking import Ranking
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table

WIDEST = 200.0  # per cent above the city: what goes on beyond is drawn as pointing outwards


@dataclass(frozen=True)
class Score:
    """One score of one area. `row` as in a measurement; `verdict` and `tone` are those of its interval beside the city;
    `place`: '12 (4–23) van 39', '' when it has none."""

    pair: Pair
    row: dict[str, Any]
    city: dict[str, Any]
    small: bool
    verdict: Verdict
    place: str

    @property
    def indicator(self) -> Indicator:
        """The indicator as declared."""
        return self.pair.indicator

    @property
    def known(self) -> bool:
        """Whether there is a value to show."""
        return self.row["waarde"] is not None and not self.small

    @property
    def tone(self) -> str:
        """beter | slechter | gelijk | '' beside the city, by the declared direction."""
        return tone(self.verdict, self.indicator)


def scores_of(pairs: tuple[Pair, ...], rankings: tuple[Ranking, ...], gebied: str) -> tuple[Score, ...]:
    """Every score of one area; `rankings` in the order of `pairs`, or none."""
    places = [place(ranking, gebied) for ranking in rankings] or [""] * len(pairs)
    return tuple(score_of(pair, gebied, where) for pair, where in zip(pairs, places, strict=True))


def score_of(pair: Pair, gebied: str, where: str = "") -> Score:
    """One score of one area."""
    row = pair.rows[gebied]
    return Score(pair, row, pair.city, bool(row["klein"]), pair.verdicts[gebied], where)


def place(ranking: Ranking, gebied: str) -> str:
    """Where an area stands, as sure as that is: 'plaats 4 tot 23 van 39'. Place 1 is the least favourable."""
    if gebied not in ranking.rows.index or len(ranking.rows) < 2:
        return ""
    low, high = (int(ranking.rows[name][gebied]) for name in ("rang_onder", "rang_boven"))
    if low == high:
        return _("{low} van {n}").format(low=low, n=len(ranking.rows))
    return _("{low} tot {high} van {n}").format(low=low, high=high, n=len(ranking.rows))


def direction(indicator: Indicator) -> str:
    """Which way is good, as it is declared."""
    return {
        "lager_is_beter": _("lager is beter"),
        "hoger_is_beter": _("hoger is beter"),
        "neutraal": _("geen goed of fout"),
    }[indicator.richting]


def word(verdict: Verdict) -> str:
    """A verdict beside the city, as the screen says it."""
    return {
        Verdict.GESTEGEN: _("hoger dan de gemeente"),
        Verdict.GEDAALD: _("lager dan de gemeente"),
        Verdict.GEEN_DUIDELIJKE_VERANDERING: _("geen duidelijk verschil"),
        Verdict.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }[verdict]


def table(scores: tuple[Score, ...], area: Area) -> Table:
    """The scores as a table: one line each, beside the city."""
    return Table(
        label=_("Scores van {area} naast de gemeente.").format(area=area.naam),
        columns=(
            Column("naam", _("score"), "text"),
            Column("periode", _("periode"), "text", narrow=False),
            Column("waarde", _("cijfer (95%)"), "decimal", decimals=1),
            Column("richting", _("richting"), "text", narrow=False),
            Column("stad", _("gemeente"), "decimal", decimals=1),
            Column(
                "verschil",
                _("tegenover de gemeente"),
                "interval",
                unit="%",
                decimals=0,
                mark=0.0,
                mark_text=_("gemeente"),
                reach=WIDEST,
                help=_("Punt: hoeveel hoger of lager dan het gemeentecijfer. Streep: het 95%-interval van dit gebied."),
                narrow=False,
            ),
            Column("woord", _("wat ervan te zeggen is"), "word"),
            Column("plaats", _("plaats"), "text", help=_("1 is het ongunstigst; met 95% zekerheid."), narrow=False),
        ),
        rows=tuple(_row(score, area) for score in scores),
    )


def _row(score: Score, area: Area) -> Row:
    indicator, period = score.indicator, score.pair.period
    choice = {"indicator": indicator.id, "gebied": area.code, "niveau": area.niveau.value}
    return Row(
        indicator.id,
        {
            "naam": Cell(name_with_unit(score), href="/ranglijst?" + urlencode(choice)),
            "periode": Cell(formatting.period(period.van, period.tot)),
            "waarde": value_cell(score),
            "richting": Cell(direction(indicator)),
            "stad": Cell(score.city["waarde"], text=formatting.number(score.city["waarde"], indicator.decimalen)),
            "verschil": _difference(score),
            "woord": Cell(word(score.verdict), tone=score.tone),
            "plaats": Cell(score.place or formatting.MISSING),
        },
    )


def name_with_unit(score: Score) -> str:
    """'Alle misdrijven, per 1.000 inwoners': on a small screen there is no room for the unit anywhere else."""
    return f"{score.indicator.titel}, {score.pair.areas.eenheid}"


def value_cell(score: Score) -> Cell:
    """The value with its interval as text, or the reason why there is none."""
    row = score.row
    if score.known:
        text = formatting.with_interval(row["waarde"], row["ondergrens"], row["bovengrens"], score.indicator.decimalen)
        return Cell(row["waarde"], row["ondergrens"], row["bovengrens"], text=text)
    return Cell(None, text=why(score.pair.areas, row, small=score.small), status=_reason(row, score.small))


def _reason(row: dict[str, Any], small: bool) -> str:
    return str(row["status"]) if row["status"] in (ONDERDRUKT, ONTBREEKT) else SMALL if small else ONTBREEKT


def why(measurement: Measurement, row: dict[str, Any], *, small: bool) -> str:
    """Why there is no value."""
    texts = {SMALL: _("te weinig inwoners"), ONDERDRUKT: hidden_text(measurement), ONTBREEKT: _("geen cijfer")}
    return texts[_reason(row, small)]


def _difference(score: Score) -> Cell:
    city, row = score.city["waarde"], score.row
    if not score.known or not city or score.verdict is Verdict.NIET_TE_ZEGGEN:
        return Cell(None)
    value, low, high = (100 * (row[name] / city - 1) for name in ("waarde", "ondergrens", "bovengrens"))
    return Cell(value, low, high, text=formatting.signed_percentage(value / 100, 0))


def per_area(pairs: tuple[Pair, ...], areas: tuple[Area, ...], page: str) -> Table:
    """The scores of several areas, a row each that leads to its profile, and the city below."""
    columns = tuple(_score_column(pair) for pair in pairs)
    return Table(
        label=_("Scores per buurt, met de gemeente eronder."),
        columns=(Column("naam", _("buurt"), "link"), *columns),
        rows=tuple(_area_row(pairs, area, page) for area in areas),
        footer=(_city_row(pairs),) if pairs else (),
    )


def _score_column(pair: Pair) -> Column:
    return Column(
        pair.indicator.id,
        pair.indicator.titel,
        "interval",
        unit=pair.areas.eenheid,
        decimals=pair.indicator.decimalen,
        mark=pair.city["waarde"],
        mark_text=_("gemeente") if pair.city["waarde"] is not None else "",
        help=_("Punt: het cijfer. Streep: het 95%-interval. Lijn: de gemeente."),
    )


def _area_row(pairs: tuple[Pair, ...], area: Area, page: str) -> Row:
    cells = {pair.indicator.id: _short(value_cell(score_of(pair, area.code)), pair) for pair in pairs}
    return Row(area.code, {"naam": Cell(area.naam, href=f"/{page}?" + urlencode({"gebied": area.code})), **cells})


def _short(cell: Cell, pair: Pair) -> Cell:
    """Only the value in words: four intervals in a row are drawn, and stand in the download."""
    known = isinstance(cell.value, float)
    return replace(cell, text=formatting.number(cell.value, pair.indicator.decimalen)) if known else cell


def _city_row(pairs: tuple[Pair, ...]) -> Row:
    cells: dict[str, Cell] = {}
    for pair in pairs:
        row = pair.city
        cells[pair.indicator.id] = _short(Cell(row["waarde"], row["ondergrens"], row["bovengrens"]), pair)
    return Row("stad", {"naam": Cell(_("gemeente")), **cells}, emphasis=True)
