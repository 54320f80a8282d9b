"""What makes a comparison fair: inhabitants, density, visitors, students, border; and the remarks."""

from dataclasses import replace

from analytics import fair_context, formatting, typology
from analytics.areas import Niveau
from analytics.figures import choropleth
from analytics.indicators import Indicator
from analytics.language import _
from analytics.measures import ONDERDRUKT, Selection, measure
from analytics.peers import Peers, Standing
from analytics.tables import Cell, Column, Row, Table
from analytics.views.compare_words import compared, municipal

TEXTS: tuple[fair_context.Soort, ...] = ("bezoekers", "studenten", "grens")


def level_name(found: Peers) -> str:
    """What a row is."""
    return _("gemeente") if municipal(found) else _("buurt")


def average_name(found: Peers) -> str:
    """The row of the mean."""
    return _("gemiddelde van de {n} andere").format(n=compared(found))


def hidden(found: Peers, row: Standing) -> str | None:
    """What stands in the place of a suppressed figure; None where there is none."""
    return choropleth.hidden_text(found.measurement) if row.figure.status == ONDERDRUKT else None


def columns(found: Peers) -> tuple[Column, ...]:
    """The columns of the context; what stands together in `omstandigheden` on the screen is apart in a download."""
    people = Column("inwoners", _("inwoners"), "count")
    if not municipal(found):
        return (people, Column("omstandigheden", _("type buurt"), "text"))
    return (
        people,
        Column("dichtheid", _("dichtheid"), "count", unit=_("inw. per km²"), narrow=False),
        Column("omstandigheden", _("omstandigheden"), "text"),
        Column("bezoekers", _("bezoekers"), "text", on_screen=False),
        Column("studenten", _("studenten"), "text", on_screen=False),
        Column("grens", _("grens"), "text", on_screen=False),
    )


def cells(found: Peers, row: Standing) -> dict[str, Cell]:
    """The cells of `columns`."""
    people = found.inwoners.get(row.area.code)
    if not municipal(found):
        return {"inwoners": Cell(people), "omstandigheden": Cell(typology.types().get(row.area.code))}
    known = fair_context.facts(row.area.code)
    area = known.get("oppervlakte")
    dense = people / area.waarde if people and area and area.waarde else None
    texts = {name: known[name].tekst for name in TEXTS if name in known}
    return {
        "inwoners": Cell(people),
        "dichtheid": Cell(dense),
        "omstandigheden": Cell("; ".join(texts.values()) or None),
        **{name: Cell(texts.get(name)) for name in TEXTS},
    }


def table(found: Peers) -> Table:
    """The same rows as the figures, with what makes them comparable or not."""
    rows = (found.own, *found.others)
    return Table(
        label=_("Omstandigheden die een vergelijking eerlijk maken."),
        columns=(Column("naam", level_name(found), "text"), *columns(found)),
        rows=tuple(
            Row(row.area.code, {"naam": Cell(row.area.naam), **cells(found, row)}, emphasis=row is found.own)
            for row in rows
        ),
        fixed=True,
    )


def cautions(found: Peers) -> tuple[str, ...]:
    """What the documents say about bare comparisons, with the place."""
    return tuple(
        _("{text} ({document}, {place}.)").format(text=item.tekst, document=item.document, place=item.vindplaats)
        for item in fair_context.cautions(found.own.area.code)
    )


def notes(found: Peers, first: int) -> tuple[str, ...]:
    """What to know about these areas: their own remarks, what is not declared, and how they are counted. `first`: the
    first year that is drawn."""
    if not municipal(found):
        kind = typology.types().get(found.own.area.code, "")
        return (
            _("Vergelijkbaar is hier: hetzelfde type buurt ({kind}), naar ligging en bebouwing.").format(kind=kind),
        )
    rows = (found.own, *found.others)
    own_remarks = [
        f"{remark.tekst}."
        for row in rows
        for remark in fair_context.remarks(row.area.code)
        if remark.vanaf is None or first < remark.vanaf
    ]
    return (*own_remarks, *_counted(found), *_unknown(found), _no_surveys())


def _no_surveys() -> str:
    return _(
        "Enquêtecijfers van andere gemeenten en het gemiddelde van de G40 (eerder G32) staan in geen van de bronnen; "
        "daarmee is hier dus niet te vergelijken."
    )


def _counted(found: Peers) -> list[str]:
    """The own municipality is counted here as the others are, which differs a little from the sum of its buurten."""
    here = found.own.figure.teller
    selection, indicator = found.measurement.selection, found.measurement.indicator
    if here is None:
        return []
    there = _sum_of_buurten(indicator, selection)
    if there is None or there == here:
        return []
    return [
        _("{name} is hier geteld zoals de andere gemeenten: {here}. Op de andere pagina's staat de som van de buurten: "
          "{there}; wat niet of nog niet in een buurt is geplaatst, ontbreekt daar.").format(
            name=found.own.area.naam, here=formatting.count(here), there=formatting.count(there))
    ]  # fmt: skip


def _sum_of_buurten(indicator: Indicator, selection: Selection) -> int | None:
    counted = measure(indicator, replace(selection, niveau=Niveau.GEMEENTE, gebieden=(), absoluut=True, noemer=""))
    (value,) = counted.values["teller"]
    return None if formatting.is_missing(value) else int(value)


def _unknown(found: Peers) -> list[str]:
    """Which facts no source gives, so that an empty place is not read as 'not so'."""
    names = {
        "oppervlakte": _("dichtheid"),
        "bezoekers": _("bezoekers"),
        "studenten": _("studenten"),
        "grens": _("grens"),
    }
    rows = (found.own, *found.others)
    lacking = [
        _("{what} ({names})").format(what=text, names=formatting.joined(without))
        for soort, text in names.items()
        if (without := [row.area.naam for row in rows if soort not in fair_context.facts(row.area.code)])
    ]
    return [_("Een streepje bij de omstandigheden betekent: geen bron bekend. Dat geldt voor {what}.").format(
        what=formatting.joined(lacking))] if lacking else []  # fmt: skip
