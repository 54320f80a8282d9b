"""What is known per theme of Kernbeleid Veiligheid: all 22, with their gaps, so that no theme seems covered."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from analytics import actions, formatting, programmes, themes
from analytics.contract import Manifest
from analytics.coverage import coverage
from analytics.indicators import Indicator
from analytics.language import _, ngettext
from analytics.measures import Selection
from analytics.programmes import Priority, Programme
from analytics.tables import Cell, Column, Row, Table
from analytics.themes import Theme
from analytics.views import common
from analytics.views.chosen_area import Link

FIRST = ("prioriteit", "overkoepelend")  # the ranks that a programme puts above the rest


@dataclass(frozen=True)
class AllThemes:
    """Every theme in the order of Kernbeleid, under its field."""

    question: str
    answer: str
    table: Table
    source: common.Source


def address(code: str) -> str:
    """Where a theme is shown."""
    return "/themas?" + urlencode({"thema": code})


def names() -> dict[str, str]:
    """Every theme by code, as a menu shows it."""
    return {code: f"{code} {theme.naam}" for code, theme in themes.all_themes().items()}


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The themes among these codes, each once and in order. What is no theme (a field as a whole, '') is left out."""
    wanted = set(codes)
    return {code: name for code, name in names().items() if code in wanted}


def links(codes: Iterable[str]) -> tuple[Link, ...]:
    """The way from figures to the theme(s) they belong to."""
    return tuple(
        Link(_("Thema: {name}").format(name=name), "themas", {"thema": code}) for code, name in names_of(codes).items()
    )


def build(selection: Selection, manifest: Manifest) -> AllThemes:
    """All themes of a municipality; `selection` gives snapshot and level."""
    said = _answer(manifest)
    return AllThemes(
        question=_("Wat weten we per veiligheidsthema?"),
        answer=said,
        table=_table(selection, manifest, said),
        source=source((), (), manifest),
    )


def known(selection: Selection, theme: Theme) -> tuple[Indicator, ...]:
    """The indicators of a theme that have any figure here."""
    return tuple(i for i in theme.indicatoren if not coverage(selection.snapshot, i, selection.niveau).is_empty)


def priorities(gemeente: str, code: str) -> tuple[tuple[Programme, Priority], ...]:
    """Where the programmes of a municipality name a theme, the oldest first."""
    own = (one for one in programmes.programmes(gemeente) if one.prioriteiten)
    return tuple((one, found) for one in own for found in one.prioriteiten if code in found.themas)


def _answer(manifest: Manifest) -> str:
    every = themes.all_themes().values()
    without = [theme for theme in every if not theme.indicatoren]
    text = ngettext(
        "Van de {all} thema's van Kernbeleid Veiligheid heeft er {n} geen indicator; waarom niet, staat erbij.",
        "Van de {all} thema's van Kernbeleid Veiligheid hebben er {n} geen indicator; waarom niet, staat erbij.",
        len(without),
    ).format(all=len(every), n=len(without))
    current = _current(manifest)
    if current is None:
        return text
    first = {code for one in current.prioriteiten if one.rang in FIRST for code in one.themas}
    named = formatting.joined(theme.naam.lower() for theme in every if theme.code in first)
    return _("{text} Voorop in {programme}: {names}.").format(text=text, programme=current.naam, names=named)


def _current(manifest: Manifest) -> Programme | None:
    """The newest programme with priorities that is or was in force when the figures were made."""
    own = [one for one in programmes.programmes(manifest.gemeente) if one.prioriteiten]
    begun = [one for one in own if one.van <= manifest.gemaakt.year]
    return begun[-1] if begun else None


def _table(selection: Selection, manifest: Manifest, said: str) -> Table:
    return Table(
        label=_("Thema's van Kernbeleid Veiligheid per veld. {answer}").format(answer=said),
        columns=(
            Column("naam", _("thema"), "link"),
            Column("indicatoren", _("indicatoren"), "count", help=_("Met cijfers in deze momentopname.")),
            Column("doelen", _("doelen"), "count", narrow=False),
            Column("acties", _("acties"), "count", narrow=False, help=_("Uit de uitvoeringsagenda's.")),
            Column("voorop", _("voorop in programma"), "text", narrow=False),
            Column("leemte", _("wat ontbreekt"), "text"),
        ),
        rows=tuple(_row(selection, manifest, theme) for theme in themes.all_themes().values()),
        fixed=True,
    )


def _row(selection: Selection, manifest: Manifest, theme: Theme) -> Row:
    domain = themes.domain_of(theme.code)
    targets = [target for target in programmes.targets(manifest.gemeente) if target.thema == theme.code]
    first = [one for one, found in priorities(manifest.gemeente, theme.code) if found.rang in FIRST]
    return Row(
        theme.code,
        {
            "naam": Cell(f"{theme.code} {theme.naam}", href=address(theme.code)),
            "indicatoren": Cell(len(known(selection, theme))),
            "doelen": Cell(len(targets)),
            "acties": Cell(len(actions.of_theme(manifest.gemeente, theme.code))),
            "voorop": Cell(", ".join(dict.fromkeys(f"{one.van}–{one.tot}" for one in first)), text=None),
            "leemte": Cell(_gap(selection, theme, manifest.gemeente)),
        },
        group=f"{domain.code} {domain.naam}",
    )


def _gap(selection: Selection, theme: Theme, gemeente: str) -> str:
    """What is not there, with the reason of the own documents where they give one."""
    if not theme.indicatoren:
        reasons = sorted(theme.gaps(gemeente), key=lambda gap: gap.gemeente != gemeente)
        return _("geen indicator: {reason}").format(reason=reasons[0].tekst) if reasons else _("geen indicator")
    return "" if known(selection, theme) else _("geen cijfers")


def source(keys: Iterable[str], spans: Iterable[str], manifest: Manifest) -> common.Source:
    """The documents, the sources of the figures and the periods these are about."""
    own = programmes.programmes(manifest.gemeente)
    years = f"{min(one.van for one in own)}–{max(one.tot for one in own)}" if own else ""
    documents = [
        _("Kernbeleid Veiligheid (VNG, 2017)"),
        *([_("programma's {years}").format(years=years)] if own else []),
    ]
    names = "; ".join(filter(None, [*documents, common.sources_text(manifest, keys)]))
    day = formatting.date_long(manifest.gemaakt.date())
    parts = [
        _("Bron: {sources}").format(sources=names),
        *spans,
        _("gegevens van {day}").format(day=day),
        _("momentopname {id}").format(id=manifest.id),
    ]
    texts = "; ".join(dict.fromkeys(one.document for one in own))
    notes = (
        (_("Bron"), names),
        (_("Documenten"), texts),
        (_("Gegevens van"), day),
        (_("Momentopname"), manifest.id),
        (_("Soort gegevens"), _("VOORBEELD, grotendeels verzonnen") if manifest.voorbeeld else _("echte gegevens")),
    )
    return common.Source(" · ".join(parts), tuple(note for note in notes if note[1]))
