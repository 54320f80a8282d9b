"""What a delivery replaces and what it leaves: a snapshot plus a police file, a survey, or newer open data."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics.contract import BOUNDARIES_FILE, STANDEN, TABLES, Bron, Delivery
from analytics.database import Database, tables_of
from analytics.formatting import count
from analytics.language import _
from analytics.periods import add_months
from analytics.refresh.messages import finding
from analytics.refresh.parts import RegistrationsPart, SurveyPart
from analytics.refresh.report import Finding
from analytics.refresh.units import ranges, single
from analytics.snapshots import Snapshot

OWN = ("buurt", "onbekend")  # kinds of area that a table per buurt or a police file is about
LONGEST_MONTH = 31  # days
REMEMBERED = 36  # months of which earlier figures are kept
MOMENTS = 60  # months for which they are kept


def delivery_of(snapshot: Snapshot) -> Delivery:
    """A published snapshot as a delivery again, to be amended. Raises SnapshotBroken."""
    manifest = snapshot.manifest()
    return Delivery(
        gemeente=manifest.gemeente,
        gemeentenaam=manifest.gemeentenaam,
        tables=tables_of(snapshot),
        boundaries=gpd.read_file(io.BytesIO((snapshot.folder / BOUNDARIES_FILE).read_bytes())),
        bronnen=dict(manifest.bronnen),
        voorbeeld=manifest.voorbeeld,
        grenzen=manifest.grenzen,
        meldingen=list(manifest.meldingen),
    )


def with_registrations(base: Delivery, part: RegistrationsPart) -> tuple[Delivery, list[Finding]]:
    """The base with the months of the part in place of its own; what the part does not cover stays.

    Where the base has a whole year of a kind and the part only some of its months, the year stays.
    """
    units, fresh = single(_frame(base.tables["dekking"])), single(_frame(part.coverage))
    whole, broken = _years(units, fresh)
    fresh = fresh[~_among(fresh, broken, "jaar")]
    cells = _cells(fresh)
    gone = units["soort_gebied"].isin(OWN) & (
        (units["stap"].eq("maand") & _among(units, cells, "maand"))
        | (units["stap"].eq("jaar") & _among(units, whole, "jaar"))
    )
    tables = base.tables | {
        "dekking": _table(ranges(pd.concat([units[~gone], fresh], ignore_index=True)), "dekking"),
        "registraties": pa.concat_tables(
            [_without(base.tables["registraties"], cells, whole), _only(part.rows, cells)]
        ).combine_chunks(),
        "straten": _streets(base.tables["straten"], part.streets),
    }
    return _tidy(replace(base, tables=tables, bronnen=base.bronnen | part.bronnen)), _left(broken)


def with_survey(base: Delivery, part: SurveyPart) -> Delivery:
    """The base with the survey's figures; one of the same question, year, method and level is replaced."""
    old, new = (
        _frame(table).assign(niveau=lambda rows: rows["gebied"].str[:2])
        for table in (base.tables["enquete"], part.rows)
    )
    key = ["vraag", "jaar", "methode", "niveau"]
    stay = old[~pd.MultiIndex.from_frame(old[key]).isin(pd.MultiIndex.from_frame(new[key]))]
    rows = pd.concat([stay, new], ignore_index=True) if len(stay) else new
    rows = rows.sort_values(["gebied", "vraag", "jaar", "methode"], ignore_index=True)
    tables = base.tables | {"enquete": _table(rows, "enquete")}
    return _tidy(replace(base, tables=tables, bronnen=base.bronnen | part.bronnen))


def onto(live: Snapshot | None, delivery: Delivery) -> tuple[Delivery, list[Finding]]:
    """Newer open data on top of what is live: what the municipality was delivered itself stays.

    Nothing is taken over from the sample or from another municipality.
    """
    if live is None or not same_city(live, delivery):
        return delivery, []
    base = delivery_of(live)
    own = {key: bron for key, bron in base.bronnen.items() if bron.eigen}
    survey = _of(base.tables["enquete"], own)
    registrations = _of(base.tables["registraties"], own)
    findings: list[Finding] = []
    if len(registrations):
        streets = base.tables["straten"]
        part = RegistrationsPart(registrations, _of(base.tables["dekking"], own), streets, own)
        delivery, findings = with_registrations(delivery, part)
    if len(survey):
        delivery = with_survey(delivery, SurveyPart(survey, own))
    return delivery, findings


def remember(live: Snapshot | None, database: Database | None, delivery: Delivery) -> Delivery:
    """Note in the delivery what the live snapshot says about recent months: the next one can show the revision."""
    if live is None or database is None or not same_city(live, delivery):
        return delivery
    day = live.manifest().gemaakt.date()
    now = database.run("maandcijfers")
    now = now[pd.to_datetime(now["maand"]) >= pd.Timestamp(add_months(day.replace(day=1), -REMEMBERED))]
    now = now.assign(peildatum=pd.Timestamp(day), gebied=delivery.gemeente)[STANDEN.names]
    earlier = _frame(tables_of(live)["standen"])
    oldest = pd.Timestamp(add_months(day.replace(day=1), -MOMENTS))
    known = pd.concat([earlier[earlier["peildatum"] >= oldest], now], ignore_index=True) if len(earlier) else now
    known = known.drop_duplicates(["peildatum", "gebied", "soort", "maand"], keep="last")
    known = known.sort_values(["peildatum", "soort", "maand"], ignore_index=True)
    return replace(delivery, tables=delivery.tables | {"standen": _table(known, "standen")})


def same_city(live: Snapshot, delivery: Delivery) -> bool:
    """Whether both are about the same municipality, and both real or both made up."""
    manifest = live.manifest()
    return manifest.gemeente == delivery.gemeente and manifest.voorbeeld == delivery.voorbeeld


