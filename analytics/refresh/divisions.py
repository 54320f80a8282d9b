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
        remarks.notes.append(text)
        return remarks
    remarks.problems.append(
        _(
            "{text} Dat is {share} van de codes: de cijfers en de grenzen horen bij een andere indeling. "
            "Neem grenzen van het jaar waarop de cijfers zijn ingedeeld."
        ).format(text=text, share=percentage(100 * share, 0))
    )
    return remarks


def _codes_text(bron: str, strange: list[str], absent: list[str]) -> str:
    parts = []
    more = _("en nog {count}")
    if strange:
        parts.append(
            _("{count} buurtcodes in {bron} staan niet in de grenzen ({codes}); geteld als buurt onbekend.").format(
                count=len(strange), bron=bron, codes=", ".join(shown(strange, more))
            )
        )
    if absent:
        parts.append(
            _("{count} buurten in de grenzen komen niet voor in {bron} ({codes}); daar ontbreken cijfers.").format(
                count=len(absent), bron=bron, codes=", ".join(shown(absent, more))
            )
        )
    return " ".join(parts)
