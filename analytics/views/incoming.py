"""What was found in a delivery that is not published yet, and whether it may be."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from analytics import export, formatting
from analytics.language import _, ngettext
from analytics.tables import Cell, Column, Row, Table

if TYPE_CHECKING:
    from analytics.refresh.report import Finding, Report

ERROR, WARNING, REMARK = ORDER = ("fout", "waarschuwing", "melding")
REASON_LENGTH = 10  # signs: fewer explain nothing to who asks in a year
SHOWN = 200  # findings on the screen; the report has them all


@dataclass(frozen=True)
class Incoming:
    """A delivery that waits for a decision. `blocks`: it cannot be published; `asks`: only with a reason."""

    answer: str
    findings: Table | None
    blocks: bool
    asks: bool


def build(report: "Report") -> Incoming:
    """The view of one delivery. What its differences have of note is among the findings."""
    return Incoming(answer=_answer(report), findings=_findings(report), blocks=report.blocks, asks=report.asks)


def why_not(view: Incoming, *, seen: bool, reason: str) -> str:
    """Why it cannot be published yet; empty when it can."""
    if view.blocks:
        return _("Publiceren kan niet zolang er fouten zijn.")
    if not view.asks:
        return ""
    if not seen:
        return _("Publiceren kan als u hebt aangevinkt dat u de waarschuwingen hebt bekeken.")
    typed = len(reason.strip())
    if typed < REASON_LENGTH:
        return _("Publiceren kan als de reden ten minste {minimum} tekens heeft; nu zijn het er {typed}.").format(
            minimum=REASON_LENGTH, typed=typed
        )
    return ""


def report_sheet(report: "Report", files: Iterable[str], made: datetime) -> export.Sheet:
    """The same findings as a file to send back to the supplier."""
    findings = _ordered(report)
    return export.Sheet(
        title=_("Verslag van de controle"),
        subtitle=formatting.joined(files),
        columns=[
            export.Column("nummer", _("nr."), "", "integer"),
            export.Column("ernst", _("ernst")),
            export.Column("bestand", _("bestand")),
            export.Column("rij", _("rij"), "", "integer"),
            export.Column("kolom", _("kolom")),
            export.Column("aantal", _("aantal keer"), "", "integer"),
            export.Column("tekst", _("wat er aan de hand is")),
            export.Column("doe", _("wat u kunt doen")),
            export.Column("melding", _("code van de melding")),
        ],
        rows=[_report_row(number, finding) for number, finding in enumerate(findings, 1)],
        notes=[(_("Uitkomst"), counted(findings)), (_("Gecontroleerd"), formatting.moment(made))],
        figures=False,
    )


def counted(findings: Sequence["Finding"]) -> str:
    """'2 fouten, 1 waarschuwing en 3 meldingen'."""
    parts = [text(n).format(n=formatting.count(n)) for kind, text in _COUNTS.items() if (n := _number(findings, kind))]
    return formatting.joined(parts) if parts else _("niets gevonden")


_COUNTS: dict[str, Callable[[int], str]] = {
    ERROR: lambda n: ngettext("{n} fout", "{n} fouten", n),
    WARNING: lambda n: ngettext("{n} waarschuwing", "{n} waarschuwingen", n),
    REMARK: lambda n: ngettext("{n} melding", "{n} meldingen", n),
}


def _number(findings: Sequence["Finding"], kind: str) -> int:
    return sum(finding.ernst == kind for finding in findings)


def _answer(report: "Report") -> str:
    found = counted(report.findings)
    if report.blocks:
        text = _("Nee: {found}. Er is niets veranderd. Herstel het bestand, of stuur het verslag naar de leverancier.")
    elif report.asks:
        text = _(
            "Dat is aan u: geen fouten, wel {found}. Bekijk ze en schrijf op waarom het goed is. "
            "Er is nog niets veranderd."
        )
    else:
        text = _("Ja: geen fouten en geen waarschuwingen ({found}). Er is nog niets veranderd.")
    return text.format(found=found)


def _ordered(report: "Report") -> list["Finding"]:
    return sorted(report.findings, key=lambda finding: ORDER.index(finding.ernst))


def _findings(report: "Report") -> Table | None:
    findings = _ordered(report)
    if not findings:
        return None
    more = len(findings) - SHOWN
    label = _("Wat er gevonden is: {found}.").format(found=counted(findings))
    rest = _("De eerste {n}; het verslag heeft ze alle.").format(n=SHOWN) if more > 0 else ""
    return Table(
        label=f"{label} {rest}".strip(),
        columns=(
            Column("tekst", _("wat"), "text"),
            Column("waar", _("waar"), "text"),
            Column("aantal", _("aantal keer"), "count", narrow=False),
            Column("doe", _("wat u kunt doen"), "text"),
        ),
        rows=tuple(_row(number, finding) for number, finding in enumerate(findings[:SHOWN], 1)),
    )


def _row(number: int, finding: "Finding") -> Row:
    cells = {
        "tekst": Cell(finding.tekst, tone="slechter" if finding.ernst == ERROR else ""),
        "waar": Cell(finding.where or _("hele\N{NO-BREAK SPACE}levering")),
        "aantal": Cell(finding.aantal),
        "doe": Cell(finding.doe or formatting.MISSING),
    }
    return Row(str(number), cells, group=_heading(finding))


def _heading(finding: "Finding") -> str:
    return {
        ERROR: _("Fouten: hiermee kan het niet gepubliceerd worden"),
        WARNING: _("Waarschuwingen: hiervoor is een reden nodig"),
        REMARK: _("Meldingen: ter kennisgeving"),
    }[finding.ernst.value]


def _report_row(number: int, finding: "Finding") -> dict[str, object]:
    return {
        "nummer": number,
        "ernst": finding.ernst.value,
        "bestand": finding.bestand,
        "rij": finding.rij,
        "kolom": finding.kolom,
        "aantal": finding.aantal,
        "tekst": finding.tekst,
        "doe": finding.doe,
        "melding": finding.code,
    }
