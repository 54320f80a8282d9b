"""Who does something and when."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from analytics.language import _

LONGEST = 200  # signs of a name that the tables have room for


@dataclass(frozen=True)
class Author:
    """Who does something and when; the only person that is ever named."""

    wie: str
    wanneer: datetime

    @property
    def named(self) -> str:
        """The name as it is kept."""
        return self.wie.strip()[:LONGEST] or _("onbekend")

    @property
    def vandaag(self) -> date:
        """The day it is for this person: a start date is a Dutch day."""
        return self.wanneer.astimezone(ZoneInfo("Europe/Amsterdam")).date()
