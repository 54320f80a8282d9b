"""One gettext function for all screen text. Message ids are Dutch; a catalogue for another language can follow.

Catalogues live in analytics/locale/<language>/LC_MESSAGES/veiligheid.mo; without one the Dutch id is shown.
"""

import gettext
from pathlib import Path

LOCALE = "nl"
_catalogue = gettext.translation("veiligheid", Path(__file__).with_name("locale"), languages=[LOCALE], fallback=True)


def _(message: str) -> str:
    """Screen text in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Screen text that depends on a number."""
    return _catalogue.ngettext(singular, plural, n)
