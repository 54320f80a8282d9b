"""One target: what was asked, where it stands, the place of every number, both readings, what followed."""

from collections.abc import Mapping

from analytics import formatting, programmes, themes
from analytics.language import _
from analytics.measures import ONDERDRUKT, ONTBREEKT, VOORLOPIG
from analytics.programmes import Bound, Target
from analytics.tables import Cell, Column, Row, Table
from analytics.targets import Judged
from analytics.targets import series as target_series
from analytics.targets.goals import JudgedGoal, Step
from analytics.targets.series import Stand
from analytics.views import target_words as words

TOO_SMALL = _("te klein om te tonen")


def facts(found: Judged) -> tuple[tuple[str, str], ...]:
    """What a target is and where every number of it comes from, as words with their meaning."""
    target, plan = found.doel, found.programma
    theme = themes.theme(target.thema)
    said = (
        (_("Document"), _("{document}, {place}").format(document=plan.document, place=target.vindplaats)),
        (_("Thema"), _("{code} {name} (gedrukt: {printed})").format(
            code=theme.code, name=theme.naam, printed=target.thema_gedrukt
        )),
        (_("Gedrukte eenheid en bron"), _("{unit}; {source}").format(
            unit=target.eenheid_gedrukt, source=target.meetbron
        )),
        (_("Gedrukte definitie"), target.definitie),
        (_("Gedrukte uitgangswaarde"), words.baseline(found)),
        (_("Gedrukt doel"), "; ".join(words.goal(goal) for goal in target.doelen)),
        (_("Kanttekening"), target.kanttekening),
        (_("Andere lezing"), _readings(target)),
        (_("Ons cijfer"), _ours(found)),
        (_("Verschil met het document"), target.verschil),
        (_("Het laatste cijfer"), found.apart and _("{reason}. Het is daarom niet naast het doel te leggen.").format(
            reason=found.apart
        )),
    )  # fmt: skip
    return tuple((label, text) for label, text in said if text)


def _readings(target: Target) -> str:
    text = _("{value} in {year}: {source}")
    found = (
        text.format(value=words.printed(value.waarde), year=value.jaar, source=value.bron)
        for value in target.andere_lezing
    )
    return "; ".join(found)


def _ours(found: Judged) -> str:
    if found.indicator is None:
        return found.doel.reden
    text = _("{title}, {unit}.").format(title=found.indicator.titel, unit=words.unit(found))
    return " ".join(filter(None, (text, found.indicator.toelichting)))


def others(found: Judged) -> tuple[Target, ...]:
    """Targets of other programmes on the same indicator: its history goes on across programmes."""
    same = [target for target in programmes.targets(found.programma.gemeente) if target.id != found.doel.id]
    return tuple(target for target in same if target.indicator and target.indicator == found.doel.indicator)


def others_text(found: Judged) -> tuple[str, ...]:
    """Those targets, and the programmes that came after without this one, in words."""
    same = others(found)
    lines = [
        _("{document}: {name}, {goals}").format(
            document=programmes.programme_of(target.id).document,
            name=target.naam,
            goals=formatting.joined(words.goal(goal) for goal in target.doelen),
        )
        for target in same
    ]
    plans = {programmes.programme_of(target.id).id for target in same} | {found.programma.id}
    later = [one for one in programmes.programmes(found.programma.gemeente) if one.van > found.programma.tot]
    unknown = [one.document for one in later if one.id not in plans and not one.doelen]
    if unknown:
        lines.append(_("{documents}: de doelen zijn niet bekend").format(documents=formatting.joined(unknown)))
    return tuple(lines)


def chart_text(found: Judged) -> str:
    """The text alternative of the charts."""
    known = [stand for stand in found.reeks if stand.waarde is not None]
    if not known:
        return _("Er zijn geen cijfers om te tonen.")
    return _("{name}: ons cijfer per jaar van {first} tot en met {last}, laatste {figure}. {sentence}").format(
        name=found.doel.naam,
        first=known[0].jaar,
        last=known[-1].jaar,
        figure=words.figure(known[-1], found),
        sentence=words.sentence(found),
    )


def reading(found: Judged) -> str:
    """How the large chart is read: only what is in it."""
    parts = [_("Stippen met streep: ons cijfer met zijn marge van 95%; de lijn loopt niet door over een breuk")]
    if found.doel.basis:
        parts.append(_("open vierkant: de gedrukte uitgangswaarde"))
    if found.doel.andere_lezing:
        parts.append(_("kruis: de andere lezing"))
    if found.pad:
        parts.append(_("ruit en streeplijn: gedrukt doel en de rechte weg ernaartoe"))
    if found.andere_reeks:
        parts.append(_("dunne lijn: wat wij tellen volgens de andere lezing"))
    parts.append(_("grijs vlak: de jaren van het programma tot en met het doel"))
    return "; ".join(parts) + "."


