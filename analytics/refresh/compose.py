"""From rows of recognised tables to a delivery: the one way by which both routes build its tables and messages."""

from datetime import date

import pandas as pd
import pyarrow as pa

from analytics.contract import DEKKING, ENQUETE, KERNCIJFERS, REGISTRATIES, STANDEN, STRATEN, Bron, Delivery
from analytics.errors import DeliveryRefused
from analytics.language import _
from analytics.periods import add_months
from analytics.refresh import boundaries, key_figures
from analytics.refresh.cells import one_per_cell
from analytics.refresh.concordance import Concordance, load
from analytics.refresh.divisions import present_codes
from analytics.refresh.material import COUNT_COLUMNS, CountTable, Material, Remarks, together
from analytics.refresh.overlap import prefer_months
from analytics.refresh.registrations import Known, merged, read_buurten, read_municipalities
from analytics.refresh.sources import describe
from analytics.refresh.units import ranges

BOUNDARIES = "grenzen"  # key of the boundaries among the sources


def compose(material: Material) -> Delivery:
    """Build the delivery. Raises DeliveryRefused with every problem found in the rows, or in the concordance."""
    concordance = load(material.folder)
    buurten, remarks = boundaries.clean(material.boundaries, material.gemeente)
    _refuse(remarks.problems)
    areas = list(buurten["buurtcode"])
    known = _known(material, areas, concordance, remarks)
    figures, found = key_figures.select(material, areas, concordance)
    remarks.add(found)
    survey, found = _survey(material, areas)
    remarks.add(found)
    _refuse(remarks.problems or _absent(areas, known, material.gemeente))
    coverage = _coverage(known)
    tables = {
        "registraties": _table(_registrations(known), REGISTRATIES),
        "dekking": _table(coverage, DEKKING),
        "enquete": _table(survey, ENQUETE),
        "kerncijfers": _table(figures, KERNCIJFERS),
        "straten": STRATEN.empty_table(),
        "standen": STANDEN.empty_table(),
    }
    return Delivery(
        gemeente=material.gemeente,
        gemeentenaam=str(buurten["gemeentenaam"].iloc[0]),
        tables=tables,
        boundaries=buurten,
        bronnen=_sources(material, coverage, figures, survey),
        meldingen=[*material.notes, *remarks.notes, *_thin(figures)],
        raw=material.raw,
    )


def _known(material: Material, areas: list[str], concordance: Concordance, remarks: Remarks) -> Known:
    tables, parts = _tables(material, remarks), []
    if remarks.problems:
        return merged([])  # what follows from two values in one cell are no problems of their own
    for table in tables:
        if table.niveau == "buurt":
            present, found = present_codes(table, concordance, areas)
            remarks.add(found)
            part, found = read_buurten(present, material.gemeente, areas)
        else:
            part, found = read_municipalities(table, [material.gemeente, *material.references])
        parts.append(part)
        remarks.add(found)
    known, notes = prefer_months(merged(parts))
    remarks.notes += notes
    return known


def _tables(material: Material, remarks: Remarks) -> list[CountTable]:
    """One table per source, one value per cell, without periods that have not ended."""
    tables = []
    for bron in sorted({table.bron for table in material.counts}):
        parts = [table for table in material.counts if table.bron == bron]
        rows = together(COUNT_COLUMNS, [part.rows for part in parts])
        rows, found = one_per_cell(rows, ["gebied", "soort", "periode"], ["aantal"], bron)
        remarks.add(found)
        tables.append(
            CountTable(
                bron=bron,
                niveau=parts[0].niveau,
                rows=_ended(rows, bron, material.today, remarks),
                empty_is_zero=all(part.empty_is_zero for part in parts),
                whole=all(part.whole for part in parts),
                provisional=frozenset().union(*(part.provisional for part in parts)),
                modified=max(part.modified for part in parts),
            )
        )
    return tables


def _ended(rows: pd.DataFrame, bron: str, today: date | None, remarks: Remarks) -> pd.DataFrame:
    if today is None:
        return rows
    ends = {code: period(code)[1] for code in rows["periode"].unique()}
    going_on = sorted(code for code, end in ends.items() if end > today)
    numbers = rows.loc[rows["aantal"].notna(), "periode"]
    published = sorted(set(going_on) & set(numbers))
    if published:
        text = _("{bron}: {periods} is nog niet voorbij en is weggelaten.")
        remarks.notes.append(text.format(bron=bron, periods=", ".join(published)))
    return rows[~rows["periode"].isin(going_on)]


def period(code: str) -> tuple[date, date]:
    """The half-open period of a code of the statistics office: '2023JJ00' or '2023MM01'."""
    year, month = int(code[:4]), int(code[6:8])
    if code[4:6] == "JJ":
        return date(year, 1, 1), date(year + 1, 1, 1)
    return date(year, month, 1), add_months(date(year, month, 1), 1)


