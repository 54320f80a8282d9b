"""What do we do, and how far is it? The actions of the implementation agendas per theme, as the team reported them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics import actions, formatting, programmes, themes
from analytics.contract import Manifest
from analytics.language import _
from analytics.progress import OwnAction, Progress
from analytics.progress.reporting import word
from analytics.store.declared import declared
from analytics.tables import Cell, Column, Row, Table
from analytics.views import plan_words
from analytics.views.common import Source, some
from analytics.views.plan_actions import (
    UNTOLD,
    PlanAction,
    Standing,
    by_action,
    every,
    quarter_name,
    role_names,
    standing,
)

OVER = "termijn_voorbij"


@dataclass(frozen=True)
class Choice:
    """What is asked for: programme, theme and state ('' = all of them), and the first day of the quarter."""

    programma: str
    thema: str
    kwartaal: date
    status: str = ""


@dataclass(frozen=True)
class ActionPlanView:
    """The list. `by_row`: the action of each row of the table, with how far it is; None when there is no row."""

    answer: str
    table: Table | None
    by_row: dict[str, tuple[PlanAction, Standing]]


def question() -> str:
    """The title of the page."""
    return _("Wat doen we, en hoe ver is het?")


def nothing() -> str:
    """The answer for a municipality without programmes."""
    return _("Voor deze gemeente zijn geen programma's vastgelegd; acties horen bij een programma.")


def programme_choices(gemeente: str, own: Iterable[OwnAction], today: date) -> dict[str, str]:
    """Programmes on offer by id, the newest first: those with actions, and the one in force on this day."""
    known = programmes.programmes(gemeente)
    filled = {one.programma for one in every(gemeente, own)}
    newest = [one for one in reversed(known) if one.id in filled or one.van <= today.year <= one.tot]
    return {"": _("alle programma's"), **{one.id: one.naam for one in newest}} if newest else {}


def default_programme(gemeente: str, own: Iterable[OwnAction], actie: str = "") -> str:
    """That of the action that a link names, else the newest programme that has actions; '' when none has."""
    filled = every(gemeente, own)
    named = [one.programma for one in filled if one.id == actie]
    return (named or [one.programma for one in filled[-1:]] or [""])[0]


def theme_choices(gemeente: str, own: Iterable[OwnAction], programma: str) -> dict[str, str]:
    """Themes that have an action in a programme, in the order of Kernbeleid."""
    found = {one.thema for one in every(gemeente, own) if programma in ("", one.programma)}
    names = {code: f"{code} {theme.naam}" for code, theme in themes.all_themes().items() if code in found}
    return {"": _("alle thema's"), **names}


def status_choices() -> dict[str, str]:
    """States by which the list can be shortened."""
    return {"": _("elke stand"), OVER: _("termijn voorbij"), UNTOLD: _("nog niet gemeld"), **declared().voortgang}


def build(gemeente: str, own: Iterable[OwnAction], found: Iterable[Progress], chosen: Choice) -> ActionPlanView:
    """The list of actions per theme; within a theme what is past its term first."""
    told = by_action(found)
    asked = [one for one in every(gemeente, own) if _is_asked(one, chosen)]
    stands = {one.id: standing(one, chosen.kwartaal, told) for one in asked}
    answer = plan_words.answer([*stands.values()], chosen.programma, chosen.kwartaal)
    shown = [one for one in asked if _is_shown(stands[one.id], chosen.status)]
    if not shown:
        none = _("Geen enkele actie past bij deze keuze.") if asked else ""
        return ActionPlanView(" ".join(text for text in (answer, none) if text), None, {})
    names = {
        code: plan_words.theme_line(code, [stands[one.id] for one in asked if one.thema == code])
        for code in sorted({one.thema for one in shown}, key=[*themes.all_themes()].index)
    }
    ordered = sorted(shown, key=lambda one: ([*names].index(one.thema), not stands[one.id].over))
    rows = tuple(_row(one, stands[one.id], names[one.thema]) for one in ordered)
    label = _("Acties per thema, wat over zijn termijn is eerst. {answer}").format(answer=answer)
    table = Table(label=label, columns=_columns(several=not chosen.programma), rows=rows, selectable=True)
    return ActionPlanView(answer, table, {one.id: (one, stands[one.id]) for one in ordered})


def facts(one: PlanAction, now: Standing, kwartaal: date) -> tuple[tuple[str, str], ...]:
    """One action as words with what they mean."""
    found = [
        (_("Stand over {quarter}").format(quarter=quarter_name(kwartaal)), plan_words.state_in_full(now)),
        (_("Termijn"), _term(one, now)),
        (_("Trekker"), formatting.joined(role_names([one.trekker])) or _("niet genoemd")),
        (_("Partners"), formatting.joined(role_names(one.partners)) or _("niet genoemd")),
        (_("Doel"), programmes.target(one.doel).naam if one.doel else _("geen doel aan te wijzen")),
        (_("Thema"), f"{one.thema} {themes.theme(one.thema).naam}"),
        (_("Programma"), programmes.programme(one.programma).naam),
        (_("Vindplaats"), one.vindplaats),
    ]
    return tuple(found)


def history_table(found: Sequence[Progress]) -> Table | None:
    """Every report on one action; None without any."""
    if not found:
        return None
    columns = (
        Column("kwartaal", _("over"), "text"),
        Column("stand", _("stand"), "word"),
        Column("toelichting", _("toelichting"), "text"),
        Column("wie", _("gemeld door"), "text", narrow=False),
        Column("wanneer", _("op"), "text", narrow=False),
    )
    rows = tuple(
        Row(
            f"{one.said.kwartaal:%Y-%m}-{one.versie}",
            {
                "kwartaal": Cell(quarter_name(one.said.kwartaal)),
                "stand": Cell(word(one.said.status)),
                "toelichting": Cell(one.said.toelichting or formatting.MISSING),
                "wie": Cell(one.wie),
                "wanneer": Cell(formatting.moment(one.wanneer)),
            },
        )
        for one in found
    )
    return Table(label=_("Meldingen over deze actie, het nieuwste kwartaal eerst."), columns=columns, rows=rows)


def source(gemeente: str, own: Iterable[OwnAction], chosen: Choice, manifest: Manifest) -> Source:
    """Where the actions come from, and that the team says how far they are."""
    plans = [plan for plan in actions.plans(gemeente) if chosen.programma in ("", plan.programma)]
    added = any(not one.ingetrokken and chosen.programma in ("", one.programma) for one in own)
    own_text = [_("acties van het team")] if added or not plans else []
    documents = "; ".join([*(f"{plan.naam} ({plan.document})" for plan in plans), *own_text])
    told = _("gemeld door het team, over {quarter}").format(quarter=quarter_name(chosen.kwartaal))
    day = formatting.date_long(manifest.gemaakt.date())
    parts = [
        _("Bron: {sources}").format(sources=documents),
        _("stand van zaken: {told}").format(told=told),
        _("gegevens van {day}").format(day=day),
        _("momentopname {id}").format(id=manifest.id),
    ]
    notes = (
        (_("Bron"), documents),
        (_("Stand van zaken"), told),
        (_("Toelichting"), _("De acties zijn in onze eigen woorden samengevat; de vindplaats staat erbij.")),
    )
    return Source(" · ".join(parts), notes)


def title(chosen: Choice) -> str:
    """The name of a download."""
    return _("Uitvoeringsagenda, {quarter}").format(quarter=quarter_name(chosen.kwartaal))


def _is_asked(one: PlanAction, chosen: Choice) -> bool:
    return chosen.programma in ("", one.programma) and chosen.thema in ("", one.thema)


def _is_shown(now: Standing, status: str) -> bool:
    return now.over if status == OVER else status in ("", now.status)


def _columns(*, several: bool) -> tuple[Column, ...]:
    return (
        Column("actie", _("actie"), "text"),
        Column("stand", _("stand"), "text"),
        Column("termijn", _("termijn"), "text"),
        Column("trekker", _("trekker"), "text", narrow=False),
        Column("partners", _("partners"), "text", narrow=False),
        Column("doel", _("doel"), "text", narrow=False),
        Column("programma", _("programma"), "text", narrow=False, on_screen=several),
        Column("thema", _("thema"), "text", on_screen=False),
        Column("toelichting", _("toelichting"), "text", on_screen=False),
        Column("vindplaats", _("vindplaats"), "text", on_screen=False),
    )


def _row(one: PlanAction, now: Standing, group: str) -> Row:
    partners = role_names(one.partners)
    last = now.told or now.earlier
    cells = {
        "actie": Cell(one.actie),
        "stand": Cell(plan_words.state(now), tone="" if now.told else "gelijk"),
        "termijn": Cell(_term(one, now), tone="slechter" if now.over else ""),
        "trekker": Cell(formatting.joined(role_names([one.trekker])) or formatting.MISSING),
        "partners": Cell("; ".join(partners) or formatting.MISSING, text=some(partners) if partners else None),
        "doel": _goal(one),
        "programma": Cell(programmes.programme(one.programma).naam),
        "thema": Cell(f"{one.thema} {themes.theme(one.thema).naam}"),
        "toelichting": Cell(last.said.toelichting if last is not None else ""),
        "vindplaats": Cell(one.vindplaats),
    }
    return Row(one.id, cells, group=group)


def _goal(one: PlanAction) -> Cell:
    if not one.doel:
        return Cell(formatting.MISSING)
    name = programmes.target(one.doel).naam
    return Cell(name, text=name.partition(" (")[0], href=f"/doelen?doel={one.doel}")


def _term(one: PlanAction, now: Standing) -> str:
    return _("{term}: voorbij").format(term=one.termijn) if now.over else one.termijn
