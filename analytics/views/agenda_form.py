"""Between what is typed in a form and what is kept: days as people write them, and which fields somebody changed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from analytics import formatting
from analytics.agenda import Action, Agenda, declared
from analytics.agenda.words import FIELD_NAMES
from analytics.errors import WrongUsage
from analytics.language import _

DAYS = ("van", "tot")
DUTCH_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def as_typed(value: Any) -> Any:
    """A kept value as the form shows it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return list(value) if isinstance(value, tuple) else value


def day(text: str) -> date | None:
    """'1-3-2026' or '2026-03-01' as a day; empty is None. Raises WrongUsage with what was typed."""
    bare = text.strip()
    if not bare:
        return None
    dutch, iso = DUTCH_DAY.fullmatch(bare), ISO_DAY.fullmatch(bare)
    parts = iso.groups() if iso else reversed(dutch.groups()) if dutch else ()
    try:
        return date(*(int(part) for part in parts))
    except (TypeError, ValueError):
        raise WrongUsage(_("“{text}” is geen datum. Schrijf dag, maand en jaar: 1-3-2026.").format(text=bare)) from None


def changed(before: Agenda | Action, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that somebody changed since `before`, in the form in which they are kept. Raises WrongUsage with
    every day that is none: what somebody else changed elsewhere is left as it is."""
    kept = read(typed)
    return {veld: value for veld, value in kept.items() if _same(getattr(before, veld)) != _same(value)}


def read(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Everything typed in the form in which it is kept. Raises WrongUsage."""
    found, problems = {}, []
    for veld, value in typed.items():
        try:
            found[veld] = day(value) if veld in DAYS else value
        except WrongUsage as error:
            problems.append(f"{FIELD_NAMES[veld].capitalize()}: {error}")
    if problems:
        raise WrongUsage("\n".join(problems))
    return found


def next_statuses(before: Agenda) -> dict[str, str]:
    """What the status may become, itself first."""
    words, steps = declared().status, declared().stappen
    return {status: words[status] for status in (before.status, *steps[before.status])}


def started(before: Agenda, today: date) -> bool:
    """Whether it has begun, so that comparison areas are fixed."""
    return before.van is not None and before.van <= today


def fixed_sentence(before: Agenda) -> str:
    """Why comparison areas cannot be chosen any more."""
    return _("Deze agenda begon op {day}: vergelijkingsgebieden liggen sinds die dag vast.").format(
        day=formatting.date_long(before.van)
    )


def _same(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple | list) else value.strip() if isinstance(value, str) else value
