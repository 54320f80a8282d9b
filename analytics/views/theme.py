"""One theme: its figures with what changed, what is counted but measured by nothing, its targets, actions and gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from analytics import formatting, indicators, themes
from analytics.comparisons import YearOnYear, recent_period, round_on_round, year_on_year
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.programmes import Priority
from analytics.tables import Cell, Column, Row, Table
from analytics.themes import Theme
from analytics.views import common, theme_plans
from analytics.views.changes import change_cell, change_cells, change_columns, word_cell
from analytics.views.themes import known, priorities, source


@dataclass(frozen=True)
class OneTheme:
    """`registered`, `experienced` and `goals` are None where there are none; `kinds`, `missing` and `doubt`
    '' where there is nothing to say. `gaps`: why there is no indicator; `first`: where programmes put it first."""

    question: str
    answer: str
    registered: Table | None
    experienced: Table | None
    missing: str
    kinds: str
    gaps: tuple[str, ...]
    first: tuple[str, ...]
    goals: Table | None
    doubt: str
    source: common.Source
    title: str


def build(selection: Selection, code: str, manifest: Manifest) -> OneTheme:
    """One theme of a municipality; `selection` gives snapshot, access and level. Raises NotFound."""
    theme = themes.theme(code)
    counted, asked = _figures(selection, theme)
    goals = theme_plans.goals(selection, code, manifest)
    items = (*counted, *asked)
    keys = dict.fromkeys(key for item in items for key in item.now.bronnen)
    return OneTheme(
        question=_("Hoe staat het met {theme}?").format(theme=theme.naam.lower()),
        answer=_answer(theme, items, manifest),
        registered=_registered(theme, counted) if counted else None,
        experienced=_experienced(theme, asked) if asked else None,
        missing=_missing(selection, theme),
        kinds=_kinds(theme),
        gaps=tuple(_gap(gap) for gap in theme.gaps(manifest.gemeente)),
        first=tuple(_first(manifest, code)),
        goals=goals,
        doubt=theme_plans.doubt(goals) if goals is not None else "",
        source=source(keys, _spans(items), manifest),
        title=_("Thema {code}").format(code=code),
    )


def _figures(selection: Selection, theme: Theme) -> tuple[tuple[YearOnYear, ...], tuple[YearOnYear, ...]]:
    """The newest figures: registrations beside a year earlier, survey questions beside the round before."""
    city = selection.snapshot.manifest().gemeente
    counted, asked = [], []
    for indicator in known(selection, theme):
        period = recent_period(coverage(selection.snapshot, indicator, selection.niveau))
        if indicator.is_survey:
            found = round_on_round(indicator, selection, city)
            asked += [found] if found is not None else []
        elif period is not None:
            counted.append(year_on_year(indicator, selection, city, period))
    return tuple(counted), tuple(asked)


def _spans(items: Sequence[YearOnYear]) -> list[str]:
    periods = [item.now.periode for item in items]
    return list(dict.fromkeys(formatting.period(period.van, period.tot) for period in periods))


def _answer(theme: Theme, items: Sequence[YearOnYear], manifest: Manifest) -> str:
    if not theme.indicatoren:
        reasons = [gap.tekst for gap in theme.gaps(manifest.gemeente)]
        why = f" {reasons[0]}" if reasons else ""
        return _("Dit thema heeft geen indicator.{why}").format(why=why)
    if not items:
        return _("Over dit thema bevat deze momentopname geen cijfers.")
    worse = [item.indicator.titel.lower() for item in items if item.tone == "slechter"]
    better = [item.indicator.titel.lower() for item in items if item.tone == "beter"]
    unclear = sum(item.tone == "gelijk" for item in items)
    if not worse and not better and not unclear:
        unsaid = dict.fromkeys(item.reden for item in items if item.reden)
        why = formatting.joined(unsaid) or _("er zijn te weinig waarnemingen")
        return _("Of het hier veiliger werd, is niet te zeggen: {reasons}.").format(reasons=why)
    return " ".join(_changes(worse, better, unclear))


def _changes(worse: Sequence[str], better: Sequence[str], unclear: int) -> list[str]:
    parts = [
        _("Duidelijk ongunstiger dan een jaar of enquêteronde eerder: {names}.").format(names=common.some(worse))
        if worse
        else _("Geen enkel cijfer is duidelijk ongunstiger dan een jaar of enquêteronde eerder.")
    ]
    if better:
        parts.append(_("Duidelijk gunstiger: {names}.").format(names=common.some(better)))
    if unclear:
        parts.append(
            ngettext(
                "Bij {n} cijfer is de verandering niet van toeval te onderscheiden.",
                "Bij {n} cijfers is de verandering niet van toeval te onderscheiden.",
                unclear,
            ).format(n=unclear)
        )
    return parts


def _links(indicator: Indicator) -> dict[str, Cell]:
    """Where to look further."""
    query = _query(indicator)
    return {
        "kaart": Cell(_("Kaart"), href=f"/kaart?{query}"),
        "ranglijst": Cell(_("Ranglijst"), href=f"/ranglijst?{query}"),
    }


def _query(indicator: Indicator) -> str:
    """An indicator within its theme: the page that opens offers the other subjects of the theme beside it."""
    return urlencode({"thema": indicator.thema, "indicator": indicator.id})


def _link_columns() -> tuple[Column, Column]:
    return Column("kaart", _("waar"), "link", narrow=False), Column("ranglijst", _("buurten"), "link", narrow=False)


def _registered(theme: Theme, items: Sequence[YearOnYear]) -> Table:
    spans = _spans(items)
    several = len(spans) > 1
    return Table(
        label=_("{theme}: geregistreerd in de gemeente, {span}, naast een jaar eerder.").format(
            theme=theme.naam, span=formatting.joined(spans)
        ),
        columns=(
            Column("naam", _("wat de politie registreerde"), "link"),
            *([Column("periode", _("periode"), "text", narrow=False)] if several else []),
            *change_columns(_("laatste cijfer") if several else spans[0]),
            *_link_columns(),
        ),
        rows=tuple(_registered_row(item) for item in items),
    )


def _registered_row(item: YearOnYear) -> Row:
    link = "/hic-trend?" + _query(item.indicator)
    name = {"naam": Cell(item.indicator.titel, href=link), "periode": Cell(_spans((item,))[0])}
    return Row(item.indicator.id, name | change_cells(item) | _links(item.indicator))


def _experienced(theme: Theme, items: Sequence[YearOnYear]) -> Table:
    return Table(
        label=_("{theme}: wat bewoners zeiden in de laatste enquêteronde, naast de ronde ervoor.").format(
            theme=theme.naam
        ),
        columns=(
            Column("naam", _("wat bewoners zeggen"), "link"),
            Column("jaar", _("ronde"), "text", narrow=False),
            Column("nu", _("cijfer"), "decimal", decimals=1),
            Column("eenheid", _("eenheid"), "text", narrow=False),
            Column("vorig", _("ronde ervoor"), "decimal", decimals=1, narrow=False),
            Column("verandering", _("verschil"), "interval", unit=_("punten"), decimals=1, mark=0.0,
                   mark_text=_("gelijk"), narrow=False),
            Column("woord", _("wat ervan te zeggen is"), "word"),
            _link_columns()[0],
        ),
        rows=tuple(_experienced_row(item) for item in items),
    )  # fmt: skip


def _experienced_row(item: YearOnYear) -> Row:
    indicator, before = item.indicator, item.before
    link = "/ranglijst?" + _query(indicator)
    return Row(
        indicator.id,
        {
            "naam": Cell(indicator.titel, href=link),
            "jaar": Cell(item.now.periode.label),
            "nu": Cell(item.now.waarde, status="" if item.now.waarde is not None else item.now.status),
            "eenheid": Cell(indicator.teller.eenheid if indicator.teller.bron == "enquete" else ""),
            "vorig": Cell(before.waarde if before else None),
            "verandering": change_cell(item.change),
            "woord": word_cell(item),
            **_links(indicator),
        },
    )


def _missing(selection: Selection, theme: Theme) -> str:
    shown = known(selection, theme)
    without = [one.titel.lower() for one in theme.indicatoren if one not in shown]
    if not without:
        return ""
    return _("Zonder cijfers in deze momentopname: {names}.").format(names=formatting.joined(without))


def _kinds(theme: Theme) -> str:
    """The police kinds of this theme that no indicator counts."""
    if not theme.soorten:
        return ""
    names = formatting.joined(indicators.kinds()[kind]["naam"].lower() for kind in theme.soorten)
    return _("De politie registreert bij dit thema ook, zonder dat een indicator het telt: {names}.").format(
        names=names
    )


def _gap(gap: themes.Gap) -> str:
    place = ", ".join(filter(None, (gap.document, gap.vindplaats)))
    return f"{gap.tekst} ({place})" if place else gap.tekst


def _first(manifest: Manifest, code: str) -> list[str]:
    """In which programmes this theme has a place of its own, the newest first."""
    found: dict[tuple[str, str], list[Priority]] = {}
    for one, item in reversed(priorities(manifest.gemeente, code)):
        found.setdefault((one.naam, item.rang), []).append(item)
    ranks = {"prioriteit": _("prioriteit"), "overkoepelend": _("staat boven alle thema's"), "overig": _("ook genoemd")}
    return [
        _("{programme}: {rank}, als {names} ({place}).").format(
            programme=programme,
            rank=ranks[rank],
            names=formatting.joined(f"'{item.naam}'" for item in items),
            place="; ".join(dict.fromkeys(item.vindplaats for item in items)),
        )
        for (programme, rank), items in found.items()
    ]
