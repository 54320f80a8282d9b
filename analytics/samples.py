"""What a shipped sample says about itself: the sentence that stands on every page of it."""

import tomllib
from functools import lru_cache

from analytics.indicators import DEFINITIONS
from analytics.language import _


@lru_cache(maxsize=8)
def sentence(gemeente: str) -> str:
    """What is real and what is made up in the sample of a municipality (GM code): `zin` of its voorbeeld.toml."""
    path = DEFINITIONS / "voorbeeld" / gemeente / "voorbeeld.toml"
    if path.exists():
        return str(tomllib.loads(path.read_text(encoding="utf-8"))["zin"])
    return _("Voorbeeldgegevens: een deel of alles is verzonnen. Wat er precies in staat, staat bij Over deze cijfers.")
