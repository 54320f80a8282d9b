"""A delivered survey, from files to rows of ENQUETE: read, checked, estimated, compared."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analytics.errors import VeiligheidError
from analytics.language import _
from analytics.refresh import concordance
from analytics.refresh.messages import finding
from analytics.refresh.parts import Delivered, Ground, SurveyPart
from analytics.refresh.report import Finding, Report
from analytics.refresh.survey import catalogue, delivered, figures, forms, respondents
from analytics.refresh.survey.delivered import Table
from analytics.refresh.survey.figures import Setting
from analytics.refresh.survey.forms import Form
from analytics.refresh.survey.notes import Notes, listed
from analytics.refresh.survey.part import doubled, few, part
from analytics.refresh.survey.personal import refuse_names, refuse_values
from analytics.refresh.survey.places import places
from analytics.refresh.survey.published import compare
from analytics.refresh.survey.recognise import check_columns, choose, fitting, spelled

Progress = Callable[[float, str], None]


@dataclass
class _Found:
    """What the tables hold: figures, and answers per form."""

    figures: list[pd.DataFrame] = field(default_factory=list)
    answers: dict[str, list[pd.DataFrame]] = field(default_factory=dict)


def read(
    files: Sequence[Delivered],
    ground: Ground,
    *,
    mapping: str | None = None,
    published: Delivered | None = None,
    progress: Progress | None = None,
) -> tuple[SurveyPart | None, Report]:
    """The values of a delivered survey, and everything that was noticed.

    `mapping`: id of the declared form of every file; None: recognised by its columns, per table. `published`: a table
    to compare the values with. `progress` is told which part is done and what is going on. The part is None when
    something blocks, or when there is nothing in the files. What is wrong with a file is a finding, never an exception.
    """
    report, tell = Report(), progress or _silent
    try:
        known = places(ground.boundaries, ground.gemeente, concordance.load(ground.folder))
        setting = Setting(catalogue.load(ground.folder), known, ground.today)
        declared = forms.load(setting.catalogue, ground.folder)
    except VeiligheidError as error:
        report.add(finding("enquete_beschrijving_fout", str(error)))
        return None, report
    if mapping is not None and mapping not in declared:
        text = _("Er is geen beschrijving {name}; er zijn: {known}.").format(name=mapping, known=listed(declared))
        report.add(finding("enquete_beschrijving_onbekend", text))
        return None, report
    return _read(files, declared, setting, mapping, published, report, tell)


def _silent(share: float, text: str) -> None:
    """Nobody wants to know."""


def _read(
    files: Sequence[Delivered],
    declared: dict[str, Form],
    setting: Setting,
    mapping: str | None,
    published: Delivered | None,
    report: Report,
    tell: Progress,
) -> tuple[SurveyPart | None, Report]:
    found = _Found()
    for number, file in enumerate(files):
        tell(0.7 * number / max(len(files), 1), _("{file} lezen").format(file=file.name))
        _read_file(file, declared, setting, mapping, found, report)
    tell(0.7, _("schatten per gebied"))
    rows = _together([*found.figures, *_estimates(declared, setting, found, report)])
    report.take(doubled(rows))
    if published is not None:
        tell(0.9, _("vergelijken met de gepubliceerde tabel"))
        _compare(published, declared, setting, rows, report)
    tell(1.0, _("klaar"))
    if report.blocks or rows.empty:
        return None, report
    report.take(few(rows, setting.places))
    return part(rows, declared, setting.today), report


def _read_file(
    file: Delivered, declared: dict[str, Form], setting: Setting, mapping: str | None, found: _Found, report: Report
) -> None:
    chosen = declared[mapping] if mapping is not None else None
    tables, findings = _tables(file, declared, chosen)
    report.take(findings)
    known = [(table, form) for table, notes, form in _recognised(tables, declared, chosen, report) if form is not None]
    for table, form in known:
        notes = Notes(table)
        _read_table(form, notes, setting, found)
        report.take(notes.found)


def _tables(file: Delivered, declared: dict[str, Form], chosen: Form | None) -> tuple[list[Table], list[Finding]]:
    """The tables of a file, read again with the header row of a form when only so one of them is recognised."""
    tables, findings = delivered.read(file, chosen)
    if chosen is not None or any(fitting(table, declared.values()) for table in tables):
        return tables, findings
    for form in declared.values():
        if form.kop is not None:
            again, other = delivered.read(file, form)
            if any(form in fitting(table, [form]) for table in again):
                return again, other
    return tables, findings


def _recognised(
    tables: list[Table], declared: dict[str, Form], chosen: Form | None, report: Report
) -> list[tuple[Table, Notes, Form | None]]:
    """Every table with its form. A sheet that is nothing we know is told, when another sheet is what we wanted."""
    every = []
    for table in tables:
        notes = Notes(table)
        refused = refuse_names(table, notes)
        form = None if refused else chosen or choose(table, declared, notes)
        every.append((table, notes, form))
    usable = any(form is not None for _table, _notes, form in every)
    for table, notes, form in every:
        skipped = {item.code for item in notes.found} == {"enquete_vorm_onbekend"}
        if form is None and usable and skipped:
            text = _("Werkblad '{sheet}' is geen tabel van een enquête en is overgeslagen.").format(sheet=table.sheet)
            report.add(finding("enquete_blad_overgeslagen", text, file=table.file))
        else:
            report.take(notes.found)
    return every


def _read_table(form: Form, notes: Notes, setting: Setting, found: _Found) -> None:
    notes.table = spelled(notes.table, form)
    if not check_columns(notes.table, form, notes):
        return
    if notes.table.rows.empty:
        notes.say("enquete_zonder_rijen", _("De tabel heeft alleen een kop en geen rijen."))
        return
    if form.zonder_n and form.vorm != "respondenten":
        text = _("Het aantal respondenten is niet bekend: {reason}.").format(reason=form.zonder_n)
        notes.say("enquete_zonder_n", text)
    if form.vorm == "respondenten":
        refuse_values(notes.table, notes, form.kolommen.respondent)
        found.answers.setdefault(form.id, []).append(respondents.read(form, notes, setting))
    else:
        found.figures.append(figures.read(form, notes, setting))


def _estimates(declared: dict[str, Form], setting: Setting, found: _Found, report: Report) -> Iterable[pd.DataFrame]:
    for name, parts in found.answers.items():
        form, people = declared[name], pd.concat(parts, ignore_index=True)
        report.take(respondents.doubled(people, form.kolommen.respondent))
        if report.blocks:  # with a wrong weight or area an estimate means nothing
            continue
        report.take(respondents.without_respondents(form, people, setting.places, str(people["bestand"].iloc[0])))
        yield respondents.estimate(form, people, setting)


def _together(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()


def _compare(file: Delivered, declared: dict[str, Form], setting: Setting, rows: pd.DataFrame, report: Report) -> None:
    """The published table is read like a delivered one; it has to be a table of figures."""
    theirs = _Found()
    _read_file(
        file,
        {name: form for name, form in declared.items() if form.vorm != "respondenten"},
        setting,
        None,
        theirs,
        report,
    )
    if not report.blocks:
        report.take(compare(rows, _together(theirs.figures), setting.places))
