"""The scores of an area on paper, and what stands out in it: beside the municipality and beside similar buurten."""

from collections.abc import Sequence
from dataclasses import replace

from analytics import formatting, peers, typology
from analytics.areas import Area, all_areas
from analytics.beside_city import Pair
from analytics.contract import Manifest
from analytics.language import _
from analytics.measures import Selection
from analytics.peers import Position
from analytics.reports.model import Sentence, Zekerheid
from analytics.statistics import Verdict
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common, compare_words
from analytics.views.area_profile.kinds import Kinds
from analytics.views.area_profile.scores import Score, name_with_unit, value_cell, word
from analytics.views.reporting.words import address, value


def sure(*, certain: bool) -> Zekerheid:
    """Of a sentence that names what differs, or says that nothing clearly does."""
    return Zekerheid.ZEKER if certain else Zekerheid.ONZEKER


def sentences(found: Sequence[Score], area: Area, manifest: Manifest) -> list[Sentence]:
    """A sentence per score that differs from the municipality, and one for those that do not clearly."""
    known = [score for score in found if score.known]
    same = [score for score in known if score.verdict is Verdict.GEEN_DUIDELIJKE_VERANDERING]
    rest = [_sentence(score, area, manifest) for score in known if score not in same]
    return [*rest, *([_same(same, area, manifest)] if same else [])]


def _same(found: Sequence[Score], area: Area, manifest: Manifest) -> Sentence:
    """Of which scores no clear difference with the municipality is seen."""
    names = formatting.joined(score.indicator.titel.lower() for score in found)
    spans = dict.fromkeys(formatting.period(one.pair.period.van, one.pair.period.tot) for one in found)
    keys = sorted({key for score in found for key in score.pair.areas.bronnen})
    when = formatting.joined(spans)
    return Sentence(
        id="score:geen-verschil",
        text=_("{area}, {when}: geen duidelijk verschil met de gemeente bij {names}.").format(
            area=area.naam, when=when, names=names
        ),
        href=address("gebied", gebied=area.code),
        periode=when,
        bron=common.sources_text(manifest, keys) or _("geen gegevens"),
        zekerheid=Zekerheid.ONZEKER,
    )


def _sentence(score: Score, area: Area, manifest: Manifest) -> Sentence:
    indicator, period = score.indicator, score.pair.period
    texts = {
        Verdict.GESTEGEN: _("{name} in {area}: {own}, {when}. Dat is duidelijk hoger dan in de gemeente ({city})."),
        Verdict.GEDAALD: _("{name} in {area}: {own}, {when}. Dat is duidelijk lager dan in de gemeente ({city})."),
        Verdict.NIET_TE_ZEGGEN: _("{name} in {area}: {own}, {when}. Met de gemeente is dat niet te vergelijken."),
    }
    unsaid = score.verdict is Verdict.NIET_TE_ZEGGEN
    return Sentence(
        id=f"score:{indicator.id}",
        text=texts[score.verdict].format(
            name=indicator.titel,
            area=area.naam,
            own=_own(score),
            when=formatting.period(period.van, period.tot),
            city=value(score.city["waarde"], indicator),
        ),
        href=address("ranglijst", indicator=indicator.id, gebied=area.code, niveau=area.niveau.value),
        periode=formatting.period(period.van, period.tot),
        bron=common.sources_text(manifest, score.pair.areas.bronnen) or _("geen gegevens"),
        zekerheid=Zekerheid.NIET_TE_ZEGGEN if unsaid else Zekerheid.ZEKER,
    )


def _own(score: Score) -> str:
    row, unit = score.row, score.pair.areas.eenheid
    number = value(row["waarde"], score.indicator)
    limits = formatting.interval(row["ondergrens"], row["bovengrens"], score.indicator.decimalen)
    text = number if limits == formatting.MISSING else f"{number} ({limits})"
    return text if unit == "%" else f"{text} {unit}"


def table(found: Sequence[Score], area: Area, asked: Selection) -> Table:
    """A row per score: the figure, the municipality, what is usual in similar buurten, the word and the place."""
    alike = typology.alike(area.code)
    return Table(
        label=_("Scores van {area} naast de gemeente.").format(area=area.naam),
        columns=(
            Column("naam", _("score"), "text"),
            Column("waarde", _("cijfer (95%)"), "decimal", decimals=1),
            Column("stad", _("gemeente"), "decimal", decimals=1),
            *([Column("gewoon", _("gewoon in vergelijkbare buurten"), "text")] if alike else []),
            Column("woord", _("wat ervan te zeggen is"), "word"),
            Column("plaats", _("plaats (95%)"), "text"),
        ),
        rows=tuple(_row(score, area, asked, alike) for score in found),
        fixed=True,
    )


def _row(score: Score, area: Area, asked: Selection, alike: Sequence[str]) -> Row:
    city = score.city["waarde"]
    cells = {
        "naam": Cell(f"{name_with_unit(score)}, {formatting.period(score.pair.period.van, score.pair.period.tot)}"),
        "waarde": value_cell(score),
        "stad": Cell(city, text=formatting.number(city, score.indicator.decimalen)),
        "gewoon": Cell(_usual(score, area, asked, alike) if alike else None),
        "woord": Cell(word(score.verdict), tone=score.tone),
        "plaats": Cell(score.place or None),
    }
    return Row(score.indicator.id, cells)


def _usual(score: Score, area: Area, asked: Selection, alike: Sequence[str]) -> str:
    """'4,1–30,2: geen duidelijk verschil'."""
    areas = all_areas(asked.snapshot)
    others = [areas[code] for code in alike if code in areas]
    own = peers.compare(score.pair.areas, (area, *others)).own
    if own.gewoon is None or own.positie is Position.NIET_TE_ZEGGEN:
        return compare_words.word(own)
    low = max(own.gewoon.van, 0.0)  # no figure of ours goes below nothing
    usual = formatting.interval(low, own.gewoon.tot, score.indicator.decimalen)
    return _("{usual}: {word}").format(usual=usual, word=compare_words.word(own))


def standing_out(found: Kinds, area: Area, span: str, manifest: Manifest, pairs: Sequence[Pair]) -> Sentence:
    """Which kinds stand out, in words."""
    keys = sorted({key for pair in pairs for key in pair.areas.bronnen})
    said = Zekerheid.NIET_TE_ZEGGEN if not found.rule else sure(certain=found.exceptional is not None)
    return Sentence(
        id="valt-op",
        text=_("{area}, {span}. {answer}").format(area=area.naam, span=span, answer=found.answer),
        href=address("gebied", gebied=area.code),
        periode=span,
        bron=common.sources_text(manifest, keys) or _("geen gegevens"),
        zekerheid=said,
    )


def short(table_: Table, most: int) -> Table:
    """The first rows of the kinds that stand out, with heads that fit on a page and the intervals in words."""
    heads = {"stad": _("keer de rest van de gemeente"), "soortgelijk": _("keer vergelijkbare buurten")}
    columns = (
        replace(one, title=heads[one.id], unit="", kind="text") if one.id in heads else replace(one, unit="")
        for one in table_.columns
    )
    rows = tuple(replace(row, cells={name: _in_words(cell) for name, cell in row.cells.items()}) for row in table_.rows)
    return replace(table_, columns=tuple(columns), rows=rows[:most], fixed=True)


def _in_words(cell: Cell) -> Cell:
    """A ratio with its interval as text: two bars in a row leave no room for the words."""
    return Cell(cell.text) if cell.low is not None and cell.text is not None else cell
