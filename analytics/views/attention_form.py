"""Between what is chosen in the form of an area of attention and what is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from analytics.attention import AttentionArea, NewArea
from analytics.attention.keeping import parts_of
from analytics.attention.rules import tidied
from analytics.language import _
from analytics.snapshots import Part, Snapshot

FIELDS = ("naam", "waarom", "buurten", "straten")


def name(one: AttentionArea) -> str:
    """An area in a menu."""
    return _("{name} (gesloten)").format(name=one.naam) if one.gesloten is not None else one.naam


def street_options(snapshot: Snapshot, names: Mapping[str, str]) -> dict[str, str]:
    """Every street to choose from, by id, in the order of the alphabet: 'Markt (Binnenstad)'."""
    known = {part for part in parts_of(snapshot) if part.straat}
    said = {_id(part): f"{part.straat} ({names.get(part.buurt, part.buurt)})" for part in known}
    return dict(sorted(said.items(), key=lambda item: item[1].casefold()))


def typed(one: AttentionArea | None) -> dict[str, Any]:
    """What the form opens with."""
    if one is None:
        return {"naam": "", "waarom": "", **chosen(())}
    return {"naam": one.naam, "waarom": one.waarom, **chosen(one.delen)}


def chosen(parts: Iterable[Part]) -> dict[str, list[str]]:
    """Parts as the two lists of the form have them."""
    kept = tuple(parts)
    return {
        "buurten": [part.buurt for part in kept if not part.straat],
        "straten": [_id(part) for part in kept if part.straat],
    }


def new(form: Mapping[str, Any], gemeente: str, drawn: tuple[tuple[Part, ...], str]) -> NewArea:
    """A new area from the form. `drawn`: the parts of a drawing and the drawing itself."""
    parts = _parts(form)
    return NewArea(gemeente, form["naam"], parts, form["waarom"], _shape(parts, drawn))


def changed(form: Mapping[str, Any], one: AttentionArea, drawn: tuple[tuple[Part, ...], str]) -> dict[str, Any]:
    """What the form makes different in an area. A drawing is kept only while the parts are those within it."""
    parts = _parts(form)
    vorm = one.vorm if parts == one.delen and drawn[0] != parts else _shape(parts, drawn)
    after = {"naam": form["naam"], "waarom": form["waarom"], "delen": parts, "vorm": vorm}
    return {name_: value for name_, value in after.items() if value != getattr(one, name_)}


def _shape(parts: tuple[Part, ...], drawn: tuple[tuple[Part, ...], str]) -> str:
    return drawn[1] if drawn[0] == parts else ""


def _parts(form: Mapping[str, Any]) -> tuple[Part, ...]:
    streets = [Part(*id_.split("|", 1)) for id_ in form["straten"]]
    return tidied([*(Part(code) for code in form["buurten"]), *streets])


def _id(part: Part) -> str:
    return f"{part.buurt}|{part.straat}"
