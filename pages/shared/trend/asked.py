"""What every part of the page is asked, and what it says first."""

from dataclasses import dataclass

from analytics.areas import Area
from analytics.contract import Manifest
from analytics.indicators import Indicator
from analytics.measures import Selection


@dataclass(frozen=True)
class Asked:
    """One indicator in one area. `selection` gives snapshot, access, level and count or rate; not a period."""

    indicator: Indicator
    selection: Selection
    area: Area
    manifest: Manifest


@dataclass(frozen=True)
class Said:
    """The question that stands as title, and the answer as first sentence."""

    question: str
    answer: str
