"""Are we on course? Every target of the programmes, what needs attention first within each programme."""

from collections import Counter
from collections.abc import Sequence

from analytics import formatting, programmes, themes
from analytics.contract import Manifest
from analytics.language import _
from analytics.programmes import Bound, Programme
from analytics.tables import Cell, Column, Row, Table
from analytics.targets import ATTENTION, Judged
from analytics.targets.goals import Oordeel
from analytics.targets.series import Stand
from analytics.views import common
from analytics.views import target_words as words

ALL, NOW = "alle", "nu"
REACH = 250.0  # where a bar ends: two and a half times the limit
SPARK_YEARS = 12


def question() -> str:
    """The title of the page."""
    return _("Liggen we op koers?")


def nothing(gemeente: str) -> str:
    """The answer for a municipality whose programmes are not declared."""
    return _("Van {name} zijn geen doelen bekend.").format(name=gemeente)


def with_targets(gemeente: str) -> tuple[Programme, ...]:
    """The programmes that print targets, newest first."""
    return tuple(one for one in reversed(programmes.programmes(gemeente)) if one.doelen)


def programme_names(gemeente: str) -> dict[str, str]:
    """Programmes as a menu shows them."""
    return {ALL: _("alle programma's"), **{one.id: one.document for one in with_targets(gemeente)}}


def theme_names(gemeente: str) -> dict[str, str]:
    """The themes that have a target, as a menu shows them."""
    codes = sorted({target.thema for target in programmes.targets(gemeente)})
    return {ALL: _("alle thema's"), **{code: f"{code} {themes.theme(code).naam}" for code in codes}}


def moment_names(gemeente: str) -> dict[str, str]:
    """The years at whose end one can look: from just before the first programme up to the last goal."""
    plans = with_targets(gemeente)
    last = max((goal.jaar for plan in plans for target in plan.doelen for goal in target.doelen), default=0)
    years = range(last, min((plan.van for plan in plans), default=1) - 2, -1)
    return {NOW: _("nu"), **{str(year): _("eind {year}").format(year=year) for year in years}}


def shown(found: Sequence[Judged], programma: str, thema: str, peiljaar: int | None) -> tuple[Judged, ...]:
    """Those of this programme and theme, by programme (newest first); without programmes that were still to come."""
    order = [one.id for one in reversed(programmes.programmes(found[0].programma.gemeente))] if found else []
    kept = [
        one
        for one in found
        if programma in (ALL, one.programma.id)
        and thema in (ALL, one.doel.thema)
        and (peiljaar is None or one.programma.van <= peiljaar + 1)
    ]
    return tuple(sorted(kept, key=lambda one: order.index(one.programma.id)))


def answer(found: Sequence[Judged]) -> str:
    """How many targets stand how, what chance may have done, and what needs attention first."""
    if not found:
        return _("In deze keuze zijn er geen doelen.")
    counted = Counter(one.oordeel for one in found)
    parts = [f"{formatting.count(counted[one])} {words.words()[one]}" for one in ATTENTION if counted[one]]
    text = _("Van de {n} doelen: {parts}.").format(n=formatting.count(len(found)), parts=formatting.joined(parts))
    return " ".join(filter(None, (text, _by_chance(found), _first(found))))


def _by_chance(found: Sequence[Judged]) -> str:
    known = [one for one in found if one.oordeel in (Oordeel.GEHAALD, Oordeel.NIET_GEHAALD)]
    doubtful = sum(one.toeval is True for one in known)
    if not doubtful:
        return ""
    text = _("Bij {n} van de {known} waarvan de uitkomst bekend is, kan die toeval zijn.")
    return text.format(n=formatting.count(doubtful), known=formatting.count(len(known)))


def _first(found: Sequence[Judged]) -> str:
    """The target to come that is in the greatest doubt."""
    ahead = [one for one in found if one.kans is not None and one.oordeel is not Oordeel.WAARSCHIJNLIJK]
    if not ahead:
        return ""
    worst = min(ahead, key=lambda one: one.kans or 0.0)
    text = _("De kleinste kans: {name} ({chance}).")
    return text.format(name=worst.doel.naam, chance=words.chance(worst.kans or 0.0))


