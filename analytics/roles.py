"""Roles that take part in agendas and plans: analytics/definitions/rollen.toml. Never names of persons."""

import tomllib
from functools import lru_cache

from analytics.indicators import DEFINITIONS


@lru_cache(maxsize=1)
def roles() -> dict[str, str]:
    """Every role by id, with the word on the screen, in the order of the menus."""
    return {
        str(id_): str(word) for id_, word in tomllib.loads((DEFINITIONS / "rollen.toml").read_text("utf-8")).items()
    }
