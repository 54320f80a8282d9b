"""What is done: the actions of the implementation agendas, and how far the team said that they are.

What was reported is in the database and comes as an argument; without it (None) nothing is said about how far.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics import actions, formatting, programmes, themes
from analytics.contract import Manifest
from analytics.language import _, ngettext
from analytics.progress import OwnAction, Progress
from analytics.reports.model import Block, Paragraph, Sentence, Sentences, TableBlock, Zekerheid
from analytics.tables import Cell, Column, Row, Table
from analytics.views import plan_words
from analytics.views.plan_actions import PlanAction, Standing, by_action, every, quarter_name, standing
from analytics.views.reporting.asof import end
from analytics.views.reporting.words import address


@dataclass(frozen=True)
class Reported:
    """What the team wrote: reports on actions, and actions of its own."""

    gemeld: tuple[Progress, ...] = ()
    eigen: tuple[OwnAction, ...] = ()


@dataclass(frozen=True)
class Doings:
    """The actions of the newest programme that has any, with how far each is; `told`: whether reports were read."""

    manifest: Manifest
    programma: str
    kwartaal: date
    found: tuple[tuple[PlanAction, Standing], ...]
    told: bool


def doings(manifest: Manifest, maand: date, reported: Reported | None) -> Doings | None:
    """The actions as of the quarter of a month; None where no programme that has begun has actions."""
    own = reported.eigen if reported else ()
    begun = {one.id for one in programmes.programmes(manifest.gemeente) if one.van <= maand.year}
    known = [one for one in every(manifest.gemeente, own) if one.programma in begun]
    if not known:
        return None
    newest = known[-1].programma
    quarter = date(maand.year, maand.month - (maand.month - 1) % 3, 1)
    until = [one for one in (reported.gemeld if reported else ()) if one.wanneer.date() < end(maand)]
    told = by_action(until)
    found = tuple((one, standing(one, quarter, told)) for one in known if one.programma == newest)
    return Doings(manifest, newest, quarter, found, reported is not None)


def blocks(found: Doings | None) -> list[Block]:
    """How far the actions are, as a sentence and a row per theme."""
    if found is None:
        return [Paragraph(_("Van dit programma is geen uitvoeringsagenda vastgelegd."))]
    table = TableBlock("acties", _("Acties per thema"), _table(found), source(found))
    return [Sentences((summary(found),)), table]


def summary(found: Doings, name: str = "acties") -> Sentence:
    """How many actions there are, how far they are, and how many are past their term; `name`: its id."""
    stands = [stand for _one, stand in found.found]
    text = plan_words.answer(stands, found.programma, found.kwartaal) if found.told else _untold(found)
    return Sentence(
        id=name,
        text=_("{programme}. {text}").format(programme=programmes.programme(found.programma).naam, text=text),
        href=address("uitvoeringsagenda", programma=found.programma),
        periode=quarter_name(found.kwartaal),
        bron=_documents(found),
        zekerheid=Zekerheid.TELLING if found.told else Zekerheid.NIET_TE_ZEGGEN,
    )


def _untold(found: Doings) -> str:
    n = len(found.found)
    return ngettext(
        "De uitvoeringsagenda telt {n} actie. Hoe ver die is, is in dit rapport niet opgenomen.",
        "De uitvoeringsagenda telt {n} acties. Hoe ver die zijn, is in dit rapport niet opgenomen.",
        n,
    ).format(n=formatting.count(n))


def _table(found: Doings) -> Table:
    codes = [code for code in themes.all_themes() if any(one.thema == code for one, _stand in found.found)]
    columns = [Column("thema", _("thema"), "text"), Column("acties", _("acties"), "count")]
    columns += [Column("stand", _("hoe ver"), "text")] if found.told else []
    columns += [Column("over", _("termijn voorbij"), "count")]
    label = _("Acties per thema van {programme}.").format(programme=programmes.programme(found.programma).naam)
    return Table(label=label, columns=tuple(columns), rows=tuple(_row(code, found) for code in codes), fixed=True)


def _row(code: str, found: Doings) -> Row:
    own = [stand for one, stand in found.found if one.thema == code]
    _code, _separator, counts = plan_words.theme_line(code, own).partition(": ")
    cells = {
        "thema": Cell(f"{code} {themes.theme(code).naam}"),
        "acties": Cell(len(own)),
        "stand": Cell(counts),
        "over": Cell(sum(stand.over for stand in own)),
    }
    return Row(code, cells)


def of_each(found: Doings) -> Table:
    """Every action with what was reported, by theme."""
    return Table(
        label=_("Acties met wat erover gemeld is."),
        columns=(
            Column("actie", _("actie"), "text"),
            Column("termijn", _("termijn"), "text"),
            *([Column("stand", _("hoe ver"), "text")] if found.told else []),
        ),
        rows=tuple(_action(one, stand) for one, stand in _by_theme(found)),
        fixed=True,
    )


def _by_theme(found: Doings) -> Sequence[tuple[PlanAction, Standing]]:
    order = [*themes.all_themes()]
    return sorted(found.found, key=lambda pair: order.index(pair[0].thema))


def _action(one: PlanAction, stand: Standing) -> Row:
    last = stand.told or stand.earlier
    said = last.said.toelichting if last is not None else ""
    cells = {
        "actie": Cell(one.actie),
        "termijn": Cell(_("{term}: voorbij").format(term=one.termijn) if stand.over else one.termijn),
        "stand": Cell(": ".join(filter(None, [plan_words.state(stand), said]))),
    }
    return Row(one.id, cells, group=f"{one.thema} {themes.theme(one.thema).naam}")


def _documents(found: Doings) -> str:
    plans = [plan for plan in actions.plans(found.manifest.gemeente) if plan.programma == found.programma]
    return "; ".join([*(f"{plan.naam} ({plan.document})" for plan in plans), *([] if plans else [_("het team")])])


def source(found: Doings) -> str:
    """The line under a table of actions."""
    told = _("stand van zaken gemeld door het team") if found.told else _("zonder de stand van zaken")
    return " · ".join([_("Bron: {sources}").format(sources=_documents(found)), told, quarter_name(found.kwartaal)])
