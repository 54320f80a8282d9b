"""Who may see what. One level for now; it is an argument of every measurement and of everything that is cached,
so that a second level cannot be served what was computed for the first."""

from enum import StrEnum

from analytics.settings import settings


class Toegang(StrEnum):
    """An access level."""

    VOLLEDIG = "volledig"


def current() -> Toegang:
    """The level of whoever is asking. Everybody who reaches the dashboard has full access until roles exist."""
    return Toegang.VOLLEDIG


def threshold(toegang: Toegang) -> int:  # noqa: ARG001 - levels will differ; callers already have to say which
    """Counts from 1 up to but not including this number are suppressed at this level; 0 means none are."""
    return settings().drempel
