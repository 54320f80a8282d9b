"""The remarks of the team as they stand in a report, on the screen and on paper, and how they came to be."""

from collections.abc import Mapping, Sequence

from analytics import formatting
from analytics.language import _
from analytics.remarks import Remark, rules
from analytics.reports.model import RemarkBlock, Stand


def blocks(kept: Mapping[str, Remark]) -> dict[str, RemarkBlock]:
    """The remarks by `onderdeel`, for `reports.model.with_remarks`. One without a text is no remark yet, unless the
    team agreed that there need be none."""
    return {part: _block(one) for part, one in kept.items() if one.tekst or one.left_out}


def state_line(block: RemarkBlock) -> str:
    """How far a remark is, who made it so and when: one line under its text."""
    if block.stand is Stand.ONTBREEKT:
        return _("Nog geen duiding: hier hoort die van het team.")
    state = {
        Stand.CONCEPT: _("Concept"),
        Stand.TER_BEOORDELING: _("Ter beoordeling"),
        Stand.VASTGESTELD: _("Vastgesteld"),
    }[block.stand]
    return _("{state}: {who}, {when}.").format(state=state, who=block.wie, when=formatting.moment(block.wanneer))


def history_lines(told: Sequence[Remark]) -> list[str]:
    """Every version of a remark in a sentence, the newest first as in `told`; a text once, where it was written."""
    before = (*(one.tekst for one in told[1:]), "")
    return [_told(one, one.tekst if one.tekst != text else "") for one, text in zip(told, before, strict=True)]


def _block(one: Remark) -> RemarkBlock:
    text = _("Geen duiding nodig bij dit onderdeel.") if one.left_out else one.tekst
    return RemarkBlock(
        onderdeel=one.place.onderdeel, stand=Stand(one.stand.value), text=text, wie=_who(one), wanneer=one.wanneer
    )


def _who(one: Remark) -> str:
    """Who made it what it is; that writer and agreer are one person is said."""
    return _("{who} (schreef en stelde vast)").format(who=one.wie) if one.by_one else one.wie


def _told(one: Remark, text: str) -> str:
    step = _("geen duiding nodig") if one.left_out else rules.word(one.stand)
    said = _("Versie {n}, {step} ({who}, {when})").format(
        n=one.versie, step=step, who=_who(one), when=formatting.moment(one.wanneer)
    )
    reason = _(" Teruggestuurd: “{reason}”.").format(reason=one.reden) if one.reden else ""
    return f"{said}: “{text}”{reason}" if text else f"{said}.{reason}"
