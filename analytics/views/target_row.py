"""A target as plain values, for other programs: what the command line and the API give."""

from typing import Any

from analytics.targets import Judged
from analytics.targets.goals import JudgedGoal, Step
from analytics.targets.series import Stand

LATEST = ("waarde", "ondergrens", "bovengrens")


def target_row(found: Judged) -> dict[str, Any]:
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


def _goal(goal: JudgedGoal) -> dict[str, Any]:
    declared = goal.doel.model_dump()
    return {
        **declared,
        "nodig": goal.nodig,
        "stand": goal.stand.waarde if goal.stand else None,
        **_outcome(goal),
        "helling": vars(goal.helling) if goal.helling else None,
        "stappen": [_step(step) for step in goal.stappen],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "jaar": step.jaar,
        "telt": step.telt,
        "nodig": step.nodig,
        "stand": step.stand.waarde if step.stand else None,
        **_outcome(step),
    }


def _outcome(judged: JudgedGoal | Step) -> dict[str, Any]:
    return {
        "gehaald": judged.gehaald,
        "toeval": judged.toeval,
        "kans": judged.kans,
        "oordeel": judged.oordeel.value,
        "reden": judged.reden or None,
    }


def _stand(stand: Stand) -> dict[str, Any]:
    return {
        "jaar": stand.jaar,
        **{name: getattr(stand, name) for name in LATEST},
        "status": stand.status,
        "deel": stand.deel,
    }
