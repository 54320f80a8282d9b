"""What the forms of the team have in common: who writes, and how a refusal is shown."""

import re
from datetime import UTC, datetime

from analytics.store import Author
from pages.shared import visitor

MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|<>$~:-])")


def author() -> Author:
    """Who is at the screen, now."""
    return Author(visitor.current().called, datetime.now(UTC))


def as_list(text: str) -> str:
    """The lines of a message as the screen breaks them; what people typed in it is no mark-up."""
    lines = [f"- {_plain(line[2:])}" if line.startswith("- ") else f"{_plain(line)}\n" for line in text.split("\n")]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)
