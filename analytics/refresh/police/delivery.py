"""From files to registrations: read, recognise the supplier, check every row, look at the whole, count."""

import hashlib
from collections.abc import Callable, Sequence

import pandas as pd

from analytics.language import _
from analytics.refresh.concordance import Concordance, load
from analytics.refresh.messages import finding
from analytics.refresh.parts import Delivered, Ground, RegistrationsPart
from analytics.refresh.police.incidents import read_incidents
from analytics.refresh.police.mapping import Mapping, plain
from analytics.refresh.police.part import count_up
from analytics.refresh.police.personal import personal_columns, personal_values
from analytics.refresh.police.suppliers import misfit, recognise, several, supplier, suppliers
from analytics.refresh.police.whole import absent_kinds, gaps, together, unknown_share, without_duplicates
from analytics.refresh.rawtable import RawTable
from analytics.refresh.report import Ernst, Finding, Report
from analytics.refresh.tabular import read_tables

Progress = Callable[[float, str], None]
UNRECOGNISED = "leverancier_onbekend"
SKIPPED_SHEET = "werkblad_overgeslagen"


def read(
    files: Sequence[Delivered], ground: Ground, *, mapping: str | None = None, progress: Progress | None = None
) -> tuple[RegistrationsPart | None, Report]:
    """The registrations in these files, None when something blocks; the report says everything that was noticed.

    `mapping`: id of the supplier; None: recognised by the columns. `progress`: called with the share done and what is
    being done. Raises NotFound for an unknown supplier, DeliveryRefused when a description or the concordance is wrong.
    """
    tell = progress or _silent
    report = Report()
    declared = suppliers(ground.folder) if mapping is None else {mapping: supplier(mapping, ground.folder)}
    concordance = load(ground.folder)
    tables = _tables(_different(files, report), declared, mapping, report, tell)
    described = _one_supplier(tables, declared, report)
    if described is None:
        tell(1.0, _("Klaar"))
        return None, report
    rows = _rows([table for table, _id in tables], described, ground, concordance, report, tell)
    tell(0.85, _("Tellen"))
    part = _part(rows, described, ground, concordance, report)
    tell(1.0, _("Klaar"))
    return (None if report.blocks else part), report


def _silent(_share: float, _text: str) -> None:
    return None


def _different(files: Sequence[Delivered], report: Report) -> list[Delivered]:
    """The files without those that are given twice, under whatever name: nobody means that."""
    if len(files) < 2:
        return list(files)
    different = []
    seen: dict[str, str] = {}
    text = _("Het bestand is gelijk aan {other}.")
    for file in files:
        mark = _digest(file)
        if mark in seen:
            report.add(finding("bestand_dubbel", text.format(other=seen[mark]), file=file.name))
        else:
            different.append(file)
            seen[mark] = file.name
    return different


def _digest(file: Delivered) -> str:
    try:
        with file.path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return file.name  # reading it says what is wrong


def _tables(
    files: Sequence[Delivered], declared: dict[str, Mapping], mapping: str | None, report: Report, tell: Progress
) -> list[tuple[RawTable, str]]:
    """Every table with the id of its supplier; those that fit none are errors."""
    found: list[tuple[RawTable, str]] = []
    fixed = declared[mapping] if mapping is not None else None
    if not files:
        report.add(finding("geen_tabel", _("Er zijn geen bestanden gegeven.")))
    for place, file in enumerate(files):
        tell(0.4 * place / len(files), _("Lezen: {file}").format(file=file.name))
        fits, noticed = _read_one(file, declared, fixed)
        report.take(noticed)
        found += fits
    return found


def _read_one(
    file: Delivered, declared: dict[str, Mapping], fixed: Mapping | None
) -> tuple[list[tuple[RawTable, str]], list[Finding]]:
    """The tables of one file with their supplier. Some suppliers fix the sheet or the row of the names: when the tables
    are not recognised as they stand, those are tried."""
    if fixed is not None:
        return _recognised(file, {fixed.id: fixed}, fixed.blad, fixed.kop, chosen=True)
    first = _recognised(file, declared, None, None)
    said = {one.code for one in first[1]}
    if "leverancier_dubbel" in said or (first[0] and not said & {UNRECOGNISED, SKIPPED_SHEET}):
        return first
    fixing = [one for one in declared.values() if one.blad is not None or one.kop is not None]
    tried = [_recognised(file, {one.id: one}, one.blad, one.kop) for one in fixing]
    sound = [again for again in tried if again[0] and not any(one.ernst is Ernst.FOUT for one in again[1])]
    if len(sound) < 2:
        return sound[0] if sound else first
    names = ", ".join(again[0][0][1] for again in sound)
    return [], [several(file.name, names)]


