"""What may be done with a remark, in one place. Every problem is a sentence; all of them are told at once.

- A new text is a concept, also when the earlier one was agreed: what was agreed is what stood there then.
- A concept is sent for review, what is in review is agreed; both can be sent back, with a reason.
- Who agrees may be who wrote it: a team of two has days with one, and a rule that cannot be kept is kept with
  somebody else's name. It is said wherever the remark is shown.
- That a part needs no remark is agreed like a remark, in one step: there is no text to review.
"""

import re
from collections.abc import Iterator

from analytics.language import _
from analytics.remarks.contents import Place, Remark, Stand
from analytics.store.texts import problems_of_text

LONGEST = 700  # signs: five remarks of this length fit on the two pages of a briefing
REASON = 300
KIND = re.compile(r"[a-z_]{1,20}")
PART = re.compile(r"[a-z0-9_:.-]{1,60}")
AREA = re.compile(r"(?:BU\d{8}|WK\d{6}|GM\d{4})?")

FORWARD = {Stand.CONCEPT: Stand.TER_BEOORDELING, Stand.TER_BEOORDELING: Stand.VASTGESTELD}
BACK = {Stand.TER_BEOORDELING: Stand.CONCEPT, Stand.VASTGESTELD: Stand.CONCEPT}


def steps(remark: Remark | None) -> tuple[Stand, ...]:
    """Where a remark can go from where it is, forward first."""
    if remark is None:
        return ()
    onward = (FORWARD[remark.stand],) if remark.tekst and remark.stand in FORWARD else ()
    return (*onward, *((BACK[remark.stand],) if remark.stand in BACK else ()))


def problems_of_place(place: Place) -> Iterator[str]:
    """What is wrong with where a remark should be kept."""
    if (
        place.maand.day != 1
        or not KIND.fullmatch(place.soort)
        or not PART.fullmatch(place.onderdeel)
        or not AREA.fullmatch(place.gebied)
    ):
        yield _("Dit onderdeel bestaat niet: {kind}, {month}, {part}.").format(
            kind=place.soort, month=place.maand, part=place.onderdeel
        )


def problems_of_writing(place: Place, text: str) -> Iterator[str]:
    """What is wrong with a text for that place."""
    yield from problems_of_place(place)
    if not text:
        yield _("Schrijf een duiding, of kies “Geen duiding nodig”.")
    yield from problems_of_text(_("duiding"), text, LONGEST)


def problems_of_step(remark: Remark | None, to: Stand, reason: str) -> Iterator[str]:
    """What is wrong with taking that step."""
    if remark is None:
        yield _("Hier is nog geen duiding geschreven.")
    elif to not in steps(remark):
        yield _("Van “{now}” kan een duiding niet naar “{then}”.").format(now=word(remark.stand), then=word(to))
    elif to is BACK.get(remark.stand) and not reason:
        yield _("Schrijf op waarom de duiding terug moet.")
    yield from problems_of_text(_("reden"), reason, REASON)


def word(stand: Stand) -> str:
    """A state as the screen says it."""
    return {
        Stand.CONCEPT: _("concept"),
        Stand.TER_BEOORDELING: _("ter beoordeling"),
        Stand.VASTGESTELD: _("vastgesteld"),
    }[stand]
