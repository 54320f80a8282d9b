"""Where the figures come from: the snapshot, its sources, what it covers, what the words mean, what is missing."""

from dataclasses import dataclass
from typing import Any

from analytics import breaks, formatting, provisional
from analytics.contract import TABLES, Manifest
from analytics.database import open_database
from analytics.frames import records
from analytics.indicators import kinds
from analytics.language import _
from analytics.settings import settings
from analytics.snapshots import Snapshot
from analytics.tables import Cell, Column, Row, Table
from analytics.views import common


@dataclass(frozen=True)
class About:
    """Tables and texts of the page."""

    answer: str
    snapshot: Table
    sources: Table
    coverage: Table
    words: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    source: common.Source


def build(snapshot: Snapshot, manifest: Manifest) -> About:
    """The page about the live snapshot."""
    return About(
        answer=_answer(manifest),
        snapshot=_snapshot(manifest),
        sources=_sources(manifest),
        coverage=_coverage(snapshot, manifest),
        words=_words(snapshot),
        remarks=(*_source_notes(manifest), *manifest.meldingen, *_known_breaks()),
        source=common.of_snapshot(manifest),
    )


def _answer(manifest: Manifest) -> str:
    kind = (
        _("Dit zijn voorbeeldgegevens: een deel is gepubliceerd, de rest is verzonnen.")
        if manifest.voorbeeld
        else _("Dit zijn echte gegevens van {name}.").format(name=manifest.gemeentenaam)
    )
    return _("{kind} Momentopname {id} van {day}.").format(
        kind=kind, id=manifest.id, day=formatting.date_long(manifest.gemaakt.date())
    )


def _snapshot(manifest: Manifest) -> Table:
    borders = {"officieel": _("officiële buurtgrenzen"), "schematisch": _("schematisch: niet de werkelijke grenzen")}
    facts = {
        _("Momentopname"): manifest.id,
        _("Gemeente"): f"{manifest.gemeentenaam} ({manifest.gemeente})",
        _("Gemaakt"): formatting.moment(manifest.gemaakt),
        _("Gepubliceerd door"): manifest.door,
        _("Reden"): manifest.reden or formatting.MISSING,
        _("Soort gegevens"): _("voorbeeld") if manifest.voorbeeld else _("echt"),
        _("Grenzen"): borders[manifest.grenzen],
        **{
            _("Rijen {name}").format(name=name): formatting.count(manifest.bestanden[f"{name}.parquet"].rijen)
            for name in TABLES
        },
    }
    return Table(
        label=_("De momentopname die nu te zien is."),
        columns=(Column("wat", _("wat"), "text"), Column("waarde", _("waarde"), "text")),
        rows=tuple(Row(name, {"wat": Cell(name), "waarde": Cell(value)}) for name, value in facts.items()),
    )


def _sources(manifest: Manifest) -> Table:
    columns = (
        Column("titel", _("bron"), "text"),
        Column("uitgever", _("uitgever"), "text"),
        Column("tabel", _("tabel"), "text", narrow=False),
        Column("licentie", _("licentie"), "text", narrow=False),
        Column("opgehaald", _("opgehaald"), "text", narrow=False),
        Column("periode", _("periode"), "text", narrow=False),
        Column("soort", _("soort"), "text"),
    )
    rows = []
    for key, bron in sorted(manifest.bronnen.items()):
        values = (
            bron.titel,
            bron.uitgever,
            bron.tabel or formatting.MISSING,
            bron.licentie,
            formatting.date_long(bron.opgehaald),
            formatting.period(bron.van, bron.tot) if bron.van and bron.tot else formatting.MISSING,
            _("verzonnen") if bron.verzonnen else _("gepubliceerd"),
        )
        rows.append(Row(key, {c.id: Cell(value) for c, value in zip(columns, values, strict=True)}))
    return Table(label=_("De bronnen van deze momentopname met hun licentie."), columns=columns, rows=tuple(rows))


def _coverage(snapshot: Snapshot, manifest: Manifest) -> Table:
    found = open_database(snapshot).run("dekking_overzicht", gemeente=manifest.gemeente)
    known = {row["soort"]: row for row in records(found)}
    rows = []
    for code, kind in kinds().items():
        rows.append(Row(code, _coverage_cells(code, kind, known.get(code))))
    return Table(
        label=_("Welke soorten registraties per buurt bekend zijn, en over welke periode."),
        columns=(
            Column("soort", _("politiecode"), "text"),
            Column("naam", _("soort"), "text"),
            Column("periode", _("periode"), "text"),
            Column("maanden", _("maanden"), "count", narrow=False),
            Column("jaren", _("alleen per jaar"), "count", narrow=False),
            Column("voorlopig", _("voorlopig vanaf"), "text", narrow=False),
        ),
        rows=tuple(rows),
    )


def _coverage_cells(code: str, kind: dict[str, str], known: dict[str, Any] | None) -> dict[str, Cell]:
    head = {"soort": Cell(code), "naam": Cell(kind["naam"])}
    if known is None:
        reason = _("niet per buurt gepubliceerd") if kind["verborgen_per_buurt"] == "ja" else _("niet geleverd")
        return {**head, "periode": Cell(None, text=reason, status="ontbreekt")}
    provisional = known["voorlopig_vanaf"]
    return {
        **head,
        "periode": Cell(formatting.period(known["van"].date(), known["tot"].date())),
        "maanden": Cell(int(known["maanden"])),
        "jaren": Cell(int(known["jaren"])),
        "voorlopig": Cell(formatting.date_long(provisional.date() if provisional else None)),
    }


def _words(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    minimum, people = settings().minimum_inwoners, settings().minimum_respondenten
    return (
        (_("definitief"), _("het cijfer verandert naar verwachting nauwelijks meer")),
        (_("voorlopig"), _growing(provisional.in_general(snapshot))),
        (_("ontbreekt"), _("er is geen cijfer; dat is iets anders dan nul")),
        (_("onderdrukt"), _("er is een cijfer, maar het is te klein om te tonen")),
        (
            _("te weinig inwoners"),
            _("onder de {n} inwoners zegt een verhouding niets; het aantal blijft leesbaar").format(n=minimum),
        ),
        (
            _("te weinig waarnemingen"),
            _("minder dan {n} respondenten: de uitkomst wordt niet getoond").format(n=people),
        ),
        (
            _("95%-interval"),
            _("de waarden die bij dit cijfer passen als alleen het toeval meespeelt; korter is zekerder"),
        ),
        (
            _("geen duidelijke verandering"),
            _("het interval van de verandering bevat ook 'gelijk gebleven': het verschil kan toeval zijn"),
        ),
        (_("verzonnen"), _("gemaakt om het voorbeeld te vullen; nooit gebruiken als cijfer over de gemeente")),
    )


def _growing(general: str) -> str:
    text = _("het cijfer groeit nog: aangiften en registraties komen later binnen")
    return f"{text}. {general}" if general else text


def _source_notes(manifest: Manifest) -> tuple[str, ...]:
    return tuple(
        f"{bron.titel}: {bron.toelichting}" for _key, bron in sorted(manifest.bronnen.items()) if bron.toelichting
    )


def _known_breaks() -> tuple[str, ...]:
    return tuple(f"{formatting.date_long(b.vanaf)}: {b.tekst} ({b.bron})." for b in breaks.every())