def history(found: Judged) -> Table:
    """Per year our figure, what was printed, what was asked and what came of it; the newest year first."""
    goals = {goal.doel.jaar: goal for goal in found.doelen}
    steps = {step.jaar: step for step in found.beslissend.stappen}
    printed = {value.jaar: value.gedrukt for value in found.doel.basis}
    own = {stand.jaar: stand for stand in found.reeks}
    years = sorted({*own, *goals, *steps, *printed}, reverse=True)
    decimals = words.decimals(found)
    return Table(
        label=_("{name} per jaar: ons cijfer, wat gedrukt staat, wat gevraagd was en wat ervan kwam.").format(
            name=found.doel.naam
        ),
        columns=(
            Column("jaar", _("jaar"), "text"),
            Column("cijfer", _("ons cijfer"), "interval", unit=words.unit(found), decimals=decimals),
            Column("gedrukt", _("gedrukt"), "text", narrow=False),
            Column("gevraagd", _("gevraagd"), "text", narrow=False),
            Column("oordeel", _("oordeel"), "word"),
            Column("toeval", _("toeval"), "text", narrow=False),
        ),
        rows=tuple(
            _year(year, own.get(year), printed.get(year, ""), steps.get(year) or goals.get(year), found)
            for year in years
        ),
    )


def published(found: Judged) -> Table | None:
    """What the municipality published of this target, a column per edition; None when it did not."""
    own = [one for one in target_series.published() if one.reeks in found.doel.gepubliceerd]
    if not own:
        return None
    editions = list(dict.fromkeys(one.publicatie for one in own))
    of = {(one.reeks, one.periode, one.publicatie): one.waarde for one in own}
    keys = sorted({(one.reeks, one.periode) for one in own}, key=lambda key: key[1], reverse=True)
    keys.sort(key=lambda key: found.doel.gepubliceerd.index(key[0]))
    return Table(
        label=_("{name}: de cijfers die de gemeente publiceerde, per uitgave.").format(name=found.doel.naam),
        columns=(
            Column("periode", _("periode"), "text"),
            *(Column(f"u{place}", name, "decimal", unit=own[0].eenheid) for place, name in enumerate(editions)),
        ),
        rows=tuple(_as_published(reeks, periode, editions, of) for reeks, periode in keys),
    )


def _as_published(reeks: str, periode: str, editions: list[str], of: Mapping[tuple[str, str, str], float]) -> Row:
    values = {f"u{place}": of.get((reeks, periode, name)) for place, name in enumerate(editions)}
    cells = {
        name: Cell(value, text=words.printed(value) if value is not None else formatting.MISSING)
        for name, value in values.items()
    }
    return Row(f"{reeks}:{periode}", {"periode": Cell(periode)} | cells, group=reeks)


def _year(year: int, stand: Stand | None, printed: str, judged: JudgedGoal | Step | None, found: Judged) -> Row:
    said = judged is not None and (not isinstance(judged, Step) or judged.telt or judged.gehaald is not None)
    oordeel = judged.oordeel if judged is not None and said else None
    cells = {
        "jaar": Cell(str(year)),
        "cijfer": _figure(stand),
        "gedrukt": Cell(printed, text=printed or formatting.MISSING),
        "gevraagd": Cell(_asked(judged, found), text=_asked(judged, found) or formatting.MISSING),
        "oordeel": Cell(
            words.marked(oordeel, judged.kans if judged is not None else None) if oordeel is not None else "",
            text=None if oordeel is not None else formatting.MISSING,
            tone=words.TONES.get(oordeel, "gelijk") if oordeel is not None else "",
        ),
        "toeval": Cell(_chance(judged)),
    }
    return Row(str(year), cells)


def _figure(stand: Stand | None) -> Cell:
    if stand is not None and stand.status == ONDERDRUKT:
        return Cell(None, text=TOO_SMALL, status=ONDERDRUKT)
    if stand is None or stand.waarde is None:
        return Cell(None, status=ONTBREEKT)
    provisional = VOORLOPIG if stand.status == VOORLOPIG else ""
    return Cell(stand.waarde, low=stand.ondergrens, high=stand.bovengrens, status=provisional)


def _asked(judged: JudgedGoal | Step | None, found: Judged) -> str:
    if isinstance(judged, Step):
        if judged.nodig is None:
            return ""
        text = _("lager dan {limit}") if judged.telt else _("vóór het doel; lager dan {limit}")
        return text.format(limit=formatting.number(judged.nodig, words.decimals(found)))
    if judged is None:
        return ""
    return judged.doel.gedrukt if isinstance(judged.doel, Bound) else words.asked(judged.doel)


def _chance(judged: JudgedGoal | Step | None) -> str:
    if judged is None or judged.gehaald is None or judged.toeval is None:
        return formatting.MISSING
    return _("kan toeval zijn") if judged.toeval else _("geen toeval")
