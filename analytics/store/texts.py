"""What people type: kept without what nobody sees, and refused when it is too long or names a person."""

import re
from collections.abc import Iterator

from analytics import formatting
from analytics.language import _

# What the team writes names roles. What looks like a person, or leads to one, is stopped at the door.
PERSONAL = (
    (_("een e-mailadres"), re.compile(r"[^\s@]+@[^\s@]+\.\w+")),
    (_("een telefoonnummer"), re.compile(r"(?<!\d)(?:\+31|0031|0)[\s-]?[1-9](?:[\s-]?\d){8}(?!\d)")),
    (_("een burgerservicenummer"), re.compile(r"(?<!\d)\d{9}(?!\d)")),
    (
        _("de naam van een persoon"),
        re.compile(
            r"\b(?i:dhr|mevr|mw|meneer|mevrouw|de heer)\b\.?\s+(?:[A-Z]\.\s*)*(?:(?:van|de|der|den)\s+)*[A-Z]\w+"
        ),
    ),
)


def tidy(text: str) -> str:
    """A text as it is kept: plain line ends, no spaces around it."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def problems_of_text(field: str, text: str, longest: int) -> Iterator[str]:
    """What is wrong with a text: longer than `longest` signs, or something in it that looks like a person."""
    if len(text) > longest:
        yield _("{field}: de tekst heeft {n} tekens; {most} is het meeste.").format(
            field=field, n=formatting.count(len(text)), most=formatting.count(longest)
        )
    for what, pattern in PERSONAL:
        if match := pattern.search(text):
            yield _("{field}: “{text}” lijkt op {what}. Noem rollen, geen personen.").format(
                field=field, text=match[0], what=what
            )
