"""The command that answers: are the targets of the programmes being reached? `targets`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analytics.cli.common import AsJson, data_root, print_json, print_table, say
from analytics.cli.dutch import DutchCommand
from analytics.errors import NotFound
from analytics.language import _

if TYPE_CHECKING:
    from analytics.snapshots import Snapshot
    from analytics.targets import Judged
    from analytics.targets.goals import JudgedGoal, Step
    from analytics.targets.series import Stand

SHOWN = ("id", "oordeel", "kans", "jaar", "laatste", "ondergrens", "bovengrens", "document")
LATEST = ("waarde", "ondergrens", "bovengrens")


def register(app: typer.Typer) -> None:
    """Add this command to the application."""
    text = _("Toon hoe het staat met de doelen van de programma's.")
    app.command("targets", cls=DutchCommand, help=text)(targets)


def targets(
    context: typer.Context,
    gemeente: Annotated[
        str, typer.Option(metavar=_("CODE"), help=_("Alleen de doelen van deze gemeente; anders alle doelen."))
    ] = "",
    peiljaar: Annotated[
        int, typer.Option(metavar=_("JAAR"), help=_("Zoals het ervoor stond aan het eind van dit jaar."))
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Every target, per municipality what needs attention first: a JSON list, or a table. Each on the figures of its
    own municipality, unless the data root that was named is of another."""
    from analytics import access, programmes
    from analytics.targets import judge_all

    known = sorted({one.gemeente for one in programmes.load_all().values()})
    if gemeente and gemeente not in known:
        raise NotFound(
            _("Er zijn geen programma's van {code}; wel van {known}.").format(code=gemeente, known=", ".join(known))
        )
    asked = {code: _snapshot_of(context, code) for code in ([gemeente] if gemeente else known)}
    found = [one for code, of in asked.items() for one in judge_all(of, access.current(), code, peiljaar or None)]
    rows = [target_row(one) for one in found]
    if as_json:
        print_json(rows)
    else:
        print_table(SHOWN, [[_shown(row[name]) for name in SHOWN] for row in rows])
    if any(snapshot.manifest().voorbeeld for snapshot in asked.values()):
        say(_("Dit zijn voorbeeldgegevens."))


def _snapshot_of(context: typer.Context, code: str) -> "Snapshot":
    """The live snapshot of a municipality; where it has none that of the municipality that is set."""
    from analytics.snapshots import live

    try:
        return live(data_root(context, code))
    except NotFound:
        return live(data_root(context))


def target_row(found: "Judged") -> dict[str, Any]:
    """One target as plain values. `basis` and what starts with `gedrukt` are what the document prints; `laatste` is
    our own figure of `jaar`, in `eenheid`."""
    target, latest = found.doel, found.laatste
    return {
        "id": target.id,
        "gemeente": found.programma.gemeente,
        "programma": found.programma.id,
        "naam": target.naam,
        "eenheid_gedrukt": target.eenheid_gedrukt,
        "basis": [value.model_dump() for value in target.basis],
        "doelen": [_goal(goal) for goal in found.doelen],
        "indicator": target.indicator or None,
        "eenheid": target.eenheid,
        "jaar": latest.jaar if latest else None,
        "laatste": latest.waarde if latest else None,
        "ondergrens": latest.ondergrens if latest else None,
        "bovengrens": latest.bovengrens if latest else None,
        "status": latest.status if latest else None,
        "kans": found.kans,
        "oordeel": found.oordeel.value,
        "toeval": found.toeval,
        "tempo": found.tempo,
        "reden": found.reden or None,
        "aannames": list(found.aannames),
        "document": found.programma.document,
        "vindplaats": target.vindplaats,
        "kanttekening": target.kanttekening or None,
        "andere_lezing": [reading.model_dump() for reading in target.andere_lezing],
        "reeks": [_stand(stand) for stand in found.reeks],
    }


def _goal(goal: "JudgedGoal") -> dict[str, Any]:
    declared = goal.doel.model_dump()
    return {
        **declared,
        "nodig": goal.nodig,
        "stand": goal.stand.waarde if goal.stand else None,
        **_outcome(goal),
        "helling": vars(goal.helling) if goal.helling else None,
        "stappen": [_step(step) for step in goal.stappen],
    }


def _step(step: "Step") -> dict[str, Any]:
    return {
        "jaar": step.jaar,
        "telt": step.telt,
        "nodig": step.nodig,
        "stand": step.stand.waarde if step.stand else None,
        **_outcome(step),
    }


def _outcome(judged: "JudgedGoal | Step") -> dict[str, Any]:
    return {
        "gehaald": judged.gehaald,
        "toeval": judged.toeval,
        "kans": judged.kans,
        "oordeel": judged.oordeel.value,
        "reden": judged.reden or None,
    }


def _stand(stand: "Stand") -> dict[str, Any]:
    return {
        "jaar": stand.jaar,
        **{name: getattr(stand, name) for name in LATEST},
        "status": stand.status,
        "deel": stand.deel,
    }


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
