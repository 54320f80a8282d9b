"""From values to what a snapshot takes over: rows of ENQUETE and where they come from."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pyarrow as pa

from analytics.contract import ENQUETE, Bron
from analytics.language import _
from analytics.refresh.messages import finding
from analytics.refresh.parts import SurveyPart
from analytics.refresh.report import Finding
from analytics.refresh.survey.forms import Form
from analytics.refresh.survey.notes import listed
from analytics.refresh.survey.places import Places
from analytics.settings import settings

KEY = ["gebied", "jaar", "vraag", "methode"]
OPTIONAL = ("waarde", "ondergrens", "bovengrens", "standaardfout", "n", "bestand", "rij", "kolom")


def part(rows: pd.DataFrame, declared: dict[str, Form], today: date) -> SurveyPart:
    """Rows in a fixed order, with a source per survey and year."""
    found = complete(rows)
    years = found["jaar"].astype("int64").astype("str")
    found["bron"] = found["vorm"].map({name: form.bron for name, form in declared.items()}) + "_" + years
    bronnen = {
        str(key): _source([declared[name] for name in sorted(set(group["vorm"]))], int(group["jaar"].iloc[0]), today)
        for key, group in found.groupby("bron")
    }
    ordered = found.sort_values([*KEY], ignore_index=True)
    return SurveyPart(_table(ordered), bronnen)


def complete(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with every column, also those that no table had."""
    return rows.reindex(columns=list(dict.fromkeys([*rows.columns, *OPTIONAL])))


def doubled(rows: pd.DataFrame) -> Iterator[Finding]:
    """Figures that are there more than once: one finding per file, question and year."""
    if rows.empty:
        return
    found = complete(rows)
    again = found[found.duplicated(KEY)]
    text = _("Vraag {id} over {year} staat er voor {areas} meer dan eens in.")
    for (name, year), group in again.groupby(["vraag", "jaar"], sort=False):
        first, known = group.iloc[0], not pd.isna(group["rij"].iloc[0])
        yield finding(
            "enquete_dubbel",
            text.format(id=name, year=year, areas=listed(dict.fromkeys(group["gebied"]))),
            file=str(first["bestand"]) if known else "",
            row=int(first["rij"]) if known else None,
            column=str(first["kolom"]) if known else "",
            count=len(group),
        )


def few(rows: pd.DataFrame, known: Places) -> Iterator[Finding]:
    """Values of so few respondents that no screen shows them; they are kept."""
    minimum = settings().minimum_respondenten
    found = complete(rows)
    thin = found[(found["n"] < minimum) & found["waarde"].notna()]
    text = _("{count} cijfers over {year} komen van minder dan {minimum} mensen ({areas}): bewaard, niet getoond.")
    for year, group in thin.groupby("jaar"):
        areas = listed(_name(str(code), known) for code in dict.fromkeys(group["gebied"]))
        sentence = text.format(count=len(group), year=year, minimum=minimum, areas=areas)
        yield finding("enquete_weinig_respondenten", sentence)


def _name(code: str, known: Places) -> str:
    level = known.level(code)
    return known.names[level].get(code, code) if level else code


def _source(used: list[Form], year: int, today: date) -> Bron:
    first = used[0]
    titles = _(" en ").join(dict.fromkeys(form.titel for form in used))
    return Bron(
        titel=f"{titles} {year}",
        uitgever=_(" en ").join(dict.fromkeys(form.uitgever for form in used)),
        licentie=first.licentie,
        opgehaald=today,
        eigen=True,
        van=date(year, 1, 1),
        tot=date(year + 1, 1, 1),
        toelichting=_explained(used),
    )


def _explained(used: list[Form]) -> str:
    """How the values came about: delivered, or estimated here with or without weights."""
    texts = {
        "delivered": _("Waarden en marges zoals geleverd."),
        "weighted": _("Geschat uit gewogen antwoorden; marges (95%) houden rekening met de weging."),
        "plain": _("Geschat uit antwoorden zonder weging; marges van 95%."),
    }
    kinds = [
        "delivered" if form.vorm != "respondenten" else "plain" if form.zonder_gewicht else "weighted" for form in used
    ]
    return " ".join(texts[kind] for kind in dict.fromkeys(kinds))


def _table(rows: pd.DataFrame) -> pa.Table:
    frame = rows[ENQUETE.names].astype({"jaar": "int16", "n": "Int32"})
    return pa.Table.from_pandas(frame, schema=ENQUETE, preserve_index=False).replace_schema_metadata()