def _recognised(
    file: Delivered, declared: dict[str, Mapping], sheet: str | None, header: int | None, *, chosen: bool = False
) -> tuple[list[tuple[RawTable, str]], list[Finding]]:
    tables, findings = read_tables(file, sheet=sheet, header=header)
    only = next(iter(declared.values())) if chosen else None
    answers = [(only, misfit(table, only)) if only is not None else recognise(table, declared) for table in tables]
    known = any(one is not None for one, _problems in answers)
    found = []
    for table, (one, problems) in zip(tables, answers, strict=True):
        if known and one is None and table.sheet and problems[0].code == UNRECOGNISED:
            text = _("Werkblad {sheet} hoort bij geen leverancier en is overgeslagen.").format(sheet=table.sheet)
            findings.append(finding(SKIPPED_SHEET, text, file=table.name))
            continue
        findings += [*problems, *personal_columns(table)]
        if one is not None:
            found.append((table, one.id))
    return found, findings


def _one_supplier(tables: list[tuple[RawTable, str]], declared: dict[str, Mapping], report: Report) -> Mapping | None:
    """The supplier of all tables; None when there is none, or more than one."""
    ids = {one for _table, one in tables}
    if len(ids) > 1:
        text = _("De bestanden komen van verschillende leveranciers ({names}); lever die apart.")
        report.add(finding("leverancier_verschilt", text.format(names=", ".join(sorted(ids)))))
    return declared[ids.pop()] if len(ids) == 1 else None


def _rows(
    tables: Sequence[RawTable],
    mapping: Mapping,
    ground: Ground,
    concordance: Concordance,
    report: Report,
    tell: Progress,
) -> pd.DataFrame:
    """The incidents of all tables; whatever is wrong with them is in the report."""
    old = frozenset(concordance.steps)
    frames = []
    for number, table in enumerate(tables):
        tell(0.4 + 0.4 * number / len(tables), _("Controleren: {file}").format(file=table.name))
        private = personal_values(table, dates=_measured(mapping), number=_number_column(table, mapping))
        discreet = frozenset(one.kolom for one in private)
        frame, findings = read_incidents(table, mapping, ground, old=old, number=number, discreet=discreet)
        report.take([*private, *findings])
        frames.append(frame)
    tell(0.8, _("Dubbele registraties zoeken"))
    rows, findings = without_duplicates(together(frames), tables, mapping)
    report.take(findings)
    return rows


def _measured(mapping: Mapping) -> frozenset[str]:
    """The columns with dates, times and coordinates, which look like phone numbers to a machine."""
    fields = mapping.velden
    chosen = [field for field in (fields.begin, fields.eind, fields.peildatum, fields.plaats) if field is not None]
    return frozenset(plain(name) for field in chosen for names, _needed in field.columns() for name in names)


def _number_column(table: RawTable, mapping: Mapping) -> str | None:
    names = mapping.velden.nummer.kolom if mapping.velden.nummer is not None else ()
    known = set(map(plain, names))
    return next((column for column in table.columns if plain(column) in known), None)


def _part(
    rows: pd.DataFrame, mapping: Mapping, ground: Ground, concordance: Concordance, report: Report
) -> RegistrationsPart | None:
    if rows.empty:
        if not report.blocks:
            report.add(finding("niets_over", _("Er is geen enkele registratie om te tellen.")))
        return None
    undated = any(one.code.startswith("datum_") for one in report.of(Ernst.FOUT))  # such rows may be the missing month
    report.take([] if undated else gaps(rows))
    report.take(absent_kinds(rows, mapping))
    report.take(unknown_share(rows, mapping, ground))
    if report.blocks:
        return None
    part, folded = count_up(rows, mapping, ground, concordance)
    report.take(folded)
    return part
