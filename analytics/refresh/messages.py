"""Findings by their code: how serious each is and what to do stands once, in definitions/meldingen.toml."""

import tomllib
from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from analytics.language import _
from analytics.refresh.report import Ernst, Finding
from analytics.refresh.sources import DEFINITIONS


class Message(BaseModel):
    """What is fixed about one kind of finding. `betekenis` and `oplossing` are whole sentences."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ernst: Ernst
    titel: str
    betekenis: str
    oplossing: str


@cache
def messages() -> dict[str, Message]:
    """Every declared message by its code."""
    text = (DEFINITIONS / "meldingen.toml").read_text("utf-8")
    return TypeAdapter(dict[str, Message]).validate_python(tomllib.loads(text))


def finding(
    code: str, text: str, *, file: str = "", row: int | None = None, column: str = "", count: int = 1
) -> Finding:
    """A finding of a declared kind. `text` says what is wrong here; with `count` above 1 it says in how many rows.

    What to do is left out of what only tells.
    """
    message = messages()[code]
    if count > 1:
        text = _("{text} In totaal {count} rijen.").format(text=text, count=count)
    todo = "" if message.ernst is Ernst.MELDING else message.oplossing
    return Finding(message.ernst, code, text, file, row, column, count, todo)


class Refusal(Exception):
    """A file that cannot be read any further, with the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.sentence)
