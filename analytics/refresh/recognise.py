"""What a table is, by its columns: registrations, key figures, survey results, or something known that is left out."""

from dataclasses import dataclass, field

import pandas as pd

from analytics.language import _
from analytics.refresh.columns import AREA, AREA_COLUMNS, BUURT_COLUMNS, KIND, PERIOD, Columns
from analytics.refresh.material import COUNT_COLUMNS, FIGURE_COLUMNS, SURVEY_COLUMNS, typed
from analytics.refresh.reading import Sheet
from analytics.refresh.recognise_figures import figures, survey
from analytics.refresh.sources import RegistrationTable, kinds, plain_name, registration_table, sources

KIND_COLUMNS = {"soortmisdrijf": "misdrijf", "overlast": "overlast", "soortoverlast": "overlast"}
OURS = "BU|GM"  # levels that are read; wijken are sums of their buurten


@dataclass
class Found:
    """What one file holds, for every municipality in it.

    `reason`: why it is left out. `defaults`: what an empty cell means, by plain field name. `provisional`: periods the
    publisher does not call final. Both come from code lists and are about the table with number `table`.
    """

    counts: list[tuple[RegistrationTable, pd.DataFrame]] = field(default_factory=list)
    figures: pd.DataFrame = field(default_factory=lambda: typed(FIGURE_COLUMNS))
    survey: pd.DataFrame = field(default_factory=lambda: typed(SURVEY_COLUMNS))
    defaults: dict[str, str] = field(default_factory=dict)
    provisional: frozenset[str] = frozenset()
    table: str | None = None
    reason: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to build on."""
        return not self.counts and self.figures.empty and self.survey.empty


def recognise(sheet: Sheet) -> Found:
    """What the table holds. Wrong cells are in `problems`, all of them."""
    found = Found(table=sheet.table)
    columns = Columns(sheet, found.problems)
    if not _registrations(columns, found) and not _left_out(columns, found):
        _totals(columns, found)
        found.figures = figures(columns)
        found.survey = survey(columns)
    if not found.is_empty or found.problems:
        found.problems += sheet.ragged
    elif not found.reason:
        some = ", ".join(str(column) for column in sheet.rows.columns[:6])
        found.reason = _("de kolommen zijn niet herkend ({columns})").format(columns=some)
    return found


def _registrations(columns: Columns, found: Found) -> bool:
    """Whether these are registrations in StatLine's form: kind, area, period and count."""
    kind = columns.first(*KIND_COLUMNS)
    if kind is None or "perioden" not in columns.names:
        return False
    rubriek = KIND_COLUMNS[plain_name(kind)]
    measure = columns.first(*{plain_name(t.veld) for t in sources().registraties if t.soort == rubriek})
    area = columns.first(*BUURT_COLUMNS, "regios", "gemeentecode")
    if measure is None or area is None:
        found.reason = _("registraties zonder kolom met aantallen of met gebiedscodes")
        return True
    per_buurt = plain_name(area) in BUURT_COLUMNS
    frame = _count_rows(columns, kind, area, measure, rubriek)
    for table in sources().registraties:
        if table.soort == rubriek and (table.niveau == "buurt") == per_buurt:
            rows = frame[frame["periode"].str[4:6].isin(table.perioden)]
            if len(rows):
                found.counts.append((table, rows))
    if not found.counts and not found.problems:
        found.problems += columns.sheet.ragged
        found.reason = _("registraties zonder rijen over buurten of gemeenten")
    return True


def _count_rows(columns: Columns, kind: str, area: str, measure: str, rubriek: str) -> pd.DataFrame:
    ours = {key: soort.soort for key, soort in kinds(rubriek).items()}
    whole_cities = plain_name(area) not in BUURT_COLUMNS  # lists of municipalities may leave codes out
    frame = pd.DataFrame(
        {
            "gebied": columns.codes(area, AREA, _("gebiedscode"), empty=whole_cities),
            "soort": columns.codes(kind, KIND, _("code van een soort")).map(ours),
            "periode": columns.codes(columns.names["perioden"], PERIOD, _("periodecode")),
            "aantal": columns.integers(measure),
            "bestand": columns.sheet.name,
            "rij": columns.sheet.numbers,
        }
    )
    known = frame["soort"].notna() & frame["gebied"].str.match(OURS)
    return frame[known].astype(COUNT_COLUMNS)


def _left_out(columns: Columns, found: Found) -> bool:
    """Whether this is a table that is known and left out; code lists still tell what an empty cell means."""
    reasons = (
        ignored.reden
        for ignored in sources().negeren
        if all(plain_name(column) in columns.names for column in ignored.kolommen)
    )
    found.reason = next(reasons, "")
    if found.reason and "key" in columns.names:
        _code_list(columns, found)
    return bool(found.reason)


def _code_list(columns: Columns, found: Found) -> None:
    keys = columns.text(columns.names["key"])
    if "default" in columns.names:
        counted = {plain_name(table.veld) for table in sources().registraties}
        meanings = zip(keys, columns.text(columns.names["default"]), strict=True)
        found.defaults = {plain_name(key): meaning for key, meaning in meanings if plain_name(key) in counted}
    if "status" in columns.names:
        final = columns.text(columns.names["status"]).isin(["Definitief", ""])
        found.provisional = frozenset(keys[~final])


def _totals(columns: Columns, found: Found) -> None:
    """A total per buurt in a column that is named after its year."""
    declared = sources().totaal_per_jaar
    area = columns.first(*AREA_COLUMNS)
    years = columns.named(declared.kolom)
    if area is None or not years:
        return
    codes = columns.codes(area, AREA, _("gebiedscode"))
    frames = [
        pd.DataFrame(
            {
                "gebied": codes,
                "soort": declared.soort,
                "periode": f"{year}JJ00",
                "aantal": columns.integers(column),
                "bestand": columns.sheet.name,
                "rij": columns.sheet.numbers,
            }
        )
        for year, column in years.items()
    ]
    rows = pd.concat(frames, ignore_index=True).astype(COUNT_COLUMNS)
    found.counts.append((registration_table(declared.tabel), rows[rows["gebied"].str.match(OURS)]))