def reading() -> str:
    """How the table is read."""
    return _(
        "Uitgangswaarde en doel staan er zoals het document ze drukt; het cijfer ernaast is het onze. De balk toont "
        "het met zijn marge, als 100 het doel is (bij 'elk jaar lager': het jaar ervoor). {mark}: er is een "
        "kanttekening bij wat gedrukt staat; kies het doel om die te lezen."
    ).format(mark=words.DOUBT)


def small_reading() -> str:
    """How the small charts are read."""
    return _(
        "Lijn met band: ons cijfer met zijn marge; streeplijn: de rechte weg naar het gedrukte doel; kruis: niet lager "
        "dan het jaar ervoor; grijs vlak: de jaren van het programma. Bij enquêtes begint de as niet bij nul."
    )


def table(found: Sequence[Judged]) -> Table:
    """A row per target, a group per programme."""
    return Table(
        label=_("Doelen per programma, met uitgangswaarde, doel, ons cijfer en het oordeel. {answer}").format(
            answer=answer(found)
        ),
        columns=(
            Column("naam", _("doel"), "text"),
            Column("basis", _("uitgangswaarde"), "text", unit=_("gedrukt"), narrow=False),
            Column("gevraagd", _("gevraagd"), "text", narrow=False),
            Column("verloop", _("verloop"), "spark", narrow=False),
            Column(
                "cijfer",
                _("ons cijfer"),
                "interval",
                unit=_("doel = 100"),
                mark=100.0,
                mark_text=_("doel"),
                reach=REACH,
                narrow=False,
            ),
            Column("oordeel", _("oordeel"), "word"),
            *_only_in_the_file(),
        ),
        rows=tuple(_row(one) for one in found),
        selectable=True,
    )


def unsaid(found: Sequence[Judged]) -> tuple[tuple[str, str], ...]:
    """Why nothing can be said, with the names of the targets of which that holds."""
    reasons: dict[str, list[str]] = {}
    for one in found:
        if one.oordeel is Oordeel.NIET_TE_ZEGGEN:
            reasons.setdefault(one.reden, []).append(words.name(one).removesuffix(words.DOUBT).rstrip())
    return tuple((formatting.joined(names), reason) for reason, names in reasons.items())


def _only_in_the_file() -> tuple[Column, ...]:
    texts = {
        "gedrukt": _("doelen (gedrukt)"),
        "eenheid_gedrukt": _("eenheid (gedrukt)"),
        "eenheid": _("eenheid van ons cijfer"),
        "jaar": _("jaar"),
    }
    numbers = {"laatste": _("laatste cijfer"), "onder": _("ondergrens"), "boven": _("bovengrens")}
    further = {
        "kans": _("kans in %"),
        "toeval": _("kan toeval zijn"),
        "reden": _("waarom niets te zeggen is"),
        "document": _("document"),
        "vindplaats": _("vindplaats"),
        "kanttekening": _("kanttekening"),
        "andere_lezing": _("andere lezing"),
    }
    return (
        *(Column(name, title, "text", on_screen=False) for name, title in texts.items()),
        *(Column(name, title, "decimal", decimals=2, on_screen=False) for name, title in numbers.items()),
        *(Column(name, title, "text", on_screen=False) for name, title in further.items()),
    )


