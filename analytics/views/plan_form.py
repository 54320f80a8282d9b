"""Between what is typed in the form of an action of the team and what is kept."""

from collections.abc import Mapping
from typing import Any

from analytics import programmes, roles, themes
from analytics.errors import WrongUsage
from analytics.language import _
from analytics.progress import NewOwn, OwnAction
from analytics.views.agenda_form import as_typed, day

DAYS = {"van": _("Begin"), "tot": _("Einde")}
FIELDS = ("actie", "programma", "thema", "van", "tot", "trekker", "partners", "doel")


def name(one: OwnAction) -> str:
    """An action of the team in a menu."""
    return _("{text} (ingetrokken)").format(text=one.actie) if one.ingetrokken else one.actie


def programme_names(gemeente: str) -> dict[str, str]:
    """Programmes to which an action can belong, the newest first."""
    return {one.id: one.naam for one in reversed(programmes.programmes(gemeente))}


def theme_names() -> dict[str, str]:
    """Every theme of Kernbeleid by code."""
    return {code: f"{code} {theme.naam}" for code, theme in themes.all_themes().items()}


def lead_names() -> dict[str, str]:
    """Roles that can lead an action; '' for none."""
    return {"": _("nog niet bekend"), **roles.roles()}


def target_names(gemeente: str) -> dict[str, str]:
    """Targets of a municipality by id, the newest programme first, each with the document that prints it."""
    found = {
        one.id: f"{one.naam} ({programme.document})"
        for programme in reversed(programmes.programmes(gemeente))
        for one in programme.doelen
    }
    return {"": _("geen doel aan te wijzen"), **found}


def typed(one: OwnAction | None, gemeente: str, programma: str, thema: str) -> dict[str, Any]:
    """What the form opens with: what is kept, or for a new one the programme and the theme on the screen."""
    if one is not None:
        return {veld: as_typed(getattr(one, veld)) for veld in FIELDS}
    programmas = programme_names(gemeente)
    return {
        **dict.fromkeys(("actie", "van", "tot", "trekker", "doel"), ""),
        "programma": programma if programma in programmas else next(iter(programmas)),
        "thema": thema or next(iter(theme_names())),
        "partners": [],
    }


def read(form: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed in the form in which it is kept. Raises WrongUsage with every day that is none."""
    found, problems = dict(form), []
    for veld, label in DAYS.items():
        try:
            found[veld] = day(form[veld])
        except WrongUsage as error:
            problems.append(f"{label}: {error}")
    if problems:
        raise WrongUsage("\n".join(problems))
    return {**found, "partners": tuple(sorted(form["partners"]))}


def new(form: Mapping[str, Any], gemeente: str) -> NewOwn:
    """A new action as it was typed. Raises WrongUsage."""
    return NewOwn(gemeente, **read(form))


def changed(form: Mapping[str, Any], one: OwnAction) -> dict[str, Any]:
    """The fields that somebody changed since `one`: what somebody else changed elsewhere is left as it is. Raises
    WrongUsage."""
    return {veld: value for veld, value in read(form).items() if value != getattr(one, veld)}
