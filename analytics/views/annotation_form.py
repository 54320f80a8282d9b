"""Between what is typed in the form of an annotation and what is kept."""

from collections.abc import Mapping
from typing import Any

from analytics.annotations import Annotation, NewAnnotation
from analytics.areas import Area, Niveau
from analytics.errors import WrongUsage
from analytics.indicators import Indicator
from analytics.language import _
from analytics.store.declared import declared
from analytics.views import annotations
from analytics.views.agenda_form import as_typed, day

EVERYWHERE, HERE, AS_KEPT = "alles", "hier", "zo"
DAYS = {"van": _("Dag of begin"), "tot": _("Einde")}


def name(one: Annotation) -> str:
    """An annotation in a menu."""
    text = _("{days}: {text}").format(days=annotations.days(one.van, one.tot), text=one.tekst)
    return _("{text} (ingetrokken)").format(text=text) if one.ingetrokken else text


def where(one: Annotation | None, area: Area, areas: Mapping[str, Area]) -> dict[str, str]:
    """Where an annotation can hold, seen from the area on the screen: id -> text."""
    offered = {} if area.niveau is Niveau.GEMEENTE else {HERE: _("alleen {area}").format(area=area.naam)}
    offered[EVERYWHERE] = _("hele gemeente")
    if one is not None and one.gebieden not in ((), (area.code,)):
        places, _about = annotations.scope(one, areas)
        offered = {AS_KEPT: _("{places} (zoals het is)").format(places=places), **offered}
    return offered


def about(one: Annotation | None, indicator: Indicator, areas: Mapping[str, Area]) -> dict[str, str]:
    """About what an annotation can be, seen from the indicator on the screen: id -> text."""
    offered = {HERE: _("alleen {title}").format(title=indicator.titel), EVERYWHERE: _("elk onderwerp")}
    if one is not None and one.indicatoren not in ((), (indicator.id,)):
        _places, titles = annotations.scope(one, areas)
        offered = {AS_KEPT: _("{titles} (zoals het is)").format(titles=titles), **offered}
    return offered


def typed(one: Annotation | None, area: Area, indicator: Indicator, areas: Mapping[str, Area]) -> dict[str, Any]:
    """What the form opens with: what is kept, or for a new one the area and the indicator on the screen."""
    places, titles = where(one, area, areas), about(one, indicator, areas)
    if one is None:
        empty = {"van": "", "tot": "", "tekst": "", "toelichting": ""}
        return {**empty, "soort": next(iter(declared().aantekening)), "waar": next(iter(places)), "waarover": HERE}
    kept = {veld: as_typed(getattr(one, veld)) for veld in ("van", "tot", "soort", "tekst", "toelichting")}
    return {
        **kept,
        "waar": _choice(one.gebieden, area.code, places),
        "waarover": _choice(one.indicatoren, indicator.id, titles),
    }


def read(form: Mapping[str, Any], one: Annotation | None, area: Area, indicator: Indicator) -> dict[str, Any]:
    """What is typed in the form in which it is kept. Raises WrongUsage with every day that is none."""
    found, problems = {veld: form[veld] for veld in ("soort", "tekst", "toelichting")}, []
    for veld, label in DAYS.items():
        try:
            found[veld] = day(form[veld])
        except WrongUsage as error:
            problems.append(f"{label}: {error}")
    if problems:
        raise WrongUsage("\n".join(problems))
    places = one.gebieden if one is not None else ()
    titles = one.indicatoren if one is not None else ()
    return {
        **found,
        "gebieden": _codes(form["waar"], area.code, places),
        "indicatoren": _codes(form["waarover"], indicator.id, titles),
    }


def new(form: Mapping[str, Any], gemeente: str, area: Area, indicator: Indicator) -> NewAnnotation:
    """A new annotation as it was typed. Raises WrongUsage."""
    return NewAnnotation(gemeente, **read(form, None, area, indicator))


def changed(form: Mapping[str, Any], one: Annotation, area: Area, indicator: Indicator) -> dict[str, Any]:
    """The fields that somebody changed since `one`: what somebody else changed elsewhere is left as it is. Raises
    WrongUsage."""
    return {veld: value for veld, value in read(form, one, area, indicator).items() if value != getattr(one, veld)}


def _choice(kept: tuple[str, ...], shown: str, offered: Mapping[str, str]) -> str:
    wanted = EVERYWHERE if not kept else HERE if kept == (shown,) else AS_KEPT
    return wanted if wanted in offered else next(iter(offered))


def _codes(choice: str, shown: str, kept: tuple[str, ...]) -> tuple[str, ...]:
    return {EVERYWHERE: (), HERE: (shown,)}.get(choice, kept)
