"""What a delivery would change: its tables and totals per year beside those of the live snapshot."""

from datetime import date
from typing import Any

from analytics.cli.common import say_table
from analytics.contract import TOTALS
from analytics.database import Database
from analytics.formatting import count, period
from analytics.language import _


def compare(new: Database, live: Database | None) -> dict[str, Any]:
    """`tabellen`: rows and period of both per table; `totalen`: registrations of both per year; None is absent."""
    return {
        "tabellen": _beside(_tables(new), _tables(live), ("tabel",)),
        "totalen": _beside(_totals(new), _totals(live), ("jaar", "soort")),
    }


def show(summary: dict[str, Any]) -> None:
    """The same as two tables for the person who decides, on stderr."""
    say_table(
        [_("tabel"), _("nu live"), _("nieuw"), _("periode nieuw")],
        [[row["tabel"], _rows(row["live"]), _rows(row["nieuw"]), _period(row["nieuw"])] for row in summary["tabellen"]],
    )
    say_table(
        [_("jaar"), _("totaal"), _("nu live"), _("nieuw")],
        [[str(row["jaar"]), row["soort"], _count(row["live"]), _count(row["nieuw"])] for row in summary["totalen"]],
    )


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
