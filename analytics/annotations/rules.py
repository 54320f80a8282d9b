"""What an annotation must be before it is kept. Every problem is a sentence; all of them are told at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analytics import formatting
from analytics.indicators import load_all
from analytics.language import _
from analytics.store.declared import declared
from analytics.store.texts import problems_of_text

SHORTEST, LONGEST = 3, 200  # signs of the text beside the chart
EXPLAINED = 2000  # signs of its explanation
AREA = re.compile(r"BU\d{8}|WK\d{6}|GM\d{4}|AG\d{4,}")


def problems(after: Mapping[str, Any]) -> list[str]:
    """What is wrong with an annotation that would become this."""
    return [*_days(after), *_texts(after), *_choices(after)]


def _days(after: Mapping[str, Any]) -> Iterator[str]:
    van, tot = after["van"], after["tot"]
    if van is None:
        yield _("Vul de dag in waarop het was of begon.")
    elif tot is not None and tot < van:
        yield _("Het einde ({tot}) ligt voor het begin ({van}).").format(
            tot=formatting.date_long(tot), van=formatting.date_long(van)
        )


def _texts(after: Mapping[str, Any]) -> Iterator[str]:
    if len(after["tekst"]) < SHORTEST:
        yield _("Schrijf op wat er gebeurde of veranderde (ten minste {n} tekens).").format(n=SHORTEST)
    yield from problems_of_text(_("tekst"), after["tekst"], LONGEST)
    yield from problems_of_text(_("toelichting"), after["toelichting"], EXPLAINED)


def _choices(after: Mapping[str, Any]) -> Iterator[str]:
    if after["soort"] not in declared().aantekening:
        yield _("Kies wat voor aantekening het is.")
    for code in after["gebieden"]:
        if not AREA.fullmatch(code):
            yield _("{code} is geen gebied.").format(code=code)
    for id_ in after["indicatoren"]:
        if id_ not in load_all():
            yield _("{id} is geen onderwerp.").format(id=id_)
