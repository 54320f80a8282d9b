"""What was found in a delivery: each finding says what is wrong, where, and what to do about it (Dutch).

The command line, the page and the file for the supplier show the same findings.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from analytics.errors import DeliveryRefused
from analytics.language import _


class Ernst(StrEnum):
    """How serious: a `fout` blocks, a `waarschuwing` asks for a reason, a `melding` only tells."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    MELDING = "melding"


@dataclass(frozen=True)
class Finding:
    """One finding. `code` is fixed per kind of message (docs/reference/meldingen.md explains each).

    `bestand`, `rij` (as a spreadsheet counts, the header is row 1) and `kolom` say where; `aantal` how often, when
    one finding stands for several rows, of which `rij` is the first.
    """

    ernst: Ernst
    code: str
    tekst: str
    bestand: str = ""
    rij: int | None = None
    kolom: str = ""
    aantal: int = 1
    doe: str = ""

    @property
    def where(self) -> str:
        """'levering.csv, rij 12, kolom Begindatum', or less where less is known."""
        row = _("rij {row}").format(row=self.rij) if self.rij is not None else ""
        column = _("kolom {column}").format(column=self.kolom) if self.kolom else ""
        return ", ".join(part for part in (self.bestand, row, column) if part)

    @property
    def sentence(self) -> str:
        """Where, what and what to do, on one line."""
        text = f"{self.where}: {self.tekst}" if self.where else self.tekst
        return f"{text} {self.doe}".strip()


@dataclass
class Report:
    """All findings of one delivery, in the order in which they were found."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Note one finding."""
        self.findings.append(finding)

    def take(self, others: Iterable[Finding]) -> None:
        """Take over findings of a part."""
        self.findings += others

    def of(self, ernst: Ernst) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.ernst is ernst]

    @property
    def blocks(self) -> bool:
        """Whether the delivery cannot be published."""
        return bool(self.of(Ernst.FOUT))

    @property
    def asks(self) -> bool:
        """Whether publishing needs a reason."""
        return bool(self.of(Ernst.WAARSCHUWING))

    def refuse(self) -> None:
        """Raise DeliveryRefused with every error, when there is one."""
        errors = [finding.sentence for finding in self.of(Ernst.FOUT)]
        if errors:
            raise DeliveryRefused(_("De levering is geweigerd; er is niets gepubliceerd. Gevonden:"), errors)
