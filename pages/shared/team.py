"""What the forms of the team have in common: who writes, and how a refusal is shown."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import streamlit as st

from analytics.errors import VeiligheidError
from analytics.store import Author, Changed
from pages.shared import visitor

MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|<>$~:-])")

Made = TypeVar("Made")


@dataclass(frozen=True)
class Forms:
    """The forms of one part of a page (`part` begins what is remembered of them): what was saved is told once and
    opens anew, what was refused keeps what was typed."""

    part: str

    @property
    def turn(self) -> int:
        """How often something was saved: in the key of a field it makes the field a new one."""
        return int(st.session_state.get(f"{self.part}_beurt", 0))

    def tell_done(self) -> None:
        """That it was saved, once. Its place is always there: what moves is made anew, and loses its focus."""
        done = st.session_state.pop(f"{self.part}_klaar", None)
        with st.container(key=f"{self.part}_bewaard"):
            if done:
                st.success(done)

    def save(self, name: str, keep: Callable[[], Any], done: str) -> None:
        """Save the form `name` and draw anew, saying `done`; or say why not."""
        if attempt(name, keep) is not None:
            st.session_state[f"{self.part}_klaar"] = done
            st.session_state[f"{self.part}_beurt"] = self.turn + 1
            st.rerun()


def attempt(name: str, keep: Callable[[], Made]) -> Made | None:
    """What `keep` gives; None when it is refused, which is said."""
    try:
        return keep()
    except Changed as error:
        st.session_state[f"{name}_gezien"] = error.versie  # now that it is on the screen, they have seen it
        st.error(as_list(str(error)))
    except VeiligheidError as error:
        st.error(as_list(str(error)))
    return None


def author() -> Author:
    """Who is at the screen, now."""
    return Author(visitor.current().called, datetime.now(UTC))


def as_list(text: str) -> str:
    """The lines of a message as the screen breaks them; what people typed in it is no mark-up."""
    lines = [f"- {_plain(line[2:])}" if line.startswith("- ") else f"{_plain(line)}\n" for line in text.split("\n")]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)
