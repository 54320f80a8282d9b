"""What residents of an area say: every question of the last round beside the city and beside the round before."""

from math import isnan
from urllib.parse import urlencode

from analytics import formatting
from analytics.areas import Area
from analytics.comparisons import YearOnYear
from analytics.language import _, ngettext
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common
from analytics.views.area_profile.scores import Score, name_with_unit, score_of, value_cell, word
from analytics.views.area_profile.surroundings import Surroundings
from analytics.views.changes import word_cell


def scores(around: Surroundings, area: Area) -> tuple[Score, ...]:
    """The last round of every question in one area."""
    return tuple(score_of(pair, area.code) for pair in around.questions)


def answer(found: tuple[Score, ...]) -> str:
    """How many answers differ from the city, in one sentence; '' without questions."""
    if not found:
        return ""
    if not any(score.known for score in found):
        return _("Hier deden te weinig bewoners aan de enquête mee om antwoorden te tonen.")
    worse = [score.indicator.titel.lower() for score in found if score.tone == "slechter"]
    better = [score.indicator.titel.lower() for score in found if score.tone == "beter"]
    parts = [
        _("Ongunstiger dan de gemeente: {names}.").format(names=common.some(worse, 4))
        if worse
        else _("Op geen enkele vraag is het antwoord duidelijk ongunstiger dan in de gemeente.")
    ]
    if better:
        parts.append(_("Gunstiger: {names}.").format(names=common.some(better, 4)))
    rounds = formatting.joined(sorted({score.pair.period.label for score in found}))
    parts.append(_("Enquête van {rounds}.").format(rounds=rounds))
    return " ".join([*parts, _by_chance(sum(score.known for score in found))]).strip()


def _by_chance(n: int) -> str:
    expected = round(0.05 * n)
    if not expected:
        return ""
    return ngettext(
        "Van {n} vragen wijkt er door toeval alleen al ongeveer {k} af.",
        "Van {n} vragen wijken er door toeval alleen al ongeveer {k} af.",
        expected,
    ).format(n=n, k=expected)


def table(around: Surroundings, area: Area, found: tuple[Score, ...]) -> Table | None:
    """The questions as a table; None without any answer that may be shown."""
    if not any(score.known for score in found):
        return None
    rounds = sorted({score.pair.period.label for score in found})
    label = _("Wat bewoners van {area} in {rounds} zeggen, naast de gemeente en de ronde ervoor.")
    return Table(
        label=label.format(area=area.naam, rounds=formatting.joined(rounds)),
        columns=(
            Column("naam", _("vraag"), "text"),
            *([Column("ronde", _("ronde"), "text", narrow=False)] if len(rounds) > 1 else []),
            Column("waarde", _("cijfer (95%)"), "decimal", decimals=1),
            Column("n", _("n"), "count", help=_("Aantal respondenten."), narrow=False),
            Column("stad", _("gemeente"), "decimal", decimals=1),
            Column("woord", _("tegenover de gemeente"), "word"),
            Column(
                "vorige", _("ervoor"), "decimal", decimals=1, help=_("Het cijfer van de ronde ervoor."), narrow=False
            ),
            Column("verandering", _("sindsdien"), "word", narrow=False),
        ),
        rows=tuple(_row(score, area, around.rounds[score.indicator.id].get(area.code)) for score in found),
    )


def _row(score: Score, area: Area, change: YearOnYear | None) -> Row:
    indicator, decimals = score.indicator, score.indicator.decimalen
    choice = {"indicator": indicator.id, "gebied": area.code, "niveau": area.niveau.value}
    before = change.before if change else None
    return Row(
        indicator.id,
        {
            "naam": Cell(name_with_unit(score), href="/kaart?" + urlencode(choice)),
            "ronde": Cell(score.pair.period.label),
            "waarde": value_cell(score),
            "n": Cell(None if score.row["noemer"] is None else int(score.row["noemer"])),
            "stad": Cell(score.city["waarde"], text=formatting.number(score.city["waarde"], decimals)),
            "woord": Cell(word(score.verdict), tone=score.tone),
            "vorige": _earlier(before.waarde if before else None, decimals),
            "verandering": word_cell(change) if change else Cell(None),
        },
    )


def _earlier(value: float | None, decimals: int) -> Cell:
    return Cell(None) if value is None or isnan(value) else Cell(value, text=formatting.number(value, decimals))
