"""One police table over the network: what it says about itself, and its counts in portions of a few kinds."""

from collections.abc import Iterator

import pandas as pd

from analytics.errors import DeliveryRefused
from analytics.language import _
from analytics.refresh.answers import Answers
from analytics.refresh.material import COUNT_COLUMNS, CountTable, together, typed
from analytics.refresh.sources import RegistrationTable, Soort, kinds
from analytics.refresh.statline import Row, Structure, Table, is_any, starts_with_any
from analytics.refresh.values import integers


class PoliceTable:
    """Steps to fetch one table: `describe` first, `fetch` for each portion of `portions`, then `result`."""

    def __init__(self, answers: Answers, declared: RegistrationTable, gemeenten: list[str]) -> None:
        self.declared = declared
        self.notes: list[str] = []
        self._table = Table(answers, "politie", declared.tabel)
        self._gemeenten = gemeenten
        self._keys: dict[str, str] = {}  # our kind -> the table's own key, padding included
        self._frames: list[pd.DataFrame] = []

    def portions(self) -> Iterator[list[Soort]]:
        """The kinds to ask for together: those published at this level."""
        per_buurt = self.declared.niveau == "buurt"
        asked = [k for k in kinds(self.declared.soort).values() if not (per_buurt and k.verborgen)]
        size = self.declared.soorten_per_vraag
        return (asked[start : start + size] for start in range(0, len(asked), size))

    def describe(self) -> None:
        """Read what the table says about itself. Raises DeliveryRefused when a needed column is not there."""
        info = self._table.info()
        if info is None:
            raise DeliveryRefused(_("De politie heeft geen tabel {id} meer.").format(id=self.declared.tabel))
        self._modified = str(info.get("Modified") or "")
        self._structure = self._table.structure()
        self._region, self._kind, self._period, self._field = self._columns(self._structure)
        self._provisional = _provisional(self._table.entities(self._period))
        known = kinds(self.declared.soort)
        keys = {str(row.get("Key", "")).strip(): str(row.get("Key", "")) for row in self._table.entities(self._kind)}
        self._keys = {known[key].soort: padded for key, padded in keys.items() if key in known}
        asked = {kind.key for portion in self.portions() for kind in portion}
        self._note_kinds(sorted(set(keys) - set(known)), sorted(asked - set(keys)))

    def _columns(self, structure: Structure) -> tuple[str, str, str, str]:
        topic = structure.topic(self.declared.veld)
        absent = [
            name
            for name, found in (
                (self.declared.veld, topic),
                (self.declared.dimensie, structure.kind),
                ("Perioden", structure.period),
            )
            if found is None
        ]
        if absent or topic is None or structure.kind is None or structure.period is None:
            text = _("{id}: de kolom {absent} is er niet meer; gevonden: {found}. De tabel is van vorm veranderd.")
            found = ", ".join(sorted(topic.key for topic in structure.topics))
            raise DeliveryRefused(text.format(id=self.declared.tabel, absent=", ".join(absent), found=found or "-"))
        self._empty_is_zero = topic.default == "Zero"
        return structure.region, structure.kind, structure.period, topic.key

    def _note_kinds(self, strange: list[str], absent: list[str]) -> None:
        for codes, text in (
            (strange, _("{id} kent soorten die dit dashboard niet kent en die zijn overgeslagen: {codes}.")),
            (absent, _("{id} kent deze soorten niet meer: {codes}.")),
        ):
            if codes:
                self.notes.append(text.format(id=self.declared.tabel, codes=", ".join(codes)))

    def fetch(self, portion: list[Soort]) -> None:
        """Fetch the counts of some kinds for the municipalities of this refresh."""
        ours = {self._keys[kind.soort].strip(): kind.soort for kind in portion if kind.soort in self._keys}
        if not ours:
            return
        beginnings = list(self._gemeenten)
        if self.declared.niveau == "buurt":
            beginnings += [f"BU{code[2:]}" for code in self._gemeenten]
        asked = is_any(self._kind, [self._keys[soort] for soort in ours.values()])
        rows = self._table.entities(
            "TypedDataSet",
            where=f"{asked} and {starts_with_any(self._region, beginnings)}",
            select=(self._kind, self._region, self._period, self._field),
            what=self.label(portion),
        )
        self._frames.append(self._frame(rows, ours))

    def label(self, portion: list[Soort]) -> str:
        """How messages call a portion."""
        first, more = portion[0], len(portion) - 1
        text = _("{id}, {kind}") if not more else _("{id}, {kind} en {more} andere soorten")
        return text.format(id=self.declared.tabel, kind=f"{first.key} {first.naam}", more=more)

    def _frame(self, rows: list[Row], ours: dict[str, str]) -> pd.DataFrame:
        if not rows:
            return typed(COUNT_COLUMNS)
        frame = pd.DataFrame(rows)
        needed = [self._kind, self._region, self._period, self._field]
        absent = [name for name in needed if name not in frame]
        if absent:
            text = _("{id}: het antwoord heeft geen kolom {absent}.")
            raise DeliveryRefused(text.format(id=self.declared.tabel, absent=", ".join(absent)))
        counts, wrong = integers(frame[self._field])
        if len(wrong):
            text = _("{id}: {value} is geen aantal (rij {row} van het antwoord).")
            raise DeliveryRefused(
                text.format(id=self.declared.tabel, value=frame[self._field][wrong[0]], row=wrong[0] + 1)
            )
        return pd.DataFrame(
            {
                "gebied": frame[self._region].str.strip(),
                "soort": frame[self._kind].str.strip().map(ours),
                "periode": frame[self._period].str.strip(),
                "aantal": counts,
                "bestand": self.declared.tabel,
                "rij": range(1, len(frame) + 1),
            }
        ).dropna(subset=["soort"]).astype(COUNT_COLUMNS)  # fmt: skip

    def result(self) -> CountTable:
        """Everything fetched. Raises DeliveryRefused when the municipality is not in the table at all."""
        rows = together(COUNT_COLUMNS, self._frames)
        if rows.empty:
            text = _("{id} heeft geen enkele rij over {code}. Klopt de gemeentecode?")
            raise DeliveryRefused(text.format(id=self.declared.tabel, code=", ".join(self._gemeenten)))
        return CountTable(
            bron=self.declared.tabel,
            niveau=self.declared.niveau,
            rows=rows[rows["periode"].str.fullmatch(PERIOD)],
            empty_is_zero=self._empty_is_zero,
            whole=True,
            provisional=self._provisional,
            modified=self._modified,
        )


PERIOD = r"\d{4}(?:JJ00|MM(?:0[1-9]|1[0-2]))"


def _provisional(periods: list[Row]) -> frozenset[str]:
    """Codes of the periods that the publisher does not call final."""
    return frozenset(
        str(row.get("Key", "")).strip()
        for row in periods
        if str(row.get("Status") or "Definitief").strip() not in ("Definitief", "")
    )
