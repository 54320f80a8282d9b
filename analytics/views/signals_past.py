"""How often a signal was false over the past year: what was to be expected, and what the team found."""

from collections import Counter
from collections.abc import Mapping, Sequence

from analytics import formatting
from analytics.language import _, ngettext
from analytics.signals import Group, Methode, MonthOfSignals
from analytics.tables import Cell, Column, Row, Table
from analytics.views import signals_words as words
from analytics.views.signals import Judged, expected_false

FALSE = "loos"


def expected_sentence(past: Sequence[MonthOfSignals]) -> str:
    """How many there were, how many of those are expected to be chance, and what the threshold lets through at most."""
    tested = [found for found in past if found.toetsen]
    found = sum(len(month.groepen) for month in tested)
    most, months = words.rounded(sum(month.verwacht_vals for month in tested)), _months(len(tested))
    if not found:
        text = _("In {months} was er geen enkel signaal; de drempel laat er door toeval hoogstens {most} door.")
        return text.format(months=months, most=most)
    text = ngettext(
        "In {months} was er {n} signaal. Naar hun sterkte is naar verwachting {share} toeval; de drempel laat in die "
        "tijd hoogstens {most} valse door.",
        "In {months} waren er {n} signalen. Naar hun sterkte is naar verwachting {share} toeval; de drempel laat in "
        "die tijd hoogstens {most} valse door.",
        found,
    )
    share = words.share(sum(expected_false(month) for month in tested) / found)
    return text.format(months=months, n=formatting.count(found), share=share, most=most)


def _months(n: int) -> str:
    return ngettext("{n} maand", "{n} maanden", n).format(n=n)


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