def _years(units: pd.DataFrame, fresh: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Of the yearly figures that the fresh months touch (soort, jaar): those known month by month now, and the rest."""
    yearly = _unique(units[units["soort_gebied"].eq("buurt") & units["stap"].eq("jaar")], "jaar")
    touched = yearly.merge(_unique(fresh, "jaar"))
    monthly = units[
        units["soort_gebied"].eq("buurt") & units["stap"].eq("maand") & units["gebied"].str.startswith("GM")
    ]
    months = pd.concat([_unique(monthly, "maand"), _unique(fresh[fresh["soort_gebied"].eq("buurt")], "maand")])
    months = months.drop_duplicates().assign(jaar=lambda rows: rows["maand"].dt.year)
    known = touched.merge(months.groupby(["soort", "jaar"]).size().rename("maanden").reset_index())
    return known.loc[known["maanden"].eq(12), ["soort", "jaar"]], known.loc[known["maanden"].lt(12), ["soort", "jaar"]]


def _unique(units: pd.DataFrame, step: str) -> pd.DataFrame:
    """The kinds and months (first day) or years of some rows, each once."""
    return pd.DataFrame({"soort": units["soort"], step: _moment(units, step)}).drop_duplicates(ignore_index=True)


def _moment(rows: pd.DataFrame, step: str) -> "pd.Series[Any]":
    van = rows["van"]
    return pd.Series(van.dt.year if step == "jaar" else van.dt.to_period("M").dt.to_timestamp())


def _cells(fresh: pd.DataFrame) -> pd.DataFrame:
    return _unique(fresh[fresh["soort_gebied"].eq("buurt")], "maand")


def _among(rows: pd.DataFrame, chosen: pd.DataFrame, step: str) -> "pd.Series[bool]":
    """Whether the kind and month or year of each row is among the chosen ones."""
    if chosen.empty or rows.empty:
        return pd.Series(False, index=rows.index)
    marked = pd.DataFrame({"soort": rows["soort"], step: _moment(rows, step)}).merge(
        chosen.assign(gekozen=True), how="left", on=["soort", step]
    )
    return pd.Series(marked["gekozen"].notna().to_numpy(), index=rows.index)


def _without(table: pa.Table, cells: pd.DataFrame, whole: pd.DataFrame) -> pa.Table:
    """The registrations that stay: not those of the cells, nor yearly figures that are known month by month now."""
    rows = _frame(table.select(["soort_gebied", "soort", "van", "tot"]))
    yearly = (rows["tot"] - rows["van"]).dt.days > LONGEST_MONTH
    gone = rows["soort_gebied"].isin(OWN) & (
        (~yearly & _among(rows, cells, "maand")) | (yearly & _among(rows, whole, "jaar"))
    )
    return table.filter(pa.array(~gone.to_numpy()))


def _only(table: pa.Table, cells: pd.DataFrame) -> pa.Table:
    return table.filter(pa.array(_among(_frame(table.select(["soort", "van"])), cells, "maand").to_numpy()))


def _left(broken: pd.DataFrame) -> list[Finding]:
    text = _(
        "Van {year} is voor {kinds} soorten alleen een jaarcijfer bekend en zijn niet alle maanden geleverd; "
        "het jaarcijfer blijft staan en de maanden zijn niet overgenomen."
    )
    return [
        finding("jaarcijfer_blijft", text.format(year=year, kinds=count(len(kinds))))
        for year, kinds in broken.groupby("jaar")
    ]


def _streets(old: pa.Table, new: pa.Table) -> pa.Table:
    """A point per street and buurt; a newly delivered one replaces the old."""
    rows = pd.concat([_frame(old), _frame(new)], ignore_index=True) if len(new) else _frame(old)
    rows = rows.drop_duplicates(["gebied", "straat"], keep="last").sort_values(["gebied", "straat"], ignore_index=True)
    return _table(rows, "straten")


def _of(table: pa.Table, bronnen: dict[str, Bron]) -> pa.Table:
    return table.filter(pc.is_in(table["bron"], pa.array(list(bronnen), pa.string())))


def _tidy(delivery: Delivery) -> Delivery:
    """Without sources that nothing refers to any more, and with the period of what was delivered as it is now."""
    used = {key for name in ("registraties", "dekking", "enquete", "kerncijfers") for key in _keys(delivery, name)}
    beside = {"grenzen", "straten"}
    coverage = single(_frame(delivery.tables["dekking"]))
    bronnen = {
        key: _dated(bron, coverage[coverage["bron"].eq(key)]) if bron.eigen else bron
        for key, bron in sorted(delivery.bronnen.items())
        if key in used | beside
    }
    return replace(delivery, bronnen=bronnen)


def _keys(delivery: Delivery, name: str) -> list[str]:
    return [str(key) for key in pc.unique(delivery.tables[name]["bron"]).to_pylist()]


def _dated(bron: Bron, units: pd.DataFrame) -> Bron:
    if units.empty:
        return bron
    provisional = units.loc[units["status"].eq("voorlopig"), "van"]
    since: date | None = provisional.min().date() if len(provisional) else None
    return bron.model_copy(
        update={"van": units["van"].min().date(), "tot": units["tot"].max().date(), "voorlopig_vanaf": since}
    )


def _frame(table: pa.Table) -> pd.DataFrame:
    return pd.DataFrame(table.to_pandas(date_as_object=False))


def _table(frame: pd.DataFrame, name: str) -> pa.Table:
    schema = TABLES[name]
    return pa.Table.from_pandas(frame[schema.names], schema=schema, preserve_index=False).replace_schema_metadata()
