"""Words that every form of a report says alike."""

from analytics.language import _
from analytics.reports.model import Zekerheid


def certainty(zekerheid: Zekerheid) -> str:
    """What a sentence rests on, as its small print says it."""
    return {
        Zekerheid.ZEKER: _("zeker"),
        Zekerheid.TELLING: _("geteld"),
        Zekerheid.ONZEKER: _("kan toeval zijn"),
        Zekerheid.NIET_TE_ZEGGEN: _("niet te zeggen"),
    }[zekerheid]
