"""Which buurten have an agenda, and why: the list, one agenda in full, and what was changed in it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from analytics import export, formatting
from analytics.agenda import Agenda, Change, declared
from analytics.agenda.declared import (
    AFGEVALLEN,
    CLOSED,
    GEEVALUEERD,
    GEKOZEN,
    IN_VOORBEREIDING,
    KANDIDAAT,
    VASTGESTELD,
)
from analytics.agenda.words import FIELD_NAMES, in_words
from analytics.effects import Effect
from analytics.indicators import Indicator, load_all
from analytics.language import _, ngettext
from analytics.neighbours import neighbours
from analytics.snapshots import Snapshot
from analytics.tables import Cell, Column, Row, Table
from analytics.views import agenda_effects
from analytics.views.common import some

ORDER = (VASTGESTELD, IN_VOORBEREIDING, GEKOZEN, KANDIDAAT, GEEVALUEERD, AFGEVALLEN)
RUNNING = (VASTGESTELD, GEEVALUEERD)
SHORT = 120  # signs of a reason in the list; the agenda itself has it whole

Names = Mapping[str, str]


@dataclass(frozen=True)
class AgendaList:
    """The agendas of the city. `by_row`: the agenda of each row of the table."""

    answer: str
    table: Table | None
    by_row: dict[str, Agenda]


def build(entries: Sequence[Agenda], names: Names, effects: Mapping[int, Effect]) -> AgendaList:
    """The list, what is under way first. `effects`: per agenda that on its first countable indicator."""
    ordered = sorted(entries, key=lambda one: (ORDER.index(one.status), names.get(one.gebied, one.gebied), one.id))
    answer = _answer(entries, names)
    if not ordered:
        return AgendaList(answer, None, {})
    table = Table(
        label=_("Buurtagenda's. {answer}").format(answer=answer),
        columns=(
            Column("naam", _("gebied"), "text"),
            Column("fase", _("status"), "word"),
            Column("waarom", _("waarom"), "text", narrow=False),
            Column("periode", _("periode"), "text", narrow=False),
            Column("themas", _("thema's"), "text", narrow=False),
            Column("effect", _("effect tot nu toe"), "text"),
        ),
        rows=tuple(_row(one, names, effects.get(one.id)) for one in ordered),
        selectable=True,
    )
    return AgendaList(answer, table, {str(one.id): one for one in ordered})


def list_sheet(entries: Sequence[Agenda], names: Names, effects: Mapping[int, Effect], notes: Any) -> export.Sheet:
    """The list as a file: everything that is kept about each agenda, in words."""
    fields = ("status", "reden_soort", "reden", "themas", "partners", "van", "tot", "vergelijking", "afsluiting")
    return export.Sheet(
        title=_("Buurtagenda's"),
        subtitle=_answer(entries, names),
        columns=[
            export.Column("code", _("code")),
            export.Column("naam", _("gebied")),
            *(export.Column(f"veld_{veld}", FIELD_NAMES[veld]) for veld in fields),
            export.Column("ranglijst", FIELD_NAMES["rangfeiten"]),
            export.Column("effect", _("effect tot nu toe")),
        ],
        rows=[
            {
                "code": one.gebied,
                "naam": names.get(one.gebied, one.gebied),
                **{f"veld_{veld}": _value(one, veld, names) for veld in fields},
                "ranglijst": agenda_effects.ranking_sentence(one.rangfeiten),
                "effect": _effect_text(one, effects.get(one.id)),
            }
            for one in entries
        ],
        notes=list(notes),
        figures=False,
    )


def facts(one: Agenda, names: Names, doubts: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """One agenda as words with what they mean: why, what, with whom, when, compared with what, and what to doubt."""
    kind = declared().reden_soort.get(one.reden_soort, "")
    reason = _("{kind}: {reason}").format(kind=kind, reason=one.reden) if kind and one.reden else kind or one.reden
    found = [
        (_("Status"), declared().status[one.status]),
        (_("Waarom"), reason or _("nog niet opgeschreven")),
        (_("Wat de ranglijst zei"), agenda_effects.ranking_sentence(one.rangfeiten)),
        (_("Indicator"), in_words("indicator", one.indicator) if one.indicator else _("nog niet gekozen")),
        (_("Thema's"), in_words("themas", one.themas) if one.themas else _("nog niet gekozen")),
        (_("Periode"), _period(one) or _("nog niet bepaald")),
        (_("Partners"), in_words("partners", one.partners) if one.partners else _("nog niet opgeschreven")),
        (_("Vergelijkingsgebieden"), _comparison(one, names)),
        (_("Let op"), " ".join(doubts)),
        (_("Afsluiting"), one.afsluiting),
    ]
    return tuple((word, text) for word, text in found if text)


def doubts(one: Agenda, entries: Sequence[Agenda], snapshot: Snapshot, names: Names) -> tuple[str, ...]:
    """What makes a comparison area less of one: an agenda of its own, or lying next to the area."""
    own = {other.gebied for other in entries if other.status in RUNNING}
    beside = neighbours(snapshot).get(one.gebied, frozenset())
    reasons = (
        (own, _("Een eigen agenda heeft ook: {areas}. Werkt die, dan lijkt deze minder te doen.")),
        (beside, _("Naast het gebied ligt: {areas}. Wat hier verdwijnt en daar opduikt, telt dan dubbel.")),
    )
    found = [(text, [names.get(code, code) for code in one.vergelijking if code in codes]) for codes, text in reasons]
    return tuple(text.format(areas=formatting.joined(areas)) for text, areas in found if areas)


def actions_table(one: Agenda) -> Table | None:
    """What is done, to which aim, by which role, when, how far; None when nothing was written down."""
    if not one.acties:
        return None
    words = declared()
    rows = tuple(
        Row(
            str(action.id),
            {
                "wat": Cell(action.omschrijving),
                "doel": Cell(action.doel),
                "indicator": Cell(in_words("indicator", action.indicator) if action.indicator else formatting.MISSING),
                "termijn": Cell(_span(action.van, action.tot) or formatting.MISSING),
                "trekker": Cell(words.rollen.get(action.trekker, formatting.MISSING)),
                "fase": Cell(words.actie_status[action.status]),
            },
        )
        for action in one.acties
    )
    columns = (
        Column("wat", _("actie"), "text"),
        Column("doel", _("doel"), "text", narrow=False),
        Column("indicator", _("indicator"), "text", narrow=False),
        Column("termijn", _("termijn"), "text", narrow=False),
        Column("trekker", _("trekker"), "text", narrow=False),
        Column("fase", _("status"), "word"),
    )
    return Table(label=_("Acties van deze agenda."), columns=columns, rows=rows)


def history_table(changes: Sequence[Change], names: Names) -> Table:
    """Who changed what and when: a line per time somebody saved, newest first."""
    saved = [list(group) for _key, group in groupby(changes, lambda one: (one.wanneer, one.wie, one.actie, one.versie))]
    rows = tuple(
        Row(
            str(number),
            {
                "wanneer": Cell(formatting.moment(group[0].wanneer)),
                "wie": Cell(group[0].wie),
                "wat": Cell(_saved(group, names)),
            },
        )
        for number, group in enumerate(saved)
    )
    columns = (
        Column("wanneer", _("wanneer"), "text"),
        Column("wie", _("door"), "text", narrow=False),
        Column("wat", _("wat er veranderde"), "text"),
    )
    return Table(label=_("Geschiedenis van deze agenda, het nieuwste eerst."), columns=columns, rows=rows)


def effect_indicators(one: Agenda) -> tuple[Indicator, ...]:
    """The indicators on which the effect of an agenda can be counted: its own first, then those of its actions."""
    known = load_all()
    wanted = dict.fromkeys([one.indicator, *(action.indicator for action in one.acties)])
    return tuple(known[id_] for id_ in wanted if id_ in known and not known[id_].is_survey)


def still_open(entries: Sequence[Agenda], gebied: str) -> Agenda | None:
    """The agenda of an area that is not closed; there is at most one."""
    return next((one for one in entries if one.gebied == gebied and one.status not in CLOSED), None)


def runs(one: Agenda) -> bool:
    """Whether there can be an effect to ask for: adopted, with a start."""
    return one.status in RUNNING and one.van is not None


def _answer(entries: Sequence[Agenda], names: Names) -> str:
    if not entries:
        return _("Nog geen enkele: er is nog geen gebied voorgedragen.")
    count = Counter(one.status for one in entries)
    adopted = [names.get(one.gebied, one.gebied) for one in entries if one.status == VASTGESTELD]
    first = (
        ngettext(
            "{n} gebied heeft een vastgestelde agenda: {names}.",
            "{n} gebieden hebben een vastgestelde agenda: {names}.",
            len(adopted),
        ).format(n=len(adopted), names=some(sorted(adopted), 6))
        if adopted
        else _("Nog geen gebied heeft een vastgestelde agenda.")
    )
    rest = [text(n).format(n=n) for status, text in _COUNTS.items() if (n := count[status])]
    if not rest:
        return first
    return _("{first} Verder: {rest}.").format(first=first, rest=formatting.joined(rest))


_COUNTS: dict[str, Callable[[int], str]] = {
    IN_VOORBEREIDING: lambda _n: _("{n} in voorbereiding"),
    GEKOZEN: lambda _n: _("{n} gekozen"),
    KANDIDAAT: lambda n: ngettext("{n} kandidaat", "{n} kandidaten", n),
    GEEVALUEERD: lambda _n: _("{n} geëvalueerd"),
    AFGEVALLEN: lambda _n: _("{n} afgevallen"),
}


def _row(one: Agenda, names: Names, effect: Effect | None) -> Row:
    return Row(
        str(one.id),
        {
            "naam": Cell(names.get(one.gebied, one.gebied)),
            "fase": Cell(declared().status[one.status]),
            "waarom": Cell(_why(one)),
            "periode": Cell(_period(one) or formatting.MISSING),
            "themas": Cell(formatting.joined(one.themas) if one.themas else formatting.MISSING, text=_themes(one)),
            "effect": Cell(_effect_text(one, effect), tone=effect.tone if effect is not None else ""),
        },
    )


def _why(one: Agenda) -> str:
    kind = declared().reden_soort.get(one.reden_soort, "") if one.status != AFGEVALLEN else ""
    said = one.afsluiting if one.status == AFGEVALLEN else one.reden
    text = said if len(said) <= SHORT else f"{said[: SHORT - 1]}…"
    return f"{kind}: {text}" if kind and text else kind or text or formatting.MISSING


def _themes(one: Agenda) -> str:
    words = declared().themas
    return some([words.get(theme, theme) for theme in one.themas], 3) if one.themas else formatting.MISSING


def _effect_text(one: Agenda, effect: Effect | None) -> str:
    if not runs(one):
        return formatting.MISSING
    return agenda_effects.short(effect) if effect is not None else _("niet te berekenen: kies een geteld cijfer")


def _value(one: Agenda, veld: str, names: Names) -> str:
    value = getattr(one, veld)
    return in_words(veld, value, names) if value else ""


def _comparison(one: Agenda, names: Names) -> str:
    if not one.vergelijking and runs(one):
        return _("niet gekozen: van deze agenda is geen effect te berekenen")
    if not one.vergelijking:
        return _("nog niet gekozen; dat kan tot het begin, en is nodig om later het effect te berekenen")
    return _("{areas} (gekozen op {day} door {who})").format(
        areas=in_words("vergelijking", one.vergelijking, names),
        day=formatting.date_long(one.vergelijking_op.date() if one.vergelijking_op else None),
        who=one.vergelijking_door,
    )


def _period(one: Agenda) -> str:
    return _span(one.van, one.tot)


def _span(van: Any, tot: Any) -> str:
    if van and tot:
        return _("{van} tot en met {tot}").format(van=formatting.date_long(van), tot=formatting.date_long(tot))
    if van:
        return _("vanaf {day}").format(day=formatting.date_long(van))
    return _("tot en met {day}").format(day=formatting.date_long(tot)) if tot else ""


def _saved(group: Sequence[Change], names: Names) -> str:
    text = "; ".join(_changed(change, names) for change in reversed(group))
    return text if group[0].actie is None else _("actie {n}: {changes}").format(n=group[0].actie, changes=text)


def _changed(change: Change, names: Names) -> str:
    """'reden: van “...” naar “...”'; what was empty has no 'van'."""
    word = _("nieuw") if change.veld == "actie" else FIELD_NAMES.get(change.veld, change.veld)
    if change.oud in (None, "", []):
        return _("{field}: {new}").format(field=word, new=_said(change, change.nieuw, names))
    return _("{field}: van “{old}” naar “{new}”").format(
        field=word, old=_said(change, change.oud, names), new=_said(change, change.nieuw, names)
    )


def _said(change: Change, value: Any, names: Names) -> str:
    if change.veld == "rangfeiten":
        return agenda_effects.ranking_sentence(value)
    if change.veld == "agenda":
        return names.get(str(value), str(value))
    return in_words(change.veld, value, names, of_action=change.actie is not None)
