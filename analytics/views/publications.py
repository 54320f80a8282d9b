"""What was published when, by whom and why; and what rolling back would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from analytics import formatting
from analytics.language import _, ngettext
from analytics.tables import Cell, Column, Row, Table

if TYPE_CHECKING:
    from analytics.contract import Manifest
    from analytics.history import Publication
    from analytics.snapshots import Snapshot


@dataclass(frozen=True)
class History:
    """`snapshots`: the snapshot by the id of the row that is about it, as far as it is kept."""

    answer: str
    table: Table
    snapshots: "dict[str, Snapshot]"


def build(entries: Sequence["Publication"], live: "Snapshot | None") -> History:
    """The log as a table, newest first; the shipped sample is in no log and comes last."""
    lines = [_line(number, entry) for number, entry in enumerate(entries)]
    snapshots = {row.id: entry.snapshot for row, entry in zip(lines, entries, strict=True) if entry.snapshot}
    if live is not None and live not in snapshots.values():
        lines.append(_shipped(live.manifest()))
        snapshots[live.id] = live
    answer = _answer(entries, live)
    return History(answer, _table(lines, answer), snapshots)


def facts(manifest: "Manifest", *, is_live: bool) -> tuple[str, ...]:
    """One snapshot in sentences: when, by whom and why, and whether it is what visitors see."""
    made = _("Gemaakt op {moment} door {who}.").format(moment=formatting.moment(manifest.gemaakt), who=manifest.door)
    why = _("Reden: {reason}.").format(reason=manifest.reden.rstrip(".")) if manifest.reden else _("Zonder reden.")
    seen = _("Dit is wat bezoekers nu zien.") if is_live else _("Bezoekers zien nu een andere momentopname.")
    return made, why, seen


def consequence(manifest: "Manifest") -> str:
    """What rolling back does, spelled out before it is done."""
    return _(
        "Weet u het zeker? Iedereen ziet dan weer de cijfers van {moment}, gepubliceerd door {who}. Wat er nu te zien "
        "is, blijft bewaard en kan op dezelfde manier weer terug."
    ).format(moment=formatting.moment(manifest.gemaakt), who=manifest.door)


def wholeness(problems: Sequence[str], snapshot_id: str) -> str:
    """The outcome of a verification."""
    if not problems:
        return _("Momentopname {id} is heel: elk bestand is precies wat er gepubliceerd is.").format(id=snapshot_id)
    return _("Momentopname {id} is niet heel. {problems} Zet een andere terug of publiceer opnieuw.").format(
        id=snapshot_id, problems=" ".join(problems)
    )


def _answer(entries: Sequence["Publication"], live: "Snapshot | None") -> str:
    kept = len({entry.snapshot.id for entry in entries if entry.snapshot})
    if live is None:
        return _("Er is nu niets te zien. Zet hieronder een momentopname terug die heel is.")
    manifest = live.manifest()
    now = _("Nu te zien: de momentopname van {moment}, gepubliceerd door {who}.").format(
        moment=formatting.moment(manifest.gemaakt), who=manifest.door
    )
    if not kept:
        return _("{now} Er is hier nog niets anders gepubliceerd.").format(now=now)
    rest = ngettext("{n} momentopname is bewaard.", "{n} momentopnamen zijn bewaard.", kept).format(n=kept)
    return f"{now} {rest}"


def _table(lines: list[Row], answer: str) -> Table:
    return Table(
        label=_("Wat er gebeurd is, het nieuwste bovenaan. {answer}").format(answer=answer),
        columns=(
            Column("wanneer", _("wanneer"), "text"),
            Column("wat", _("wat"), "text"),
            Column("door", _("door"), "text", narrow=False),
            Column("reden", _("reden"), "text"),
            Column("aanvaard", _("aanvaarde waarschuwingen"), "count", narrow=False),
            Column("momentopname", _("momentopname"), "text", narrow=False),
        ),
        rows=tuple(lines),
        selectable=True,
    )


def _line(number: int, entry: "Publication") -> Row:
    published = entry.wat == "publicatie" and entry.snapshot is not None
    row_id = entry.snapshot.id if published and entry.snapshot else f"{entry.wanneer:%Y%m%dT%H%M%S}-{number}"
    cells = {
        "wanneer": _moment(entry.wanneer),
        "wat": Cell(_what(entry)),
        "door": Cell(entry.door or _("onbekend")),
        "reden": Cell(entry.reden or formatting.MISSING),
        "aanvaard": Cell(len(entry.aanvaard) if published else None, text=None if published else ""),
        "momentopname": _snapshot_cell(entry),
    }
    return Row(row_id, cells, emphasis=published and entry.live)


def _what(entry: "Publication") -> str:
    texts = {
        "publicatie": _("gepubliceerd"),
        "teruggezet": _("teruggezet"),
        "geweigerd": _("geweigerd, niets veranderd"),
        "ongewijzigd": _("niets nieuws, niets veranderd"),
    }
    text = texts.get(entry.wat, entry.wat)
    return _("{what} (nu te zien)").format(what=text) if entry.live and entry.wat == "publicatie" else text


def _snapshot_cell(entry: "Publication") -> Cell:
    if not entry.id:
        return Cell(None, text=formatting.MISSING)
    return Cell(entry.id if entry.snapshot else _("{id} (opgeruimd)").format(id=entry.id))


def _shipped(manifest: "Manifest") -> Row:
    cells = {
        "wanneer": _moment(manifest.gemaakt),
        "wat": Cell(_("meegeleverd (nu te zien)")),
        "door": Cell(manifest.door),
        "reden": Cell(manifest.reden or formatting.MISSING),
        "aanvaard": Cell(len(manifest.aanvaard)),
        "momentopname": Cell(manifest.id),
    }
    return Row(manifest.id, cells, emphasis=True)


def _moment(when: datetime) -> Cell:
    """On one line, in a narrow table too."""
    return Cell(when.isoformat(timespec="seconds"), text=formatting.moment(when).replace(" ", "\N{NO-BREAK SPACE}"))
