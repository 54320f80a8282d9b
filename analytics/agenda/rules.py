"""What an agenda must be before it is kept. Every problem is a sentence; all of them are told at once."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from analytics import formatting
from analytics.agenda.declared import (
    AFGEVALLEN,
    CLOSED,
    GEEVALUEERD,
    GEKOZEN,
    IN_VOORBEREIDING,
    KANDIDAAT,
    VASTGESTELD,
    declared,
)
from analytics.agenda.words import FIELD_NAMES, in_words
from analytics.indicators import load_all
from analytics.language import _
from analytics.store.texts import problems_of_text

Fields = Mapping[str, Any]

SHORTEST = 10  # signs: a shorter reason explains nothing to who asks in a year
LONGEST = 4000
AREA = re.compile(r"BU\d{8}|WK\d{6}|AG\d{4,}")
CHOSEN = (GEKOZEN, IN_VOORBEREIDING, VASTGESTELD, GEEVALUEERD)
RUNNING = (VASTGESTELD, GEEVALUEERD)
TEXTS = ("reden", "afsluiting", "omschrijving", "doel")


def problems_of_agenda(before: Fields | None, after: Fields, today: date) -> list[str]:
    """What is wrong with an agenda that would become `after`. `before`: what is kept now, None for a new one."""
    found = [*_unknown(after), *_personal(after), *_order(after), *_area(after)]
    found += _steps(before, after)
    found += _required(after)
    found += _comparison(after)
    return found + ([] if before is None else [*_fixed(before, after, today)]) + _late(before, after, today)


def problems_of_action(after: Fields) -> list[str]:
    """What is wrong with an action that would become this."""
    missing = [] if after["omschrijving"] else [_("Schrijf op wat er gedaan wordt.")]
    if not after["doel"]:
        missing.append(_("Schrijf op welk doel de actie heeft: wat is er dan anders?"))
    return [*missing, *_unknown(after, of_action=True), *_personal(after), *_order(after)]


def _unknown(after: Fields, *, of_action: bool = False) -> Iterator[str]:
    known = declared()
    allowed: dict[str, Collection[str]] = {
        "status": known.actie_status if of_action else known.status,
        "reden_soort": known.reden_soort,
        "themas": known.themas,
        "partners": known.rollen,
        "trekker": known.rollen,
        "indicator": load_all(),
    }
    for veld in allowed.keys() & after.keys():
        values = after[veld] if isinstance(after[veld], list) else [after[veld]]
        for value in values:
            if value and value not in allowed[veld]:
                yield _("{field}: {value} bestaat niet.").format(field=FIELD_NAMES[veld], value=value)
    if not after.get("status"):
        yield _("De status ontbreekt.")


def _personal(after: Fields) -> Iterator[str]:
    for veld in (veld for veld in TEXTS if veld in after):
        yield from problems_of_text(FIELD_NAMES[veld], after[veld], LONGEST)


def _order(after: Fields) -> Iterator[str]:
    if after["van"] and after["tot"] and after["tot"] < after["van"]:
        yield _("Het einde ({tot}) ligt voor het begin ({van}).").format(
            tot=formatting.date_long(after["tot"]), van=formatting.date_long(after["van"])
        )


def _area(after: Fields) -> Iterator[str]:
    if not AREA.fullmatch(after["gebied"]):
        yield _(
            "Een agenda is van een buurt (BU en acht cijfers), een wijk (WK en zes) of een aandachtsgebied (AG en ten "
            "minste vier); {code} is geen van drieën."
        ).format(code=after["gebied"] or _("leeg"))


def _steps(before: Fields | None, after: Fields) -> list[str]:
    words, old, new = declared().status, (before or {}).get("status"), after["status"]
    if old is None:
        return [] if new == KANDIDAAT else [_("Een nieuwe agenda begint als kandidaat.")]
    if new == old or new not in words:
        return []
    following = declared().stappen[old]
    if new in following:
        return []
    allowed = formatting.joined(words[status] for status in following) if following else _("niets meer")
    return [
        _("Van {old} kan een agenda niet meteen {new} worden; wel: {allowed}.").format(
            old=words[old], new=words[new], allowed=allowed
        )
    ]


def _required(after: Fields) -> list[str]:
    """What a status asks for: the reason is what the council will ask about."""
    status, found = after["status"], []
    if status in CHOSEN and not after["reden_soort"]:
        found.append(_("Kies om wat voor reden dit gebied gekozen is."))
    if status in CHOSEN and len(after["reden"]) < SHORTEST:
        found.append(_("Schrijf op waarom dit gebied gekozen is (ten minste {n} tekens).").format(n=SHORTEST))
    if status in RUNNING and after["van"] is None:
        found.append(_("Een vastgestelde agenda heeft een begindatum."))
    if status in RUNNING and not after["themas"]:
        found.append(_("Een vastgestelde agenda heeft ten minste één thema."))
    if status in CLOSED and len(after["afsluiting"]) < SHORTEST:
        text = (
            _("Schrijf op waarom dit gebied afviel")
            if status == AFGEVALLEN
            else _("Schrijf op wat de agenda opleverde")
        )
        found.append(_("{what} (ten minste {n} tekens).").format(what=text, n=SHORTEST))
    return found


def _comparison(after: Fields) -> list[str]:
    found = []
    if after["gebied"] in after["vergelijking"]:
        found.append(_("Een gebied kan niet zijn eigen vergelijkingsgebied zijn."))
    if any(code[:2] != after["gebied"][:2] for code in after["vergelijking"]):
        found.append(_("Vergelijk een buurt met buurten en een wijk met wijken."))
    return found


def _fixed(before: Fields, after: Fields, today: date) -> Iterator[str]:
    """What may not be rewritten afterwards."""
    changed = {veld for veld in after if after[veld] != before[veld]}
    if before["status"] in CLOSED and after["status"] == before["status"] and changed - {"afsluiting"}:
        yield _("Deze agenda is {status}: alleen de afsluiting kan nog veranderen.").format(
            status=in_words("status", before["status"])
        )
    if "rangfeiten" in changed and before["status"] not in (KANDIDAAT, AFGEVALLEN):
        yield _("Wat de ranglijst zei toen het gebied gekozen werd, ligt vast.")
    if "van" in changed and before["status"] in RUNNING and before["van"] and before["van"] <= today:
        yield _("De agenda is op {day} begonnen; de begindatum ligt vast.").format(
            day=formatting.date_long(before["van"])
        )


def _late(before: Fields | None, after: Fields, today: date) -> list[str]:
    """Comparison areas are chosen before the start: afterwards one would choose those that make it look good."""
    old = before["vergelijking"] if before is not None else []
    if after["vergelijking"] == old:
        return []
    starts = [fields["van"] for fields in (before, after) if fields is not None and fields["van"] is not None]
    fixed = [start for start in starts[:1] if before is not None and before["status"] in RUNNING] or starts[-1:]
    if not fixed or fixed[0] > today:
        return []
    return [
        _(
            "Vergelijkingsgebieden worden gekozen vóór het begin. Deze agenda begon op {day}: een keuze achteraf "
            "maakt het effect onbetrouwbaar en wordt niet bewaard."
        ).format(day=formatting.date_long(fixed[0]))
    ]
