"""Fields of an agenda and what is in them, in words: for messages, for the history, for the screen."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analytics import formatting
from analytics.agenda.contents import Change
from analytics.agenda.declared import declared
from analytics.indicators import load_all
from analytics.language import _

LONGEST = 300  # signs of a text in a message; the text itself is kept whole

FIELD_NAMES = {
    "agenda": _("agenda"),
    "actie": _("actie"),
    "gebied": _("gebied"),
    "status": _("status"),
    "reden_soort": _("soort reden"),
    "reden": _("reden"),
    "rangfeiten": _("wat de ranglijst zei"),
    "indicator": _("indicator"),
    "themas": _("thema's"),
    "partners": _("partners"),
    "van": _("begin"),
    "tot": _("einde"),
    "vergelijking": _("vergelijkingsgebieden"),
    "afsluiting": _("afsluiting"),
    "omschrijving": _("wat er gedaan wordt"),
    "doel": _("doel"),
    "trekker": _("trekker"),
}


def in_words(veld: str, value: Any, areas: Mapping[str, str] | None = None, *, of_action: bool = False) -> str:
    """A value as people read it; empty is 'leeg'. `areas`: names of areas by code, where they are known."""
    if value in (None, "", [], ()):
        return _("leeg")
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return formatting.joined(_word(veld, str(one), areas or {}, of_action) for one in value)
    if veld in ("van", "tot"):
        return formatting.date_long(value if isinstance(value, date) else date.fromisoformat(str(value)))
    word = _word(veld, str(value), areas or {}, of_action)
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"


def change_in_words(change: Change, areas: Mapping[str, str] | None = None) -> str:
    """'reden: van "..." naar "..."'."""
    of_action = change.actie is not None
    return _("{field}: van “{old}” naar “{new}”").format(
        field=FIELD_NAMES.get(change.veld, change.veld),
        old=in_words(change.veld, change.oud, areas, of_action=of_action),
        new=in_words(change.veld, change.nieuw, areas, of_action=of_action),
    )


def _word(veld: str, value: str, areas: Mapping[str, str], of_action: bool) -> str:
    known = declared()
    if veld == "indicator":
        indicator = load_all().get(value)
        return indicator.titel if indicator is not None else value
    words: dict[str, Mapping[str, str]] = {
        "status": known.actie_status if of_action else known.status,
        "reden_soort": known.reden_soort,
        "themas": known.themas,
        "partners": known.rollen,
        "trekker": known.rollen,
        "vergelijking": areas,
        "gebied": areas,
    }
    return words.get(veld, {}).get(value, value)
