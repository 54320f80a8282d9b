"""A supplier's file described: which column means what, in which format, with which codes.

One TOML file per supplier in definitions/leveranciers, or in `leveranciers` of the deployment's own declarations.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from analytics.contract import TOTALS
from analytics.language import _
from analytics.refresh.sources import kinds

EXCEL = "excel"  # a format: days since 30 December 1899, as a workbook keeps them
UNKNOWN = ("onbekend", "n.b.", "nb", "niet bekend", "-")
HEADINGS: tuple[Literal["misdrijf"], Literal["overlast"]] = ("misdrijf", "overlast")


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several), Field(min_length=1)]
Formats = Annotated[tuple[str, ...], BeforeValidator(_several), Field(min_length=1)]


def plain(text: str) -> str:
    """A column name or word to compare by: spaces and capitals make no difference."""
    return " ".join(text.split()).casefold()


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldColumn(_Declared):
    """One column. `kolom`: its name, or the names it has had. `onbekend`: words for 'not known'.

    `optioneel`: some deliveries do not have the column.
    """

    kolom: Names
    optioneel: bool = False
    onbekend: tuple[str, ...] = UNKNOWN

    @property
    def unknown(self) -> frozenset[str]:
        """The words for 'not known', to compare by."""
        return frozenset(map(plain, self.onbekend))

    def columns(self) -> Iterator[tuple[Names, bool]]:
        """Every column this field needs, and whether a delivery must have it."""
        yield self.kolom, not self.optioneel


class KindColumn(FieldColumn):
    """`codes`: the supplier's code -> our kind. `overslaan`: codes of things that are no part of our figures."""

    codes: dict[str, str] = Field(default_factory=dict)
    overslaan: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> "KindColumn":
        unknown = sorted(set(self.codes.values()) - every_kind())
        if unknown:
            raise ValueError(_("onbekende soort: {kinds}; zie soorten.csv").format(kinds=", ".join(unknown)))
        return self


class AreaColumn(FieldColumn):
    """`codes`: the supplier's name or code -> BU code; without it the column holds BU codes (or their digits)."""

    codes: dict[str, Annotated[str, Field(pattern=r"^BU\d{4}[0-9A-Z]{4}$")]] = Field(default_factory=dict)


class Place(_Declared):
    """Coordinates. `gaat_voor`: they decide when the buurt given beside them is another one."""

    x: Names
    y: Names
    stelsel: Literal["RD", "WGS84"]
    gaat_voor: bool = False
    optioneel: bool = False
    onbekend: tuple[str, ...] = UNKNOWN

    @property
    def unknown(self) -> frozenset[str]:
        """The words for 'not known', to compare by."""
        return frozenset(map(plain, self.onbekend))

    def columns(self) -> Iterator[tuple[Names, bool]]:
        """Every column this field needs, and whether a delivery must have it."""
        yield self.x, not self.optioneel
        yield self.y, not self.optioneel


class StreetColumn(FieldColumn):
    """`huisnummer`: what to do with a house number behind the street: it is personal data."""

    huisnummer: Literal["weigeren", "afknippen"] = "weigeren"


class Moment(FieldColumn):
    """A date, with its time in the same column or in `tijd`. `vorm` and `tijdvorm`: strptime formats, or 'excel'."""

    vorm: Formats
    tijd: Names | None = None
    tijdvorm: Formats = ("%H:%M", "%H:%M:%S")

    @model_validator(mode="after")
    def _dates(self) -> "Moment":
        for form in self.vorm:
            if form != EXCEL and not re.search(r"%Y.*%m.*%d|%d.*%m.*%Y|%m.*%d.*%Y|%Y%m%d", form):
                raise ValueError(_("{form} is geen datum: dag, maand en een jaar van vier cijfers").format(form=form))
        return self

    def columns(self) -> Iterator[tuple[Names, bool]]:
        """Every column this field needs, and whether a delivery must have it."""
        yield from super().columns()
        if self.tijd is not None:
            yield self.tijd, not self.optioneel


