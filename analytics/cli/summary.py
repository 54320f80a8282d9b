"""What a delivery would change: tables and totals per year beside those of the live snapshot, and what was found."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.cli.common import say, say_table
from analytics.contract import TOTALS
from analytics.database import Database, open_database
from analytics.differences import Oordeel
from analytics.errors import SnapshotBroken, WrongUsage
from analytics.formatting import count, period
from analytics.frames import records
from analytics.language import _
from analytics.periods import add_months
from analytics.refresh.report import Ernst, Report
from analytics.snapshots import Snapshot

if TYPE_CHECKING:
    import pandas as pd

    from analytics.refresh.incoming import Proposal

CHANGES = 12  # months of which the differences are shown; `validate --json` gives them all


def tell(proposal: "Proposal") -> None:
    """Everything for the person who decides, on stderr."""
    if proposal.delivery is not None:
        naam, code = proposal.delivery.gemeentenaam, proposal.delivery.gemeente
        notes = "".join(f"\n- {line}" for line in _fresh_notes(proposal))
        say(_("Levering voor {naam} ({code}):").format(naam=naam, code=code) + notes + "\n")
    for ernst, title in (
        (Ernst.MELDING, _("Meldingen:")),
        (Ernst.WAARSCHUWING, _("Waarschuwingen (hiervoor is een reden nodig):")),
        (Ernst.FOUT, _("Fouten (hiermee kan het niet gepubliceerd worden):")),
    ):
        found = proposal.report.of(ernst)
        if found:
            say(title + "".join(f"\n- {finding.sentence}" for finding in found) + "\n")
    if proposal.database is not None:
        _show(compare(proposal))
        _show_changes(proposal.differences)


def compare(proposal: "Proposal") -> dict[str, Any]:
    """`tabellen`: rows and period of both per table; `totalen`: registrations of both per year; None is absent."""
    new, live = proposal.database, _live_database(proposal.live)
    return {
        "tabellen": _beside(_tables(new), _tables(live), ("tabel",)),
        "totalen": _beside(_totals(new), _totals(live), ("jaar", "soort")),
    }


def outcome(proposal: "Proposal", snapshot: Snapshot) -> dict[str, Any]:
    """What was published, for another program."""
    manifest = snapshot.manifest()
    before = proposal.live.id if proposal.live is not None else None
    head = {"snapshot": snapshot.id, "vorige": before, "gemeente": manifest.gemeente, "meldingen": manifest.meldingen}
    return head | findings(proposal.report) | compare(proposal)


def findings(report: Report) -> dict[str, Any]:
    """`fouten`, `waarschuwingen` and `opmerkingen`, each a list of code, place, text and advice."""
    names = {Ernst.FOUT: "fouten", Ernst.WAARSCHUWING: "waarschuwingen", Ernst.MELDING: "opmerkingen"}
    return {
        name: [
            {
                "code": one.code,
                "bestand": one.bestand,
                "rij": one.rij,
                "kolom": one.kolom,
                "aantal": one.aantal,
                "tekst": one.tekst,
                "doe": one.doe,
            }
            for one in report.of(ernst)
        ]
        for ernst, name in names.items()
    }


def differences(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    """The rows that are not the same as what is live."""
    return records(frame[frame["oordeel"] != Oordeel.GELIJK])


def write_report(report: Report, path: Path, names: list[str]) -> None:
    """The findings as a file to send back to the supplier. Raises WrongUsage for another kind of file."""
    from analytics import export
    from analytics.views.incoming import report_sheet

    now = datetime.now(UTC)
    sheet = report_sheet(report, names, now)
    writers = {".csv": lambda: export.csv(sheet), ".xlsx": lambda: export.xlsx(sheet, now.date())}
    if path.suffix.casefold() not in writers:
        raise WrongUsage(_("{path}: het verslag wordt een .xlsx of een .csv.").format(path=path))
    try:
        path.write_bytes(writers[path.suffix.casefold()]())
    except OSError as error:
        raise WrongUsage(
            _("{path} is niet te schrijven: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    say(_("Het verslag staat in {path}.").format(path=path))


def _fresh_notes(proposal: "Proposal") -> list[str]:
    """What this delivery noticed: not what was said of what is live already, nor what follows as a finding."""
    known = set(proposal.live.manifest().meldingen) if proposal.live is not None else set()
    told = tuple(finding.sentence for finding in proposal.report.findings)
    notes = proposal.delivery.meldingen if proposal.delivery is not None else []
    return [note for note in notes if note not in known and not (told and note.endswith(told))]


def _show(summary: dict[str, Any]) -> None:
    say_table(
        [_("tabel"), _("nu live"), _("nieuw"), _("periode nieuw")],
        [[row["tabel"], _rows(row["live"]), _rows(row["nieuw"]), _period(row["nieuw"])] for row in summary["tabellen"]],
    )
    say_table(
        [_("jaar"), _("totaal"), _("nu live"), _("nieuw")],
        [[str(row["jaar"]), row["soort"], _count(row["live"]), _count(row["nieuw"])] for row in summary["totalen"]],
    )


def _show_changes(frame: "pd.DataFrame") -> None:
    """Per month how many figures changed and in which way."""
    changed = frame[frame["oordeel"] != Oordeel.GELIJK]
    if changed.empty:
        return
    table = changed.groupby(["maand", "oordeel"]).size().unstack(fill_value=0).sort_index(ascending=False)
    words = [str(word) for word in Oordeel if str(word) in table.columns]
    lines = [
        [period(month, add_months(month, 1)), *(count(int(table.loc[month, word])) for word in words)]
        for month in table.index[:CHANGES]
    ]
    say_table([_("soorten per maand"), *words], lines)


def _live_database(snapshot: Snapshot | None) -> Database | None:
    try:
        return open_database(snapshot) if snapshot is not None else None
    except SnapshotBroken as error:
        say(str(error))
        return None


Facts = dict[tuple[Any, ...], Any]


def _tables(database: Database | None) -> Facts:
    if database is None:
        return {}
    rows = database.run("summary_tables").itertuples(index=False)
    return {(r.tabel,): {"rijen": int(str(r.rijen)), "van": _text(r.van), "tot": _text(r.tot)} for r in rows}


def _totals(database: Database | None) -> Facts:
    if database is None:
        return {}
    rows = database.run("summary_totals", totalen=list(TOTALS)).itertuples(index=False)
    return {(int(str(r.jaar)), str(r.soort)): int(str(r.aantal)) for r in rows}


def _beside(new: Facts, live: Facts, names: tuple[str, ...]) -> list[dict[str, Any]]:
    keys = list(dict.fromkeys([*new, *live])) if names == ("tabel",) else sorted(new.keys() | live.keys())
    return [dict(zip(names, key, strict=True)) | {"live": live.get(key), "nieuw": new.get(key)} for key in keys]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _rows(facts: dict[str, Any] | None) -> str:
    return _count(facts["rijen"] if facts else None)


def _period(facts: dict[str, Any] | None) -> str:
    if not facts or not facts["van"]:
        return ""
    van, tot = facts["van"], facts["tot"]
    if len(van) > len("2025"):
        return period(date.fromisoformat(van), date.fromisoformat(tot))
    return van if van == tot else f"{van}-{tot}"


def _count(value: int | None) -> str:
    return "-" if value is None else count(value)
