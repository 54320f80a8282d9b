"""Codes of buurten change between years: figures and boundaries must be of the same division."""

from analytics.formatting import percentage
from analytics.language import _
from analytics.refresh.material import Remarks, shown
from analytics.refresh.sources import sources


def strange_codes(bron: str, found: set[str], areas: set[str]) -> Remarks:
    """Codes in the figures without a boundary, and boundaries without figures: noted, or too many to go on."""
    remarks = Remarks()
    strange, absent = sorted(found - areas), sorted(areas - found)
    if not found or not (strange or absent):
        return remarks
    share = max(len(strange) / len(found), len(absent) / len(areas))
    text = _codes_text(bron, strange, absent)
    if share <= sources().drempels.aandeel_vreemde_codes:
        effect = _("Registraties zonder grens tellen als buurt onbekend; buurten zonder cijfers ontbreken.")
        remarks.notes.append(f"{text} {effect}")
        return remarks
    remarks.problems.append(
        _(
            "{text} Dat is {share}: de cijfers en de grenzen horen bij een andere indeling, of een van beide is niet "
            "volledig. Neem grenzen van het jaar waarop de cijfers zijn ingedeeld."
        ).format(text=text, share=percentage(100 * share, 0))
    )
    return remarks


def _codes_text(bron: str, strange: list[str], absent: list[str]) -> str:
    parts = []
    for codes, text in (
        (strange, _("{count} buurtcodes in {bron} staan niet in de grenzen ({codes}).")),
        (absent, _("{count} buurten in de grenzen komen niet voor in {bron} ({codes}).")),
    ):
        if codes:
            listed = ", ".join(shown(codes, _("en nog {count}")))
            parts.append(text.format(count=len(codes), bron=bron, codes=listed))
    return " ".join(parts)
