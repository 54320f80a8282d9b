"""The one place that caches. Snapshot and access level are in every key: they are fields of the selection."""

from collections.abc import Callable
from dataclasses import replace
from types import FunctionType
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from analytics import access, attention, snapshots
from analytics.areas import Area
from analytics.classes import Breaks, all_periods, breaks_for
from analytics.composites import Composite
from analytics.contract import Manifest
from analytics.errors import VeiligheidError
from analytics.indicators import Indicator
from analytics.measures import Measurement, Selection, measure
from analytics.settings import settings
from analytics.snapshots import Snapshot
from analytics.store import store_of
from analytics.views.area_map import city_of

P = ParamSpec("P")
R = TypeVar("R")
ENTRIES = 1000  # answers are small tables; a day's use of one snapshot fits

# What makes two questions the same. A measurement is known by its question, never by its table.
_KEYS: dict[Any, Callable[[Any], Any]] = {
    FunctionType: lambda function: (function.__module__, function.__qualname__),
    Snapshot: lambda snapshot: (snapshot.id, str(snapshot.folder), repr(snapshot.eigen)),
    Selection: lambda selection: tuple(vars(selection).items()),
    Indicator: lambda indicator: indicator.model_dump_json(),
    Measurement: lambda measurement: (measurement.indicator, measurement.selection),
    Manifest: lambda manifest: manifest.id,
    Area: lambda area: area.code,
    Composite: lambda composite: composite.model_dump_json(),
    access.Toegang: lambda toegang: toegang.value,
}


def live() -> Snapshot:
    """The snapshot to show, with the areas of attention of the team, read anew at every interaction: a publication is
    seen without a restart. A database that is away keeps nobody from the figures: then there are no such areas."""
    published = _published()
    try:
        own = attention.own_areas(store_of(settings().root), settings().gemeente)
    except VeiligheidError:  # said on the page that keeps them
        return published
    return replace(published, eigen=own)


def live_or_reason() -> tuple[Snapshot | None, str]:
    """As published, for a page that must work without one, because that is where it is put right; with the reason."""
    try:
        return _published(), ""
    except VeiligheidError as error:
        return None, str(error)


def _published() -> Snapshot:
    return snapshots.live_of(settings().root, settings().gemeente)


def ask(question: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """The answer of a pure function of measurements, remembered under all its arguments."""
    answer: R = _remembered(question, args, kwargs)
    return answer


@st.cache_data(max_entries=ENTRIES, ttl=None, hash_funcs=_KEYS, show_spinner=False)  # a snapshot never changes
def _remembered(question: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return question(*args, **kwargs)


def per_area(indicator: Indicator, selection: Selection) -> tuple[Measurement, Measurement, Breaks]:
    """One period per area: the figures, the city's own, and the map classes that stay when the period moves."""
    return (
        ask(measure, indicator, selection),
        ask(measure, indicator, city_of(selection)),
        ask(breaks_for, indicator, all_periods(indicator, selection)),
    )