class Fields(_Declared):
    """Which columns carry what. `peildatum`: a date that only decides the month. `uur`: an hour of its own column.

    `nummer`: the registration number, used to find duplicates and then forgotten.
    """

    soort: KindColumn
    begin: Moment
    eind: Moment | None = None
    peildatum: Moment | None = None
    uur: FieldColumn | None = None
    buurt: AreaColumn | None = None
    plaats: Place | None = None
    straat: StreetColumn | None = None
    aantal: FieldColumn | None = None
    nummer: FieldColumn | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "Fields":
        if self.buurt is None and self.plaats is None:
            raise ValueError(_("er is geen buurt en geen plaats: een van beide is nodig"))
        if self.uur is not None and (self.begin.tijd is not None or self.eind is not None):
            raise ValueError(_("uur gaat niet samen met een tijd of een eind"))
        return self

    def columns(self) -> Iterator[tuple[Names, bool]]:
        """Every declared column, and whether a delivery must have it."""
        for name in type(self).model_fields:
            field = getattr(self, name)
            if field is not None:
                yield from field.columns()


class Mapping(_Declared):
    """A supplier. `soorten`: the kinds it delivers, so that no row means zero; a heading stands for all its kinds.

    `maand`: which date decides the month. `voorlopig`: how many last months are provisional. `totaal`: the headings of
    which the total is computed from this delivery. `gesplitst`: a month may come in several files without
    registration numbers. `onbekend_waarschuwing`, `onbekend_fout`: the share of registrations without a buurt above
    which that is said, or refused.
    `weg`: columns that are known and left alone. `blad`, `kop`: sheet, and row of the column names, where fixed.
    """

    id: str
    titel: str = Field(min_length=1)
    uitgever: str = Field(min_length=1)
    licentie: str = Field(min_length=1)
    toelichting: str = ""
    blad: str | None = None
    kop: int | None = Field(default=None, ge=1)
    decimaal: Literal[",", "."] = ","
    maand: Literal["begin", "eind", "peildatum"] = "begin"
    voorlopig: int = Field(default=1, ge=0)
    soorten: tuple[str, ...] = Field(min_length=1)
    totaal: tuple[Literal["misdrijf", "overlast"], ...] = ()
    gesplitst: bool = False
    onbekend_waarschuwing: float = Field(default=0.1, ge=0, le=1)
    onbekend_fout: float = Field(default=0.3, ge=0, le=1)
    weg: tuple[str, ...] = ()
    velden: Fields

    @model_validator(mode="after")
    def _whole(self) -> "Mapping":
        problems = [*self._unknown_kinds(), *self._partial_totals(), *self._undated(), *self._double_columns()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _unknown_kinds(self) -> Iterator[str]:
        unknown = [kind for kind in self.soorten if kind not in {*every_kind(), *HEADINGS}]
        if unknown:
            yield _("onbekende soort: {kinds}; zie soorten.csv").format(kinds=", ".join(unknown))
        strange = sorted(set(self.velden.soort.codes.values()) - set(self.kinds))
        if strange:
            yield _("codes wijzen naar soorten die niet in soorten staan: {kinds}").format(kinds=", ".join(strange))

    def _partial_totals(self) -> Iterator[str]:
        for heading in self.totaal:
            missing = sorted(_of_heading(heading) - set(self.kinds))
            if missing:
                text = _("het totaal van {heading} kan niet: niet geleverd worden {kinds}")
                yield text.format(heading=heading, kinds=", ".join(missing))

    def _undated(self) -> Iterator[str]:
        if getattr(self.velden, self.maand) is None:
            yield _("maand = {name!r}, maar dat veld is er niet").format(name=self.maand)

    def _double_columns(self) -> Iterator[str]:
        named = [plain(name) for names, _needed in self.velden.columns() for name in names]
        named += [plain(name) for name in self.weg]
        double = sorted({name for name in named if named.count(name) > 1})
        if double:
            yield _("kolom {names} wordt twee keer genoemd").format(names=", ".join(double))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds this supplier delivers, headings written out."""
        found = {kind for kind in self.soorten if kind not in HEADINGS}
        for heading in set(self.soorten) & set(HEADINGS):
            found |= _of_heading(heading)
        return tuple(sorted(found))

    @property
    def source(self) -> str:
        """The key of this supplier among the sources of a snapshot."""
        return f"politie_{self.id}"


def every_kind() -> frozenset[str]:
    """Every police kind except the totals."""
    return frozenset().union(*(_of_heading(heading) for heading in HEADINGS))


def _of_heading(heading: str) -> frozenset[str]:
    return frozenset(kind.soort for kind in kinds(heading).values()) - set(TOTALS)
