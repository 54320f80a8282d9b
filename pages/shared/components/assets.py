"""What the components share: their files, and how a choice comes back."""

from pathlib import Path

import streamlit as st

from analytics.figures.theme import css_variables

_HERE = Path(__file__).parent


def script(*names: str) -> str:
    """The named scripts as one module, without comments and indentation: it travels with every new value.

    Statements may not depend on line breaks inside a text; ours have none.
    """
    lines = [line.strip() for name in names for line in _read(name).splitlines()]
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def style(*names: str) -> str:
    """The colours of the theme and the named style sheets, as one."""
    return css_variables(".root") + "".join(_read(name) for name in names)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def chosen(key: str) -> str | None:
    """The id chosen in the component `key` that led to this run, also before it is drawn; else None."""
    return (st.session_state.get(key) or {}).get("chosen")


def nothing() -> None:
    """A component reports an event only when something listens to it."""
