"""How often a signal was false over the past year: what was to be expected, and what the team found."""

from collections import Counter
from collections.abc import Mapping, Sequence

from analytics import formatting
from analytics.language import _, ngettext
from analytics.signals import Group, Methode, MonthOfSignals
from analytics.tables import Cell, Column, Row, Table
from analytics.views import signals_words as words
from analytics.views.signals import Judged

FALSE = "loos"


def expected_sentence(past: Sequence[MonthOfSignals]) -> str:
    """By how the threshold is set: so many signals, of which at most so many are expected to be chance."""
    tested = [found for found in past if found.toetsen]
    found = sum(len(month.groepen) for month in tested)
    false = sum(month.verwacht_vals for month in tested)
    months = ngettext("In {n} maand", "In {n} maanden", len(tested)).format(n=len(tested))
    if not found:
        text = _("{months} was er geen enkel signaal, waar er door toeval hoogstens {false} te verwachten waren.")
        return text.format(months=months, false=_rounded(false))
    text = ngettext(
        "{months} was er {n} signaal. Door toeval alleen zijn er hoogstens {false} te verwachten{share}.",
        "{months} waren er {n} signalen. Door toeval alleen zijn er hoogstens {false} te verwachten{share}.",
        found,
    )
    part = _(", dus hoogstens {share} van deze lijst").format(share=words.share(false / found)) if false < found else ""
    return text.format(months=months, n=formatting.count(found), false=_rounded(false), share=part)


def earlier_sentence(events: Mapping[str, Group], judged: Judged) -> str:
    """What came of the signals of the months before: 'Van 27 signalen: 3 loos, 4 bekend; 20 nog niet beoordeeld.'"""
    if not events:
        return _("In de maanden ervoor waren er geen signalen.")
    kept = Counter(judged.of(group.signaal) for group in events.values())
    parts = [f"{formatting.count(kept[word])} {text}" for word, text in judged.woorden.items() if kept[word]]
    if kept[""]:
        parts.append(_("{n} nog niet beoordeeld").format(n=formatting.count(kept[""])))
    text = ngettext(
        "In de maanden ervoor was er {n} signaal: {parts}.", "In de maanden ervoor waren er {n}: {parts}.", len(events)
    )
    return text.format(n=formatting.count(len(events)), parts=formatting.joined(parts))


def judged_sentence(events: Mapping[str, Group], judged: Judged) -> str:
    """By what the team found: of those it judged so many were false; the others are still open."""
    kept = Counter(judged.of(group.signaal) for group in events.values())
    waiting = kept.pop("", 0)
    total = sum(kept.values())
    if not events:
        return ""
    if not total:
        return _("Het team beoordeelde er nog geen; pas dan is te zeggen hoe vaak een signaal hier loos is.")
    text = _("Het team beoordeelde er {n}: {false} loos. Nog niet beoordeeld: {waiting}.")
    return text.format(
        n=formatting.count(total), false=formatting.count(kept[FALSE]), waiting=formatting.count(waiting)
    )


def by_method(events: Mapping[str, Group], judged: Judged) -> Table | None:
    """Per method how many signals there were and what the team made of them; None without signals."""
    if not events:
        return None
    columns = [
        Column("naam", _("hoe gevonden"), "text"),
        Column("signalen", _("signalen"), "count"),
        Column("beoordeeld", _("beoordeeld"), "count"),
        *(Column(f"oordeel_{kept}", text, "count", narrow=kept == FALSE) for kept, text in judged.woorden.items()),
    ]
    found = {method: [g for g in events.values() if g.signaal.methode is method] for method in Methode}
    rows = [_row(name, found[method], judged) for method, name in words.methods().items() if found[method]]
    return Table(
        label=_("Signalen van het afgelopen jaar per manier van zoeken, en wat het team ervan vond."),
        columns=tuple(columns),
        rows=tuple(rows),
    )


def _row(name: str, groups: Sequence[Group], judged: Judged) -> Row:
    kept = Counter(judged.of(group.signaal) for group in groups)
    cells = {
        "naam": Cell(name),
        "signalen": Cell(len(groups)),
        "beoordeeld": Cell(len(groups) - kept[""]),
        **{f"oordeel_{word}": Cell(kept[word]) for word in judged.woorden},
    }
    return Row(name, cells)


def _rounded(value: float) -> str:
    return formatting.number(value, 0 if float(value).is_integer() else 1)