def _with_dates(frame: pd.DataFrame) -> pd.DataFrame:
    codes = frame["periode"].unique()
    van = frame["periode"].map({code: period(code)[0] for code in codes})
    tot = frame["periode"].map({code: period(code)[1] for code in codes})
    return frame.assign(van=van, tot=tot)


def _registrations(known: Known) -> pd.DataFrame:
    rows = _with_dates(known.counts).assign(uur=None, uur_tot=None, straat=None)
    return rows.sort_values(["gebied", "soort_gebied", "soort", "van"], ignore_index=True)


def _coverage(known: Known) -> pd.DataFrame:
    """Units that follow each other and say the same, as one range."""
    missing = known.missing.assign(soort_gebied="buurt", status="ontbreekt")
    units = pd.concat([known.units, missing[list(known.units.columns)]], ignore_index=True)
    units = _with_dates(units).assign(stap=units["periode"].str[4:6].map({"JJ": "jaar", "MM": "maand"}).astype("str"))
    return ranges(units)


def _survey(material: Material, areas: list[str]) -> tuple[pd.DataFrame, Remarks]:
    """Survey rows of the own municipality's areas and of the references."""
    rows = material.survey
    own = {*areas, *("WK" + code[2:8] for code in areas), material.gemeente, *material.references}
    strange = rows[~rows["gebied"].isin(own) & rows["gebied"].str[2:6].eq(material.gemeente[2:])]
    values = ["waarde", "ondergrens", "bovengrens", "standaardfout", "n", "bron"]
    kept, remarks = one_per_cell(
        rows[rows["gebied"].isin(own)], ["gebied", "jaar", "vraag", "methode"], values, _("Enquête")
    )
    if len(strange):
        text = _("Enquête: {count} rijen over gebieden zonder grens zijn weggelaten ({codes}).")
        codes = ", ".join(sorted(set(strange["gebied"]))[:10])
        remarks.notes.append(text.format(count=len(strange), codes=codes))
    return kept.sort_values(["gebied", "vraag", "jaar"], ignore_index=True), remarks


def _absent(areas: list[str], known: Known, gemeente: str) -> list[str]:
    problems = []
    if not areas:
        problems.append(_("Er zijn geen grenzen van buurten van {code}.").format(code=gemeente))
    if areas and known.units[known.units["soort_gebied"] == "buurt"].empty:
        problems.append(_("Er zijn geen registraties per buurt van {code}.").format(code=gemeente))
    return problems


def _refuse(problems: list[str]) -> None:
    if problems:
        raise DeliveryRefused(
            _("De gegevens zijn niet te gebruiken: {count} problemen. Er is niets veranderd.").format(
                count=len(problems)
            ),
            problems,
        )


def _thin(figures: pd.DataFrame) -> list[str]:
    per_buurt = figures[figures["gebied"].str.startswith("BU") & (figures["kenmerk"] == "inwoners")]
    if len(per_buurt):
        return []
    return [_("Er zijn geen inwonertallen per buurt; cijfers per 1.000 inwoners kunnen niet worden berekend.")]


def _table(frame: pd.DataFrame, schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False).replace_schema_metadata()


def _sources(
    material: Material, coverage: pd.DataFrame, figures: pd.DataFrame, survey: pd.DataFrame
) -> dict[str, Bron]:
    """Every source that rows or boundaries refer to, with the period it covers."""
    found = {BOUNDARIES: material.boundary_source}
    modified = {table.bron: table.modified for table in material.counts}
    for bron, rows in coverage[coverage["status"] != "ontbreekt"].groupby("bron"):
        provisional = rows.loc[rows["status"] == "voorlopig", "van"]
        found[str(bron)] = _described(str(bron), rows["van"].min(), rows["tot"].max()).model_copy(
            update={
                "voorlopig_vanaf": provisional.min() if len(provisional) else None,
                "toelichting": _modified(modified.get(str(bron), "")),
            }
        )
    for bron, years in pd.concat([figures[["bron", "jaar"]], survey[["bron", "jaar"]]]).groupby("bron")["jaar"]:
        first, last = date(int(years.min()), 1, 1), date(int(years.max()) + 1, 1, 1)
        found[str(bron)] = _described(str(bron), first, last)
    return {key: bron.model_copy(update={"opgehaald": material.fetched}) for key, bron in sorted(found.items())}


def _described(bron: str, van: date, tot: date) -> Bron:
    declared = describe(bron) or Bron(titel=bron, uitgever=_("niet opgegeven"), licentie=_("niet opgegeven"))
    return declared.model_copy(update={"van": van, "tot": tot})


def _modified(day: str) -> str:
    return _("Stand van de bron: {day}.").format(day=day[:10]) if day else ""
