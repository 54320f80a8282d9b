"""What an area of attention must be before it is kept. Every problem is a sentence; all of them are told at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from analytics import formatting
from analytics.language import _
from analytics.snapshots import Part
from analytics.store.texts import problems_of_text

SHORTEST, LONGEST = 3, 60  # signs of a name
EXPLAINED = 1000  # signs of why it is followed
MOST_PARTS = 500  # streets and buurten together
MOST_AREAS = 50  # of one municipality, closed ones not counted
LARGEST_SHAPE = 200_000  # signs of GeoJSON that are kept


def problems(after: Mapping[str, Any], known: Collection[Part], before: Collection[Part] = ()) -> list[str]:
    """What is wrong with an area that would become this.

    `known`: every buurt and street of the snapshot; `before`: the parts it had, which stay allowed when a later
    delivery no longer knows them.
    """
    return [*_texts(after), *_parts(after["delen"], known, before)]


def tidied(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each part once, in order; a street of a buurt that is chosen whole says nothing more and is left out."""
    whole = {part.buurt for part in parts if not part.straat}
    kept = {part for part in parts if not part.straat or part.buurt not in whole}
    return tuple(sorted(kept, key=lambda part: (part.buurt, part.straat)))


def _texts(after: Mapping[str, Any]) -> Iterator[str]:
    if len(after["naam"]) < SHORTEST:
        yield _("Geef het gebied een naam van ten minste {n} tekens.").format(n=SHORTEST)
    yield from problems_of_text(_("naam"), after["naam"], LONGEST)
    yield from problems_of_text(_("waarom"), after["waarom"], EXPLAINED)
    if len(after["vorm"]) > LARGEST_SHAPE:
        yield _("De tekening heeft {n} tekens; {most} is het meeste. Teken het gebied met minder punten.").format(
            n=formatting.count(len(after["vorm"])), most=formatting.count(LARGEST_SHAPE)
        )


def _parts(parts: Collection[Part], known: Collection[Part], before: Collection[Part]) -> Iterator[str]:
    if not parts:
        yield _("Kies ten minste één buurt of straat.")
    if len(parts) > MOST_PARTS:
        yield _("Dit zijn {n} buurten en straten; {most} is het meeste. Kies hele buurten waar dat kan.").format(
            n=formatting.count(len(parts)), most=formatting.count(MOST_PARTS)
        )
    for part in parts:
        if part not in known and part not in before:
            yield _unknown(part)


def _unknown(part: Part) -> str:
    if part.straat:
        return _("{buurt} heeft in deze gegevens geen straat {straat}.").format(buurt=part.buurt, straat=part.straat)
    return _("{buurt} is geen buurt van deze gemeente.").format(buurt=part.buurt)