def _row(one: Judged) -> Row:
    latest = one.laatste
    cells = {
        "naam": Cell(words.name(one)),
        "basis": Cell(words.baseline(one)),
        "gevraagd": Cell(words.asked(one.doel.doelen[-1])),
        "gedrukt": Cell("; ".join(words.goal(goal) for goal in one.doel.doelen)),
        "verloop": _spark(one),
        "cijfer": _against_limit(one),
        "oordeel": Cell(words.marked(one.oordeel, one.kans), tone=words.TONES.get(one.oordeel, "gelijk")),
        "eenheid_gedrukt": Cell(one.doel.eenheid_gedrukt),
        "eenheid": Cell(words.unit(one)),
        "jaar": Cell(str(latest.jaar) if latest else None),
        "laatste": Cell(latest.waarde if latest else None),
        "onder": Cell(latest.ondergrens if latest else None),
        "boven": Cell(latest.bovengrens if latest else None),
        "kans": Cell(formatting.number(100 * one.kans, 1) if one.kans is not None else None),
        "toeval": Cell({True: _("ja"), False: _("nee")}.get(one.toeval) if one.toeval is not None else None),
        "reden": Cell(one.reden or None),
        "document": Cell(one.programma.document),
        "vindplaats": Cell(one.doel.vindplaats),
        "kanttekening": Cell(one.doel.kanttekening or None),
        "andere_lezing": Cell(_readings(one)),
    }
    return Row(one.doel.id, cells, group=one.programma.naam)


def _readings(one: Judged) -> str | None:
    found = [f"{value.jaar}: {words.printed(value.waarde)} ({value.bron})" for value in one.doel.andere_lezing]
    return "; ".join(found) or None


def _spark(one: Judged) -> Cell:
    """The years, or rounds, of the part that the latest figure is of: nothing is joined across a break."""
    if one.laatste is None:
        return Cell(text=formatting.MISSING)
    own = [stand for stand in one.reeks if stand.deel == one.laatste.deel]
    part = [stand for stand in own if one.doel.eenheid != "enquete" or stand.waarde is not None][-SPARK_YEARS:]
    text = _("{figure} in {year}").format(figure=words.figure(one.laatste, one), year=one.laatste.jaar)
    return Cell(None, points=tuple(stand.waarde for stand in part), text=text)


def _against_limit(one: Judged) -> Cell:
    """The figure of the goal's year, else the latest, against the limit; only words where there is no limit."""
    stand, limit = _beside_limit(one)
    if stand is None or stand.waarde is None:
        return Cell(None, text=formatting.MISSING)
    text = _("{figure} in {year}").format(figure=words.figure(stand, one), year=stand.jaar)
    if not limit or stand.ondergrens is None or stand.bovengrens is None:
        return Cell(None, text=text)
    share = 100.0 / limit
    return Cell(stand.waarde * share, low=stand.ondergrens * share, high=stand.bovengrens * share, text=text)


def _beside_limit(one: Judged) -> tuple[Stand | None, float | None]:
    last = one.beslissend
    steps = [step for step in last.stappen if step.gehaald is not None]
    if steps:
        return steps[-1].stand, steps[-1].nodig
    if last.gehaald is not None:
        return last.stand, last.nodig
    comparable = one.doel.vergelijkbaar and not one.apart and isinstance(last.doel, Bound)
    return one.laatste, last.nodig if comparable else None


def title(peiljaar: int | None) -> str:
    """The title of a download."""
    return _("Doelen") if peiljaar is None else _("Doelen, stand eind {year}").format(year=peiljaar)


def source(found: Sequence[Judged], manifest: Manifest) -> common.Source:
    """Where our figures come from and up to when; the documents are in the table."""
    keys = sorted({key for one in found for key in one.bronnen})
    names = common.sources_text(manifest, keys) or _("geen gegevens")
    documents = formatting.joined(dict.fromkeys(one.programma.document for one in found)) or formatting.MISSING
    years = [one.laatste.jaar for one in found if one.laatste is not None]
    day = formatting.date_long(manifest.gemaakt.date())
    line = " · ".join(
        [
            _("Bron: {sources}").format(sources=names),
            _("doelen uit {documents}").format(documents=documents),
            _("cijfers tot en met {year}").format(year=max(years)) if years else _("geen cijfers"),
            _("gegevens van {day}").format(day=day),
            _("momentopname {id}").format(id=manifest.id),
        ]
    )
    notes = (
        (_("Bron"), names),
        (_("Documenten"), documents),
        (_("Gegevens van"), day),
        (_("Momentopname"), manifest.id),
        (_("Lezen"), reading()),
    )
    return common.Source(line, notes)
