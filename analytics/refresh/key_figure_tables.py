"""One year of key figures per buurt over the network."""

import pandas as pd

from analytics.errors import DeliveryRefused
from analytics.language import _
from analytics.refresh.answers import Answers
from analytics.refresh.material import FIGURE_COLUMNS, together, typed
from analytics.refresh.sources import Kenmerk, sources
from analytics.refresh.statline import Row, Table, starts_with_any
from analytics.refresh.values import integers


class KeyFigureTable:
    """The table of one year. Field numbers move between years: fields are matched on name and group."""

    def __init__(self, answers: Answers, table: str, year: int) -> None:
        self._table, self._year = Table(answers, "cbs", table), year
        self.notes: list[str] = []

    def fetch(self, gemeenten: list[str]) -> pd.DataFrame:
        """FIGURE_COLUMNS for the first municipality's buurten and the whole of the others.

        A year that is not published (any more), or a table about something else, gives no rows and a note.
        """
        info = self._table.info()
        if info is None:
            text = _("Kerncijfers {year} ({id}) zijn niet gevonden; dat jaar is overgeslagen.")
            self.notes.append(text.format(year=self._year, id=self._table.id))
            return typed(FIGURE_COLUMNS)
        if not self._is_ours(str(info.get("Title") or "")):
            return typed(FIGURE_COLUMNS)
        structure = self._table.structure()
        topics = {k.kenmerk: t.key for k in sources().kenmerk if (t := structure.topic(k.veld, k.groep))}
        absent = [k for k in sources().kenmerk if k.kenmerk not in topics]
        self._note_absent(absent)
        beginnings = [f"BU{gemeenten[0][2:]}", *gemeenten[1:]]
        rows = self._table.entities(
            "TypedDataSet",
            where=starts_with_any(structure.region, beginnings),
            select=(structure.region, *topics.values()),
            what=_("Kerncijfers {year} ({id})").format(year=self._year, id=self._table.id),
        )
        return together(FIGURE_COLUMNS, [self._frame(rows, structure.region, *pair) for pair in topics.items()])

    def _is_ours(self, title: str) -> bool:
        """Whether the table is what its number promises; if not it is noted, and nothing of it is read."""
        expected = f"{sources().kerncijfers.titel} {self._year}"
        if expected.casefold() in title.casefold():
            return True
        text = _("{id} heet '{title}' en niet '{expected}'; dat jaar is overgeslagen (zie definitions/bronnen.toml).")
        self.notes.append(text.format(id=self._table.id, title=title, expected=expected))
        return False

    def _note_absent(self, absent: list[Kenmerk]) -> None:
        if absent:
            text = _("Kerncijfers {year} ({id}) hebben geen kolom voor {names}.")
            names = ", ".join(kenmerk.kenmerk for kenmerk in absent)
            self.notes.append(text.format(year=self._year, id=self._table.id, names=names))

    def _frame(self, rows: list[Row], region: str, kenmerk: str, field: str) -> pd.DataFrame:
        if not rows:
            return typed(FIGURE_COLUMNS)
        frame = pd.DataFrame(rows)
        if region not in frame or field not in frame:
            text = _("Kerncijfers {year} ({id}): het antwoord heeft geen kolom {field}.")
            raise DeliveryRefused(text.format(year=self._year, id=self._table.id, field=field))
        values, wrong = integers(frame[field])
        if wrong:
            text = _("Kerncijfers {year} ({id}): {value} is geen aantal ({field}).")
            value = frame[field][wrong[0]]
            raise DeliveryRefused(text.format(year=self._year, id=self._table.id, value=value, field=field))
        return pd.DataFrame(
            {
                "gebied": frame[region].str.strip(),
                "jaar": self._year,
                "kenmerk": kenmerk,
                "waarde": values.astype("Float64"),
                "bron": self._table.id,
                "bestand": self._table.id,
                "rij": range(1, len(frame) + 1),
            }
        ).astype(FIGURE_COLUMNS)
